using Concord.Domain.Common;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Scheduled;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Delegations;

/// <summary>Erases, every night, whoever was to be kept in a delegation until a day that is past. Sealed records name whom they name.</summary>
internal sealed class ForgetDelegates(Db db, Today today, CurrentProgramme programme) : IRecur
{
    public Instant NextAfter(Instant now) => Every.Day(now, programme.Now.Zone, 3);

    public async Task<int> DoAsync(CancellationToken stop)
    {
        // "2026" sorts before "2026-03-01" and is not past before the year is over: the exact rule decides.
        var text = PartialDate.On(today.Date).ToString();
#pragma warning disable CA1309 // the database compares
        var perhaps = await db.Delegates.AsNoTracking().Where(one => string.Compare((string)(object)one.RetainUntil, text) < 0).ToListAsync(stop);
#pragma warning restore CA1309
        var past = perhaps.FindAll(one => one.IsPastRetention(today.Date));
        foreach (var one in past) await db.EraseAsync(one, why: null, stop);
        return past.Count;
    }
}
