using Concord.Platform.Database;
using Concord.Platform.Outbox;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Accounts;

/// <summary>Remove the rows of sign-ins that have expired or were ended, and ask for the same again tomorrow.</summary>
internal sealed record ForgetSignIns : IJob;

internal sealed class ForgetOldSignIns(Db db, IClock clock) : IDo<ForgetSignIns>
{
    public async Task DoAsync(IReadOnlyList<ForgetSignIns> jobs, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var since = SignIn.MustBeSeenSince(now);
        await db.InOneTransaction(() => db.SignIns.Where(one => one.EndedAt != null || one.SeenAt < since).ExecuteDeleteAsync(stop), stop);
        await Schedule(db, now, Duration.FromDays(1), stop);
    }

    /// <summary>Asks for it once, however many nodes start or finish at the same time.</summary>
    public static async Task Schedule(Db db, Instant now, Duration wait, CancellationToken stop)
    {
        if (await db.Outbox.AnyAsync(row => row.Job == nameof(ForgetSignIns) && row.Due > now, stop)) return;

        db.Later(new ForgetSignIns(), now + wait);
        await db.SaveChangesAsync(stop);
    }
}
