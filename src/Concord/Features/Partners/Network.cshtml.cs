using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Domain.Organisations;
using Concord.Domain.Programmes;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web;
using Concord.Platform.Web.Pictures;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Partners;

/// <summary>Who works with whom: two organisations belong together when both took part in an activity. As a picture, and as the table it is
/// drawn from. Called-off activities do not count.</summary>
[AllowAnonymous]
internal sealed class NetworkModel(Db db, Words words) : PageModel
{
    /// <summary>More organisations than this make a tangle: the best connected are drawn.</summary>
    public const int MostNodes = 36;

    /// <summary>Rows of the table: the strongest.</summary>
    public const int MostPairs = 100;

    /// <summary>Activities that are named in a row: the latest.</summary>
    public const int MostActivities = 12;

    [BindProperty(SupportsGet = true)]
    public string? Pillar { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Phase { get; set; }

    /// <summary>Key of an organisation: then only what it does with others is shown.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Of { get; set; }

    public Network Network { get; private set; } = null!;

    /// <summary>The organisation that was asked for; null: all.</summary>
    public Organisation? Around { get; private set; }

    public IReadOnlyList<Pair> Pairs { get; private set; } = [];

    public int AllPairs { get; private set; }

    public int AllNodes { get; private set; }

    /// <summary>How many of them the picture leaves out.</summary>
    public int NotDrawn { get; private set; }

    /// <summary>What the columns hold, left to right.</summary>
    public IReadOnlyList<(string Name, string Short)> Columns { get; private set; } = [];

    public object? Fictitious { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (!string.IsNullOrEmpty(Of))
        {
            Around = await db.Organisations.AsNoTracking().SingleOrDefaultAsync(one => one.Key == Of, stop);
            if (Around is null) return NotFound();
        }

        var together = await TogetherAsync(stop);
        AllPairs = together.Count;
        var counts = Counts(together.Keys.SelectMany(pair => together[pair].SelectMany(activity => new[] { (pair.One, activity), (pair.Other, activity) })));
        AllNodes = counts.Count;
        var drawn = Drawn(together, counts);
        NotDrawn = AllNodes - drawn.Count;

        var strongest = together.OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Key.One).ThenBy(pair => pair.Key.Other).Take(MostPairs).ToList();
        var wanted = drawn.Concat(strongest.SelectMany(pair => new[] { pair.Key.One, pair.Key.Other })).Distinct().ToList();
        var organisations = await NamedAsync(wanted, stop);
        Pairs = await PairsAsync(strongest, organisations, stop);
        Columns = [.. Named().Select(column => (column.Name, column.Short))];
        Network = new(
            Columns,
            [.. organisations.Values.Where(one => drawn.Contains(one.Id)).Select(one => Node(one, counts[one.Id]))],
            [.. together.Where(pair => drawn.Contains(pair.Key.One) && drawn.Contains(pair.Key.Other)).Select(pair => new NetworkEdge(pair.Key.One, pair.Key.Other, pair.Value.Count))]);
        Fictitious = Fiction.In(Pairs.SelectMany(pair => pair.Activities), one => one.Fictitious);
        return Page();
    }

    /// <summary>Activities of every pair. Only of what the reader may read: the sets hold nothing else.</summary>
    private async Task<Dictionary<(Guid One, Guid Other), List<Guid>>> TogetherAsync(CancellationToken stop)
    {
        var activities = db.Activities.Where(one => one.State != ActivityState.Cancelled);
        if (!string.IsNullOrEmpty(Pillar)) activities = activities.Where(one => one.Pillar == Pillar);
        if (!string.IsNullOrEmpty(Phase)) activities = activities.Where(one => one.Phase == Phase);
        if (Around is { } around) activities = activities.Where(one => one.Partners.Any(partner => partner.OrganisationId == around.Id));
        var parts = await db.Set<ActivityPartner>()
            .Where(part => part.OrganisationId != null && activities.Select(one => one.Id).Contains(part.ActivityId))
            .Select(part => new { part.ActivityId, Organisation = part.OrganisationId!.Value })
            .Distinct()
            .ToListAsync(stop);

        var together = new Dictionary<(Guid, Guid), List<Guid>>();
        foreach (var activity in parts.GroupBy(part => part.ActivityId))
        {
            var those = activity.Select(part => part.Organisation).Order().ToList();
            for (var one = 0; one < those.Count; one++)
            {
                for (var other = one + 1; other < those.Count; other++)
                {
                    if (Around is not null && those[one] != Around.Id && those[other] != Around.Id) continue;
                    if (!together.TryGetValue((those[one], those[other]), out var list)) together[(those[one], those[other])] = list = [];
                    list.Add(activity.Key);
                }
            }
        }

        return together;
    }

