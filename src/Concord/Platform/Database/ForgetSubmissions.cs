using Concord.Platform.Accounts;
using Concord.Platform.Scheduled;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Database;

/// <summary>Removes the rows of forms that nobody will send a second time any more, and of those that nobody came back for.</summary>
internal sealed class ForgetSubmissions(Db db, IClock clock) : IRecur
{
    public static readonly Duration Kept = Duration.FromDays(7);

    public Instant NextAfter(Instant now) => Every.Day(now, DateTimeZone.Utc, 2);

    public async Task<int> DoAsync(CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var (before, over, gone) = (now - Kept, now - KeptPostRow.Lasts, 0);
        await db.InOneTransaction(
            async () => gone = await db.Submissions.Where(one => one.At < before).ExecuteDeleteAsync(stop) + await db.KeptPosts.Where(one => one.MadeAt <= over).ExecuteDeleteAsync(stop),
            stop);
        return gone;
    }
}
