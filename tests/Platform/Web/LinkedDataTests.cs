using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Platform.Web;

/// <summary>What public pages tell programs, in the words of schema.org.</summary>
public sealed class LinkedDataTests
{
    [Fact]
    public async Task Public_pages_say_what_they_are_about_in_both_languages()
    {
        await using var app = await App.On(Database.Sqlite);
        var keys = await app.Behind(async db => (
            Activity: await db.Activities.Where(one => !one.Fictitious && one.HeldStart != null && one.Places.Any()).Select(one => one.Key).FirstAsync(),
            Round: await db.Rounds.Where(one => !one.Fictitious).Select(one => one.Key).FirstAsync(),
            Organisation: await db.Organisations.Where(one => !one.Fictitious && one.ParentId != null).Select(one => one.Key).FirstAsync(),
            Term: await db.Terms.Where(one => !one.Fictitious).Select(one => one.Key).FirstAsync()));
        using var visitor = app.AsVisitor();

        foreach (var (path, type) in new[] { ($"activities/{keys.Activity}", "Event"), ($"dialogue/{keys.Round}", "Event"), ($"partners/{keys.Organisation}", "Organization"), ($"glossary/{keys.Term}", "DefinedTerm"), ("glossary", "DefinedTermSet") })
        {
            foreach (var language in new[] { "en", "zh" })
            {
                var (page, about) = Parts(await visitor.Get($"/{language}/{path}"));

                Assert.Equal(type, (string?)about["@type"]);
                Assert.Equal($"{app.Address}{language}/{path}#it", (string?)about["@id"]);
                Assert.Equal((string?)about["@id"], (string?)page["mainEntity"]!["@id"]);
                Assert.Equal(language, (string?)page["inLanguage"]);
                var steps = page["breadcrumb"]!["itemListElement"]!.AsArray();
                Assert.Equal($"{app.Address}{language}/", (string?)steps[0]!["item"]);
                Assert.Equal($"{app.Address}{language}/{path}", (string?)steps[^1]!["item"]);
                Assert.All(steps, step => Assert.False(string.IsNullOrEmpty((string?)step!["name"])));
                if (type != "DefinedTermSet") Assert.Contains("zh", about["name"]!.AsArray().Select(name => (string?)name!["@language"]));
            }
        }
    }

    [Fact]
    public async Task A_rounds_sittings_are_events_within_it_and_its_public_items_what_it_is_about()
    {
        await using var app = await App.On(Database.Sqlite);
        var round = Some.Round();
        round.Sits([Sitting.Parse("2027-04-13T09:30/12:30"), Sitting.Parse("2027-04-13T14:30/17:00")]);
        await app.Has(round);
        await app.Has(new AgendaItem(round.Id, null, Some.Text("Open to all")) { Audience = Audience.Public });
        await app.Has(new AgendaItem(round.Id, "eu", Some.Text("Between the sides")) { Audience = Audience.Parties });

        var (_, about) = Parts(await app.AsVisitor().Get($"/zh/dialogue/{round.Key}"));

        Assert.Equal(["2027-04-13T09:30:00+02:00", "2027-04-13T14:30:00+02:00"], about["subEvent"]!.AsArray().Select(one => (string?)one!["startDate"]));
        Assert.Equal("2027-04-13T17:00:00+02:00", (string?)about["subEvent"]![1]!["endDate"]);
        Assert.Equal(["A coming round: sitting 1", "即将举行的一轮对话（第1时段）"], about["subEvent"]![0]!["name"]!.AsArray().Select(name => (string?)name!["@value"]));
        var item = Assert.Single(about["about"]!.AsArray());
        Assert.Equal("Open to all", (string?)item!["name"]![0]!["@value"]);
    }

    [Fact]
    public async Task A_title_cannot_end_the_element_it_stands_in()
    {
        const string evil = "</script><script>alert(1)</script><!-- \"'& \u2028";
        await using var app = await App.On(Database.Sqlite, App.Tiny);
        var activity = await app.Has(new Activity(Text.In("en", evil), "workshop") { Audience = Audience.Public });

        var page = await app.AsVisitor().Get($"/en/activities/{activity.Key}");

        var (_, about) = Parts(page);
        Assert.Equal(evil, (string?)about["name"]![0]!["@value"]);
        Assert.DoesNotContain("<script>alert", page.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_told_of_what_is_invented_or_of_a_members_own_view()
    {
        await using var app = await App.On(Database.Sqlite);
        var (invented, real) = await app.Behind(async db => (
            await db.Rounds.Where(one => one.Fictitious && one.Audience == Audience.Public).Select(one => one.Key).FirstOrDefaultAsync() is { } round ? "/en/dialogue/" + round : "/en/activities/" + await db.Activities.Where(one => one.Fictitious && one.Audience == Audience.Public).Select(one => one.Key).FirstAsync(),
            await db.Activities.Where(one => !one.Fictitious && one.Audience == Audience.Public).Select(one => one.Key).FirstAsync()));
        using var manager = await app.As(Role.ProgrammeManager);

        Assert.DoesNotContain("ld+json", (await app.AsVisitor().Get(invented)).Source, StringComparison.Ordinal);
        Assert.DoesNotContain("ld+json", (await manager.Get("/en/activities/" + real)).Source, StringComparison.Ordinal);
        Assert.Contains("ld+json", (await app.AsVisitor().Get("/en/activities/" + real)).Source, StringComparison.Ordinal);
    }

    private static (JsonNode Page, JsonNode About) Parts(Page page)
    {
        var data = JsonNode.Parse(page.Document.QuerySelector("script[type='application/ld+json']")!.TextContent, null, new JsonDocumentOptions { AllowDuplicateProperties = false })!;
        Assert.Equal("https://schema.org", (string?)data["@context"]);
        var graph = data["@graph"]!.AsArray();
        Assert.Equal(2, graph.Count);
        return (graph[0]!, graph[1]!);
    }
}
