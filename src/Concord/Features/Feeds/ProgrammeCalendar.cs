using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Domain.Rounds;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Feeds;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Feeds;

/// <summary>Activities and rounds of which the day is known, as a calendar. A month or a year has no place in one: what has no day is left out,
/// and the calendar says how many that are.</summary>
/// <param name="withTimes">Whether items of an agenda are laid into its sittings: only for whoever reads the whole agenda. Others would be told wrong times,
/// or, by gaps in them, that there are items which they may not read.</param>
internal sealed class ProgrammeCalendar(Db db, Words words, Uri site, bool withTimes = false)
{
    /// <summary>The latest ones; a calendar program reads the file whole.</summary>
    public const int Most = 2_000;

    /// <summary>Whether these are a focus area and a phase of the programme, where they are named at all.</summary>
    public bool Knows(string? pillar, string? phase) =>
        (string.IsNullOrEmpty(pillar) || words.Programme.Pillars.Any(one => one.Key == pillar)) && (string.IsNullOrEmpty(phase) || words.Programme.Phases.Any(one => one.Key == phase));

    /// <param name="phase">Of the programme; the rounds of the dialogue belong to none and are left out when one is named.</param>
    public async Task<byte[]> WholeAsync(string? pillar, string? phase, CancellationToken stop)
    {
        var found = db.Activities.AsNoTracking().Include(one => one.Places).AsQueryable();
        if (!string.IsNullOrEmpty(pillar)) found = found.Where(one => one.Pillar == pillar);
        if (!string.IsNullOrEmpty(phase)) found = found.Where(one => one.Phase == phase);

        // A stored date with a day has ten letters.
        var dated = found.Where(one => ((string)(object)one.HeldStart!).Length == 10 || (one.HeldStart == null && ((string)(object)one.PlannedStart!).Length == 10));
        var activities = await dated.OrderByDescending(one => one.FirstDay).ThenBy(one => one.Key).Take(Most).ToListAsync(stop);
        var (all, count) = (await found.CountAsync(stop), await dated.CountAsync(stop));
        var rounds = string.IsNullOrEmpty(phase) ? await db.Rounds.AsNoTracking().ToListAsync(stop) : [];
        if (!string.IsNullOrEmpty(pillar)) rounds = [.. rounds.Where(round => round.Pillars.Contains(pillar))];

        var activitiesChanged = await ChangedAsync<Activity>(stop);
        var roundsChanged = await ChangedAsync<Round>(stop);
        var agendas = await AgendasAsync(rounds, stop);
        var events = activities.Select(one => Event(one, activitiesChanged))
            .Concat(rounds.SelectMany(one => Events(one, agendas[one.Id], roundsChanged)))
            .OrderBy(one => one.From).ThenBy(one => one.Time is not null).ThenBy(one => one.Time?.From).ThenBy(one => one.Uid)
            .ToList();
        var left = all - count + rounds.Count(round => round.Start?.Day is null && round.Sittings.Count == 0);
        var description = words["Feed.Then", words["Feed.CalendarIs", words.Programme.Name], left > 0 ? words["Feed.LeftOut", left] : words["Feed.NoneLeftOut"]];
        if (count > Most) description = words["Feed.Then", description, words["Feed.OnlyLatest", Most]];
        return ICalendar.Write(words.Programme.Key, words.Code, NameOf(pillar, phase), description, new(site, words.To("/activities/calendar")), events);
    }

    /// <returns>Null when there is none, or its day is not known.</returns>
    public async Task<byte[]?> ActivityAsync(string key, CancellationToken stop) =>
        await db.Activities.AsNoTracking().Include(one => one.Places).SingleOrDefaultAsync(one => one.Key == key, stop) is { Start.Day: not null } found
            ? One(Event(found, await ChangedAsync<Activity>(stop, found.Id)))
            : null;

    /// <returns>Null when there is none, or its day is not known.</returns>
    public async Task<byte[]?> RoundAsync(string key, CancellationToken stop)
    {
        if (await db.Rounds.AsNoTracking().SingleOrDefaultAsync(one => one.Key == key, stop) is not { } found) return null;

        var events = Events(found, (await AgendasAsync([found], stop))[found.Id], await ChangedAsync<Round>(stop, found.Id)).ToList();
        return events.Count > 0 ? All(Marked.Title(words, found.Fictitious, words.Plain(found.Name)), events) : null;
    }

    private byte[] One(CalendarEvent one) => All(one.Summary, [one]);

    private byte[] All(string name, IReadOnlyCollection<CalendarEvent> events) =>
        ICalendar.Write(words.Programme.Key, words.Code, name, words["Feed.CalendarIs", words.Programme.Name], events.First().Page, events);

    /// <summary>The items of the agendas of those rounds that say when they sit, in order.</summary>
    private async Task<ILookup<Guid, AgendaItem>> AgendasAsync(IEnumerable<Round> rounds, CancellationToken stop)
    {
        var sitting = rounds.Where(round => round.Sittings.Count > 0).Select(round => round.Id).ToList();
        var items = sitting.Count == 0 ? [] : await db.AgendaItems.AsNoTracking().Where(item => sitting.Contains(item.RoundId)).OrderBy(item => item.Sequence).ThenBy(item => item.Key).ToListAsync(stop);
        return items.ToLookup(item => item.RoundId);
    }

