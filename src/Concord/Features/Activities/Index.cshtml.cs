using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Search;
using Concord.Platform.Web.Lists;
using Concord.Platform.Web.Pictures;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Activities;

/// <summary>What the programme has done and is going to do, newest first.</summary>
[AllowAnonymous]
internal sealed class IndexModel(Db db, Kept kept, Search search, Words words, Sheets sheets) : PageModel
{
    /// <summary>In place of a year: what has no date.</summary>
    public const string NoYear = "none";

    private int longest;

    [BindProperty(SupportsGet = true)]
    public string? Pillar { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Type { get; set; }

    /// <summary>Key of a city, or of a country and all in it.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Place { get; set; }

    /// <summary>A year in which it may have taken place, or <see cref="NoYear"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Phase { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    [BindProperty(SupportsGet = true, Name = Listing.PageKey)]
    public int PageNumber { get; set; } = 1;

    public Listing<ActivityRow> List { get; private set; } = null!;

    /// <summary>How many there are without filters.</summary>
    public int All { get; private set; }

    /// <summary>The picture of the whole period: where nothing is filtered, and while each activity can have a mark of its own in it.</summary>
    public Timeline? Timeline { get; private set; }

    /// <summary>The years that may be chosen: from the first in which anything began to the last.</summary>
    public IEnumerable<int> Years { get; private set; } = [];

    /// <summary>The filters that a calendar can have too.</summary>
    public string CalendarQuery => QueryString.Create(new[] { KeyValuePair.Create("pillar", (string?)words.Programme.Pillars.FirstOrDefault(one => one.Key == Pillar)?.Key), KeyValuePair.Create("phase", (string?)words.Programme.Phases.FirstOrDefault(one => one.Key == Phase)?.Key) }.Where(pair => pair.Value is not null)).Value ?? "";

    public async Task OnGetAsync(CancellationToken stop)
    {
        longest = await LongestAsync(stop);
        (All, Years) = await kept.Of("activities", _ => 1, () => WholeAsync(stop), stop);
        List = await kept.Of($"activities {words.Code} {Here.State(HttpContext)}", list => list.Rows.Count, () => PageAsync(stop), stop);
        if (List.Count == All && List.Page == 1 && All <= TimelineReader.Most) Timeline = await db.ReadTimelineAsync(words, db.Activities, false, stop);
    }

    /// <summary>How many there are, and the years in which any began.</summary>
    private async Task<(int All, IEnumerable<int> Years)> WholeAsync(CancellationToken stop)
    {
        var all = await db.Activities.CountAsync(stop);
        var dated = db.Activities.AsNoTracking().Where(one => one.FirstDay > Activity.Unknown);
        var first = await dated.OrderBy(one => one.FirstDay).Select(one => (LocalDate?)one.FirstDay).FirstOrDefaultAsync(stop);
        var last = await dated.OrderByDescending(one => one.FirstDay).Select(one => (LocalDate?)one.FirstDay).FirstOrDefaultAsync(stop);
        return (all, first is { } from && last is { } to ? [.. Enumerable.Range(from.Year, to.Year - from.Year + 1).Reverse()] : Array.Empty<int>());
    }

    /// <summary>In days: what takes place in a year began at most so long before it, which an index of beginnings can use.</summary>
    private Task<int> LongestAsync(CancellationToken stop) => kept.Of(
        "longest activity",
        _ => 1,
        async () => (await db.Activities.Where(one => one.LastDay > one.FirstDay).Select(one => new { one.FirstDay, one.LastDay }).Distinct().ToListAsync(stop))
            .Select(one => Period.DaysBetween(one.FirstDay, one.LastDay)).DefaultIfEmpty(0).Max(),
        stop);

    private async Task<Listing<ActivityRow>> PageAsync(CancellationToken stop)
    {
        var list = await Sorted(Filtered()).Select(ActivityRow.Of).PageAsync(PageNumber, stop);
        await ActivityRow.ReadPlaces(db, list.Rows, stop);
        return list;
    }

    /// <summary>The same list as a file, all pages of it.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken stop) => await Sheet().CsvAsync(await AllRows(stop), stop);

    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken stop) => await Sheet().XlsxAsync(await AllRows(stop), stop);

    private Sheet<ActivityRow> Sheet() =>
        sheets.Of<ActivityRow>("activities", words["Activity.All"])
            .Words(words["Activity.No"], row => row.Key, 12)
            .Text(words["Activity.Name"], row => row.Name, 52, withState: true)
            .Words(words["Activity.Type"], row => TypeName(row.Type))
            .Text(words["Activity.Word"], row => row.Word, 22)
            .Words(words["Activity.Pillar"], row => PillarName(row.Pillar), 30)
            .Words(words["Activity.Phase"], row => PhaseName(row.Phase))
            .Words(words["Activity.State"], row => words[ActivityWords.KeyOf(row.State)])
            .Begins(words["Activity.PlannedStart"], row => row.PlannedStart)
            .Ends(words["Activity.PlannedEnd"], row => row.PlannedEnd)
            .Begins(words["Activity.HeldStart"], row => row.HeldStart)
            .Ends(words["Activity.HeldEnd"], row => row.HeldEnd)
            .Words(words["Activity.DatesInferred"], row => row.DatesInferred ? words["Form.Yes"] : null, 12)
            .Words(words["Activity.Places"], row => words.Places(row.Places), 26)
            .Words(words["Activity.Countries"], row => words.Places(row.Countries), 26)
            .Record(row => row.Fictitious, row => row.Audience, row => "/activities/" + row.Key)
            .Filtered(words["Activity.Pillar"], PillarName(Pillar))
            .Filtered(words["Activity.Type"], TypeName(Type))
            .Filtered(words["Activity.Place"], words.Programme.Places.Any(place => place.Key == Place) ? words.Places([Place!]) : null)
            .Filtered(words["Activity.Year"], Year == NoYear ? words["Activity.NoDate"] : Year)
            .Filtered(words["Activity.State"], Enum.TryParse<ActivityState>(State, true, out var state) && Enum.IsDefined(state) ? words[ActivityWords.KeyOf(state)] : null)
            .Filtered(words["Activity.Phase"], PhaseName(Phase))
            .Filtered(words["List.Words"], Q);

