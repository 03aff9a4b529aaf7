using Concord.Platform.Database;
using Concord.Platform.Scheduled;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Mail;

/// <summary>Removes mail that has been settled long ago: it is a trace of who was told what, and nobody needs it for ever.</summary>
internal sealed class ForgetMail(Db db, IClock clock) : IRecur
{
    public static readonly Duration Kept = Duration.FromDays(90);

    public Instant NextAfter(Instant now) => Every.Day(now, DateTimeZone.Utc, 2);

    public async Task<int> DoAsync(CancellationToken stop)
    {
        var (before, gone) = (clock.GetCurrentInstant() - Kept, 0);
        await db.InOneTransaction(async () => gone = await db.Mail.Where(one => one.SettledAt < before).ExecuteDeleteAsync(stop), stop);
        return gone;
    }
}