    /// <summary>In how many activities each took part with others.</summary>
    private static Dictionary<Guid, int> Counts(IEnumerable<(Guid Organisation, Guid Activity)> parts) =>
        parts.Distinct().GroupBy(part => part.Organisation).ToDictionary(group => group.Key, group => group.Count());

    /// <summary>The best connected: with the most activities, then with the most partners.</summary>
    private HashSet<Guid> Drawn(Dictionary<(Guid One, Guid Other), List<Guid>> together, Dictionary<Guid, int> counts)
    {
        var partners = together.Keys.SelectMany(pair => new[] { pair.One, pair.Other }).GroupBy(id => id).ToDictionary(group => group.Key, group => group.Count());
        return [.. counts.OrderByDescending(one => one.Key == Around?.Id).ThenByDescending(one => one.Value).ThenByDescending(one => partners[one.Key]).ThenBy(one => one.Key).Take(MostNodes).Select(one => one.Key)];
    }

    /// <summary>In the order of their names.</summary>
    private async Task<Dictionary<Guid, Organisation>> NamedAsync(List<Guid> ids, CancellationToken stop)
    {
        var code = words.Code;
        return (await db.Organisations.AsNoTracking().Where(one => ids.Contains(one.Id))
            .Join(db.SortNames.Where(name => name.Language == code), one => one.Id, name => name.Record, (one, name) => new { one, name.SortKey })
            .OrderBy(pair => pair.SortKey).ThenBy(pair => pair.one.Key).Select(pair => pair.one)
            .ToListAsync(stop)).ToDictionary(one => one.Id);
    }

    private async Task<IReadOnlyList<Pair>> PairsAsync(IReadOnlyList<KeyValuePair<(Guid One, Guid Other), List<Guid>>> strongest, Dictionary<Guid, Organisation> organisations, CancellationToken stop)
    {
        var ids = strongest.SelectMany(pair => pair.Value).Distinct().ToList();
        var activities = (await db.Activities.AsNoTracking().Where(one => ids.Contains(one.Id))
            .OrderByDescending(one => one.FirstDay).ThenBy(one => one.Key)
            .Select(one => new Common(one.Id, one.Key, one.Name, one.Fictitious)).ToListAsync(stop)).Select((one, at) => (one, at)).ToDictionary(pair => pair.one.Id);
        var order = organisations.Keys.Select((id, at) => (id, at)).ToDictionary(pair => pair.id, pair => pair.at);
        return [.. strongest
            .Select(pair => order[pair.Key.One] < order[pair.Key.Other] ? (pair.Key.One, pair.Key.Other, pair.Value) : (One: pair.Key.Other, Other: pair.Key.One, pair.Value))
            .OrderByDescending(pair => pair.Value.Count).ThenBy(pair => order[pair.One]).ThenBy(pair => order[pair.Other])
            .Select(pair => new Pair(organisations[pair.One], organisations[pair.Other], pair.Value.Count, [.. pair.Value.Select(id => activities[id]).OrderBy(one => one.at).Take(MostActivities).Select(one => one.one)]))];
    }

    private NetworkNode Node(Organisation one, int count)
    {
        var column = Named().FindIndex(column => column.Party is not null ? column.Party == one.Party && !IsOfProgramme(one) : IsOfProgramme(one) || one.Party is null);
        var label = one.Abbreviation is { } letters && !words.Plain(one.Name).Any(IsHan) ? Text.In(words.Code, letters) : one.Name; // what is written in Han is short as it is
        return new(one.Id, column, one.Party, words.Plain(label), words.LangOf(label), one.Name, count, Around?.Id == one.Id ? "/partners/" + one.Key : "/partners/network?of=" + one.Key, one.Fictitious);
    }

    /// <summary>The sides in the order of the language, and between the first and the next those who belong to neither or carry the programme.</summary>
    private List<(string? Party, string Name, string Short)> Named()
    {
        var named = words.Programme.PartiesFor(words.Code).Select(party => ((string?)party.Key, words.Plain(party.Short), words.Plain(party.Short))).ToList();
        named.Insert(Math.Min(1, named.Count), (null, words["Network.Between"], words["Network.BetweenShort"]));
        return named;
    }

    private static bool IsHan(char letter) => letter is >= '\u3400' and <= '\u9FFF';

    private static bool IsOfProgramme(Organisation one) => one.Role is OrganisationRole.Implementer or OrganisationRole.Donor;

    /// <param name="Activities">The latest that both took part in.</param>
    internal sealed record Pair(Organisation One, Organisation Other, int Count, IReadOnlyList<Common> Activities);

    internal sealed record Common(Guid Id, string Key, Text Name, bool Fictitious);
}
