using Concord.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Database;

/// <summary>Make the database forget what was erased: deleted rows stay readable in its files until their room is used again.</summary>
internal sealed record ForgetErased : IJob;

/// <summary>Rewrites what held erased rows. Rare, and readers go on meanwhile.</summary>
internal sealed class Forget(Db db, WriteGate gate) : IDo<ForgetErased>
{
    public async Task DoAsync(IReadOnlyList<ForgetErased> jobs, CancellationToken stop)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        if (db.IsSqlite)
        {
            // The full-text index only marks a row as deleted until it is merged; the log holds pages until it is emptied.
            using var pass = await gate.EnterAsync(stop);
            await db.Database.ExecuteSqlRawAsync("insert into search_text(search_text) values('optimize')", stop);
            await db.Database.ExecuteSqlRawAsync("vacuum", stop);
            await EmptyLogAsync(stop);
            return;
        }

        await db.Database.ExecuteSqlRawAsync("vacuum person, delegate, audit_entry, search_entry, sort_name, loaded, outbox, account, account_token, account_login, invitation, passkey, recovery_code, sign_in, mail, mail_preference", stop);
        await db.Database.ExecuteSqlRawAsync("reindex index concurrently search_entry_found_by", stop);
    }

    /// <summary>SQLite does not empty its log while somebody reads from it: it says so in the first column of its answer, and fails in no other way.
    /// A read takes a moment, a backup longer: then the job is done anew.</summary>
    /// <exception cref="TimeoutException">Somebody read all the while.</exception>
    private async Task EmptyLogAsync(CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "pragma wal_checkpoint(truncate)";
        for (var tries = 0; tries < 100; tries++)
        {
            if (await command.ExecuteScalarAsync(stop) is 0L) return;
            await Task.Delay(100, stop);
        }

        throw new TimeoutException("The write-ahead log could not be emptied: somebody is reading from it.");
    }
}
