using System.Net;
using Concord.Domain.Common;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Tests.Features.Files;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Papers;

/// <summary>Papers of a round, and the position notes that each side keeps to itself.</summary>
public sealed class PaperTests
{
    private const string Round = "/en/dialogue/a-coming-round";

    [Theory, Databases]
    public async Task A_focal_point_prepares_a_paper_and_its_desk_tables_it_with_its_files(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(Some.Round());
        using var focal = await app.As(Role.FocalPoint, "china");
        var form = await focal.Get("/zh/papers/new/edit?round=a-coming-round");
        Assert.Equal(["party:china"], form.Document.QuerySelectorAll("[name='Input.Audience'] option").Select(one => one.GetAttribute("value")).Where(value => value != ""));
        var said = await focal.Submit(form, new Dictionary<string, string?> { ["Input.Name.Words[zh]"] = "签证便利化说明" });
        Assert.Contains("请填写正文或附上文件", said.Text);

        var page = await focal.Submit(said, new Dictionary<string, string?> { ["Input.Name.Words[zh]"] = "签证便利化说明" }, files: ("Sent.Upload.File", "说明.pdf", Samples.Pdf));

        var paper = await app.Behind(db => db.Papers.Include(one => one.Files).SingleAsync(one => !one.Fictitious));
        Assert.Equal("/en/papers/" + paper.Key, page.Address.Replace("/zh/", "/en/", StringComparison.Ordinal));
        Assert.Equal(("china", Audience.Party("china"), Audience.Party("china")), (paper.Party, paper.Audience, paper.Files.Single().Audience));
        using var eu = await app.As(Role.DialogueDesk, "eu");
        Assert.DoesNotContain("签证便利化说明", (await eu.Get(Round)).Source);
        Assert.Equal(HttpStatusCode.NotFound, (await eu.Get($"/en/papers/{paper.Key}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await eu.Http.GetAsync($"/files/{paper.Files[0].Id}/content")).StatusCode);

        using var china = await app.As(Role.DialogueDesk, "china");
        await china.Submit(await china.Get($"/en/papers/{paper.Key}/edit"), new Dictionary<string, string?> { ["Input.Audience"] = "parties" });

        Assert.Contains("说明.pdf", (await eu.Get(Round)).Text);
        Assert.Equal(Samples.Pdf, await eu.Http.GetByteArrayAsync($"/files/{paper.Files[0].Id}/content"));
        Assert.Contains("签证便利化说明", (await eu.Get($"/en/files/{paper.Files[0].Id}")).Text);
        using var donor = await app.As(Role.Donor, null);
        Assert.Equal(HttpStatusCode.NotFound, (await donor.Http.GetAsync($"/files/{paper.Files[0].Id}/content")).StatusCode);

        // Tabled, it is the desk's; and it is nobody else's in any case.
        Assert.Equal(HttpStatusCode.Forbidden, (await focal.Get($"/en/papers/{paper.Key}/edit")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await eu.Get($"/en/papers/{paper.Key}/edit")).Status);
        Assert.DoesNotContain($"/papers/{paper.Key}/edit", (await eu.Get($"/en/papers/{paper.Key}")).Source);
        Assert.Equal(HttpStatusCode.NotFound, (await eu.Get($"/en/files/{paper.Files[0].Id}/withdraw")).Status);
        var refused = await eu.Submit(await eu.Get($"/en/withdraw/paper/{paper.Key}"), new Dictionary<string, string?> { ["Reason"] = "Not ours" }, "main form");
        Assert.Contains("belongs to another side", refused.Text);
        Assert.False((await app.Behind(db => db.Papers.SingleAsync(one => !one.Fictitious))).IsWithdrawn);
    }

    [Theory, Databases]
    public async Task A_position_note_is_its_sides_alone_and_stays_so(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(Some.Round());
        using var eu = await app.As(Role.DialogueDesk, "eu");
        var form = await eu.Get("/en/papers/new/edit?round=a-coming-round&note=true");
        Assert.Null(form.Document.QuerySelector("[name='Input.Audience']"));
        await eu.Submit(form, new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "Our margin", ["Input.Body.Words[en]"] = "First line\nsecond line" });
        var note = await app.Behind(db => db.Papers.SingleAsync(one => !one.Fictitious));
        Assert.Equal((true, Audience.Party("eu")), (note.IsNote, note.Audience));

        using var focal = await app.As(Role.FocalPoint, "eu");
        Assert.Contains("Our margin", (await focal.Get(Round)).Text);
        foreach (var (role, party) in new (Role, string?)[] { (Role.DialogueDesk, "china"), (Role.ProgrammeManager, null), (Role.Administrator, null), (Role.Donor, null) })
        {
            using var other = await app.As(role, party);
            Assert.DoesNotContain("Our margin", (await other.Get(Round)).Source);
            Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/en/papers/{note.Key}")).Status);
        }

        // A form that was tampered with, and code that forgets: neither hands it out.
        var edit = await eu.Get($"/en/papers/{note.Key}/edit");
        using var tampered = new FormUrlEncodedContent(edit.Document.QuerySelectorAll("main form input[name], main form textarea[name]").Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value") ?? field.TextContent)).Append(new("Input.Audience", "parties")));
        await eu.Http.PostAsync($"/en/papers/{note.Key}/edit", tampered);
        Assert.Equal(Audience.Party("eu"), (await app.Behind(db => db.Papers.SingleAsync(one => !one.Fictitious))).Audience);
        await Assert.ThrowsAsync<RuleBroken>(() => app.Behind(async db =>
        {
            (await db.Papers.SingleAsync(one => !one.Fictitious)).Audience = Audience.Parties;
            return await db.SaveChangesAsync();
        }));
        using var manager = await app.As(Role.ProgrammeManager, null);
        Assert.Equal(HttpStatusCode.Forbidden, (await manager.Get("/en/papers/new/edit?round=a-coming-round&note=true")).Status);
    }

    [Theory, Databases]
    public async Task A_paper_stands_with_its_item_is_found_and_is_never_wider_than_its_round(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(Some.Round());
        var round = await app.Has(new Round(Some.Text("A closed round"), "high-level-dialogue") { Audience = Audience.Parties });
        var item = await app.Has(new AgendaItem(round.Id, "eu", Some.Text("Study mobility")) { Audience = Audience.Parties });
        using var eu = await app.As(Role.DialogueDesk, "eu");
        var form = await eu.Get($"/en/papers/new/edit?item={item.Key}");
        Assert.Equal(item.Id.ToString(), form.Document.QuerySelector("[name='Input.Item'] option[selected]")!.GetAttribute("value"));
        Assert.Equal(["parties", "party:eu"], form.Document.QuerySelectorAll("[name='Input.Audience'] option").Select(one => one.GetAttribute("value")).Where(value => value != ""));
        await eu.Submit(form, new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "Figures on students", ["Input.Body.Words[en]"] = "Numbers of enrolment", ["Input.Audience"] = "parties" });
        await app.Settle();

        var paper = await app.Behind(db => db.Papers.SingleAsync(one => !one.Fictitious));
        Assert.Contains("Figures on students", (await eu.Get($"/en/agenda/{item.Key}")).Text);
        using var china = await app.As(Role.FocalPoint, "china");
        var found = await china.Get("/en/search?q=enrolment");
        Assert.Contains($"/en/papers/{paper.Key}", found.Source);
        Assert.Contains("Study mobility", (await china.Get($"/en/papers/{paper.Key}")).Text);

        // With the round, what hangs on it is gone from its readers' sight.
        await eu.Submit(await eu.Get($"/en/withdraw/round/{round.Key}"), new Dictionary<string, string?> { ["Reason"] = "Another date" }, "main form");
        Assert.Equal(HttpStatusCode.NotFound, (await china.Get($"/en/papers/{paper.Key}")).Status);
    }
}
