using System.Net;
using System.Text;
using Concord.Bilingual.Exchange;
using Concord.Domain.Common;
using Concord.Domain.Records;
using Concord.Platform.Accounts;
using Concord.Tests.Records.Drafts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Records;

/// <summary>A record that leaves as a file, is worked on elsewhere, and comes back.</summary>
public sealed class TravelTests
{
    [Theory, Databases]
    public async Task An_edited_document_becomes_wordings_of_the_side_that_brings_it(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var record = await RecordTests.Open(app, eu);
        await Add(eu, record, "The sides shall exchange data.", "双方应交换数据。");
        await Add(eu, record, "They meet every year.", "双方每年会晤一次。");
        await Add(eu, record, "A secret paragraph.", "秘密段落。", "draft");

        var document = await eu.Http.GetByteArrayAsync($"/en/records/{record}/files?handler=docx");
        document.With("word/document.xml", text =>
        {
            Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
            return null;
        });
        var edited = document.With("word/document.xml", text => WithoutRow(text.Replace("shall exchange", "may exchange", StringComparison.Ordinal), "They meet"));
        var seen = await Bring(china, record, "edited.docx", edited);
        Assert.Contains("2 changes in edited.docx", seen.Text);
        Assert.Contains("Paragraph 1: other words", seen.Text);
        Assert.Contains("Paragraph 2: taken out", seen.Text);
        Assert.Equal(["shall"], seen.Document.QuerySelectorAll("[lang=en] del").Take(1).Select(one => one.TextContent.Trim()));
        Assert.Equal(["may"], seen.Document.QuerySelectorAll("[lang=en] ins").Select(one => one.TextContent.Trim()));

        // Kept to the own side first: nobody else knows.
        await china.Submit(seen, Take("draft", 0), "form[action*='take']");
        Assert.Equal("The sides shall exchange data.", (await Texts(app))[0]);
        Assert.DoesNotContain("may exchange", (await eu.Get($"/en/records/{record}")).Text);
        Assert.Contains("may exchange", (await china.Get($"/en/records/{record}")).Text);

        await china.Submit(await Bring(china, record, "edited.docx", edited), new Dictionary<string, string?> { ["Input.Act"] = "table" }, "form[action*='take']");
        var texts = await Texts(app);
        Assert.Equal("The sides [shall|china:may] exchange data.", texts[0]);
        Assert.Equal("[They meet every year.|china:]", texts[1]);
    }

    [Theory, Databases]
    public async Task All_changes_are_taken_in_or_none(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var record = await RecordTests.Open(app, eu);
        await Add(eu, record, "The sides shall exchange data.", "双方应交换数据。");
        await Add(eu, record, "They meet every year.", "双方每年会晤一次。");
        var document = await china.Http.GetByteArrayAsync($"/en/records/{record}/files?handler=docx");

        // The second puts words in the name of the other side.
        var edited = document.With("word/document.xml", text => text.Replace("shall exchange", "may exchange", StringComparison.Ordinal).Replace("every year", "every [year | EU: month]", StringComparison.Ordinal));
        var refused = await china.Submit(await Bring(china, record, "edited.docx", edited), new Dictionary<string, string?> { ["Input.Act"] = "table" }, "form[action*='take']");
        Assert.Contains("in the name of another side", refused.Text);
        Assert.Equal(["The sides shall exchange data.", "They meet every year."], await Texts(app));
        Assert.Equal(0, await app.Behind(db => db.Proposals.CountAsync()));
    }

    [Theory, Databases]
    public async Task Added_moved_split_and_merged_paragraphs_are_taken_in(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        var record = await RecordTests.Open(app, eu);
        await Add(eu, record, "The sides met in Brussels; they discussed visas for students.", "双方在布鲁塞尔会晤，讨论了学生签证问题。");
        await Add(eu, record, "They meet every year.", "双方每年会晤一次。");
        var document = await eu.Http.GetByteArrayAsync($"/en/records/{record}/files?handler=docx");
        var edited = document.With("word/document.xml", text =>
        {
            var (first, second) = (Row(text, "The sides met"), Row(text, "They meet"));
            var part = first.Replace("; they discussed visas for students.", ";", StringComparison.Ordinal).Replace("，讨论了学生签证问题。", "，", StringComparison.Ordinal);
            var rest = Unmarked(first).Replace("The sides met in Brussels; they", "they", StringComparison.Ordinal).Replace("双方在布鲁塞尔会晤，", "", StringComparison.Ordinal);
            var added = Unmarked(second).Replace("They meet every year.", "Contact points are named.", StringComparison.Ordinal).Replace("双方每年会晤一次。", "指定联络人。", StringComparison.Ordinal);
            return text.Replace(first, "", StringComparison.Ordinal).Replace(second, second + added + part + rest, StringComparison.Ordinal);
        });
        var seen = await Bring(eu, record, "edited.docx", edited);
        foreach (var what in new[] { "New paragraph after Paragraph 2", "split into 2" }) Assert.Contains(what, seen.Text);
        Assert.Matches("Paragraph [12]: moved", seen.Text);
        await eu.Submit(seen, new Dictionary<string, string?> { ["Input.Act"] = "table" }, "form[action*='take']");
        Assert.Equal(4, (await Texts(app)).Count);
        Assert.Contains("[eu:Contact points are named.]", await Texts(app));
        Assert.Contains("[eu:they discussed visas for students.]", await Texts(app));
    }

