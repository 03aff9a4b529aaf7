using System.Net;
using System.Text.RegularExpressions;
using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Home;

public sealed class HomeTests
{
    [Theory, Databases]
    public async Task It_says_what_is_agreed_what_was_done_and_what_comes(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        var english = (await visitor.Get("/en/")).Text;
        Assert.Contains("20 commitments on record", english);
        Assert.Contains("11 done or concluded", english);
        Assert.Contains("21st EU-China summit", english);
        Assert.Contains("17 October 2024", english);
        Assert.Contains("April 2027", english);
        Assert.Contains("fictitious", english);
        Assert.Contains("All 47 activities", english);

        var chinese = (await visitor.Get("/zh/")).Text;
        Assert.Contains("20项承诺记录在案", chinese);
        Assert.Contains("第二十一次中国欧盟领导人会晤", chinese);
        Assert.Contains("虚构", chinese);
    }

    [Theory, Databases]
    public async Task Its_numbers_lead_to_lists_of_as_many(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        var home = await visitor.Get("/en/");
        foreach (var link in home.Document.QuerySelectorAll("main .states a, main a[href*='commitments?pillar']"))
        {
            var count = int.Parse(Regex.Match(link.TextContent, @"\d+").Value, System.Globalization.CultureInfo.InvariantCulture);
            var list = await visitor.Get(link.GetAttribute("href")!);
            Assert.Equal(count, list.Document.QuerySelectorAll("table.ledger tbody tr").Length);
        }
    }

    [Theory, Databases]
    public async Task The_picture_has_a_mark_for_every_dated_public_activity_and_round(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();
        var (dated, undated, rounds) = await app.Behind(async db =>
        {
            var activities = await db.Activities.Where(one => one.Audience == Audience.Public).ToListAsync();
            return (activities.Count(one => one.Start is not null), activities.Count(one => one.Start is null), await db.Rounds.CountAsync(one => one.Audience == Audience.Public));
        });

        foreach (var language in new[] { "en", "zh" })
        {
            var page = await visitor.Get($"/{language}/");
            var marks = page.Document.QuerySelectorAll(".timeline svg a");
            Assert.Equal(dated, marks.Count(mark => mark.ClassList.Contains("act")));
            Assert.Equal(rounds, marks.Count(mark => mark.ClassList.Contains("round")));
            Assert.All(marks, mark => Assert.False(string.IsNullOrWhiteSpace(mark.QuerySelector("title")?.TextContent)));
            Assert.Equal(dated + rounds, page.Document.QuerySelectorAll(".timeline tbody tr").Length);
            Assert.Contains(undated.ToString(System.Globalization.CultureInfo.InvariantCulture), page.Document.QuerySelector(".timeline figcaption")!.TextContent);
        }
    }

    [Theory, Databases]
    public async Task What_is_kept_from_visitors_changes_nothing_they_get(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();
        string[] addresses = ["/en/", "/zh/", "/en/pillars", "/zh/pillars/1", "/en/dialogue", "/en/about", "/sitemap.xml"];
        var before = new List<string>();
        foreach (var address in addresses) before.Add(await Bare(visitor, address));

        await app.Has(new Activity(Some.Text("Hidden"), "workshop")
        {
            Audience = Audience.Team,
            Pillar = "1",
            State = ActivityState.Held,
            HeldStart = new PartialDate(2025, 3, 1),
            HeldEnd = new PartialDate(2025, 3, 2),
        });
        await app.Has(new Activity(Some.Text("Hidden, coming"), "workshop") { Audience = Audience.Team, Pillar = "1", PlannedStart = new PartialDate(2027, 1, 5) });
        var commitment = Some.Commitment("Hidden promise", Audience.Parties);
        commitment.Pillar = "1";
        await app.Has(commitment);
        await app.Settle();

        for (var index = 0; index < addresses.Length; index++) Assert.Equal(before[index], await Bare(visitor, addresses[index]));
        using var officer = await app.As(Role.ProgrammeOfficer);
        Assert.Contains("Hidden", (await officer.Get("/en/pillars/1")).Text);
    }

    [Theory, Databases]
    public async Task An_empty_installation_says_what_is_missing(Database database)
    {
        await using var app = await App.On(database, demo: false);
        using var visitor = app.AsVisitor();

        Assert.Contains("Nothing that is planned has been made public.", (await visitor.Get("/en/")).Text);
        Assert.DoesNotContain("fictitious", (await visitor.Get("/en/")).Source);
    }

    [Theory, Databases]
    public async Task The_first_view_is_small(Database database)
    {
        await using var app = await App.On(database);
        using var http = new HttpClient { BaseAddress = app.Address };
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");

        var page = await http.GetByteArrayAsync("/zh/");
        using var visitor = app.AsVisitor();
        var bytes = page.Length;
        foreach (var link in (await visitor.Get("/zh/")).Document.QuerySelectorAll("link[rel=stylesheet], script[src], img, link[rel=icon]"))
        {
            bytes += (await http.GetByteArrayAsync(link.GetAttribute("href") ?? link.GetAttribute("src"))).Length;
        }

        Assert.InRange(bytes, 1, 30 * 1024);
    }

    private static async Task<string> Bare(Browser visitor, string address)
    {
        var answer = await visitor.Http.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Regex.Replace(await answer.Content.ReadAsStringAsync(), "name=\"form-token\"[^>]*>", "");
    }
}
