using System.Linq.Expressions;
using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Lists;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Activities;

/// <summary>An activity as lists and the calendar show it.</summary>
internal sealed record ActivityRow(
    Guid Id,
    string Key,
    Text Name,
    string Type,
    Text? Word,
    string? Pillar,
    string? Phase,
    ActivityState State,
    PartialDate? PlannedStart,
    PartialDate? PlannedEnd,
    PartialDate? HeldStart,
    PartialDate? HeldEnd,
    bool DatesInferred,
    Audience Audience,
    bool Fictitious,
    Items<string> Countries)
{
    public static readonly Expression<Func<Activity, ActivityRow>> Of = one => new ActivityRow(
        one.Id,
        one.Key,
        one.Name,
        one.Type,
        one.Word,
        one.Pillar,
        one.Phase,
        one.State,
        one.PlannedStart,
        one.PlannedEnd,
        one.HeldStart,
        one.HeldEnd,
        one.DatesInferred,
        one.Audience,
        one.Fictitious,
        one.Countries);

    /// <summary>Keys of its places, in their order: see <see cref="ReadPlaces"/>.</summary>
    public IReadOnlyList<string> Places { get; private set; } = [];

    public PartialDate? Start => HeldStart ?? PlannedStart;

    public PartialDate? End => HeldStart is not null ? HeldEnd : PlannedEnd;

    /// <summary>Reads the places of the rows of a page. A second statement: as a part of the first, the database would read the places of
    /// every activity there is.</summary>
    public static async Task ReadPlaces(Db db, IReadOnlyList<ActivityRow> rows, CancellationToken stop)
    {
        var all = db.Set<ActivityPlace>().AsNoTracking();
        var ids = rows.Select(row => row.Id).ToList();
        if (rows.Count <= Listing.PageSize) all = all.Where(place => ids.Contains(place.ActivityId));
        var places = (await all.OrderBy(place => place.Order).ThenBy(place => place.Place).Select(place => new { place.ActivityId, place.Place }).ToListAsync(stop)).ToLookup(place => place.ActivityId, place => place.Place);
        foreach (var row in rows) row.Places = [.. places[row.Id]];
    }

    /// <summary>Its places; its countries where no place is known.</summary>
    public IEnumerable<string> Where => Places.Count > 0 ? Places : Countries;
}

/// <summary>How activities speak of themselves on every page.</summary>
internal static class ActivityWords
{
    /// <summary>Key of the sentence for a state.</summary>
    public static string KeyOf(ActivityState state) => "Activity.State." + state;

    /// <summary>The mark before the word of a state.</summary>
    public static string MarkOf(ActivityState state) => state switch
    {
        ActivityState.Held => "done",
        ActivityState.Ready or ActivityState.Planned => "moving",
        ActivityState.Cancelled => "ended",
        _ => "open",
    };

    public static string Places(this Words words, IEnumerable<string> keys) => words.List(keys.Select(key => words.Plain(words.Programme.Places.FirstOrDefault(place => place.Key == key)?.Name ?? Text.In(words.Code, key))));
}
