using System.Net;
using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Activities;

public sealed class EditTests
{
    [Theory, Databases]
    public async Task Saving_without_a_change_keeps_everything_as_it_was(Database database)
    {
        await using var app = await App.On(database);
        using var officer = await app.As(Role.ProgrammeOfficer);
        foreach (var key in new[] { "MMSP-002", "MMSP-003", "MMSP-008", "MMSP-021", "DEMO-A2", "PRE-003" })
        {
            var before = await Whole(app, key);
            var page = await officer.Get($"/zh/activities/{key}/edit");
            var saved = await officer.Submit(page, new Dictionary<string, string?>());
            Assert.Equal($"/zh/activities/{key}", saved.Address);
            Assert.Equal(before, await Whole(app, key));
        }
    }

    [Theory, Databases]
    public async Task An_activity_is_entered_with_all_that_belongs_to_it(Database database)
    {
        await using var app = await App.On(database);
        using var officer = await app.As(Role.ProgrammeOfficer);
        var page = await officer.Get("/en/activities/new/edit");
        page = await officer.Submit(page, new Dictionary<string, string?> { ["Rows"] = "more Partners" });

        var saved = await officer.Submit(page, new Dictionary<string, string?>
        {
            ["Input.Name.Words[en]"] = "Seminar on seasonal work",
            ["Input.Name.Words[zh]"] = "季节性工作专题研讨会",
            ["Input.Type"] = "seminar",
            ["Input.Pillar"] = "1",
            ["Input.State"] = "Planned",
            ["Input.PlannedStart"] = "2027-05",
            ["Input.Places[0]"] = "beijing",
            ["Input.Countries[0]"] = "china",
            ["Input.Partners[0].Organisation"] = "International Organization for Migration (IOM) [iom]",
            ["Input.Partners[1].Words.Words[zh]"] = "两所大学",
            ["Input.Participants[0].Number"] = "40",
            ["Input.Participants[0].Qualifier"] = "about",
            ["Input.Sources[0].Address"] = "https://example.org/plan",
            ["Input.Audience"] = "public",
            ["Reason"] = "agreed with both sides",
        });

        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.Contains("May 2027", saved.Text);
        Assert.Contains("International Organization for Migration", saved.Text);
        Assert.Contains("两所大学", saved.Text);
        Assert.Contains("about 40 people", saved.Text);
        Assert.Contains("https://example.org/plan", saved.Text);
        using var visitor = app.AsVisitor();
        await app.Settle();
        Assert.Contains("季节性工作专题研讨会", (await visitor.Get("/zh/activities?q=季节")).Text);
        Assert.Contains("季节性工作专题研讨会", (await visitor.Get("/zh/activities?q=大学")).Text);
    }

    [Theory, Databases]
    public async Task Two_people_who_change_the_parts_of_one_activity_are_told(Database database)
    {
        await using var app = await App.On(database);
        var activity = await app.Has(Planned());
        var address = $"/en/activities/{activity.Key}/edit";
        using var officer = await app.As(Role.ProgrammeOfficer);
        using var manager = await app.As(Role.ProgrammeManager);
        var opened = await officer.Get(address);
        var openedToo = await manager.Get(address);

        await officer.Submit(opened, new Dictionary<string, string?> { ["Input.Partners[0].Organisation"] = "iom", ["Input.Partners[0].Words.Words[en]"] = "", ["Input.Partners[0].Words.Words[zh]"] = "", ["Input.Places[0]"] = "beijing" });
        var conflict = await manager.Submit(openedToo, new Dictionary<string, string?> { ["Input.Partners[0].Organisation"] = "ilo", ["Input.Partners[0].Words.Words[en]"] = "", ["Input.Partners[0].Words.Words[zh]"] = "" });

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("International Labour Organization", conflict.Text);
        Assert.Contains("International Organization for Migration", conflict.Text);
        var saved = await manager.Submit(conflict, new Dictionary<string, string?> { ["Theirs.Partners"] = "false" });
        Assert.Contains("International Labour Organization", saved.Text);
        Assert.Contains("Beijing", saved.Text);
        Assert.DoesNotContain("International Organization for Migration", saved.Document.QuerySelector("main ul")!.TextContent);
    }

    [Theory, Databases("DEMO-A2", "Ready", "2027-05-18", "2027-05-20", "保护保障措施")]
    public async Task Nothing_of_a_safeguarded_pillar_becomes_ready(Database database, string key, string state, string start, string end, string refused)
    {
        await using var app = await App.On(database);
        using var officer = await app.As(Role.ProgrammeOfficer);

        var page = await officer.Submit(
            await officer.Get($"/zh/activities/{key}/edit"),
            new Dictionary<string, string?> { ["Input.State"] = state, ["Input.PlannedStart"] = start, ["Input.PlannedEnd"] = end, ["Input.Note.Words[zh]"] = "刚刚填写的说明" });

        Assert.Contains(refused, page.Document.QuerySelector(".problems")!.TextContent);
        Assert.Contains("刚刚填写的说明", page.Source);
        Assert.Equal(ActivityState.Planned, (await app.Behind(db => db.Activities.SingleAsync(one => one.Key == key))).State);
    }

