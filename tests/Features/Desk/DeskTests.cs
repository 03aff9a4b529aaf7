using Concord.Domain.Common;
using Concord.Domain.People;
using Concord.Platform.Accounts;
using Concord.Tests.Support;

namespace Concord.Tests.Features.Desk;

public sealed class DeskTests
{
    [Theory, Databases]
    public async Task It_says_in_words_what_is_asked_and_of_whom_most_urgent_first(Database database)
    {
        await using var app = await App.On(database);
        var overdue = Some.Commitment("Should be done");
        (overdue.Owner, overdue.Due) = ("eu", new(2026, 9));
        var soon = Some.Commitment("Soon due");
        (soon.Owner, soon.Due) = ("eu", new(2026, 12));
        var theirs = Some.Commitment("Theirs to do");
        (theirs.Owner, theirs.Due) = ("china", new(2026, 9));
        await app.Has(overdue);
        await app.Has(soon);
        await app.Has(theirs);
        using var china = await app.As(Role.FocalPoint, "china");
        await china.Submit(await china.Get($"/en/commitments/{theirs.Key}/status"), new Dictionary<string, string?> { ["Input.Status"] = "done" });
        using var eu = await app.As(Role.FocalPoint, "eu");

        var lines = (await eu.Get("/en/desk")).Document.QuerySelector("ol.desk")!.TextContent;

        Assert.Contains("due from EU by September 2026", lines);
        Assert.Contains("China states “Done”. EU is asked to confirm or to differ.", lines);
        Assert.Contains("expected from EU by December 2026", lines);
        Assert.DoesNotContain("due from China", lines);
        Assert.True(lines.IndexOf("Should be done", StringComparison.Ordinal) < lines.IndexOf("Soon due", StringComparison.Ordinal));
        Assert.Contains("待办事项", (await eu.Get("/zh/desk")).Text);
    }

    [Theory, Databases]
    public async Task It_tells_what_others_changed_until_I_have_seen_it(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("First wording"));
        using var china = await app.As(Role.DialogueDesk, "china");
        await china.Submit(await china.Get($"/en/commitments/{commitment.Key}/edit"), new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "Second wording" });
        using var eu = await app.As(Role.DialogueDesk, "eu");

        var desk = await eu.Get("/en/desk");
        Assert.Contains("Second wording", desk.Text);
        Assert.Contains("Second wording", (await eu.Get("/en/desk")).Text);
        app.Clock.AdvanceMinutes(1);
        var seen = await eu.Submit(desk, new Dictionary<string, string?>());
        Assert.Contains("Nothing that you may read has been changed", seen.Text);
        Assert.DoesNotContain("Second wording", (await china.Get("/en/desk")).Document.QuerySelector("#changes ~ ol")?.TextContent ?? "");
    }

    [Theory, Databases]
    public async Task It_is_the_same_with_and_without_what_I_may_not_read(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var before = (await eu.Get("/en/desk")).Text;

        var hidden = Some.Commitment("SECRET", Audience.Party("china"));
        (hidden.Owner, hidden.Due) = (null, new(2026, 9));
        await app.Has(hidden);
        await china.Submit(await china.Get($"/en/commitments/{hidden.Key}/edit"), new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "SECRET too" });
        await china.Submit(await china.Get($"/en/commitments/{hidden.Key}/status"), new Dictionary<string, string?> { ["Input.Status"] = "started" });

        Assert.Equal(before, (await eu.Get("/en/desk")).Text);
        Assert.Contains("SECRET too", (await china.Get("/en/desk")).Text);
    }

    [Theory, Databases]
    public async Task People_past_their_retention_date_are_asked_about_once_the_date_is_over(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(new Person(Some.Text("Past"), Some.Text("Purpose"), new(2025)));
        await app.Has(new Person(Some.Text("This year"), Some.Text("Purpose"), new(2026)));
        using var officer = await app.As(Role.ProgrammeOfficer);

        Assert.Contains("The data of 1 person are past their retention date", (await officer.Get("/en/desk")).Text);
    }

    [Theory, Databases]
    public async Task An_empty_desk_says_what_fills_it(Database database)
    {
        await using var app = await App.On(database);
        using var donor = await app.As(Role.Donor);

        Assert.Contains("Nothing waits for you", (await donor.Get("/en/desk")).Text);
    }
}
