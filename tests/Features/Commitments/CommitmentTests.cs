using System.Net;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Commitments;

public sealed class CommitmentTests
{
    [Theory, Databases]
    public async Task The_ledger_shows_every_public_commitment_in_both_languages(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        var english = await visitor.Get("/en/commitments");
        Assert.Equal(20, english.Document.QuerySelectorAll("table.ledger tbody tr").Length);
        Assert.Contains("20 commitments", english.Text);
        var chinese = await visitor.Get("/zh/commitments?pillar=2&sort=-due");
        Assert.Contains("20项承诺中的4项", chinese.Text);
    }

    [Theory, Databases]
    public async Task The_ledger_finds_two_character_words_and_goes_out_as_a_file(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        Assert.Contains("签证便利化", (await visitor.Get("/zh/commitments?q=签证&state=moving")).Text);
        var csv = await visitor.Http.GetAsync("/en/commitments?handler=csv&pillar=2");
        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        Assert.Equal(5, (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory, Databases]
    public async Task Every_commitment_has_a_page_in_both_languages(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        foreach (var key in await app.Behind(db => db.Commitments.Where(one => one.Audience == Audience.Public).Select(one => one.Key).ToListAsync()))
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/en/commitments/" + key)).Status);
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/zh/commitments/" + key)).Status);
        }
    }

    [Theory, Databases]
    public async Task The_sides_may_say_different_things_of_one_commitment(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        var address = $"/en/commitments/{commitment.Key}";
        using var eu = await app.As(Role.FocalPoint, "eu");
        using var china = await app.As(Role.FocalPoint, "china");

        await eu.Submit(await eu.Get(address + "/status"), new Dictionary<string, string?> { ["Input.Status"] = "done", ["Input.On"] = "2026-06" });
        await china.Submit(await china.Get(address + "/status"), new Dictionary<string, string?> { ["Input.Status"] = "in-negotiation", ["Input.On"] = "2026-06-01" });

        await app.Released(commitment);
        using var visitor = app.AsVisitor();
        var trail = (await visitor.Get(address)).Text;
        Assert.Contains("Done", trail, StringComparison.Ordinal);
        Assert.Contains("In negotiation", trail, StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task Only_the_other_side_answers_a_statement(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        var address = $"/en/commitments/{commitment.Key}";
        using var eu = await app.As(Role.FocalPoint, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        await eu.Submit(await eu.Get(address + "/status"), new Dictionary<string, string?> { ["Input.Status"] = "done" });

        Assert.Null((await eu.Get(address)).Document.QuerySelector("form.reply"));
        var differs = await china.Submit(await china.Get(address), new Dictionary<string, string?> { ["note"] = "Two cities are missing", ["reply"] = "Differs" }, "form.reply");
        Assert.Contains("China differs", differs.Text);
    }

    [Theory, Databases]
    public async Task A_statement_of_the_future_is_refused_and_what_was_typed_is_kept(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        using var eu = await app.As(Role.FocalPoint, "eu");

        var page = await eu.Submit(
            await eu.Get($"/zh/commitments/{commitment.Key}/status"),
            new Dictionary<string, string?> { ["Input.Status"] = "done", ["Input.On"] = "2030-01-01", ["Input.Note.Words[zh]"] = "已办结" });

        Assert.Contains("2030年1月1日", page.Text);
        Assert.Contains("已办结", page.Source);
        Assert.Empty((await app.Behind(db => db.StatusEntries.Where(entry => entry.CommitmentId == commitment.Id).ToListAsync())));
    }

    [Theory, Databases]
    public async Task Two_people_of_different_sides_edit_at_once_and_nothing_is_lost(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("First wording"));
        var address = $"/en/commitments/{commitment.Key}/edit";
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var opened = await eu.Get(address);
        var openedToo = await china.Get(address);

        var first = await eu.Submit(opened, new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "Wording of the EU", ["Input.Due"] = "2027" });
        Assert.Equal($"/en/commitments/{commitment.Key}", first.Address);
        var conflict = await china.Submit(openedToo, new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "Wording of China", ["Input.Made"] = "2026-05" });

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("Wording of the EU", conflict.Text);
        Assert.Contains("Wording of China", conflict.Text);

        // What China had not touched is offered as the EU saved it; the contested wording is China's to choose.
        var saved = await china.Submit(conflict, new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "Wording of China" });
        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.Contains("Wording of China", saved.Text);
        Assert.Contains("2027", saved.Text);
        Assert.Contains("May 2026", saved.Text);
    }

    [Theory, Databases]
    public async Task A_translation_of_ours_says_so(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        Assert.Contains("非官方译文", (await visitor.Get("/zh/commitments/CM-013")).Source + (await visitor.Get("/zh/commitments/CM-008")).Source);
        Assert.Contains("2016年2月29日", (await visitor.Get("/zh/commitments/CM-007")).Text);
    }
}