    /// <summary>A round by its days, where they are known, and each of its sittings by the clock, with what is up in it.</summary>
    private IEnumerable<CalendarEvent> Events(Round one, IEnumerable<AgendaItem> agenda, Dictionary<Guid, Changed> changes)
    {
        var isDated = one.Start?.Day is not null;
        var (items, time) = (agenda.ToList(), VenueTime.Of(words, one.Place, null));
        if (isDated) yield return Event(one, items, changes);

        var slots = Timetable.Of(items, one.Sittings);
        foreach (var (index, sitting) in one.Sittings.Index())
        {
            var lines = withTimes ? items.Zip(slots).Where(pair => pair.Second.Sitting == sitting).Select(pair => words["Feed.Fact", time.Times(pair.Second.From, pair.Second.Until), pair.First.Name]).ToList() : [];
            yield return Dated(one, one.Name, PartialDate.On(sitting.Day), null, words["Feed.Sitting", one.Name, index + 1], "/dialogue/" + one.Key + "/agenda", lines, one.Place is null ? [] : [one.Place], [], StatusOf(one), changes) with
            {
                Uid = StableId.Of(one.Id.ToString(), sitting.ToString()),
                Time = new(sitting.From, sitting.Until, time.Zone),
                Within = isDated ? one.Id : null,
            };
        }
    }

    private static EventStatus StatusOf(Round one) => one.Status >= RoundStatus.AgendaAgreed ? EventStatus.Confirmed : EventStatus.Tentative;

    private async Task<Dictionary<Guid, Changed>> ChangedAsync<T>(CancellationToken stop, Guid? only = null)
        where T : Entity =>
        await Changes.Of<T>(db).Where(one => only == null || one.Record == only).ToDictionaryAsync(one => one.Record, stop);

    private string NameOf(string? pillar, string? phase)
    {
        var parts = new[] { words.Programme.Pillars.FirstOrDefault(one => one.Key == pillar)?.Title, words.Programme.Phases.FirstOrDefault(one => one.Key == phase)?.Name }.OfType<Text>().Select(words.Plain);
        var name = words["Feed.Calendar", words.Programme.Short];
        return string.Join(words["Feed.Between"], parts.Prepend(name));
    }

    private CalendarEvent Event(Activity one, Dictionary<Guid, Changed> changes)
    {
        var pillar = words.Programme.Pillars.FirstOrDefault(pillar => pillar.Key == one.Pillar);
        var type = words.Programme.ActivityTypes.FirstOrDefault(type => type.Key == one.Type);
        var places = one.Places.OrderBy(place => place.Order).ThenBy(place => place.Place, StringComparer.Ordinal).Select(place => place.Place).ToList();
        var status = one.State switch
        {
            ActivityState.Cancelled => EventStatus.Cancelled,
            ActivityState.Held or ActivityState.Ready => EventStatus.Confirmed,
            _ => EventStatus.Tentative,
        };

        // A calendar knows no postponement: the words say it.
        var title = one.State is ActivityState.Cancelled or ActivityState.Postponed ? words["Feed.InState", words["Activity.State." + one.State], one.Name] : words.Plain(one.Name);
        var lines = new List<string> { words["Feed.Fact", words["Activity.State"], words["Activity.State." + one.State]] };
        if (type is not null) lines.Add(words["Feed.Fact", words["Activity.Type"], type.Name]);
        if (pillar is not null) lines.Add(words["Feed.Fact", words["Activity.Pillar"], pillar.Title]);
        if (one.DatesInferred) lines.Add(words["Activity.DatesInferred"]);
        return Dated(one, one.Name, one.Start!, one.End, title, "/activities/" + one.Key, lines, places.Count > 0 ? places : one.Countries, new[] { type?.Name, pillar?.Title }, status, changes);
    }

    private CalendarEvent Event(Round one, IReadOnlyList<AgendaItem> agenda, Dictionary<Guid, Changed> changes)
    {
        var track = words.Programme.Track(one.Track);
        var lines = new List<string> { words["Feed.Fact", words["Dialogue.Track"], track.Name], words["Feed.Fact", words["Dialogue.State"], words["Dialogue.Status." + one.Status]] };
        lines.AddRange(agenda.Select((item, index) => words["Feed.Item", index + 1, item.Name]));
        return Dated(one, one.Name, one.Start!, one.End, words.Plain(one.Name), "/dialogue/" + one.Key, lines, one.Place is null ? [] : [one.Place], [track.Name, .. one.Pillars.Select(key => words.Programme.Pillar(key).Title)], StatusOf(one), changes);
    }

    private CalendarEvent Dated(Entity record, Text name, PartialDate start, PartialDate? end, string title, string path, List<string> lines, IReadOnlyList<string> places, IEnumerable<Text?> categories, EventStatus status, Dictionary<Guid, Changed> changes)
    {
        if (record.Fictitious) lines.Insert(0, words["Layout.Fictitious"]);
        var from = start.Earliest;

        // An end of which only the month is known is no day: then the first day stands alone.
        var to = end is { Day: not null } && end.Latest > from ? end.Latest : from;
        var page = new Uri(site, words.To(path));
        lines.Add(page.AbsoluteUri);

        // A record that never changed in sight of the public is as old as its beginning here.
        var change = changes.GetValueOrDefault(record.Id);
        var (created, changed) = change is null ? (Midnight(from), Midnight(from)) : (change.First, change.Last);
        return new(record.Id, from, to, Marked.Title(words, record.Fictitious, title), words.LangOf(name), string.Join('\n', lines), Where(places), [.. categories.OfType<Text>().Select(words.Plain)], page, status, record.Version, created, changed, IsPublic: record.Audience == Audience.Public);
    }

    private static Instant Midnight(LocalDate day) => day.AtMidnight().InUtc().ToInstant();

    private string Where(IEnumerable<string> places) => words.List(places.Select(key => words.Programme.Places.FirstOrDefault(place => place.Key == key)).OfType<Place>().Select(place => words.Plain(place.Name)));
}
