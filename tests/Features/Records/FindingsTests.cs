using System.Net;
using Concord.Domain.Common;
using Concord.Domain.Glossary;
using Concord.Domain.People;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Records;

/// <summary>What a node has found once it does not look for again; and yet nobody is told what no longer holds, or what is not for them.</summary>
public sealed class FindingsTests
{
    private const string English = "The sides open a lantern hub with the Copper Office, led by Zhang Qiming.";
    private const string Chinese = "双方与铜处设立灯笼中心，由张启明主持。";

    [Theory, Databases]
    public async Task A_change_to_a_term_an_institution_or_a_person_is_heard_of_at_the_next_view_at_every_node(Database database)
    {
        await using var app = await App.On(database);
        await using var other = database == Database.Postgres ? await app.Beside() : null;
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var there = await (other ?? app).As(Role.DialogueDesk, "china");
        var term = await app.Has(new Term(Some.Text("lantern hub", "灯笼中心"), "dialogue"));
        var office = await app.Has(Some.Organisation("Copper Office"));
        await Rename(app, office.Id, "铜处");
        var person = await app.Has(new Person(Some.Text("Zhang Qiming", "张启明"), Some.Text("Takes part"), new(2030)) { Audience = Audience.Programme });
        var record = await RecordTests.Open(app, eu);
        await RecordTests.Add(eu, record, English, Chinese, "save");
        await Marked();

        await app.Behind(async db =>
        {
            (await db.Terms.SingleAsync(one => one.Id == term.Id)).Name = Some.Text("lantern hub", "人才驿站");
            return await db.SaveChangesAsync();
        });
        await Marked("lantern hub");
        await Rename(app, office.Id, "青铜办公室");
        await Marked("lantern hub", "Copper Office");
        await app.Behind(async db =>
        {
            (await db.People.SingleAsync(one => one.Id == person.Id)).Name = Some.Text("Zhang Qiming", "章其明");
            return await db.SaveChangesAsync();
        });
        await Marked("lantern hub", "Copper Office", "Zhang Qiming");

        // What is withdrawn or erased is known no more.
        await app.Behind(async db =>
        {
            (await db.Terms.SingleAsync(one => one.Id == term.Id)).Withdraw("A test", app.Clock.GetCurrentInstant());
            return await db.SaveChangesAsync();
        });
        await Marked("Copper Office", "Zhang Qiming");
        await app.Behind(async db =>
        {
            await db.EraseAsync(await db.People.SingleAsync(one => one.Id == person.Id), "Asked for");
            return true;
        });
        await Marked("Copper Office");

        // A save that touches nothing of them changes nothing, and a changed text is read anew.
        await app.Has(Some.Activity());
        await Marked("Copper Office");
        await RecordTests.Edit(eu, await app.Behind(db => db.Paragraphs.SingleAsync()), new() { ["Input.Words[zh]"] = "双方与青铜办公室设立灯笼中心，由张启明主持。", ["Input.Act"] = "save" });
        await Marked();

        async Task Marked(params string[] words)
        {
            foreach (var reader in new[] { eu, there, eu })
            {
                var page = await reader.Get($"/en/records/{record}");
                Assert.Equal(words, page.Document.QuerySelectorAll("[lang=en] mark.Warning").Select(mark => mark.TextContent));
            }
        }
    }

    [Theory, Databases]
    public async Task What_is_found_with_a_term_is_told_to_those_alone_who_may_know_the_term(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        using var visitor = app.AsVisitor();
        await app.Has(new Term(Some.Text("lantern hub", "人才驿站"), "dialogue") { Audience = Audience.Programme });
        await app.Has(new Term(Some.Text("led", "由铜灯主持"), "dialogue") { Audience = Audience.Party("eu") });
        var record = await RecordTests.Open(app, eu);
        await RecordTests.Add(eu, record, English, Chinese, "save");
        await app.Behind(async db =>
        {
            var paragraph = await db.Paragraphs.Include(one => one.Record).ThenInclude(one => one.Round).SingleAsync();
            paragraph.Audience = paragraph.Record.Audience = paragraph.Record.Round.Audience = Audience.Public;
            return await db.SaveChangesAsync();
        });

        foreach (var member in new[] { eu, china })
            Assert.Equal(["lantern hub"], (await member.Get($"/en/records/{record}")).Document.QuerySelectorAll("[lang=en] mark").Select(mark => mark.TextContent));
        var page = await visitor.Get($"/en/records/{record}");
        Assert.Contains("lantern hub", page.Document.QuerySelector("p.record[lang=en]")!.TextContent);
        Assert.Null(page.Document.QuerySelector("mark"));
        Assert.DoesNotContain("人才驿站", page.Text);
    }

    [Theory, Databases]
    public async Task A_row_by_itself_has_the_number_that_it_has_among_the_others(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var record = await RecordTests.Open(app, eu);
        foreach (var (words, act) in new[] { ("One.", "save"), ("Ours alone.", "draft"), ("Two.", "save"), ("Three.", "save") }) await RecordTests.Add(eu, record, words, "一。", act);
        await app.Behind(async db =>
        {
            // Two at one place: their keys decide.
            foreach (var one in await db.Paragraphs.Where(one => one.Audience == Audience.Parties).ToListAsync()) one.StandAt(7, one.AgendaItemId);
            return await db.SaveChangesAsync();
        });

        foreach (var reader in new[] { eu, china })
        {
            var page = Numbers(await reader.Get($"/en/records/{record}"));
            foreach (var (key, number) in page) Assert.Equal([KeyValuePair.Create(key, number)], Numbers(await reader.Get($"/en/records/{record}/row?paragraph={key}")));

            // Those that changed together come together, without the one that is gone.
            var together = await reader.Get($"/en/records/{record}/row?paragraph=gone&{string.Join('&', page.Keys.Select(key => "paragraph=" + key))}");
            Assert.Equal(page.OrderBy(one => one.Key), Numbers(together).OrderBy(one => one.Key));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await eu.Get($"/en/records/{record}/row?paragraph=gone")).Status);

        static Dictionary<string, string> Numbers(Page page) => page.Document.QuerySelectorAll("[data-row]").ToDictionary(row => row.Id!, row => row.QuerySelector(".number")!.TextContent);
    }

    private static Task Rename(App app, Guid office, string chinese) => app.Behind(async db =>
    {
        (await db.Organisations.SingleAsync(one => one.Id == office)).Name = Some.Text("Copper Office", chinese);
        return await db.SaveChangesAsync();
    });
}
