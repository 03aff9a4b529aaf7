using System.Net;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Platform;

public sealed class SubmissionTests
{
    [Theory, Databases]
    public async Task A_form_sent_twice_at_the_same_moment_is_saved_once(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        using var eu = await app.As(Role.DialogueDesk, "eu");
        var form = await eu.Get("/en/commitments/new/edit");
        var fields = new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "Entered once", ["Input.Audience"] = "parties" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => eu.Submit(form, fields)));

        Assert.Equal(1, await app.Behind(async db => (await db.Commitments.ToListAsync()).Count(one => one.Name["en"]?.Text == "Entered once")));
        Assert.Equal(3, answers.Count(answer => answer.Text.Contains("This was saved already", StringComparison.Ordinal)));
        var late = await eu.Submit(form, fields);
        Assert.Contains("Entered once", (await eu.Get(late.Document.QuerySelector("main a")!.GetAttribute("href")!)).Text);
        Assert.NotNull(commitment);
    }

    [Theory, Databases]
    public async Task An_edit_sent_twice_is_no_conflict_with_oneself(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        using var eu = await app.As(Role.DialogueDesk, "eu");
        var form = await eu.Get($"/zh/commitments/{commitment.Key}/edit");
        var fields = new Dictionary<string, string?> { ["Input.Due"] = "2027-05" };

        var answers = await Task.WhenAll(eu.Submit(form, fields), eu.Submit(form, fields));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(1, await app.Behind(db => db.Commitments.Where(one => one.Id == commitment.Id).Select(one => one.Version).SingleAsync()));
        Assert.Contains("内容此前已保存", (await eu.Submit(form, fields)).Text);
    }

    [Theory, Databases]
    public async Task The_same_form_with_other_words_is_another_form(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        using var eu = await app.As(Role.FocalPoint, "eu");
        var form = await eu.Get($"/en/commitments/{commitment.Key}/status");

        await eu.Submit(form, new Dictionary<string, string?> { ["Input.Status"] = "started" });
        await eu.Submit(form, new Dictionary<string, string?> { ["Input.Status"] = "done" });

        Assert.Equal(2, await app.Behind(db => db.StatusEntries.CountAsync(entry => entry.CommitmentId == commitment.Id)));
    }

    [Theory, Databases]
    public async Task A_form_that_was_refused_can_be_sent_again(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        using var eu = await app.As(Role.FocalPoint, "eu");
        var form = await eu.Get($"/en/commitments/{commitment.Key}/status");
        var fields = new Dictionary<string, string?> { ["Input.Status"] = "done", ["Input.On"] = "2026-11-24" };

        await eu.Submit(form, fields);
        app.Clock.AdvanceDays(2);
        await app.CookieOf(Role.FocalPoint, "eu"); // brings the sign-in back, which has expired
        var page = await eu.Submit(form, fields);

        Assert.DoesNotContain("saved already", page.Text);
        Assert.Equal(1, await app.Behind(db => db.StatusEntries.CountAsync(entry => entry.CommitmentId == commitment.Id)));
    }

    [Theory, Databases]
    public async Task Old_rows_are_forgotten_every_day(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        using var eu = await app.As(Role.FocalPoint, "eu");
        await eu.Submit(await eu.Get($"/en/commitments/{commitment.Key}/status"), new Dictionary<string, string?> { ["Input.Status"] = "done" });
        Assert.Equal(1, await app.Behind(db => db.Submissions.CountAsync()));

        app.Clock.AdvanceDays(8);
        await app.Settle();

        Assert.Equal(0, await app.Behind(db => db.Submissions.CountAsync()));
        var run = await app.Behind(db => db.WorkRuns.SingleAsync(one => one.Name == nameof(Concord.Platform.Database.ForgetSubmissions)));
        Assert.Equal((1, null), (run.Done, run.Error));
    }
}
