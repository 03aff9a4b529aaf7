using System.Net;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Features.Commitments;

/// <summary>Of a trail the public reads what both dialogue desks have released, and nothing else, wherever it could stand.</summary>
public sealed class ReleaseTests
{
    [Theory, Databases]
    public async Task A_statement_is_between_the_sides_until_both_desks_release_it(Database database)
    {
        await using var app = await App.On(database);
        var (commitment, entry) = await Stated(app);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        Assert.Equal(["dialogue desk", "focal point", "programme manager"], await ReadersOf(app, commitment));

        await Release(eu, commitment, "public", entry);
        Assert.Equal(["dialogue desk", "focal point", "programme manager"], await ReadersOf(app, commitment));
        Assert.Contains("EU: Everyone; China: nothing said yet", (await china.Get(Page(commitment))).Text);

        await Release(china, commitment, "programme", entry);
        Assert.Equal(["dialogue desk", "donor", "focal point", "programme manager", "reader"], await ReadersOf(app, commitment));

        await Release(china, commitment, "public", entry);
        Assert.Equal(["dialogue desk", "donor", "focal point", "programme manager", "reader", "visitor"], await ReadersOf(app, commitment));
    }

    [Theory, Databases]
    public async Task Lists_files_feeds_and_counts_know_a_statement_no_earlier(Database database)
    {
        await using var app = await App.On(database);
        var (commitment, entry) = await Stated(app);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        string[] places = ["/en/commitments?q=promised", "/en/commitments?q=promised&handler=csv", "/en/commitments.atom", "/en/commitments?state=moving", "/zh/search?q=promised", Page(commitment)];
        var before = await Seen(app, places);

        await Release(eu, commitment, "public", entry);
        await app.Settle();
        Assert.Equal(before, await Seen(app, places));

        app.Clock.Advance(Duration.FromHours(1));
        await Release(china, commitment, "public", entry);
        await app.Settle();
        var after = await Seen(app, places);
        Assert.Contains("In negotiation", after[0]);
        Assert.Contains("In negotiation", after[1]);
        Assert.Contains(commitment.Key, after[3]);

        // It is news of the moment in which it was released, not of the one in which it was written.
        Assert.Contains("In negotiation", after[2]);
        Assert.Contains("2026-11-23T09:00:00Z", after[2]);
    }

