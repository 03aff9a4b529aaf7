using System.Globalization;
using AngleSharp.Dom;
using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Domain.Organisations;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Features.Partners;

/// <summary>The picture of who works with whom says what the records say, and nothing of what its reader may not read.</summary>
public sealed class NetworkTests
{
    [Theory, Databases]
    public async Task Pairs_are_counted_from_the_activities(Database database)
    {
        await using var app = await App.On(database);
        var expected = await app.Behind(async db =>
        {
            var parts = await db.Set<ActivityPartner>().Where(part => part.OrganisationId != null && part.Activity.Audience == Audience.Public && part.Organisation!.Audience == Audience.Public && part.Activity.State != ActivityState.Cancelled)
                .Select(part => new { part.ActivityId, part.Organisation!.Key }).Distinct().ToListAsync();
            return parts.Join(parts, one => one.ActivityId, other => other.ActivityId, (one, other) => (One: one.Key, Other: other.Key))
                .Where(pair => string.CompareOrdinal(pair.One, pair.Other) < 0).GroupBy(pair => pair).ToDictionary(group => group.Key, group => group.Count());
        });

        var page = await app.AsVisitor().Get("/en/partners/network");

        var shown = page.Document.QuerySelectorAll("tbody tr").ToDictionary(
            row =>
            {
                var keys = row.QuerySelectorAll("th a").Select(link => link.GetAttribute("href")!.Split('/')[^1]).Order(StringComparer.Ordinal).ToList();
                return (keys[0], keys[1]);
            },
            row => int.Parse(row.QuerySelector("td.num")!.TextContent, CultureInfo.InvariantCulture));
        Assert.True(expected.Count > 5);
        Assert.Equal(Math.Min(expected.Count, 100), shown.Count);
        Assert.All(shown, pair => Assert.Equal(expected[pair.Key], pair.Value));
        Assert.Equal(expected.Values.OrderDescending().Take(100), shown.Values.OrderDescending());
        Assert.Equal(shown.Values.OrderDescending(), page.Document.QuerySelectorAll("td.num").Select(cell => int.Parse(cell.TextContent, CultureInfo.InvariantCulture)));

        // Both drawings have every organisation once, each a link with a name.
        var nodes = expected.Keys.SelectMany(pair => new[] { pair.One, pair.Other }).Distinct().Count();
        Assert.All(new[] { ".wide", ".narrow" }, drawing => Assert.Equal(Math.Min(nodes, 36), page.Document.QuerySelectorAll($".network {drawing} a.node").Length));
        Assert.All(page.Document.QuerySelectorAll("a.node"), node => Assert.NotEmpty(node.QuerySelector("title")!.TextContent));
    }

    [Fact]
    public async Task The_same_data_is_the_same_picture()
    {
        await using var app = await App.On(Database.Sqlite);

        Assert.Equal(await Picture(app.AsVisitor(), "/zh/partners/network"), await Picture(app.AsVisitor(), "/zh/partners/network"));
    }