    [Theory, Databases]
    public async Task A_translator_brings_a_translation_back(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var manager = await app.As(Role.ProgrammeManager);
        var record = await RecordTests.Open(app, eu);
        await Add(eu, record, "The sides shall exchange data.", "双方应交换数据。");
        var file = await manager.Http.GetStringAsync($"/en/records/{record}/files?handler=xliff&from=en&to=zh");
        Assert.Equal("双方应交换数据。", Xliff.Read(new MemoryStream(Encoding.UTF8.GetBytes(file))).Files[0].Units[0].Target);

        var seen = await Bring(manager, record, "done.xlf", Encoding.UTF8.GetBytes(file.Replace("交换数据", "交流数据", StringComparison.Ordinal)));
        await manager.Submit(seen, new Dictionary<string, string?> { ["Input.Act"] = "save" }, "form[action*='take']");
        var one = await app.Behind(db => db.Paragraphs.AsNoTracking().SingleAsync());
        Assert.Equal("双方应交流数据。", one.Name["zh"]!.Text);
        Assert.Equal(["en"], one.Stale);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.Get($"/en/records/{record}/files?handler=xliff&from=en&to=fr")).Status);
    }

    [Theory, Databases]
    public async Task A_file_that_does_not_fit_is_refused_in_the_readers_language(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        var record = await RecordTests.Open(app, eu);
        await Add(eu, record, "The sides shall exchange data.", "双方应交换数据。");
        var document = await eu.Http.GetByteArrayAsync($"/en/records/{record}/files?handler=docx");
        var open = document.With("word/document.xml", text => text.Replace("shall exchange", "[shall exchange", StringComparison.Ordinal));

        Assert.Contains("At “The sides [shall exchange data.”: In the text in English: A square bracket is opened and not closed.", (await Bring(eu, record, "a.docx", open)).Text);
        Assert.Contains("方括号没有闭合", (await Bring(eu, record, "a.docx", open, "zh")).Text);
        Assert.Contains("of another record", (await Bring(eu, record, "a.docx", Drafted.Document())).Text);
        Assert.Contains("not a Word document", (await Bring(eu, record, "a.docx", [1, 2, 3])).Text);
        Assert.Contains("Only Word documents", (await Bring(eu, record, "a.pdf", document)).Text);
        Assert.Contains("are those that stand in the record", (await Bring(eu, record, "a.docx", document)).Text);
    }

    [Theory, Databases]
    public async Task The_memory_holds_what_both_sides_agree_to(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        var record = await RecordTests.Open(app, eu);
        await Add(eu, record, "The sides shall exchange data.", "双方应交换数据。");
        Assert.Empty(Tmx.Read(new MemoryStream(await eu.Http.GetByteArrayAsync($"/en/records/{record}/files?handler=tmx"))));
        await app.Behind(async db =>
        {
            var one = await db.Paragraphs.SingleAsync();
            foreach (var party in new[] { "eu", "china" }) one.Clear(party, Clearing.Agreed, null, NodaTime.Instant.MinValue, ["en", "zh"]);
            return await db.SaveChangesAsync();
        });
        Assert.Equal("双方应交换数据。", Assert.Single(Tmx.Read(new MemoryStream(await eu.Http.GetByteArrayAsync($"/en/records/{record}/files?handler=tmx")))).In("zh")!.Text);
    }

    private static async Task<Page> Bring(Browser who, string record, string name, byte[] content, string language = "en") =>
        await who.Submit(await who.Get($"/{language}/records/{record}/bring"), new Dictionary<string, string?>(), files: ("Input.File", name, content));

    private static Dictionary<string, string?> Take(string act, int number) => new() { ["Input.Act"] = act, ["Input.Take"] = $"{number}" };

    private static async Task Add(Browser who, string record, string en, string zh, string act = "save") =>
        await who.Submit(await who.Get($"/en/paragraphs/new/edit?record={record}"), new Dictionary<string, string?> { ["Input.Words[en]"] = en, ["Input.Words[zh]"] = zh, ["Input.Act"] = act });

    private static Task<List<string>> Texts(App app) => app.Behind(async db =>
        (await db.Paragraphs.AsNoTracking().OrderBy(one => one.Sequence).ToListAsync()).Where(one => one.IsTabled).Select(one => one.Name["en"]!.Text).ToList());

    private static string Row(string text, string words)
    {
        var at = text.IndexOf(words, StringComparison.Ordinal);
        var start = text.LastIndexOf("<w:tr>", at, StringComparison.Ordinal);
        return text[start..(text.IndexOf("</w:tr>", at, StringComparison.Ordinal) + 7)];
    }

    private static string WithoutRow(string text, string words) => text.Replace(Row(text, words), "", StringComparison.Ordinal);

    private static string Unmarked(string row) => System.Text.RegularExpressions.Regex.Replace(row, "<w:bookmark(Start|End)[^>]*/>|</?w:sdt>|</?w:sdtContent>|<w:sdtPr>.*?</w:sdtPr>", "");
}
