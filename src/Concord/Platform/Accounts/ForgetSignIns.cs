using Concord.Platform.Database;
using Concord.Platform.Scheduled;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Accounts;

/// <summary>Removes the sign-ins that have ended, and those of devices that have not been seen for so long that they count as ended.</summary>
internal sealed class ForgetSignIns(Db db, IClock clock) : IRecur
{
    public Instant NextAfter(Instant now) => Every.Day(now, DateTimeZone.Utc, 2);

    public async Task<int> DoAsync(CancellationToken stop)
    {
        var (since, gone) = (SignIn.MustBeSeenSince(clock.GetCurrentInstant()), 0);
        await db.InOneTransaction(async () => gone = await db.SignIns.Where(one => one.EndedAt != null || one.SeenAt < since).ExecuteDeleteAsync(stop), stop);
        return gone;
    }
}