    [Theory, Databases]
    public async Task A_rule_refuses_in_the_readers_language_and_keeps_what_was_typed(Database database)
    {
        await using var app = await App.On(database);
        var activity = await app.Has(Planned());
        using var officer = await app.As(Role.ProgrammeOfficer);
        var address = $"/zh/activities/{activity.Key}/edit";
        foreach (var (fields, refused) in new (Dictionary<string, string?>, string)[]
        {
            (new() { ["Input.PlannedEnd"] = "2026-12" }, "早于开始日期"),
            (new() { ["Input.PlannedStart"] = "" }, "须填写计划开始日期"),
            (new() { ["Input.State"] = "Held", ["Input.HeldStart"] = "2026-11-24" }, "尚未到来"),
            (new() { ["Input.Partners[0].Organisation"] = "某某局" }, "名录中没有“某某局”"),
            (new() { ["Input.Participants[0].Number"] = "", ["Input.Participants[0].Source"] = "https://example.org/" }, "此项必填"),
            (new() { ["Input.Participants[0].Number"] = "0" }, "至少为1"),
            (new() { ["Input.Audience"] = "party:eu" }, "不是有效内容"),
        })
        {
            var page = await officer.Submit(await officer.Get(address), fields);
            Assert.Contains(refused, page.Document.QuerySelector(".problems")!.TextContent);
            Assert.All(fields.Values.Where(typed => typed is not ("" or "party:eu")), typed => Assert.Contains(typed!, page.Source));
        }

        Assert.Equal(activity.Version, (await app.Behind(db => db.Activities.SingleAsync(one => one.Id == activity.Id))).Version);
    }

    [Theory, Databases]
    public async Task A_hidden_partner_neither_shows_nor_moves(Database database)
    {
        await using var app = await App.On(database);
        var hidden = await app.Has(Some.Organisation("Hidden bureau", Audience.Party("eu")));
        var activity = Planned();
        activity.PartnersAre([new(null, Some.Text("First")), new(hidden.Id, null), new(null, Some.Text("Last"))]);
        await app.Has(activity);
        using var officer = await app.As(Role.ProgrammeOfficer);
        var address = $"/en/activities/{activity.Key}";

        var page = await officer.Get(address + "/edit");
        Assert.DoesNotContain("Hidden bureau", page.Source);
        Assert.Null(page.Document.QuerySelector("#Input_Partners_2__Organisation"));
        var guess = await officer.Submit(page, new Dictionary<string, string?> { ["Input.Partners[1].Organisation"] = hidden.Key, ["Input.Partners[1].Words.Words[en]"] = "", ["Input.Partners[1].Words.Words[zh]"] = "" });
        var never = await officer.Submit(page, new Dictionary<string, string?> { ["Input.Partners[1].Organisation"] = "never-was", ["Input.Partners[1].Words.Words[en]"] = "", ["Input.Partners[1].Words.Words[zh]"] = "" });
        Assert.Equal(never.Document.QuerySelector(".problems")!.TextContent.Replace("never-was", hidden.Key, StringComparison.Ordinal), guess.Document.QuerySelector(".problems")!.TextContent);

        await officer.Submit(page, new Dictionary<string, string?> { ["Input.Partners[1].Words.Words[en]"] = "Changed" });
        var now = await app.Behind(db => db.Activities.Include(one => one.Partners).SingleAsync(one => one.Id == activity.Id));
        Assert.Equal(["First", "", "Changed"], now.Partners.OrderBy(partner => partner.Order).ThenBy(partner => partner.Id).Select(partner => partner.Words?["en"]?.Text ?? "").OrderBy(words => words == "Changed").ThenBy(words => words == ""));
        Assert.Contains(now.Partners, partner => partner.OrganisationId == hidden.Id);
        Assert.DoesNotContain("Hidden bureau", (await officer.Get(address)).Source);
        using var eu = await app.As(Role.FocalPoint, "eu");
        Assert.Contains("Hidden bureau", (await eu.Get(address)).Text);
        using var visitor = app.AsVisitor();
        Assert.DoesNotContain("Hidden bureau", (await visitor.Get(address)).Source);
    }

    [Theory, Databases]
    public async Task A_partner_whom_fewer_may_know_does_not_move_the_version_and_still_collides(Database database)
    {
        await using var app = await App.On(database);
        var known = await app.Has(Some.Organisation("Team only", Audience.Team));
        var activity = await app.Has(Planned());
        var address = $"/en/activities/{activity.Key}/edit";
        using var officer = await app.As(Role.ProgrammeOfficer);
        using var manager = await app.As(Role.ProgrammeManager);
        var openedToo = await manager.Get(address);

        await officer.Submit(await officer.Get(address), new Dictionary<string, string?> { ["Input.Partners[1].Organisation"] = known.Key });
        Assert.Equal(activity.Version, (await app.Behind(db => db.Activities.SingleAsync(one => one.Id == activity.Id))).Version);

        var conflict = await manager.Submit(openedToo, new Dictionary<string, string?> { ["Input.Phase"] = "mmsp-3" });
        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("Team only", conflict.Text);
        var saved = await manager.Submit(conflict, new Dictionary<string, string?>());
        Assert.Contains("Team only", saved.Text);
    }