    [Theory, Databases]
    public async Task The_files_of_a_statement_go_with_it(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("What was promised"));
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        await eu.Submit(await eu.Get(Page(commitment) + "/status"), new Dictionary<string, string?> { ["Input.Status"] = "done" }, files: ("Input.Upload.File", "minutes.txt", "What both agreed"u8.ToArray()));
        var file = await app.Behind(db => db.Files.SingleAsync(one => one.CommitmentId == commitment.Id));
        using var visitor = app.AsVisitor();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"/en/files/{file.Id}")).Status);

        await Release(eu, commitment, "public", file.StatusEntryId!.Value);
        await Release(china, commitment, "public", file.StatusEntryId.Value);
        await app.Settle();
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get($"/en/files/{file.Id}")).Status);

        await CallBack(china, commitment, file.StatusEntryId.Value);
        await app.Settle();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"/en/files/{file.Id}")).Status);
    }

    [Theory, Databases]
    public async Task A_desk_takes_its_word_back_and_calls_back_what_was_released(Database database)
    {
        await using var app = await App.On(database);
        var (commitment, entry) = await Stated(app);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");

        await Release(eu, commitment, "public", entry);
        await eu.Press(await eu.Get(Page(commitment) + "/release"), $"button[formaction$='/takeback'][value='{entry}']");
        await Release(china, commitment, "public", entry);
        Assert.DoesNotContain("visitor", await ReadersOf(app, commitment));

        await Release(eu, commitment, "public", entry);
        Assert.Contains("visitor", await ReadersOf(app, commitment));
        await CallBack(eu, commitment, entry);
        Assert.Equal(["dialogue desk", "focal point", "programme manager"], await ReadersOf(app, commitment));
        Assert.Contains("A figure was wrong", (await china.Get($"/en/history/commitment/{commitment.Key}")).Text);
    }

    [Theory, Databases]
    public async Task History_tells_the_sides_who_released_and_others_only_that_they_may_read(Database database)
    {
        await using var app = await App.On(database);
        var (commitment, entry) = await Stated(app);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        using var donor = await app.As(Role.Donor);
        var history = $"/en/history/commitment/{commitment.Key}";
        await Release(eu, commitment, "public", entry);
        Assert.DoesNotContain("status statement", (await donor.Get(history)).Text);

        await Release(china, commitment, "programme", entry);
        Assert.Contains("EU: Everyone", (await china.Get(history)).Text);
        var seen = (await donor.Get(history)).Text;
        Assert.Contains("opened to more readers", seen);
        Assert.Contains("In negotiation", seen);
        Assert.DoesNotContain("Released by the desks", seen);

        await CallBack(china, commitment, entry);
        Assert.DoesNotContain("In negotiation", (await donor.Get(history)).Text);
    }

    [Theory, Databases]
    public async Task A_commitment_goes_beyond_the_sides_by_the_word_of_both_desks_alone(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("What was promised", Audience.Parties));
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        using var visitor = app.AsVisitor();

        var form = await eu.Get(Page(commitment) + "/edit");
        Assert.DoesNotContain("public", form.Document.QuerySelectorAll("select[name='Input.Audience'] option").Select(option => option.GetAttribute("value")));
        await eu.Submit(form, new Dictionary<string, string?> { ["Input.Audience"] = "public" });
        await Release(eu, commitment, "public", commitment.Id);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get(Page(commitment))).Status);

        await Release(china, commitment, "public", commitment.Id);
        await app.Settle();
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get(Page(commitment))).Status);
    }

    [Theory, Databases]
    public async Task What_a_side_has_stated_for_itself_it_shows_to_the_other_later(Database database)
    {
        await using var app = await App.On(database);
        var (commitment, entry) = await Stated(app, "party:eu");
        using var eu = await app.As(Role.FocalPoint, "eu");
        using var china = await app.As(Role.FocalPoint, "china");
        Assert.DoesNotContain("In negotiation", (await china.Get(Page(commitment))).Text);

        await eu.Submit(await eu.Get(Page(commitment)), new Dictionary<string, string?>(), $"form[action$='{entry}/table']");
        Assert.Contains("In negotiation", (await china.Get(Page(commitment))).Text);
    }

    [Theory, Databases]
    public async Task A_reply_to_what_is_public_is_between_the_sides_until_both_release_it_too(Database database)
    {
        await using var app = await App.On(database);
        var (commitment, entry) = await Stated(app);
        await app.Released(commitment);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        using var donor = await app.As(Role.Donor);
        using var visitor = app.AsVisitor();
        await china.Submit(await china.Get(Page(commitment)), new Dictionary<string, string?> { ["note"] = "Two cities are missing", ["reply"] = "Differs" }, "form.reply:has(button[value=Differs])");
        await app.Settle();

        Assert.Contains("Two cities are missing", (await eu.Get(Page(commitment))).Text);
        foreach (var place in new[] { Page(commitment), "/en/commitments.atom", "/en/commitments?handler=json&q=promised", $"/en/history/commitment/{commitment.Key}" }) Assert.DoesNotContain("Two cities", await donor.Http.GetStringAsync(place), StringComparison.Ordinal);
        Assert.DoesNotContain("Two cities", (await visitor.Get(Page(commitment))).Text);
        Assert.Contains("In negotiation", (await visitor.Get(Page(commitment))).Text);

        var reply = await app.Behind(db => db.Set<StatusReply>().SingleAsync(one => one.StatusEntryId == entry));
        await Release(eu, commitment, "public", reply.Id);
        await Release(china, commitment, "public", reply.Id);
        await app.Settle();
        Assert.Contains("China differs Two cities are missing", (await visitor.Get(Page(commitment))).Text);

        await CallBack(eu, commitment, entry);
        await app.Settle();
        Assert.DoesNotContain("Two cities", (await visitor.Get(Page(commitment))).Text);
        Assert.DoesNotContain("In negotiation", (await visitor.Get(Page(commitment))).Text);
        Assert.Equal(Audience.Parties, (await app.Behind(db => db.Set<StatusReply>().SingleAsync(one => one.Id == reply.Id))).Audience);
    }

    [Theory, Databases]
    public async Task A_side_that_differs_may_confirm_later_and_then_they_have_met(Database database)
    {
        await using var app = await App.On(database);
        var (commitment, _) = await Stated(app);
        using var china = await app.As(Role.FocalPoint, "china");
        await china.Submit(await china.Get(Page(commitment)), new Dictionary<string, string?> { ["note"] = "Not quite", ["reply"] = "Differs" }, "form.reply:has(button[value=Differs])");
        Assert.DoesNotContain("In negotiation", (await china.Get("/en/desk")).Document.QuerySelector("ol.desk")?.TextContent ?? "");

        var page = await china.Submit(await china.Get(Page(commitment)), new Dictionary<string, string?> { ["reply"] = "Confirmed" }, "form.reply:has(button[value=Confirmed])");
        Assert.Contains("China differs Not quite", page.Text);
        Assert.Contains("confirmed by China", page.Text);
        Assert.Null(page.Document.QuerySelector("form.reply"));
    }

    [Theory, Databases]
    public async Task An_activity_as_evidence_is_seen_by_those_who_may_read_it(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("What was promised"));
        var (open, closed) = (await app.Has(Some.Activity("A public workshop")), await app.Has(Some.Activity("A closed preparation", Audience.Party("eu"))));
        using var eu = await app.As(Role.FocalPoint, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        foreach (var (activity, status) in new[] { (open, "started"), (closed, "done") })
        {
            await eu.Submit(await eu.Get(Page(commitment) + "/status"), new Dictionary<string, string?> { ["Input.Status"] = status, ["Input.Activity"] = activity.Key });
        }

        Assert.Contains("shown by A closed preparation", (await eu.Get(Page(commitment))).Text);
        var seen = (await china.Get(Page(commitment))).Text;
        Assert.Contains("shown by A public workshop", seen);
        Assert.DoesNotContain("closed preparation", seen);
        Assert.DoesNotContain("closed preparation", (await china.Get($"/en/history/commitment/{commitment.Key}")).Text);
        Assert.Contains("A public workshop", (await china.Get($"/en/history/commitment/{commitment.Key}")).Text);
        Assert.DoesNotContain(closed.Key, await china.Http.GetStringAsync("/en/commitments?handler=json&q=promised"), StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task Nothing_chosen_changes_nothing_and_says_so(Database database)
    {
        await using var app = await App.On(database);
        var (commitment, _) = await Stated(app);
        using var china = await app.As(Role.DialogueDesk, "china");

        Assert.Contains("请勾选拟公开的内容", (await china.Submit(await china.Get($"/zh/commitments/{commitment.Key}/release"), new Dictionary<string, string?> { ["to"] = "public" })).Text);
    }

    private static string Page(Commitment commitment) => "/en/commitments/" + commitment.Key;

    /// <summary>A public commitment, and what a focal point has stated of it.</summary>
    private static async Task<(Commitment Commitment, Guid Entry)> Stated(App app, string audience = "parties")
    {
        var commitment = await app.Has(Some.Commitment("What was promised"));
        using var focal = await app.As(Role.FocalPoint, "eu");
        await focal.Submit(await focal.Get(Page(commitment) + "/status"), new Dictionary<string, string?> { ["Input.Status"] = "in-negotiation", ["Input.Audience"] = audience });
        await app.Settle();
        return (commitment, await app.Behind(db => db.StatusEntries.Where(one => one.CommitmentId == commitment.Id).Select(one => one.Id).SingleAsync()));
    }

    private static async Task Release(Browser desk, Commitment commitment, string to, Guid what)
    {
        var page = await desk.Submit(await desk.Get(Page(commitment) + "/release"), new Dictionary<string, string?> { ["what"] = what.ToString(), ["to"] = to });
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Null(page.Document.QuerySelector(".problems"));
    }

    private static async Task CallBack(Browser desk, Commitment commitment, Guid what) =>
        await desk.Submit(await desk.Get(Page(commitment) + "/release"), new Dictionary<string, string?> { ["thing"] = what.ToString(), ["reason"] = "A figure was wrong" }, "form[action$='/recall']");

    /// <summary>Who finds the statement on the commitment's page.</summary>
    private static async Task<IReadOnlyList<string>> ReadersOf(App app, Commitment commitment)
    {
        await app.Settle();
        var readers = new List<string>();
        foreach (var (name, role, party) in new[] { ("dialogue desk", Role.DialogueDesk, "china"), ("donor", Role.Donor, null), ("focal point", Role.FocalPoint, "eu"), ("programme manager", Role.ProgrammeManager, null), ("reader", Role.Reader, (string?)null) })
        {
            using var browser = await app.As(role, party);
            if ((await browser.Get(Page(commitment))).Text.Contains("In negotiation", StringComparison.Ordinal)) readers.Add(name);
        }

        using var visitor = app.AsVisitor();
        if ((await visitor.Get(Page(commitment))).Text.Contains("In negotiation", StringComparison.Ordinal)) readers.Add("visitor");
        return readers;
    }

    private static async Task<List<string>> Seen(App app, IEnumerable<string> places)
    {
        using var visitor = app.AsVisitor();
        var seen = new List<string>();
        foreach (var place in places) seen.Add((await visitor.Http.GetStringAsync(place)).Split("<footer", 2)[0]);
        return seen;
    }
}
