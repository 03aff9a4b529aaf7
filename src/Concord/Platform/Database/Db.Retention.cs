using Concord.Domain.Common;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Database;

/// <summary>Data on people that have been kept longer than was said.</summary>
internal sealed partial class Db
{
    /// <returns>Until when each of them was to be kept; of those that this reader may read.</returns>
    public async Task<List<PartialDate>> PastRetentionAsync(LocalDate day, CancellationToken stop)
    {
        // "2026" is past when the year is over: the text sorts before the day's but so does the running year; the exact rule decides.
        var text = PartialDate.On(day).ToString();
        var perhaps = await People.AsNoTracking()
#pragma warning disable CA1309 // the database compares
            .Where(person => string.Compare((string)(object)person.RetainUntil, text) < 0)
#pragma warning restore CA1309
            .Select(person => person.RetainUntil)
            .ToListAsync(stop);
        return perhaps.FindAll(until => until.Latest < day);
    }
}
