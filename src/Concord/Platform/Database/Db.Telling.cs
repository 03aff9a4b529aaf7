using Concord.Platform.Live;
using Concord.Platform.Mail;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Database;

/// <summary>Telling the nodes: whatever leaves an audit entry, or work for later, is news, so that no page can forget it.</summary>
internal sealed partial class Db
{
    private readonly List<AuditEntry> entered = [];
    private readonly HashSet<string> topics = [];

    /// <summary>Lets all nodes know of something that has no audit entry, once this transaction is committed.</summary>
    public void Tell(string topic) => topics.Add(topic);

    private void NoteNews()
    {
        entered.AddRange(ChangeTracker.Entries<AuditEntry>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity));
        if (ChangeTracker.Entries().Any(row => row is { State: EntityState.Added, Entity: OutboxRow or MailRow })) Tell(Topic.Work);
    }

    /// <summary>Commits, and lets all nodes know. On PostgreSQL the news is part of the transaction.</summary>
    private async Task CommitAsync(Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, CancellationToken stop)
    {
        await MoveGlossaryMarkAsync(stop);
        if (!IsSqlite && entered.Count + topics.Count > 0)
        {
            var news = new News([.. entered.Select(entry => new Change(entry.Id, entry.Kind, entry.Record, entry.Audience, entry.Account, entry.Version))], [.. topics]);
            foreach (var letter in news.Letters()) await Database.ExecuteSqlAsync($"select pg_notify({Bus.Channel}, {letter})", stop);
        }

        await transaction.CommitAsync(stop);
        if (IsSqlite) bus.Committed([.. topics]);
    }

    /// <summary>What a transaction before this one did not come to tell is nobody's news.</summary>
    private void ForgetNews()
    {
        entered.Clear();
        topics.Clear();
    }
}
