using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Pictures;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Pillars;

/// <summary>The focus areas beside one another, each with what is on record for it.</summary>
[AllowAnonymous]
internal sealed class IndexModel(Db db, Words words) : PageModel
{
    /// <summary>Pillar to its number of activities and of commitments.</summary>
    public Dictionary<string, (int Activities, int Commitments)> Numbers { get; private set; } = [];

    public Timeline Timeline { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken stop)
    {
        var activities = await db.Activities.Where(one => one.Pillar != null).GroupBy(one => one.Pillar!).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, stop);
        var commitments = await db.Commitments.Where(one => one.Pillar != null).GroupBy(one => one.Pillar!).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, stop);
        Numbers = words.Programme.Pillars.ToDictionary(pillar => pillar.Key, pillar => (activities.GetValueOrDefault(pillar.Key), commitments.GetValueOrDefault(pillar.Key)));
        Timeline = await db.ReadTimelineAsync(words, db.Activities.Where(one => one.Pillar != null), false, stop);
    }
}