    [Theory, Databases]
    public async Task A_link_is_made_from_either_side_and_once(Database database)
    {
        await using var app = await App.On(database);
        var activity = await app.Has(Planned());
        var commitment = await app.Has(Some.Commitment("Served"));
        using var manager = await app.As(Role.ProgrammeManager);
        var fromActivity = $"/en/activities/{activity.Key}/commitments";
        var fromCommitment = $"/en/commitments/{commitment.Key}/activities";
        var opened = await manager.Get(fromCommitment);

        var shown = await manager.Submit(await manager.Get(fromActivity), new Dictionary<string, string?> { ["Input.Commitment"] = commitment.Key, ["Input.Note.Words[en]"] = "An inference", ["Input.Source"] = "https://example.org/why" }, "form.form");
        Assert.Contains("Served", shown.Text);
        Assert.Contains("An inference", shown.Text);
        Assert.Contains("https://example.org/why", shown.Text);
        var twice = await manager.Submit(opened, new Dictionary<string, string?> { ["Input.Activity"] = activity.Key }, "form.form");
        Assert.Contains("linked to this commitment already", twice.Text);

        await manager.Submit(await manager.Get(fromCommitment), new Dictionary<string, string?>(), "form.part");
        Assert.DoesNotContain("Served", (await manager.Get($"/en/activities/{activity.Key}")).Text);
        await manager.Submit(await manager.Get(fromCommitment), new Dictionary<string, string?> { ["Input.Activity"] = activity.Key }, "form.form");
        Assert.Contains("Served", (await manager.Get($"/en/activities/{activity.Key}")).Text);
        Assert.Equal(activity.Version, (await app.Behind(db => db.Activities.SingleAsync(one => one.Id == activity.Id))).Version);
    }

    [Theory, Databases]
    public async Task A_hidden_commitment_neither_shows_nor_can_be_linked(Database database)
    {
        await using var app = await App.On(database);
        var hidden = await app.Has(Some.Commitment("Kept by one side", Audience.Party("china")));
        var activity = Planned();
        activity.Serves(hidden.Id);
        await app.Has(activity);
        using var officer = await app.As(Role.ProgrammeOfficer);
        var address = $"/en/activities/{activity.Key}";

        var page = await officer.Get(address + "/commitments");
        Assert.DoesNotContain("Kept by one side", page.Source);
        var guess = await officer.Submit(page, new Dictionary<string, string?> { ["Input.Commitment"] = hidden.Key });
        var never = await officer.Submit(page, new Dictionary<string, string?> { ["Input.Commitment"] = "never-was" });
        Assert.Equal(never.Text.Replace("never-was", hidden.Key, StringComparison.Ordinal), guess.Text);
        await officer.Submit(await officer.Get(address + "/edit"), new Dictionary<string, string?> { ["Input.PlannedStart"] = "2028" });

        Assert.Single((await app.Behind(db => db.Activities.Include(one => one.Commitments).SingleAsync(one => one.Id == activity.Id))).Commitments);
        Assert.DoesNotContain("Kept by one side", (await officer.Get(address)).Source);
        using var china = await app.As(Role.DialogueDesk, "china");
        Assert.Contains("Kept by one side", (await china.Get(address)).Text);
        using var manager = await app.As(Role.ProgrammeManager);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.Get($"/en/commitments/{hidden.Key}/activities")).Status);
    }

    private static Activity Planned()
    {
        var activity = Some.Activity();
        activity.IsPlannedFor(new(2027), null);
        activity.PartnersAre([new(null, Some.Text("Consulates", "领事馆"))]);
        return activity;
    }

    /// <summary>Everything that is stored of an activity, history excepted.</summary>
    private static Task<string> Whole(App app, string key) => app.Behind(async db =>
    {
        var activity = await db.Activities.Include(one => one.Partners).Include(one => one.Places).Include(one => one.Commitments).AsSplitQuery().SingleAsync(one => one.Key == key);
        var parts = activity.Partners.OrderBy(one => one.Order).Select(one => $"{one.Id} {one.OrganisationId} {one.Words?.ToJson()} {one.Order}")
            .Concat(activity.Places.OrderBy(one => one.Order).Select(one => $"{one.Place} {one.Order}"))
            .Concat(activity.Commitments.OrderBy(one => one.CommitmentId).Select(one => $"{one.CommitmentId} {one.Note?.ToJson()} {one.Source}"));
        var history = await db.Audit.CountAsync(entry => entry.Record == activity.Id);
        return string.Join('\n', db.Snapshot(activity).Select(field => $"{field.Key}={field.Value}").Concat(parts).Append($"version {activity.Version}, {history} entries"));
    });
}
