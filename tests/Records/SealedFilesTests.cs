using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Concord.Records;
using Concord.Records.Documents;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Concord.Tests.Bilingual.Exchange;
using Concord.Tests.Support;

namespace Concord.Tests.Records;

/// <summary>The files that a sealed record is given out as.</summary>
public sealed class SealedFilesTests : IDisposable
{
    private static readonly XNamespace akn = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
    private static readonly XNamespace w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private readonly RecordText record = SomeRecord.Text(3);
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void There_is_a_file_for_every_use()
    {
        var files = Files();

        Assert.Equal(["record-7.json", "record-7.en.docx", "record-7.zh.docx", "record-7.en-zh.docx", "record-7.akn.zip"], files.Files.Select(one => one.Name));
        Assert.Equal(["record-7.en.pdf", "record-7.zh.pdf", "record-7.en-zh.pdf"], files.ToPrint.Select(one => one.Name));
        Assert.Equal(record.ToJson(), files.Files[0].Content);
    }

    [Fact]
    public void The_same_record_gives_the_same_bytes()
    {
        var signed = SomeRecord.Statement(record: record);
        SealedFiles Of() => SealedFiles.Of(record, "7/2027", [signed]);

        Assert.Equal(Of().Files.Select(one => Convert.ToHexString(one.Content)), Of().Files.Select(one => Convert.ToHexString(one.Content)));
        Assert.Equal(Of().ToPrint, Of().ToPrint);
    }

    [Fact]
    public void Without_a_signature_there_is_nothing_to_give_out() => Assert.Throws<UnreadableException>(() => SealedFiles.Of(record, "7/2027", []));