    private string TypeName(string? key) => words.Plain(words.Programme.ActivityTypes.FirstOrDefault(type => type.Key == key)?.Name);

    private string PillarName(string? key) => words.Plain(words.Programme.Pillars.FirstOrDefault(pillar => pillar.Key == key)?.Title);

    private string PhaseName(string? key) => words.Plain(words.Programme.Phases.FirstOrDefault(phase => phase.Key == key)?.Name);

    private async Task<IAsyncEnumerable<ActivityRow>> AllRows(CancellationToken stop)
    {
        longest = await LongestAsync(stop);
        return Pieces.ReadAsync(
            Sorted(Filtered()).Select(one => one.Id),
            async ids =>
            {
                var rows = await db.Activities.AsNoTracking().Where(one => ids.Contains(one.Id)).Select(ActivityRow.Of).ToListAsync(stop);
                await ActivityRow.ReadPlaces(db, rows, stop);
                return rows;
            },
            row => row.Id,
            stop);
    }

    private IQueryable<Activity> Filtered()
    {
        var found = db.Activities.AsNoTracking();
        if (!string.IsNullOrEmpty(Pillar)) found = found.Where(one => one.Pillar == Pillar);
        if (!string.IsNullOrEmpty(Type)) found = found.Where(one => one.Type == Type);
        if (!string.IsNullOrEmpty(Phase)) found = found.Where(one => one.Phase == Phase);
        if (Enum.TryParse<ActivityState>(State, true, out var state)) found = found.Where(one => one.State == state);
        if (!string.IsNullOrEmpty(Place)) found = In(found, Place);
        if (Year == NoYear)
        {
            found = found.Where(one => one.FirstDay == Activity.Unknown);
        }
        else if (int.TryParse(Year, out var year) && year is > 1 and < 9999)
        {
            var (first, last) = (new LocalDate(year, 1, 1), new LocalDate(year, 12, 31));
            var earliest = LocalDate.Max(first.PlusDays(-longest), Activity.Unknown);
            found = found.Where(one => one.FirstDay <= last && one.FirstDay >= earliest && one.LastDay >= first);
        }

        if (search.RecordsWith(Q, nameof(Activity)) is { } hits) found = found.Where(one => hits.Contains(one.Id));
        return found;
    }

    /// <summary>In a city; in a country: what names it, and what names a city of it.</summary>
    private IQueryable<Activity> In(IQueryable<Activity> found, string key)
    {
        var cities = words.Programme.Places.Where(place => place.Key == key || place.Country == key).Select(place => place.Key).ToList();
        if (words.Programme.Places.FirstOrDefault(place => place.Key == key) is not { IsCity: false }) return found.Where(one => one.Places.Any(place => place.Place == key));

        // Countries are a list in one column: the key with its quotes. Keys are letters, digits and hyphens, so that it holds no wildcard.
        var named = $"%\"{key}\"%";
        var there = db.Activities.FromSql($"select * from activity where countries like {named}").Select(one => one.Id);
        return found.Where(one => there.Contains(one.Id) || one.Places.Any(place => cities.Contains(place.Place)));
    }

    private IQueryable<Activity> Sorted(IQueryable<Activity> found)
    {
        var code = words.Code;
        var named = found.Join(db.SortNames.Where(name => name.Language == code), one => one.Id, name => name.Record, (one, name) => new { one, name.SortKey });
        return Sort switch
        {
            "name" => named.OrderBy(pair => pair.SortKey).ThenBy(pair => pair.one.Key).Select(pair => pair.one),
            "-name" => named.OrderByDescending(pair => pair.SortKey).ThenBy(pair => pair.one.Key).Select(pair => pair.one),
            "type" => found.OrderBy(one => one.Type).ThenByDescending(one => one.FirstDay).ThenByDescending(one => one.Id),
            "-type" => found.OrderByDescending(one => one.Type).ThenByDescending(one => one.FirstDay).ThenByDescending(one => one.Id),
            "pillar" => found.OrderBy(one => one.Pillar == null).ThenBy(one => one.Pillar).ThenByDescending(one => one.FirstDay).ThenByDescending(one => one.Id),
            "-pillar" => found.OrderBy(one => one.Pillar == null).ThenByDescending(one => one.Pillar).ThenByDescending(one => one.FirstDay).ThenByDescending(one => one.Id),
            "date" => found.OrderBy(one => one.FirstDay == Activity.Unknown).ThenBy(one => one.FirstDay).ThenBy(one => one.Id),
            _ => found.OrderByDescending(one => one.FirstDay).ThenByDescending(one => one.Id),
        };
    }
}
