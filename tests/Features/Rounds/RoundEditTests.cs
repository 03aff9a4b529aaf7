using System.Net;
using Concord.Domain.Common;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Rounds;

public sealed class RoundEditTests
{
    [Theory, Databases]
    public async Task Saving_without_a_change_keeps_everything_as_it_was(Database database)
    {
        await using var app = await App.On(database);
        using var desk = await app.As(Role.DialogueDesk, "eu");
        foreach (var key in await app.Behind(db => db.Rounds.Select(one => one.Key).ToListAsync()))
        {
            var before = await Whole(app, key);
            await desk.Submit(await desk.Get($"/en/dialogue/{key}/edit"), new Dictionary<string, string?>());
            Assert.Equal(before, await Whole(app, key));
        }
    }

    [Theory, Databases]
    public async Task A_round_is_entered_with_its_focus_areas_and_sources(Database database)
    {
        await using var app = await App.On(database);
        using var desk = await app.As(Role.DialogueDesk, "china");

        await desk.Submit(await desk.Get("/zh/dialogue/new/edit"), new Dictionary<string, string?>
        {
            ["Input.Name.Words[zh]"] = "第四轮对话",
            ["Input.Track"] = "high-level-dialogue",
            ["Input.Start"] = "2027-04",
            ["Input.Host"] = "china",
            ["Input.Place"] = "beijing",
            ["Input.Pillars[0]"] = "2",
            ["Input.Pillars[1]"] = "1",
            ["Input.Sources[0].Address"] = "https://example.cn/",
            ["Input.Audience"] = "party:china",
        });

        var round = await app.Behind(db => db.Rounds.SingleAsync(one => one.Audience == Audience.Party("china")));
        Assert.Equal(["2", "1"], round.Pillars);
        Assert.Equal("https://example.cn/", Assert.Single(round.Sources).Address);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        Assert.Equal(HttpStatusCode.NotFound, (await eu.Get($"/en/dialogue/{round.Key}/edit")).Status);
        Assert.Equal(HttpStatusCode.OK, (await desk.Get($"/zh/dialogue/{round.Key}/edit")).Status);
    }

    [Theory, Databases]
    public async Task A_round_of_the_future_was_not_held(Database database)
    {
        await using var app = await App.On(database);
        using var manager = await app.As(Role.ProgrammeManager);

        var page = await manager.Submit(await manager.Get("/zh/dialogue/demo-dialogue-2027/edit"), new Dictionary<string, string?> { ["Input.Status"] = "Held", ["Input.Chairs.Words[zh]"] = "待定" });
        Assert.Contains("2027年4月尚未到来", page.Document.QuerySelector(".problems")!.TextContent);
        Assert.Contains("待定", page.Source);
        page = await manager.Submit(page, new Dictionary<string, string?> { ["Input.Status"] = "Planned", ["Input.End"] = "2027-03" });
        Assert.Contains("早于开始日期", page.Document.QuerySelector(".problems")!.TextContent);
        Assert.Equal(RoundStatus.Planned, (await app.Behind(db => db.Rounds.SingleAsync(one => one.Key == "demo-dialogue-2027"))).Status);
    }

    private static Task<string> Whole(App app, string key) => app.Behind(async db =>
    {
        var round = await db.Rounds.SingleAsync(one => one.Key == key);
        return string.Join('\n', db.Snapshot(round).Select(field => $"{field.Key}={field.Value}").Append($"version {round.Version}"));
    });
}
