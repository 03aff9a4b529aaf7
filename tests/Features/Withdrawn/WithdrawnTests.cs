using System.Net;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Withdrawn;

public sealed class WithdrawnTests
{
    [Theory, Databases]
    public async Task What_is_withdrawn_vanishes_and_comes_back(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("Entered by mistake"));
        await app.Settle();
        var address = $"/en/commitments/{commitment.Key}";
        using var desk = await app.As(Role.DialogueDesk, "eu");
        using var visitor = app.AsVisitor();
        Assert.Contains("21 commitments", (await visitor.Get("/en/commitments")).Text);

        var withdrawn = await desk.Submit(await desk.Get($"/en/withdraw/commitment/{commitment.Key}"), new Dictionary<string, string?> { ["Reason"] = "Entered twice" });
        await app.Settle();

        Assert.Contains("“Entered by mistake” has been withdrawn", withdrawn.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get(address)).Status);
        Assert.Contains("20 commitments", (await visitor.Get("/en/commitments")).Text);
        Assert.Equal(0, await app.Behind(db => db.SearchEntries.CountAsync(entry => entry.Record == commitment.Id)));
        Assert.DoesNotContain("Entered twice", (await visitor.Get(address)).Text);

        var note = await desk.Get(address);
        Assert.Equal(HttpStatusCode.NotFound, note.Status);
        Assert.Contains("Entered twice", note.Text);
        Assert.Contains("withdrawn", (await desk.Get($"/en/history/commitment/{commitment.Key}")).Text);

        var back = await desk.Submit(withdrawn, new Dictionary<string, string?>(), ".notice form");
        await app.Settle();
        Assert.Equal(HttpStatusCode.OK, back.Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get(address)).Status);
        Assert.NotEqual(0, await app.Behind(db => db.SearchEntries.CountAsync(entry => entry.Record == commitment.Id)));
    }

    [Theory, Databases]
    public async Task Without_a_reason_nothing_is_withdrawn(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        using var desk = await app.As(Role.DialogueDesk, "eu");

        var page = await desk.Submit(await desk.Get($"/zh/withdraw/commitment/{commitment.Key}"), new Dictionary<string, string?> { ["Reason"] = " " });

        Assert.Contains("此项必填", page.Text);
        Assert.False((await app.Behind(db => db.Commitments.SingleAsync(one => one.Id == commitment.Id))).IsWithdrawn);
    }

    [Theory, Databases]
    public async Task What_one_side_withdraws_of_its_own_the_others_do_not_learn(Database database)
    {
        await using var app = await App.On(database);
        var hidden = await app.Has(Some.Commitment("Hidden", Audience.Party("china")));
        using var china = await app.As(Role.DialogueDesk, "china");
        using var eu = await app.As(Role.DialogueDesk, "eu");
        await china.Submit(await china.Get($"/en/withdraw/commitment/{hidden.Key}"), new Dictionary<string, string?> { ["Reason"] = "No longer needed" });

        Assert.Contains("Hidden", (await china.Get("/en/withdrawn")).Text);
        Assert.Contains("Nothing is withdrawn", (await eu.Get("/en/withdrawn")).Text);
        Assert.Equal((await eu.Get("/en/commitments/xxxxxxxxxx")).Document.QuerySelector("main p")!.TextContent, (await eu.Get($"/en/commitments/{hidden.Key}")).Document.QuerySelector("main p")!.TextContent);
    }
}
