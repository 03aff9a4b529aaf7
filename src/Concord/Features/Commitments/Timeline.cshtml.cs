using Concord.Domain.Commitments;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Search;
using Concord.Platform.Web.Lists;
using Concord.Platform.Web.Pictures;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Commitments;

/// <summary>The ledger as a picture: what was promised when, what was stated of it, when it is due; and the same as a table.</summary>
[AllowAnonymous]
internal sealed class TimelineModel(Db db, Kept kept, Search search, Words words, Today today) : LedgerPage(db, search, words, today)
{
    /// <summary>More rows than this are no picture any more.</summary>
    public const int Most = 60;

    public Trails Picture { get; private set; } = null!;

    /// <summary>How many there are with these filters.</summary>
    public int Count { get; private set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        await ReadChoicesAsync(stop);
        (Count, Picture) = await kept.Of($"trails {words.Code} {today.Date} {Here.State(HttpContext)}", found => found.Count, () => ReadAsync(stop), stop);
    }

    private async Task<(int Count, Trails Picture)> ReadAsync(CancellationToken stop)
    {
        var found = Filtered();
        return (await found.CountAsync(stop), await TrailsOf.ReadAsync(found.OrderBy(one => (string)(object)one.Made!).ThenBy(one => one.Key).Take(Most), words, today, stop));
    }
}

/// <summary>Reads what the picture of trails shows: only what the reader may see, since the sets hold nothing else.</summary>
internal static class TrailsOf
{
    public static async Task<Trails> ReadAsync(IQueryable<Commitment> commitments, Words words, Today today, CancellationToken stop)
    {
        var all = await commitments.Include(one => one.Trail).ThenInclude(entry => entry.Replies).AsSplitQuery().ToListAsync(stop);
        return new([.. all.Select(one => new TrailRow(one.Key, one.Name, one.Made, one.Due, one.IsContinuous, one.IsOverdue(words.Programme, today.Date), [.. one.Trail.OrderBy(entry => entry.Order).ThenBy(entry => entry.Id).Select(entry => entry.Statement)], one.Fictitious))], today.Date);
    }
}
