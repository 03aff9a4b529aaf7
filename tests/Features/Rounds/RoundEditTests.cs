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
    public async Task An_agenda_is_agreed_when_each_side_has_spoken_to_every_item_and_a_step_back_says_why(Database database)
    {
        const string Edit = "/en/dialogue/demo-dialogue-2027/edit";
        await using var app = await App.On(database);
        var round = await app.Behind(db => db.Rounds.SingleAsync(one => one.Key == "demo-dialogue-2027"));
        await app.Behind(async db =>
        {
            foreach (var item in await db.AgendaItems.Where(one => one.RoundId == round.Id).ToListAsync()) item.Withdraw("Not in this test", app.Clock.GetCurrentInstant());
            return await db.SaveChangesAsync();
        });
        using var manager = await app.As(Role.ProgrammeManager);
        Assert.Contains("there is nothing to be agreed", (await manager.Submit(await manager.Get(Edit), new Dictionary<string, string?> { ["Input.Status"] = "AgendaAgreed" })).Text);

        var (open, draft) = (new AgendaItem(round.Id, "eu", Some.Text("Visas")) { Audience = Audience.Parties }, new AgendaItem(round.Id, "china", Some.Text("Only a draft")) { Audience = Audience.Party("china") });
        await app.Has(open);
        await app.Has(draft);
        var refused = await manager.Submit(await manager.Get(Edit), new Dictionary<string, string?> { ["Input.Status"] = "AgendaAgreed" });
        Assert.Contains("1 item is open (Visas)", refused.Text);

        await app.Behind(async db =>
        {
            (await db.AgendaItems.SingleAsync(one => one.Id == open.Id)).Answer("china", Consent.Reserved, Some.Text("Under review"));
            return await db.SaveChangesAsync();
        });
        await manager.Submit(await manager.Get(Edit), new Dictionary<string, string?> { ["Input.Status"] = "AgendaAgreed" });
        Assert.Equal(RoundStatus.AgendaAgreed, (await app.Behind(db => db.Rounds.SingleAsync(one => one.Id == round.Id))).Status);

        // What is opened again afterwards is said where the agenda stands.
        using var eu = await app.As(Role.DialogueDesk, "eu");
        await eu.Submit(await eu.Get($"/en/agenda/{open.Key}/edit"), new Dictionary<string, string?> { ["Input.Minutes"] = "30" });
        Assert.Contains("1 item has been changed or added since and is open", (await eu.Get("/en/dialogue/demo-dialogue-2027/agenda")).Text);

        var back = await manager.Submit(await manager.Get(Edit), new Dictionary<string, string?> { ["Input.Status"] = "Planned" });
        Assert.Contains("say why, at the end of the form", back.Text);
        await manager.Submit(back, new Dictionary<string, string?> { ["Input.Status"] = "Planned", ["Reason"] = "An item was added" });
        Assert.Equal(RoundStatus.Planned, (await app.Behind(db => db.Rounds.SingleAsync(one => one.Id == round.Id))).Status);
    }

    [Theory, Databases]
    public async Task Whose_turn_it_is_to_host_is_said_and_not_chosen_and_each_side_has_a_chair(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(new Round(Some.Text("Hosted in the north"), "expert-meeting") { Start = PartialDate.Parse("2026-03"), Host = "eu", Audience = Audience.Parties });
        using var desk = await app.As(Role.DialogueDesk, "china");
        var form = await desk.Get("/en/dialogue/new/edit");
        Assert.Contains("(Hosted in the north, March 2026) was hosted by: EU. By turns, next would be: China.", form.Text);
        Assert.Null(form.Document.QuerySelector("[name='Input.Host'] option[selected]:not([value=''])"));

        await desk.Submit(form, new Dictionary<string, string?>
        {
            ["Input.Name.Words[en]"] = "Expert meeting",
            ["Input.Track"] = "expert-meeting",
            ["Input.Start"] = "2027-05-04",
            ["Input.Place"] = "brussels",
            ["Input.CoChairs[0].Name.Words[en]"] = "Marta EXEMPLE, Director",
            ["Input.CoChairs[0].Name.Words[zh]"] = "玛尔塔·埃克桑普勒司长",
            ["Input.Sittings[0].Day"] = "2027-05-04",
            ["Input.Sittings[0].From"] = "09:30",
            ["Input.Sittings[0].Until"] = "12:30",
            ["Input.Audience"] = "parties",
        });

        var round = await app.Behind(db => db.Rounds.SingleAsync(one => one.Track == "expert-meeting" && one.Place == "brussels" && one.Audience == Audience.Parties));
        Assert.Equal("eu", Assert.Single(round.CoChairs).Party);
        var page = await desk.Get($"/zh/dialogue/{round.Key}");
        Assert.Contains("玛尔塔·埃克桑普勒司长", page.Text);
        Assert.Contains("2027年5月4日 09:30—12:30", page.Text);
        Assert.Contains("EU: Marta EXEMPLE, Director", (await desk.Get($"/en/history/round/{round.Key}")).Text);
    }

    [Theory, Databases]
    public async Task A_round_of_the_future_was_not_held(Database database)
    {
        await using var app = await App.On(database);
        using var manager = await app.As(Role.ProgrammeManager);

        var page = await manager.Submit(await manager.Get("/zh/dialogue/demo-dialogue-2027/edit"), new Dictionary<string, string?> { ["Input.Status"] = "Held", ["Input.Chairs.Words[zh]"] = "待定" });
        Assert.Contains("2027年4月13日尚未到来", page.Document.QuerySelector(".problems")!.TextContent);
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
