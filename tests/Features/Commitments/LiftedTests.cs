using System.Net;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Commitments;

/// <summary>A commitment lifted out of a sealed record keeps its words; who, when and by which steps is worked out afterwards.</summary>
public sealed class LiftedTests
{
    [Theory, Databases]
    public async Task Nobody_changes_the_words_of_a_sealed_record_by_whatever_way(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await Lifted(app);
        using var desk = await app.As(Role.DialogueDesk, "eu");
        var address = "/en/commitments/" + commitment.Key;

        var form = await desk.Get(address + "/edit");
        Assert.Null(form.Document.QuerySelector("[name^='Input.Name']"));
        Assert.Contains("十五个城市", form.Document.QuerySelector(".record[lang=zh]")!.TextContent);
        await desk.Submit(form, new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "Fourteen cities", ["Input.Round"] = "", ["Input.Due"] = "2027-06" });
        var saved = await app.Behind(db => db.Commitments.AsNoTracking().SingleAsync(one => one.Id == commitment.Id));
        Assert.Equal(("Fifteen cities", new PartialDate(2027, 6)), (saved.Name["en"]!.Text, saved.Due));
        Assert.NotNull(saved.RoundId);

        foreach (var change in new Action<Commitment>[] { one => one.Name = one.Name.With("zh", new("十四个城市")), one => one.RoundId = null })
        {
            var broken = await Assert.ThrowsAsync<RuleBroken>(() => app.Behind(async db =>
            {
                change(await db.Commitments.SingleAsync(one => one.Id == commitment.Id));
                return await db.SaveChangesAsync();
            }));
            Assert.Equal("Record.Verbatim", broken.TextKey);
        }
    }

    [Theory, Databases]
    public async Task The_page_names_the_record_or_says_that_there_is_none(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await Lifted(app);
        using var desk = await app.As(Role.DialogueDesk, "china");
        using var visitor = app.AsVisitor();

        Assert.Contains("第MMSP-2026-1号纪要第12段", (await desk.Get("/zh/commitments/" + commitment.Key)).Text);
        Assert.Contains("none: entered from what the sources say", (await visitor.Get("/en/commitments/CM-007")).Text);
    }

    [Theory, Databases]
    public async Task Continuous_is_not_the_same_as_not_known(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        var address = "/en/commitments/" + commitment.Key;
        using var desk = await app.As(Role.DialogueDesk, "eu");
        Assert.Contains("Due not known", (await desk.Get(address)).Text);

        await desk.Submit(await desk.Get(address + "/edit"), new Dictionary<string, string?> { ["Input.Continuous"] = "true" });
        Assert.Contains("Due continuous", (await desk.Get(address)).Text);
        Assert.Contains("not both", (await desk.Submit(await desk.Get(address + "/edit"), new Dictionary<string, string?> { ["Input.Continuous"] = "true", ["Input.Due"] = "2027" })).Text);
    }

    [Theory, Databases]
    public async Task Milestones_stand_in_order_with_what_is_done_and_what_is_late(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        var address = "/en/commitments/" + commitment.Key;
        using var desk = await app.As(Role.DialogueDesk, "eu");

        var form = await desk.Get(address + "/edit");
        for (var row = 0; row < 2; row++) form = await desk.Submit(form, new Dictionary<string, string?> { ["Rows"] = "more Milestones" });
        var page = await desk.Submit(form, new Dictionary<string, string?>
        {
            ["Input.Milestones[0].What.Words[en]"] = "A first list",
            ["Input.Milestones[0].Due"] = "2026-05",
            ["Input.Milestones[0].DoneOn"] = "2026-05-20",
            ["Input.Milestones[1].What.Words[en]"] = "A joint draft",
            ["Input.Milestones[1].Due"] = "2026-10",
        });
        Assert.Contains("done 20 May 2026 A first list", page.Text);
        Assert.Equal("by October 2026", page.Document.QuerySelector(".list .late")!.TextContent);

        var refused = await desk.Submit(await desk.Get(address + "/edit"), new Dictionary<string, string?> { ["Input.Milestones[1].DoneOn"] = "2030-01" });
        Assert.Contains("lies in the future", refused.Text);
    }

    [Theory, Databases]
    public async Task Responsible_organisations_stand_by_side_and_are_seen_by_those_who_may_read_both(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("What was promised"));
        var secret = await app.Has(Some.Organisation("An office of the EU side", Audience.Party("eu")));
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var visitor = app.AsVisitor();
        var links = $"/en/commitments/{commitment.Key}/links";

        await eu.Submit(await eu.Get(links), new Dictionary<string, string?> { ["organisation"] = "mofcom" }, "form[action$='/responsible']");
        await eu.Submit(await eu.Get(links), new Dictionary<string, string?> { ["organisation"] = secret.Key }, "form[action$='/responsible']");
        await app.Settle();
        var seen = (await visitor.Get("/en/commitments/" + commitment.Key)).Text;
        Assert.Contains("Responsible for China", seen);
        Assert.Contains("Ministry of Commerce", seen);
        Assert.DoesNotContain("An office", seen);
        Assert.Contains("An office", (await eu.Get("/en/commitments/" + commitment.Key)).Text);
        using var china = await app.As(Role.DialogueDesk, "china");
        Assert.DoesNotContain("An office", (await china.Get($"/en/history/commitment/{commitment.Key}")).Text);

        await eu.Submit(await eu.Get(links), new Dictionary<string, string?>(), "form[action$='/relieve']:has(input[value=mofcom])");
        await app.Settle();
        Assert.DoesNotContain("Ministry of Commerce", (await visitor.Get("/en/commitments/" + commitment.Key)).Text);
    }

    [Theory, Databases]
    public async Task A_commitment_is_linked_to_others_and_unlinked(Database database)
    {
        await using var app = await App.On(database);
        var (one, other) = (await app.Has(Some.Commitment("The one")), await app.Has(Some.Commitment("The other")));
        using var desk = await app.As(Role.DialogueDesk, "eu");
        var links = $"/en/commitments/{one.Key}/links";

        await desk.Submit(await desk.Get(links), new Dictionary<string, string?> { ["Input.Kind"] = "DependsOn", ["Input.To"] = other.Key }, "form:has(select[name='Input.To'])");
        Assert.Contains("needed for The one", (await desk.Get("/en/commitments/" + other.Key)).Text);
        var twice = await desk.Submit(await desk.Get(links), new Dictionary<string, string?> { ["Input.Kind"] = "DependsOn", ["Input.To"] = other.Key }, "form:has(select[name='Input.To'])");
        Assert.Contains("linked in this way already", twice.Text);

        await desk.Submit(await desk.Get(links), new Dictionary<string, string?>(), "form[action$='/remove']");
        Assert.DoesNotContain("The one", (await desk.Get("/en/commitments/" + other.Key)).Text);
    }

    private static async Task<Commitment> Lifted(App app)
    {
        var round = await app.Behind(db => db.Rounds.OrderBy(one => one.Key).FirstAsync(one => one.Audience == Audience.Public));
        return await app.Has(Commitment.LiftedFrom(Guid.CreateVersion7(), "MMSP-2026-1", "12", Some.Text("Fifteen cities", "十五个城市"), round.Id, Audience.Parties));
    }
}
