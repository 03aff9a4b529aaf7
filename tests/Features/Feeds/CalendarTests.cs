using System.Net;
using System.Text;
using System.Text.Json;
using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Concord.Platform.Web.Feeds;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Features.Feeds;

/// <summary>Calendars as other programs read them: by Debian's python3-icalendar, and octet by octet.</summary>
public sealed class CalendarTests
{
    [Theory, Databases]
    public async Task Whatever_has_a_day_is_in_the_calendar_and_the_rest_is_counted(Database database)
    {
        await using var app = await App.On(database);
        var (activities, rounds) = await app.Behind(async db => (
            await db.Activities.Where(one => one.Audience == Audience.Public).ToListAsync(),
            await db.Rounds.Where(one => one.Audience == Audience.Public).ToListAsync()));
        var dated = activities.Count(one => one.Start?.Day is not null) + rounds.Count(one => one.Start?.Day is not null);
        var sittings = rounds.Sum(one => one.Sittings.Count);
        var undated = activities.Count + rounds.Count - dated - rounds.Count(one => one.Start?.Day is null && one.Sittings.Count > 0);

        foreach (var language in new[] { "en", "zh" })
        {
            var calendar = await ReadAsync(app.AsVisitor(), $"/{language}/calendar.ics");

            Assert.Equal(1, calendar.Count);
            Assert.Equal(dated + sittings, calendar.Events.Count);
            Assert.Contains(undated.ToString(System.Globalization.CultureInfo.InvariantCulture), calendar.Description, StringComparison.Ordinal);
            Assert.All(calendar.Events, one =>
            {
                Assert.Empty(one.Errors);
                Assert.Equal(one.IsDate, one.Zone is null);
                Assert.True(string.CompareOrdinal(one.From, one.To) < 0);
                Assert.StartsWith($"{app.Address}{language}/", one.Url, StringComparison.Ordinal);
            });
            Assert.Equal(dated + sittings, calendar.Events.DistinctBy(one => one.Uid).Count());
        }
    }

