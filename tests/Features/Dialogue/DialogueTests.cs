using System.Net;
using Concord.Domain.Common;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Dialogue;

public sealed class DialogueTests
{
    [Theory, Databases]
    public async Task It_lists_the_rounds_and_the_names_each_side_gives_a_track(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        var english = await visitor.Get("/en/dialogue");
        Assert.Contains("Mobility and Migration Dialogue (MMD)", english.Text);
        Assert.Contains("from 2012", english.Text);
        Assert.NotEmpty(english.Document.QuerySelectorAll(".side-eu"));
        Assert.Contains("The ledger: 20 commitments", english.Text);
        Assert.Contains("中欧便利人员往来和移民领域对话", (await visitor.Get("/zh/dialogue")).Text);
    }

    [Theory, Databases]
    public async Task Every_public_round_has_a_page_in_both_languages(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        foreach (var key in await app.Behind(db => db.Rounds.Where(one => one.Audience == Audience.Public).Select(one => one.Key).ToListAsync()))
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/en/dialogue/" + key)).Status);
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/zh/dialogue/" + key)).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/en/dialogue/never")).Status);
    }

    [Theory, Databases]
    public async Task A_round_tells_what_was_promised_in_it(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        var summit = await visitor.Get("/en/dialogue/summit-17");
        Assert.Contains("29 June 2015", summit.Text);
        Assert.Equal(6, summit.Document.QuerySelectorAll("main a[href*='/commitments/']").Length);
        Assert.Contains("COM(2015) 643", summit.Text);
        Assert.Contains(summit.Document.QuerySelectorAll("svg.line[role=img] title"), title => title.TextContent.Contains("Agreed", StringComparison.Ordinal));
    }

    [Theory, Databases]
    public async Task The_coming_round_is_marked_as_fictitious(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        Assert.NotNull((await visitor.Get("/en/dialogue/demo-dialogue-2027")).Document.QuerySelector(".fiction"));
        Assert.NotNull((await visitor.Get("/zh/dialogue")).Document.QuerySelector(".fiction"));
        Assert.Null((await visitor.Get("/en/dialogue/summit-17")).Document.QuerySelector(".fiction"));
    }
}
