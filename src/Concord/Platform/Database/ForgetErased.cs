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
            await db.Database.ExecuteSqlRawAsync("pragma wal_checkpoint(truncate)", stop);
            return;
        }

        await db.Database.ExecuteSqlRawAsync("vacuum person, delegate, audit_entry, search_entry, sort_name, loaded, outbox, account, account_token, account_login, invitation, passkey, recovery_code, sign_in, mail, mail_preference", stop);
        await db.Database.ExecuteSqlRawAsync("reindex index concurrently search_entry_found_by", stop);
    }
}
