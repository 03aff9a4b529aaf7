using System.IO.Compression;
using System.Net;
using System.Text;
using AngleSharp.Dom;
using Concord.Platform.Accounts;
using Concord.Tests.Secrets;
using Concord.Tests.Support;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Page = Concord.Tests.Support.Page;

namespace Concord.Tests.Features.Concordance;

public sealed class CheckTests
{
    private const string English = "The Parties agreed on 15 measures.\nThe meeting was held on 29 June 2015 in Brussels.";
    private const string Chinese = "双方商定了15项措施。\n会议于2015年6月29日在布鲁塞尔举行。";

    [Theory, Databases]
    public async Task A_difference_is_marked_on_both_sides_and_explained_in_the_readers_language(Database database)
    {
        await using var app = await App.On(database);
        using var translator = await app.As(Role.Translator, "eu");

        var page = await Check(translator, English, Chinese.Replace("15项", "50项", StringComparison.Ordinal));
        var pair = page.Document.QuerySelector("#p1")!;
        var (one, other) = (pair.QuerySelector("p[lang=en] mark.Error")!, pair.QuerySelector("p[lang=zh] mark.Error")!);
        Assert.Contains("15", one.TextContent, StringComparison.Ordinal);
        Assert.Contains("50", other.TextContent, StringComparison.Ordinal);
        Assert.Contains("2 pairs of paragraphs compared: 1 error.", page.Text, StringComparison.Ordinal);
        var explained = page.Document.QuerySelector(one.QuerySelector("a")!.GetAttribute("href")!)!;
        Assert.Matches("Error.*The English says 15.*the Chinese says 50", explained.TextContent);
        Assert.Equal([one.QuerySelector("a"), other.QuerySelector("a")], explained.QuerySelectorAll("a").Select(back => page.Document.QuerySelector(back.GetAttribute("href")!)));
        Assert.Contains("no difference found", page.Document.QuerySelector("#p2.agrees")!.TextContent, StringComparison.Ordinal);

        var chinese = await Check(translator, English, Chinese.Replace("15项", "50项", StringComparison.Ordinal), "zh");
        Assert.Matches("错误.*英文为15.*中文为50", chinese.Document.QuerySelector("#f1-1")!.TextContent);
        Assert.Contains("共比对2段：1处错误。", chinese.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Equal_texts_give_nothing_and_stay_in_the_fields()
    {
        await using var app = await App.On(Database.Sqlite);
        using var signatory = await app.As(Role.Signatory, "china");

        var page = await Check(signatory, English, Chinese);

        Assert.Contains("2 pairs of paragraphs compared: no difference found.", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("mark, .findings, #only, .unequal"));
        Assert.Equal(English, page.Document.QuerySelector("[name='Input.First']")!.TextContent.Trim());
        Assert.Equal(Chinese, page.Document.QuerySelector("[name='Input.Second']")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_paragraph_without_a_counterpart_is_named_and_the_others_are_compared_with_their_own()
    {
        await using var app = await App.On(Database.Sqlite);
        using var officer = await app.As(Role.ProgrammeOfficer);
        const string inserted = "The costs of <interpretation> are borne by the host.";

        var page = await Check(officer, English.Replace("\n", "\n\n  \n" + inserted + "\n", StringComparison.Ordinal), Chinese.Replace("29日", "28日", StringComparison.Ordinal));

        var notice = page.Document.QuerySelector(".unequal")!;
        Assert.Contains("(English: 3, Chinese: 2)", notice.TextContent, StringComparison.Ordinal);
        Assert.Equal("English paragraph 2", notice.QuerySelector("a")!.TextContent);
        Assert.Equal(inserted, page.Document.QuerySelector(notice.QuerySelector("a")!.GetAttribute("href")! + " p[lang=en] mark")!.TextContent[..inserted.Length]);
        Assert.Equal("English paragraph 3, Chinese paragraph 2", page.Document.QuerySelector("#p3 h3")!.TextContent);
        Assert.Contains("28", page.Document.QuerySelector("#p3 p[lang=zh] mark.Error")!.TextContent, StringComparison.Ordinal);
        var chinese = await Check(officer, English.Replace("\n", "\n" + inserted + "\n", StringComparison.Ordinal), Chinese, "zh");
        Assert.Contains("英语：3段，中文：2段", chinese.Text, StringComparison.Ordinal);
        Assert.Contains("英语第2段", chinese.Document.QuerySelector(".unequal")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_pairs_with_findings_are_shown_by_a_box_that_needs_no_script()
    {
        await using var app = await App.On(Database.Sqlite);
        using var officer = await app.As(Role.ProgrammeOfficer);
        var wrong = Chinese.Replace("15项", "50项", StringComparison.Ordinal);

        var page = await Check(officer, English, wrong);
        Assert.False(page.Document.QuerySelector("#only")!.HasAttribute("checked"));
        Assert.Equal("texts", page.Document.QuerySelector("#only")!.GetAttribute("form"));

        var again = await officer.Submit(page, new Dictionary<string, string?> { ["Input.Only"] = "true" }, "#texts");
        Assert.True(again.Document.QuerySelector("#only")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task Passages_that_lie_in_one_another_are_each_numbered()
    {
        await using var app = await App.On(Database.Sqlite);
        using var officer = await app.As(Role.ProgrammeOfficer);

        var page = await Check(officer, "The Parties shall not pay EUR 15 million before 1 May 2020, and they agreed on 14 further measures in the annexes to this text.", "双方应付");

        var (text, findings) = (page.Document.QuerySelector("#p1 p[lang=en]")!, page.Document.QuerySelectorAll("#p1 .findings > li"));
        Assert.True(findings.Length > 3);
        Assert.Equal("The Parties shall not pay EUR 15 million before 1 May 2020, and they agreed on 14 further measures in the annexes to this text.", string.Concat(text.Descendants<IText>().Where(node => node.ParentElement!.LocalName != "a").Select(node => node.Data)));
        Assert.All(findings.SelectMany(one => one.QuerySelectorAll("a")), link => Assert.NotNull(page.Document.QuerySelector(link.GetAttribute("href")!)));
    }

    [Fact]
    public async Task Texts_that_have_nothing_in_common_are_not_compared_to_the_end()
    {
        await using var app = await App.On(Database.Sqlite);
        using var officer = await app.As(Role.ProgrammeOfficer);

        var page = await Check(officer, string.Join('\n', Enumerable.Repeat("They paid 11, 12, 13 and 14 times.", 1500)), string.Join('\n', Enumerable.Repeat("无", 1500)));

        Assert.Contains("so many findings that the comparison ended with paragraph", page.Text, StringComparison.Ordinal);
        Assert.True(page.Source.Length < 4_000_000);
    }

    [Fact]
    public async Task Word_documents_are_read_as_if_changes_were_accepted()
    {
        await using var app = await App.On(Database.Sqlite);
        using var desk = await app.As(Role.DialogueDesk, "eu");
        var first = Word(
            new Paragraph(new ParagraphProperties(new Tabs(new TabStop { Val = TabStopValues.Left, Position = 720 })), new Run(new Text("The Parties agreed on ") { Space = SpaceProcessingModeValues.Preserve }), new DeletedRun(new Run(new DeletedText("14"))) { Author = "x", Id = "1" }, new InsertedRun(new Run(new Text("15"))) { Author = "x", Id = "2" }, new Run(new Text(" measures.") { Space = SpaceProcessingModeValues.Preserve })),
            new Paragraph(),
            new Table(new TableRow(new TableCell(new Paragraph(new Run(new Text("The meeting was held"), new Break(), new Text("on 29 June 2015 in Brussels.")))))));
        var second = Word([.. Chinese.Split('\n').Select(line => new Paragraph(new Run(new Text(line))))]);

        var page = await Check(desk, "", "", "en", ("agreed.docx", first), ("商定.DOCX", second));

        Assert.Contains("2 pairs of paragraphs compared: no difference found.", page.Text, StringComparison.Ordinal);
        Assert.Equal(English.Split('\n'), page.Document.QuerySelector("[name='Input.First']")!.TextContent.Trim().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Plain_text_is_read_with_and_without_a_byte_order_mark()
    {
        await using var app = await App.On(Database.Sqlite);
        using var desk = await app.As(Role.DialogueDesk, "eu");

        var page = await Check(desk, "what stood here before", Chinese, "en", ("one.txt", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(English.ReplaceLineEndings("\r\n"))]));

        Assert.Contains("2 pairs of paragraphs compared: no difference found.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("what stood here before", page.Source, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task A_file_that_cannot_be_read_is_refused_at_its_field_and_what_was_typed_stays(string name, string sort, string english, string chinese)
    {
        await using var app = await App.On(Database.Sqlite);
        using var desk = await app.As(Role.DialogueDesk, "eu");
        var content = sort switch
        {
            "nothing" => Encoding.UTF8.GetBytes(" \n"),
            "latin" => [0x63, 0x61, 0x66, 0xE9],
            "binary" => [0x63, 0x00, 0x66],
            "damaged" => Word(new Paragraph(new Run(new Text("A"))))[..^200],
            "no document" => Zip(("readme.txt", 10)),
            "bomb" => Zip([.. Enumerable.Range(0, 3).Select(number => ($"word/{number}.xml", 10_000_000))]),
            "parts" => Zip([.. Enumerable.Range(0, 1001).Select(number => ($"{number}.xml", 1))]),
            "deep" => Deep(),
            "large" => new byte[1024 * 1024 + 1],
            _ => throw new ArgumentException(sort, nameof(sort)),
        };
        foreach (var (language, sentence) in new[] { ("en", english), ("zh", chinese) })
        {
            var page = await Check(desk, "Typed here", "此处已填写", language, (name, content));

            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains(sentence, page.Document.QuerySelector("#Input_FirstFile-error")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.Document.QuerySelector(".problems a[href='#Input_FirstFile']"));
            Assert.Equal("Typed here", page.Document.QuerySelector("[name='Input.First']")!.TextContent.Trim());
            Assert.Equal("此处已填写", page.Document.QuerySelector("[name='Input.Second']")!.TextContent.Trim());
            Assert.Null(page.Document.QuerySelector("#result"));
        }
    }

    public static TheoryData<string, string, string, string> Unreadable() => new()
    {
        { "old.doc", "damaged", "must end in .txt or .docx", "仅支持.txt和.docx格式" },
        { "none.txt", "nothing", "no text in this file", "没有文本" },
        { "latin.txt", "latin", "not plain text in UTF-8", "不是UTF-8编码" },
        { "binary.txt", "binary", "not plain text in UTF-8", "不是UTF-8编码" },
        { "damaged.docx", "damaged", "cannot be read as a Word document", "无法作为Word文档读取" },
        { "other.docx", "no document", "cannot be read as a Word document", "无法作为Word文档读取" },
        { "deep.docx", "deep", "cannot be read as a Word document", "无法作为Word文档读取" },
        { "bomb.docx", "bomb", "unpacked it is too large", "解压后过大" },
        { "parts.docx", "parts", "too many parts", "部件过多" },
        { "large.txt", "large", "at most 1 MB", "不得超过1MB" },
    };

    [Fact]
    public async Task A_text_that_is_missing_too_large_or_has_too_many_paragraphs_is_refused_at_its_field()
    {
        await using var app = await App.On(Database.Sqlite);
        using var desk = await app.As(Role.DialogueDesk, "eu");

        var missing = await Check(desk, "Typed here", " ");
        Assert.Contains("choose a file", missing.Document.QuerySelector("#Input_Second-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Typed here", missing.Document.QuerySelector("[name='Input.First']")!.TextContent.Trim());
        Assert.Contains("nothing has been compared", missing.Text, StringComparison.Ordinal);

        var many = await Check(desk, string.Join('\n', Enumerable.Repeat("A", 2001)), "一");
        Assert.Contains("This text has 2,001 paragraphs; at most 2,000", many.Document.QuerySelector("#Input_First-error")!.TextContent, StringComparison.Ordinal);

        var longest = await Check(desk, "A\n" + new string('a', 50_001), "一");
        Assert.Contains("Paragraph 2 is too long: at most 50,000", longest.Document.QuerySelector("#Input_First-error")!.TextContent, StringComparison.Ordinal);

        var large = await Check(desk, "A", new string('一', 400_000), "zh");
        Assert.Contains("不得超过1MB", large.Document.QuerySelector("#Input_Second-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_far_too_large_is_refused_as_a_whole()
    {
        await using var app = await App.On(Database.Sqlite);
        using var desk = await app.As(Role.DialogueDesk, "eu");

        // Asks before it sends, as the answer need not wait for all of it.
        desk.Http.DefaultRequestHeaders.ExpectContinue = true;
        var page = await Check(desk, "A", "一", "en", ("large.docx", new byte[33 * 1024 * 1024]));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, page.Status);
        Assert.Contains("larger than this page takes", page.Text, StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task Nothing_is_stored(Database database)
    {
        await using var app = await App.On(database);
        using var desk = await app.As(Role.DialogueDesk, "china");
        var form = await desk.Get("/en/check");
        await app.Settle();
        var before = await Dump.Of(app);

        using var content = Sent(form, English, Chinese.Replace("15", "50", StringComparison.Ordinal), ("one.txt", Encoding.UTF8.GetBytes(English)));
        using var answer = await desk.Http.PostAsync("/en/check", content);
        var again = await desk.Submit(form, new Dictionary<string, string?> { ["Input.First"] = English, ["Input.Second"] = Chinese });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains("no difference found", again.Text, StringComparison.Ordinal);
        await app.Settle();
        Assert.Empty(Dump.Changes(before, await Dump.Of(app)));
    }

    [Fact]
    public async Task Visitors_sign_in_first_and_other_roles_are_refused()
    {
        await using var app = await App.On(Database.Sqlite);
        using var visitor = app.AsVisitor();
        using var donor = await app.As(Role.Donor);
        using var translator = await app.As(Role.Translator, "eu");

        Assert.Contains("/sign-in", (await visitor.Get("/en/check")).Address, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await donor.Get("/en/check")).Status);
        Assert.DoesNotContain("/en/check", (await donor.Get("/en/desk")).Source, StringComparison.Ordinal);
        Assert.NotNull((await translator.Get("/en/desk")).Document.QuerySelector(".work a[href='/en/check']"));
        Assert.NotNull((await translator.Get("/zh/translations")).Document.QuerySelector("main a[href='/zh/check']"));
    }

    [Fact]
    public async Task What_was_not_checked_in_a_pair_of_languages_without_rules_is_said()
    {
        await using var app = await App.On(Database.Sqlite, App.Tiny);
        using var manager = await app.As(Role.ProgrammeManager);

        var page = await Check(manager, "Quinze bateaux.", "Fifty boats.");

        Assert.Contains("Not checked for this pair of languages: numbers, ", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("no difference found", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("#p1 p[lang=fr]"));
    }

    private static async Task<Page> Check(Browser browser, string first, string second, string language = "en", (string Name, byte[] Content)? firstFile = null, (string Name, byte[] Content)? secondFile = null)
    {
        var form = await browser.Get($"/{language}/check");
        using var content = Sent(form, first, second, firstFile, secondFile);
        using var answer = await browser.Http.PostAsync($"/{language}/check", content);
        return await Page.From(answer);
    }

    private static MultipartFormDataContent Sent(Page form, string first, string second, (string Name, byte[] Content)? firstFile = null, (string Name, byte[] Content)? secondFile = null)
    {
        var content = new MultipartFormDataContent();
        foreach (var hidden in form.Document.QuerySelectorAll("#texts input[type=hidden]")) content.Add(new StringContent(hidden.GetAttribute("value")!), hidden.GetAttribute("name")!);
        content.Add(new StringContent(first), "Input.First");
        content.Add(new StringContent(second), "Input.Second");
        if (firstFile is { } one) content.Add(new ByteArrayContent(one.Content), "Input.FirstFile", one.Name);
        if (secondFile is { } other) content.Add(new ByteArrayContent(other.Content), "Input.SecondFile", other.Name);
        return content;
    }

    private static byte[] Word(params OpenXmlElement[] blocks)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document)) document.AddMainDocumentPart().Document = new(new Body(blocks));
        return stream.ToArray();
    }

    /// <summary>A document whose elements stand in one another thousands of times.</summary>
    private static byte[] Deep()
    {
        using var stream = new MemoryStream();
        stream.Write(Word(new Paragraph(new Run(new Text("A")))));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("word/document.xml")!.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("word/document.xml").Open());
            writer.Write("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" + string.Concat(Enumerable.Repeat("<w:sdt><w:sdtContent>", 100_000)) + string.Concat(Enumerable.Repeat("</w:sdtContent></w:sdt>", 100_000)) + "</w:body></w:document>");
        }

        return stream.ToArray();
    }

    private static byte[] Zip(params (string Name, int Length)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, length) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(new byte[length]);
            }
        }

        return stream.ToArray();
    }
}
