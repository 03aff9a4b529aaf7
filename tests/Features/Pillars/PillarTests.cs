using System.Net;
using Concord.Tests.Support;

namespace Concord.Tests.Features.Pillars;

public sealed class PillarTests
{
    [Theory, Databases]
    public async Task A_focus_area_shows_its_activities_commitments_and_partners(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        var english = await visitor.Get("/en/pillars/1");
        Assert.Contains("17 activities", english.Text);
        Assert.Contains("11 commitments", english.Text);
        Assert.NotEmpty(english.Document.QuerySelectorAll("main a[href^='/en/partners/']"));
        Assert.NotEmpty(english.Document.QuerySelectorAll(".timeline svg a.act"));
        Assert.Contains("组织和促进合法移民和人口流动", (await visitor.Get("/zh/pillars/1")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/en/pillars/9")).Status);
    }

    [Theory, Databases]
    public async Task The_four_stand_beside_one_another(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        Assert.Equal(4, (await visitor.Get("/zh/pillars")).Document.QuerySelectorAll(".columns > section").Length);
    }
}