    [Fact]
    public void Word_documents_are_valid_and_bear_number_and_hash_on_every_page()
    {
        foreach (var file in Files().Files.Where(one => one.Name.EndsWith(".docx", StringComparison.Ordinal)))
        {
            using var document = WordprocessingDocument.Open(new MemoryStream(file.Content), isEditable: false);
            Assert.Empty(new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(document).Select(error => $"{file.Name}: {error.Description} {error.Path?.XPath}"));
            var foot = document.MainDocumentPart!.FooterParts.Single().Footer!.InnerText;
            Assert.Contains("7/2027", foot, StringComparison.Ordinal);
            Assert.Contains(record.Hash()[..16], foot, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_run_of_a_Word_document_is_in_its_language()
    {
        var body = Part("record-7.en-zh.docx", "word/document.xml");

        foreach (var run in body.Descendants(w + "r").Where(run => run.Elements(w + "t").Any()))
        {
            var chinese = run.Value.Any(one => one is >= '\u4e00' and <= '\u9fff');
            Assert.Equal(chinese ? "zh-CN" : null, run.Element(w + "rPr")!.Element(w + "lang")!.Attribute(w + "eastAsia")?.Value);
        }

        var indent = Part("record-7.zh.docx", "word/styles.xml").Elements(w + "style").Single(style => style.Attribute(w + "styleId")!.Value == "TextChinese").Element(w + "pPr")!.Element(w + "ind")!;
        Assert.Equal("200", indent.Attribute(w + "firstLineChars")!.Value);
    }

    [Fact]
    public void Columns_stand_paragraph_by_paragraph()
    {
        var rows = Part("record-7.en-zh.docx", "word/document.xml").Descendants(w + "tr").Select(row => row.Elements(w + "tc").Select(cell => cell.Value).ToList()).ToList();

        Assert.Contains(["Commitment. The two sides will hold 12 training courses by 30 June 2028.", "【承诺】双方将于2028年6月30日前举办12期培训班。"], rows);
        Assert.Contains(["Reservation (European Union). Subject to the availability of funds.", "【欧洲联盟的保留】视资金情况而定。"], rows);
        Assert.Contains(["Agreed to disagree (China). The sides agreed to disagree on travel.", "【存在分歧：中国的立场】双方就旅费问题保留各自立场。"], rows);
        Assert.Contains(["The English and Chinese texts are equally authentic.", "英文、中文文本同等作准。"], rows);
        Assert.Contains("Seventh Round, Brussels, 13–14 April 2027 · No. 7/2027", rows[3][0], StringComparison.Ordinal);
        Assert.Equal("第七轮对话，布鲁塞尔，2027年4月13日至14日　编号7/2027", rows[3][1]);
    }

    [Fact]
    public void Each_language_begins_with_a_side_of_its_own()
    {
        List<string> Signatures(string name) => [.. Part(name, "word/document.xml").Descendants(w + "tc").Select(cell => cell.Descendants(w + "t").First().Value)];

        Assert.Equal(["European Union", "China"], Signatures("record-7.en.docx"));
        Assert.Equal(["中国", "欧洲联盟"], Signatures("record-7.zh.docx"));
    }

    [Fact]
    public void Akoma_Ntoso_is_valid_and_its_documents_are_one_work()
    {
        var documents = new[] { "en", "zh" }.Select(language => Part("record-7.akn.zip", $"record-7.{language}.xml")).ToList();
        foreach (var document in documents)
        {
            var file = Path.Combine(folder, "document.xml");
            document.Save(file);
            using var xmllint = Process.Start(new ProcessStartInfo("xmllint", ["--noout", "--nonet", "--schema", Schema, file]) { RedirectStandardError = true })!;
            var said = xmllint.StandardError.ReadToEnd();
            xmllint.WaitForExit();
            Assert.True(xmllint.ExitCode == 0, said);
        }

        var works = documents.Select(one => one.Descendants(akn + "FRBRWork").Single()).ToList();
        Assert.True(XNode.DeepEquals(works[0], works[1]), works[0] + "\n" + works[1]);
        Assert.Equal(["eng", "zho"], documents.Select(one => one.Descendants(akn + "FRBRlanguage").Single().Attribute("language")!.Value));
        var commitments = documents.Select(one => one.Descendants(akn + "paragraph").Single(paragraph => paragraph.Attribute("refersTo")?.Value == "#commitment")).ToList();
        Assert.Equal(["The two sides will hold 12 training courses by 30 June 2028.", "双方将于2028年6月30日前举办12期培训班。"], commitments.Select(one => one.Value));
        Assert.Equal(commitments[0].Attribute("eId")!.Value, commitments[1].Attribute("eId")!.Value);
        Assert.Single(documents[0].Descendants(akn + "p"), p => p.Attribute("refersTo")?.Value == "#reservation");
        Assert.Single(documents[0].Descendants(akn + "p"), p => p.Attribute("refersTo")?.Value == "#disagreement");
    }

    [Fact]
    public void What_is_said_in_one_language_only_is_marked_as_such()
    {
        var one = record with { Sections = [new(null, null, [new("p1", ParagraphKind.Text, Wordings.Of("Agreed.", "商定。"), [new("eu", false, new([new("en", "English only.")]))])])] };
        var files = SealedFiles.Of(one, "7/2027", [SomeRecord.Statement(record: one)]);

        Assert.Contains("<p class=\"statement\" lang=\"en\"><b class=\"label\" lang=\"zh\">【欧洲联盟的保留】</b>English only.</p>", files.ToPrint[1].Html, StringComparison.Ordinal);
        using var archive = new ZipArchive(new MemoryStream(files.Files[^1].Content));
        using var reader = new StreamReader(archive.GetEntry("record-7.zh.xml")!.Open());
        Assert.Contains("<span xml:lang=\"en\">English only.</span>", reader.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_never_become_marks()
    {
        var one = record with { Title = Wordings.Of("</title></style><script>alert(1)</script> & \"</table>", "</w:t>]]>"), Key = "r" };
        var files = SealedFiles.Of(one, "7\"} </style><b>", [SomeRecord.Statement(record: one)]);

        Assert.All(files.ToPrint, page => Assert.DoesNotContain("<script", page.Html, StringComparison.Ordinal));
        Assert.All(files.ToPrint, page => Assert.Equal(1, page.Html.Split("</style>").Length - 1));
        foreach (var file in files.Files.Where(file => file.Name.EndsWith(".docx", StringComparison.Ordinal)))
        {
            using var document = WordprocessingDocument.Open(new MemoryStream(file.Content), isEditable: false);
            Assert.Empty(new OpenXmlValidator().Validate(document));
        }
    }

    private static string Schema => Exchanged.Sample("data", "schemas", "akoma-ntoso", "akomantoso30.xsd");

    private SealedFiles Files() => SealedFiles.Of(record, "7/2027", [SomeRecord.Statement(record: record), SomeRecord.Statement("china", record)]);

    private XElement Part(string name, string part)
    {
        using var archive = new ZipArchive(new MemoryStream(Files().Files.Single(one => one.Name == name).Content));
        using var stream = archive.GetEntry(part)!.Open();
        return XElement.Load(stream);
    }
}
