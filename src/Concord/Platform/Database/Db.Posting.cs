using System.Text.Json;
using Concord.Platform.Mail;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Database;

/// <summary>Posting: mail is promised in the transaction of what it tells of.</summary>
internal sealed partial class Db
{
    public DbSet<MailRow> Mail => Set<MailRow>();

    public DbSet<Scheduled.ScheduledWork> ScheduledWork => Set<Scheduled.ScheduledWork>();

    public DbSet<Scheduled.WorkRun> WorkRuns => Set<Scheduled.WorkRun>();

    public DbSet<MailPreference> MailPreferences => Set<MailPreference>();

    /// <summary>Promises a mail to an account, to be written as that account when it is sent.</summary>
    /// <param name="sealedSecret">What must not stand in the database in clear: see <see cref="MailSecret"/>.</param>
    /// <param name="at">Not before; null: now.</param>
    public void Post(Guid account, IMail mail, string? sealedSecret = null, Instant? at = null) => Mail.Add(NewMail(account, mail, sealedSecret, null, at));

    /// <summary>Promises a mail unless one with the same <paramref name="once"/> was promised before, by whichever node. Saved at once.</summary>
    /// <returns>Whether it was promised now.</returns>
    public async Task<bool> PostOnceAsync(Guid account, IMail mail, string once, CancellationToken stop = default)
    {
        if (await Mail.AnyAsync(row => row.Once == once, stop)) return false;

        var row = NewMail(account, mail, null, once, null);
        var (posted, due) = (row.PostedAt.ToDateTimeUtc(), row.Due.ToDateTimeUtc());
        var added = 0;
        await InOneTransaction(
            async () =>
            {
                Tell(Live.Topic.Work);
                added = await Database.ExecuteSqlAsync(
                    $"""
                    insert into mail (id, account, kind, data, once, state, posted_at, due, attempts)
                    values ({row.Id}, {account}, {row.Kind}, {row.Data}, {once}, 'waiting', {posted}, {due}, 0)
                    on conflict (once) do nothing
                    """,
                    stop);
            },
            stop);
        return added == 1;
    }

    private MailRow NewMail(Guid account, IMail mail, string? sealedSecret, string? once, Instant? at)
    {
        var now = clock.GetCurrentInstant();
        return new() { Account = account, Kind = mail.GetType().Name, Data = JsonSerializer.Serialize(mail, mail.GetType(), Stored.Json), Secret = sealedSecret, Once = once, PostedAt = now, Due = at ?? now };
    }
}
