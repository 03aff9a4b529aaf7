using System.Text;
using System.Xml;
using System.Xml.Schema;
using Concord.Bilingual.Exchange;

namespace Concord.Tests.Bilingual.Exchange;

public sealed class XliffTests
{
    private static readonly string[] suite = ["data", "localisation", "xliff2-test-suite", "xliff-21", "test-suite", "core"];

    /// <summary>Of the suite's invalid files those whose fault touches the texts, which is what we read; the others break rules of codes,
    /// notes and modules that are passed over.</summary>
    private static readonly string[] refused =
    [
        "bad_NoFile.xlf", "bad_NoTrgLang.xlf", "bad_NoUnitOrGroupInFile.xlf", "bad_SegmentWithoutSource.xlf", "bad_UnitWithoutSegment.xlf", "bad_IgnorableWithoutSource.xlf",
        "bad_WrongSourceLang.xlf", "bad_WrongTargetLang.xlf", "bad_FileIdNotUnique.xlf", "bad_OrderNotUnique2.xlf", "bad_InvalidHexValueOnCp.xlf",
        "bad_TrgLangNotWellFormed.xlf", "bad_XmlLangNotWellFormed.xlf",
    ];

    public static TheoryData<string> Valid => new(Files("valid"));

    public static TheoryData<string> Invalid => new(refused);

    [Theory, MemberData(nameof(Valid))]
    public void A_valid_file_of_the_suite_is_read_and_comes_back(string file)
    {
        var read = Xliff.Read(new MemoryStream(File.ReadAllBytes(Exchanged.Sample([.. suite, "valid", file]))));
        Assert.NotEmpty(read.Files);
        if (read.Files.All(one => one.Units.Count > 0)) Assert.Equal(Shape(read), Shape(Again(read)));
        else Assert.Equal("almostEmpty.xlf", file);
    }

    [Theory, MemberData(nameof(Invalid))]
    public void A_file_whose_texts_cannot_be_told_is_refused(string file)
    {
        var refusal = Assert.Throws<ExchangeException>(() => Xliff.Read(new MemoryStream(File.ReadAllBytes(Exchanged.Sample([.. suite, "invalid", file])))));
        Assert.True(refusal is { Line: >= 1, English.Length: > 0, Chinese.Length: > 0 });
    }

    [Fact]
    public void No_file_of_the_suite_makes_anything_but_a_reading_or_a_refusal()
    {
        foreach (var file in Directory.GetFiles(Exchanged.Sample("data", "localisation"), "*.xl*f*", SearchOption.AllDirectories))
        {
            try
            {
                Xliff.Read(new MemoryStream(File.ReadAllBytes(file)));
            }
            catch (ExchangeException refusal)
            {
                Assert.True(refusal is { Line: >= 1, English.Length: > 0, Chinese.Length: > 0 }, file);
            }
        }
    }

    [Fact]
    public void What_is_written_is_valid_and_comes_back()
    {
        var random = new Random(5);
        var units = Enumerable.Range(0, 200).Select(i => new XliffUnit($"u{i}", Exchanged.Text(random, ["", " ", "\n", "\t"]), i % 3 == 0 ? null : Exchanged.Text(random, ["", " ", "\n"]))
        {
            Name = i % 2 == 0 ? $"Name {i}" : null,
            State = Exchanged.Any(random, Enum.GetValues<XliffState>()),
            Version = i % 2 == 0 ? i : null,
            Before = i % 4 == 0 ? "abc" : null,
            MayChange = i % 5 != 0,
            Notes = i % 3 == 1 ? [new("A note", "comment"), new("备注")] : [],
        }).ToList();
        var document = new XliffDocument("en", "zh", [new("f", "record", units) { Notes = [new("Title", "title")] }]);

        Validate(Written(document));
        var again = Again(document);
        Assert.Equal(units, again.Files[0].Units);
        Assert.Equal("record", again.Files[0].Original);
        Assert.Equal(document.Files[0].Notes, again.Files[0].Notes);
    }

    [Fact]
    public void Segments_are_joined_and_a_half_translated_unit_has_no_target()
    {
        var unit = Unit("""
            <segment state="final"><source>One. </source><target>一。</target></segment><ignorable><source> </source></ignorable>
            <segment state="translated"><source>Two.</source><target>二。</target></segment>
            """);
        Assert.Equal(("One.  Two.", "一。 二。", XliffState.Translated), (unit.Source, unit.Target, unit.State));
        Assert.Null(Unit("<segment><source>One. </source><target>一。</target></segment><segment><source>Two.</source></segment>").Target);
        Assert.Equal("二。一。", Unit("<segment><source>One. </source><target order='2'>一。</target></segment><segment><source>Two.</source><target order='1'>二。</target></segment>").Target);
    }