    [Fact]
    public async Task Days_are_days_and_the_end_is_the_day_after()
    {
        await using var app = await App.On(Database.Sqlite, App.Tiny);
        var (one, span, month, halfway) = (Some.Activity("One day"), Some.Activity("Three days"), Some.Activity("A month"), Some.Activity("Ends in a month"));
        one.IsPlannedFor(PartialDate.Parse("2026-12-31"), null);
        span.IsPlannedFor(PartialDate.Parse("2024-02-28"), PartialDate.Parse("2024-03-01"));
        month.IsPlannedFor(PartialDate.Parse("2026-12"), null);
        halfway.IsPlannedFor(PartialDate.Parse("2026-12-05"), PartialDate.Parse("2027-01"));
        foreach (var activity in new[] { one, span, month, halfway }) await app.Has(activity);
        using var visitor = app.AsVisitor();

        var calendar = await ReadAsync(visitor, "/en/calendar.ics");

        Assert.Equal(("2026-12-31", "2027-01-01"), Span(calendar, one));
        Assert.Equal(("2024-02-28", "2024-03-02"), Span(calendar, span));
        Assert.Equal(("2026-12-05", "2026-12-06"), Span(calendar, halfway));
        Assert.DoesNotContain(calendar.Events, found => found.Uid == month.Id.ToString());
        Assert.Equal(("2026-12-31", "2027-01-01"), Span(await ReadAsync(visitor, $"/en/activities/{one.Key}.ics"), one));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync($"/en/activities/{month.Key}.ics")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync("/en/activities/never-existed.ics")).StatusCode);

        // The pages say what they lead to, and offer nothing that is not there.
        Assert.Contains($"/en/activities/{one.Key}.ics", (await visitor.Get("/en/activities/" + one.Key)).Source, StringComparison.Ordinal);
        Assert.DoesNotContain($"/en/activities/{month.Key}.ics", (await visitor.Get("/en/activities/" + month.Key)).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_survive_and_no_line_is_too_long()
    {
        const string name = "逗号,分号;反斜线\\与“引号”——𠮷野家在很长很长很长的标题里也不可以从一个字的中间折断，因为那样就不是有效的文本了 and “English” as well, with é and 😀";
        await using var app = await App.On(Database.Sqlite, App.Tiny);
        var activity = new Activity(Text.In("zh", name + "\r\nSecond line"), "workshop") { Audience = Audience.Public };
        activity.IsPlannedFor(PartialDate.Parse("2026-12-31"), null);
        await app.Has(activity);
        using var visitor = app.AsVisitor();

        var bytes = await visitor.Http.GetByteArrayAsync("/en/calendar.ics");

        var lines = Encoding.UTF8.GetString(bytes).Split("\r\n");
        Assert.Equal("", lines[^1]);
        Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain(lines, line => line.Contains('\n', StringComparison.Ordinal) || line.Contains('\uFFFD', StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith(' '));
        var found = Read(bytes).Events.Single(one => one.Uid == activity.Id.ToString());
        Assert.Equal(name + "\nSecond line", found.Summary);
        Assert.Equal("zh", found.Language);
    }

    [Fact]
    public async Task What_is_called_off_or_changed_is_told()
    {
        await using var app = await App.On(Database.Sqlite, App.Tiny);
        var programme = app.Services.GetRequiredService<CurrentProgramme>().Now;
        var states = new[] { ActivityState.Planned, ActivityState.Postponed, ActivityState.Cancelled };
        var those = states.ToDictionary(state => state, state => Some.Activity(state.ToString()));
        foreach (var (state, activity) in those)
        {
            activity.IsPlannedFor(PartialDate.Parse("2026-12-31"), null);
            activity.Becomes(state, null, programme);
            await app.Has(activity);
        }

        using var visitor = app.AsVisitor();
        var calendar = await ReadAsync(visitor, "/en/calendar.ics");
        Assert.Equal("TENTATIVE", Of(calendar, those[ActivityState.Planned]).Status);
        Assert.Equal("CANCELLED", Of(calendar, those[ActivityState.Cancelled]).Status);
        Assert.StartsWith("Cancelled: ", Of(calendar, those[ActivityState.Cancelled]).Summary, StringComparison.Ordinal);
        Assert.Equal("TENTATIVE", Of(calendar, those[ActivityState.Postponed]).Status);
        Assert.StartsWith("Postponed: ", Of(calendar, those[ActivityState.Postponed]).Summary, StringComparison.Ordinal);
        Assert.Equal(0, Of(calendar, those[ActivityState.Planned]).Sequence);
        Assert.Equal("2026-11-23T08:00:00+00:00", Of(calendar, those[ActivityState.Planned]).Changed);

        // The change shows at once: what was kept in memory is dropped.
        app.Clock.Advance(Duration.FromHours(1));
        await app.Behind(async db =>
        {
            var id = those[ActivityState.Planned].Id;
            var activity = await db.Activities.SingleAsync(one => one.Id == id);
            activity.IsPlannedFor(PartialDate.Parse("2027-01-15"), null);
            return await db.SaveChangesAsync();
        });
        await app.Settle();
        var moved = Of(await ReadAsync(visitor, "/en/calendar.ics"), those[ActivityState.Planned]);
        Assert.Equal("2027-01-15", moved.From);
        Assert.Equal(1, moved.Sequence);
        Assert.Equal("2026-11-23T09:00:00+00:00", moved.Changed);
        Assert.Equal("2026-11-23T08:00:00+00:00", moved.Created);
    }

    [Fact]
    public async Task It_can_be_had_for_a_focus_area_or_a_phase()
    {
        await using var app = await App.On(Database.Sqlite);
        var programme = app.Services.GetRequiredService<CurrentProgramme>().Now;
        using var visitor = app.AsVisitor();
        var all = await ReadAsync(visitor, "/en/calendar.ics");
        var (pillar, phase) = (programme.Pillars[0], programme.Phases[^1]);
        var (ofPillar, ofPhase) = (await ReadAsync(visitor, $"/en/calendar.ics?pillar={pillar.Key}"), await ReadAsync(visitor, $"/en/calendar.ics?phase={phase.Key}"));
        var first = (await app.Behind(db => db.Activities.Where(one => one.Pillar == pillar.Key).Select(one => one.Id).ToListAsync())).ConvertAll(id => id.ToString());
        var rounds = await app.Behind(db => db.Rounds.ToListAsync());

        Assert.NotEmpty(ofPillar.Events);
        Assert.True(ofPillar.Events.Count < all.Events.Count && ofPhase.Events.Count < all.Events.Count);
        Assert.All(ofPillar.Events.Where(one => one.IsDate), one => Assert.True(first.Contains(one.Uid) || rounds.Single(round => round.Id.ToString() == one.Uid).Pillars.Contains(pillar.Key)));
        Assert.DoesNotContain(ofPhase.Events, one => rounds.Exists(round => round.Id.ToString() == one.Uid));
        Assert.Contains(programme.Pillars[0].Title["en"]!.Text, ofPillar.Name, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync("/en/calendar.ics?pillar=never-existed")).StatusCode);
    }

    [Theory, Databases]
    public async Task It_holds_what_is_public_whoever_asks(Database database)
    {
        await using var app = await App.On(database, App.Tiny);
        var (open, closed) = (Some.Activity("Open"), Some.Activity("Closed", Audience.Parties));
        var round = await app.Has(new Round(Some.Text("Closed round"), app.Services.GetRequiredService<CurrentProgramme>().Now.Tracks[0].Key) { Audience = Audience.Team, Start = PartialDate.Parse("2026-12-30") });
        foreach (var activity in new[] { open, closed })
        {
            activity.IsPlannedFor(PartialDate.Parse("2026-12-31"), null);
            await app.Has(activity);
        }

        var visitor = await app.AsVisitor().Http.GetStringAsync("/en/calendar.ics");
        using var manager = await app.As(Role.ProgrammeManager);

        Assert.Contains(open.Id.ToString(), visitor, StringComparison.Ordinal);
        Assert.Equal(visitor, await manager.Http.GetStringAsync("/en/calendar.ics"));
        Assert.Equal(await app.AsVisitor().Http.GetStringAsync("/en/activities.atom"), await manager.Http.GetStringAsync("/en/activities.atom"));
        Assert.Equal(HttpStatusCode.NotFound, (await manager.Http.GetAsync($"/en/activities/{closed.Key}.ics")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.Http.GetAsync($"/en/dialogue/{round.Key}.ics")).StatusCode);
    }

    [Theory]
    [InlineData("brussels", "Europe/Brussels", "2027-03-26T09:30/12:30 2027-03-29T09:30/12:30", "2027-03-26T08:30:00+00:00 2027-03-29T07:30:00+00:00")]
    [InlineData("beijing", "Asia/Shanghai", "2027-06-01T09:00/11:00 2028-01-10T14:00/17:00", "2027-06-01T01:00:00+00:00 2028-01-10T06:00:00+00:00")]
    public async Task Sittings_stand_in_the_time_of_the_venue_with_its_rules(string place, string zone, string sittings, string moments)
    {
        await using var app = await App.On(Database.Sqlite);
        var round = new Round(Some.Text("A round that sits", "开会的一轮"), "high-level-dialogue") { Place = place, Start = PartialDate.Parse("2027"), End = PartialDate.Parse("2028"), Audience = Audience.Public };
        round.Sits(sittings.Split(' ').Select(Sitting.Parse));
        await app.Has(round);
        var (open, closed) = (new AgendaItem(round.Id, null, Some.Text("Open to all")) { Audience = Audience.Public, Sequence = 1 }, new AgendaItem(round.Id, "eu", Some.Text("Between the sides")) { Audience = Audience.Parties });
        closed.Says(closed.Name, null, null, 60);
        await app.Has(open);
        await app.Has(closed);

        var calendar = await ReadAsync(app.AsVisitor(), $"/en/dialogue/{round.Key}.ics");
        Assert.Equal(moments.Split(' '), calendar.Events.Select(one => one.Moment));
        Assert.All(calendar.Events, one => Assert.Equal((zone, null, "PUBLIC", false), (one.Zone, one.Within, one.Class, one.IsDate)));
        Assert.Equal(["A round that sits: sitting 1", "A round that sits: sitting 2"], calendar.Events.Select(one => one.Summary));
        Assert.Empty(calendar.Events.SelectMany(one => one.Errors));

        // The rules are those of the tz database, over the years of the calendar and no others.
        var rules = Assert.Single(calendar.Zones);
        var known = DateTimeZoneProviders.Tzdb[zone].GetZoneIntervals(Instant.FromUtc(2027, 1, 5, 0, 0), Instant.FromUtc(calendar.Events.Any(one => one.From.StartsWith("2028", StringComparison.Ordinal)) ? 2028 : 2027, 12, 27, 0, 0)).ToList();
        Assert.Equal(known.Select(one => (one.Name, one.Savings == Offset.Zero ? "STANDARD" : "DAYLIGHT", one.WallOffset.Seconds / 60m)), rules.Parts.Select(one => (one.Name, one.Kind, one.After)));
        Assert.Equal(rules.Parts[0].From, known[0].Start.WithOffset(Offset.FromSeconds((int)(rules.Parts[0].Before * 60))).LocalDateTime.ToString("uuuu-MM-dd HH:mm:ss", null));

        // What whoever asks may read, and no more: the feed is the public's, the file is its reader's.
        Assert.DoesNotContain("Between the sides", calendar.Events[0].Description!, StringComparison.Ordinal);
        Assert.DoesNotContain("Open to all", calendar.Events[0].Description!, StringComparison.Ordinal);
        using var china = await app.As(Role.DialogueDesk, "china");
        var mine = await ReadAsync(china, $"/en/dialogue/{round.Key}/calendar.ics");
        Assert.Matches("0[0-9]:[03]0–[01][0-9]:[03]0: Between the sides", mine.Events[0].Description!);
        Assert.DoesNotContain("Between the sides", await china.Http.GetStringAsync($"/en/dialogue/{round.Key}.ics"), StringComparison.Ordinal);
        Assert.DoesNotContain("Between the sides", await app.AsVisitor().Http.GetStringAsync($"/en/dialogue/{round.Key}/calendar.ics"), StringComparison.Ordinal);
        Assert.Equal(calendar.Events.Select(one => one.Uid), (await ReadAsync(app.AsVisitor(), "/zh/calendar.ics")).Events.Where(one => one.Summary.StartsWith("开会的一轮", StringComparison.Ordinal)).Select(one => one.Uid));
    }

    [Fact]
    public async Task The_file_of_a_closed_round_says_so_and_its_sittings_are_part_of_it()
    {
        await using var app = await App.On(Database.Sqlite);
        var round = new Round(Some.Text("Behind closed doors"), "high-level-dialogue") { Place = "brussels", Start = PartialDate.Parse("2027-04-13"), Audience = Audience.Parties };
        round.Sits([Sitting.Parse("2027-04-13T09:30/12:30")]);
        await app.Has(round);
        using var eu = await app.As(Role.Signatory, "eu");

        var calendar = await ReadAsync(eu, $"/en/dialogue/{round.Key}/calendar.ics");

        Assert.Equal([true, false], calendar.Events.Select(one => one.IsDate));
        Assert.Equal(round.Id.ToString(), calendar.Events[1].Within);
        Assert.All(calendar.Events, one => Assert.Equal("CONFIDENTIAL", one.Class));
        Assert.Equal(HttpStatusCode.NotFound, (await app.AsVisitor().Http.GetAsync($"/en/dialogue/{round.Key}/calendar.ics")).StatusCode);
        using var donor = await app.As(Role.Donor);
        Assert.Equal(HttpStatusCode.NotFound, (await donor.Http.GetAsync($"/en/dialogue/{round.Key}/calendar.ics")).StatusCode);
    }

    private static async Task<Calendar> ReadAsync(Browser browser, string address)
    {
        using var answer = await browser.Http.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/calendar", answer.Content.Headers.ContentType!.MediaType);
        return Read(await answer.Content.ReadAsByteArrayAsync());
    }

    private static Calendar Read(byte[] bytes) => JsonSerializer.Deserialize<Calendar>(Peers.Python("read_calendar.py", bytes), JsonSerializerOptions.Web)!;

    private static Event Of(Calendar calendar, Entity record) => calendar.Events.Single(one => one.Uid == record.Id.ToString());

    private static (string From, string To) Span(Calendar calendar, Entity record) => (Of(calendar, record).From, Of(calendar, record).To);

    private sealed record Calendar(int Count, string Product, string Name, string Description, List<Event> Events, List<Zone> Zones);

    private sealed record Zone(string Id, List<ZonePart> Parts);

    private sealed record ZonePart(string Name, string Kind, string From, decimal Before, decimal After);

    private sealed record Event(string Uid, string From, string To, bool IsDate, string Summary, string? Language, string? Description, string? Location, List<string> Categories, string Url, string Status, int Sequence, string Created, string Changed, List<string> Errors, string? Zone, string? Within, string Class, string? Moment);
}