    [Theory, Databases]
    public async Task Filters_and_one_organisation_narrow_it(Database database)
    {
        await using var app = await App.On(database, App.Tiny);
        var programme = app.Services.GetRequiredService<CurrentProgramme>().Now;
        var (alpha, beta, gamma) = (await app.Has(Some.Organisation("Alpha")), await app.Has(Some.Organisation("Beta")), await app.Has(Some.Organisation("Gamma")));
        await Together(app, programme.Pillars[0].Key, null, ActivityState.Held, alpha, beta);
        await Together(app, programme.Pillars[0].Key, programme.Phases[0].Key, ActivityState.Held, alpha, beta);
        await Together(app, programme.Pillars[1].Key, null, ActivityState.Held, beta, gamma);
        await Together(app, programme.Pillars[1].Key, null, ActivityState.Cancelled, alpha, gamma);
        using var visitor = app.AsVisitor();

        Assert.Equal(["Alpha Beta 2", "Beta Gamma 1"], await Pairs(visitor, ""));
        Assert.Equal(["Alpha Beta 2"], await Pairs(visitor, "?pillar=" + programme.Pillars[0].Key));
        Assert.Equal(["Alpha Beta 1"], await Pairs(visitor, "?phase=" + programme.Phases[0].Key));
        Assert.Equal(["Beta Gamma 1"], await Pairs(visitor, "?of=" + gamma.Key));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await visitor.Get("/en/partners/network?of=never-existed")).Status);
    }

    [Fact]
    public async Task What_a_reader_may_not_read_is_not_counted()
    {
        await using var app = await App.On(Database.Sqlite, App.Tiny);
        var (alpha, beta, hidden) = (await app.Has(Some.Organisation("Alpha")), await app.Has(Some.Organisation("Beta")), await app.Has(Some.Organisation("Hidden", Audience.Team)));
        await Together(app, null, null, ActivityState.Held, alpha, beta, hidden);
        await Together(app, null, null, ActivityState.Held, Audience.Parties, alpha, beta);
        using var manager = await app.As(Role.ProgrammeManager);

        Assert.Equal(["Alpha Beta 1"], await Pairs(app.AsVisitor(), ""));
        Assert.Equal(["Alpha Beta 2", "Alpha Hidden 1", "Beta Hidden 1"], await Pairs(manager, ""));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await app.AsVisitor().Get("/en/partners/network?of=" + hidden.Key)).Status);
    }

    [Fact]
    public async Task A_tangle_is_cut_down_and_it_says_so()
    {
        await using var app = await App.On(Database.Sqlite, App.Tiny);
        var many = new List<Organisation>();
        for (var at = 0; at < 50; at++) many.Add(await app.Has(Some.Organisation($"Organisation {at:00}")));
        await Together(app, null, null, ActivityState.Held, [.. many]);
        await Together(app, null, null, ActivityState.Held, [.. many.Skip(45)]);

        var page = await app.AsVisitor().Get("/en/partners/network");

        Assert.Equal(36, page.Document.QuerySelectorAll(".wide a.node").Length);
        Assert.Equal(5, page.Document.QuerySelectorAll(".wide a.node").Count(node => node.QuerySelector("title")!.TextContent.Contains("2 activities", StringComparison.Ordinal)));
        Assert.Contains($"{52 - 36} organisations with fewer activities are not drawn.", page.Text, StringComparison.Ordinal); // two are the programme's own
        Assert.Contains("The 100 pairs with the most activities are shown.", page.Text, StringComparison.Ordinal);
        Assert.Equal(100, page.Document.QuerySelectorAll("tbody tr").Length);
    }

    private static Task Together(App app, string? pillar, string? phase, ActivityState state, params Organisation[] those) => Together(app, pillar, phase, state, Audience.Public, those);

    private static Task Together(App app, string? pillar, string? phase, ActivityState state, Audience audience, params Organisation[] those) =>
        Together(app, pillar, phase, state, audience, (IEnumerable<Organisation>)those);

    private static async Task Together(App app, string? pillar, string? phase, ActivityState state, Audience audience, IEnumerable<Organisation> those)
    {
        var activity = Some.Activity("Together", audience);
        (activity.Pillar, activity.Phase, activity.State) = (pillar, phase, state);
        activity.PartnersAre(those.Select(one => new ActivityPartner(one.Id, null)));
        await app.Has(activity);
    }

    private static async Task<IReadOnlyList<string>> Pairs(Browser browser, string query) =>
        [.. (await browser.Get("/en/partners/network" + query)).Document.QuerySelectorAll("tbody tr")
            .Select(row => string.Join(' ', row.QuerySelectorAll("th a").Select(link => link.TextContent).Append(row.QuerySelector("td.num")!.TextContent)))
            .Where(line => !line.StartsWith("Prefecture", StringComparison.Ordinal))]; // the programme's own

    private static async Task<string> Picture(Browser browser, string address) => (await browser.Get(address)).Document.QuerySelector(".wide svg")!.OuterHtml;
}