    [Fact]
    public void Codes_are_left_out_and_what_they_enclose_stays() => Assert.Equal("The big black cat\u0001",
        Unit("<segment><source>The <pc id='1'>big <mrk id='m' type='term'>black</mrk></pc><ph id='2'/> cat<cp hex='0001'/></source></segment>").Source);

    [Theory]
    [InlineData("<xliff xmlns='urn:oasis:names:tc:xliff:document:1.2' version='1.2'/>", "XLIFF 1.2")]
    [InlineData("<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.1'><file id='f'/></xliff>", "srcLang")]
    [InlineData("<tmx/>", "not a XLIFF file")]
    public void Another_format_is_refused(string file, string why) =>
        Assert.Contains(why, Assert.Throws<ExchangeException>(() => Xliff.Read(Exchanged.File(file))).English, StringComparison.Ordinal);

    [Fact]
    public void Two_units_of_one_name_are_refused_with_the_line()
    {
        var refusal = Assert.Throws<ExchangeException>(() => Read("<unit id='a'><segment><source>x</source></segment></unit>\n<unit id='a'><segment><source>y</source></segment></unit>"));
        Assert.Equal(3, refusal.Line);
        Assert.Contains("“a”", refusal.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_outside_the_file_is_fetched_and_no_entity_is_known()
    {
        foreach (var type in new[] { "<!DOCTYPE xliff [<!ENTITY s SYSTEM 'file:///etc/passwd'>]>", "<!DOCTYPE xliff [<!ENTITY s 'x'>]>" })
        {
            var file = type + "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.0' srcLang='en'><file id='f'><unit id='u'><segment><source>&s;</source></segment></unit></file></xliff>";
            Assert.Contains("not well formed", Assert.Throws<ExchangeException>(() => Xliff.Read(Exchanged.File(file))).English, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_cannot_be_written_is_said()
    {
        XliffUnit unit = new("a", "x", "y");
        foreach (var document in new XliffDocument[] { new("en", "zh", []), new("en", null, [new("f", null, [unit])]), new("en", "zh", [new("f", null, [unit, unit])]) })
            Assert.Throws<ArgumentException>(() => Xliff.Write(Stream.Null, document));
    }

    internal static void Validate(byte[] file)
    {
        var folder = Exchanged.Sample("data", "schemas", "xliff");
        var schemas = new XmlSchemaSet { XmlResolver = null };
        schemas.Add("http://www.w3.org/XML/1998/namespace", XmlReader.Create(Path.Combine(folder, "xml.xsd"), new() { DtdProcessing = DtdProcessing.Parse }));
        schemas.Add(Xliff.CoreNamespace, Path.Combine(folder, "xliff_core_2.0.xsd"));
        var faults = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        settings.ValidationEventHandler += (_, fault) => faults.Add(fault.Message);
        using var reader = XmlReader.Create(new MemoryStream(file), settings);
        while (reader.Read())
        {
        }

        Assert.Empty(faults);
    }

    private static IEnumerable<string> Files(string folder) => Exchanged.Folder is null ? ["the shared samples"]
        : Directory.GetFiles(Path.Combine([Exchanged.Folder, .. suite, folder]), "*.xlf").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static XliffUnit Unit(string content) => Assert.Single(Read($"<unit id='u' xml:space='preserve'>{content.ReplaceLineEndings("")}</unit>").Files[0].Units);

    private static XliffDocument Read(string units) =>
        Xliff.Read(Exchanged.File($"<xliff xmlns='{Xliff.CoreNamespace}' version='2.1' srcLang='en' trgLang='zh'><file id='f'>\n{units}</file></xliff>"));

    private static byte[] Written(XliffDocument document)
    {
        using var stream = new MemoryStream();
        Xliff.Write(stream, document);
        return stream.ToArray();
    }

    private static XliffDocument Again(XliffDocument document) => Xliff.Read(new MemoryStream(Written(document)));

    private static string Shape(XliffDocument document)
    {
        var shape = new StringBuilder($"{document.SourceLanguage} {document.TargetLanguage}");
        foreach (var file in document.Files)
        {
            shape.Append('\n').Append(file.Id).Append(file.Original);
            foreach (var unit in file.Units)
                shape.Append('\n').Append(unit).Append(string.Join('|', unit.Notes));
        }

        return shape.ToString();
    }
}
