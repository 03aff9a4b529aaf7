using System.Net;
using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Platform.Languages;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Features.Activities;

public sealed class ListTests
{
    [Theory, Databases]
    public async Task Every_activity_stands_in_list_calendar_and_on_its_page_in_both_languages(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();
        var keys = await app.Behind(db => db.Activities.Where(one => one.Audience == Audience.Public).Select(one => one.Key).ToListAsync());
        Assert.Equal(47, keys.Count);

        foreach (var language in new[] { "en", "zh" })
        {
            Assert.Equal(keys.Order(), Keys(await visitor.Get($"/{language}/activities"), "table.ledger tbody th a").Order());
            Assert.Equal(keys.Order(), Keys(await visitor.Get($"/{language}/activities/calendar"), ".year li a").Order());
            foreach (var key in keys)
            {
                var page = await visitor.Get($"/{language}/activities/{key}");
                Assert.Equal(HttpStatusCode.OK, page.Status);
                Assert.NotEmpty(page.Document.QuerySelectorAll(".sources li"));
            }
        }

        Assert.Contains("47 activities", (await visitor.Get("/en/activities")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/en/activities/DEMO-A1")).Status);
    }

    [Theory, Databases]
    public async Task Filters_return_what_a_look_at_every_activity_returns(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();
        var all = await app.Behind(db => db.Activities.Include(one => one.Places).Where(one => one.Audience == Audience.Public).AsNoTracking().ToListAsync());
        var cities = app.Services.GetRequiredService<CurrentProgramme>().Now.Places.Where(place => place.Country == "china").Select(place => place.Key).ToHashSet();
        var asked = new (string Query, Func<Activity, bool> Filter)[]
        {
            ("pillar=2", one => one.Pillar == "2"),
            ("type=training", one => one.Type == "training"),
            ("place=beijing", one => one.Places.Any(place => place.Place == "beijing")),
            ("place=china", one => one.Countries.Contains("china") || one.Places.Any(place => cities.Contains(place.Place))),
            ("year=2016", one => one.Start is not null && one.Start.Earliest.Year <= 2016 && (one.End ?? one.Start).Latest.Year >= 2016),
            ("year=none", one => one.Start is null),
            ("state=unknown", one => one.State == ActivityState.Unknown),
            ("phase=mmsp-2", one => one.Phase == "mmsp-2"),
            ("pillar=1&type=workshop&year=2017&state=held", one => one is { Pillar: "1", Type: "workshop", State: ActivityState.Held } && one.Start is not null && one.Start.Earliest.Year <= 2017 && (one.End ?? one.Start).Latest.Year >= 2017),
            ("pillar=9", _ => false),
        };
        foreach (var (query, filter) in asked)
        {
            var expected = all.Where(filter).Select(one => one.Key).Order().ToList();
            Assert.Equal(expected, Keys(await visitor.Get("/zh/activities?sort=name&" + query), "table.ledger tbody th a").Order());
            var csv = await visitor.Http.GetStringAsync("/en/activities?handler=csv&" + query);
            Assert.Equal(expected.Count + 1, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        }
    }

    [Theory, Databases]
    public async Task Words_of_two_characters_are_found_and_sorting_keeps_the_filter(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        var page = await visitor.Get("/zh/activities?q=证件&sort=date");
        Assert.NotEmpty(page.Document.QuerySelectorAll("table.ledger tbody tr"));
        Assert.All(page.Document.QuerySelectorAll("table.ledger thead a"), link => Assert.Contains("q=", link.GetAttribute("href")));
        Assert.Equal("ascending", page.Document.QuerySelector("table.ledger thead th")!.GetAttribute("aria-sort"));
        Assert.Equal("descending", (await visitor.Get("/zh/activities")).Document.QuerySelector("table.ledger thead th")!.GetAttribute("aria-sort"));
    }

    [Theory, Databases]
    public async Task A_file_of_activities_holds_no_formula(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(Some.Activity("=HYPERLINK(\"http://evil\")"));
        using var visitor = app.AsVisitor();

        var csv = await visitor.Http.GetStringAsync("/en/activities?handler=csv");
        Assert.Contains("'=HYPERLINK", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",=HYPERLINK", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",\"=HYPERLINK", csv, StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task The_calendar_keeps_what_is_vague_apart(Database database)
    {
        await using var app = await App.On(database);
        var (year, month) = (Some.Activity("Known to the year"), Some.Activity("Known to the month"));
        year.HeldStart = new(2011);
        month.HeldStart = new(2011, 3);
        await app.Has(year);
        await app.Has(month);
        using var visitor = app.AsVisitor();

        var page = await visitor.Get("/en/activities/calendar?year=2011");
        Assert.Contains("March 2011 Day not known March 2011 Known to the month", page.Text);
        Assert.Contains("In 2011, month not known 2011 Known to the year", page.Text);
        Assert.Contains("2011年3月", (await visitor.Get("/zh/activities/calendar")).Text);
        var whole = await visitor.Get("/en/activities/calendar");
        Assert.Equal("undated", whole.Document.QuerySelectorAll("section.year")[^1].Id);
    }

    [Theory, Databases]
    public async Task A_page_tells_figures_with_their_qualifiers_and_sources_and_walks_the_thread(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        var english = (await visitor.Get("/en/activities/MMSP-008")).Text;
        Assert.Contains("over 50 people", english);
        Assert.Contains("about 50 people", english);
        Assert.Contains("ilo.org/beijing", english);
        var chinese = await visitor.Get("/zh/activities/MMSP-003");
        Assert.Contains("日期系推断", chinese.Text);
        Assert.Contains("欧盟成员国驻华使馆", chinese.Text);
        Assert.NotNull(chinese.Document.QuerySelector(".thread a[href='/zh/commitments/CM-012']"));
        Assert.Contains("产出：尚未记录", chinese.Text);
    }

    private static IEnumerable<string> Keys(Page page, string selector) => page.Document.QuerySelectorAll(selector).Select(link => link.GetAttribute("href")!.Split('/')[^1]);
}
