using Concord.Bilingual.Exchange;

namespace Concord.Tests.Bilingual.Exchange;

public sealed class TbxTests
{
    // As in the dialect's own DCT example, in a few lines of our own.
    private const string dct = """
        <?xml version="1.0" encoding="utf-8"?>
        <?xml-model href="TBX-Basic.nvdl"?>
        <tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
          <tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
          <text><body>
            <conceptEntry id="c1">
              <transacGrp><basic:transactionType>origination</basic:transactionType><date>2026-11-23</date><note>not of the concept</note></transacGrp>
              <min:subjectField>visa</min:subjectField>
              <note>first</note>
              <note>second</note>
              <langSec xml:lang="en">
                <descripGrp><basic:definition>Permission to
                  enter.</basic:definition><basic:source>Glossary</basic:source></descripGrp>
                <termSec>
                  <term>visa</term>
                  <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus>
                  <descripGrp><basic:context>A visa is needed.</basic:context><basic:source>of the context</basic:source></descripGrp>
                  <basic:source>Visa Code</basic:source>
                </termSec>
              </langSec>
              <langSec xml:lang="ZH">
                <termSec><term>签
                  证</term><min:customerSubset>china</min:customerSubset><note>usual</note></termSec>
                <termSec><term> </term></termSec>
              </langSec>
            </conceptEntry>
          </body><back><refObjectSec type="x"><refObject><item>y</item></refObject></refObjectSec></back></text>
        </tbx>
        """;

    private const string martif = """
        <?xml version="1.0"?>
        <!DOCTYPE martif PUBLIC "ISO 12200:1999A//DTD MARTIF core (DXFcdV04)//EN" "TBXcdv04.dtd">
        <martif type="TBX" xml:lang="en">
        <martifHeader><fileDesc><sourceDesc><p>Translate Toolkit</p></sourceDesc></fileDesc></martifHeader>
        <text><body>
          <termEntry id="1">
            <descripGrp><descrip type="subjectField">return</descrip></descripGrp>
            <admin type="entrySource">unknown here</admin>
            <adminGrp><admin type="source">leaflet</admin></adminGrp>
            <langSet xml:lang="en"><tig><term>readmission</term></tig></langSet>
            <langSet xml:lang="zh-CN">
              <ntig>
                <termGrp>
                  <term id="t1">重新<hi type="bold">接纳</hi></term>
                  <termNoteGrp><termNote type="administrativeStatus">admitted</termNote></termNoteGrp>
                  <termNote type="normativeAuthorization">preferredTerm</termNote>
                </termGrp>
                <descrip type="definition">回到原籍国。</descrip>
              </ntig>
              <tig><term>遣返</term><termNote type="administrativeStatus">forbidden</termNote></tig>
              <tig><term>接返</term><termNote type="normativeAuthorization">supersededTerm</termNote></tig>
            </langSet>
          </termEntry>
          <termEntry/>
        </body></text>
        </martif>
        """;

    [Fact]
    public void Reads_the_example_of_the_dialect()
    {
        using var file = File.OpenRead(Exchanged.Sample("data", "localisation", "tbx", "Example_Astronomy_DCA_VALID.tbx"));

        var glossary = Tbx.Read(file);

        Assert.Equal(45, glossary.Entries.Count);
        Assert.Equal(["en", "es", "zu"], glossary.Languages);
        Assert.Equal(113, glossary.Entries.Sum(entry => entry.Terms.Count));
        Assert.Equal(74, glossary.Entries.Sum(entry => entry.Definitions.Count));
        var status = glossary.Entries.SelectMany(entry => entry.Terms).CountBy(term => term.Status).ToDictionary();
        Assert.Equal((12, 16, 3, 1), (status[TermStatus.Preferred], status[TermStatus.Admitted], status[TermStatus.Deprecated], status[TermStatus.Superseded]));
        var cluster = glossary.Entries[0];
        Assert.Equal(("c1", "General"), (cluster.Id, cluster.SubjectField));
        Assert.Equal("G-Source: http://www.physics.drexel.edu/observatory/dump.shtml", cluster.Note);
        Assert.Equal(new("en", "A group of stars formed together in the spiral arms of a galaxy.", "Oxford2007"), cluster.Definitions[0]);
        Assert.Equal("open cluster", cluster.Preferred("en")!.Text);
        Assert.Equal(2, cluster.In("en")[1].Note!.Split('\n').Length);
        Assert.Null(cluster.In("en")[0].Source); // that of its context is not its own
    }

    [Fact]
    public void The_example_comes_back()
    {
        using var file = File.OpenRead(Exchanged.Sample("data", "localisation", "tbx", "Example_Astronomy_DCA_VALID.tbx"));
        var glossary = Tbx.Read(file);

        Assert.Equal(glossary.Entries, Again(glossary.Entries));
    }

    [Fact]
    public void The_projects_glossary_goes_out_and_comes_back()
    {
        using var file = File.OpenText(Exchanged.Sample("domain", "glossary.csv"));
        var glossary = GlossaryCsv.Read(file);

        var back = Again(glossary.Entries);

        Assert.Equal(glossary.Entries, back);
        Assert.Equal(187, back.Count(entry => entry.ToVerify));
    }

    [Fact]
    public void Data_categories_may_be_elements() =>
        Assert.Equal(
            new GlossaryEntry
            {
                Id = "c1",
                SubjectField = "visa",
                Note = "first\nsecond",
                Definitions = [new("en", "Permission to enter.", "Glossary")],
                Terms =
                [
                    new("en", "visa", TermStatus.Preferred) { Source = "Visa Code" },
                    new("zh", "签证") { Side = "china", Note = "usual" },
                ],
            },
            Assert.Single(Read(dct)));

    [Fact]
    public void The_older_TBX_is_read()
    {
        var entries = Read(martif);

        Assert.Equal(2, entries.Count);
        Assert.Equal(new GlossaryEntry(), entries[1]);
        Assert.Equal(
            new GlossaryEntry
            {
                Id = "1",
                SubjectField = "return",
                Source = "leaflet",
                Definitions = [new("zh-CN", "回到原籍国。")],
                Terms =
                [
                    new("en", "readmission"),
                    new("zh-CN", "重新接纳", TermStatus.Admitted),
                    new("zh-CN", "遣返", TermStatus.Deprecated),
                    new("zh-CN", "接返", TermStatus.Superseded),
                ],
            },
            entries[0]);
    }

    [Fact]
    public void Whatever_is_written_comes_back()
    {
        var random = new Random(14);
        for (var round = 0; round < 300; round++)
        {
            var entries = Enumerable.Range(0, random.Next(1, 6)).Select(n => Entry(random, n)).ToList();

            var read = Again(entries);

            Assert.Equal(entries.Select(Seen), read);
            Assert.Equal(Exchanged.Written(stream => Tbx.Write(stream, new(entries))), Exchanged.Written(stream => Tbx.Write(stream, new(read))));
        }
    }

    [Fact]
    public void Is_written_as_the_dialect_demands()
    {
        var entry = new GlossaryEntry
        {
            Id = "15 cities",
            SubjectField = "dialogue",
            Source = "common usage [to verify]",
            Note = "a\nb",
            Definitions = [new("zh", "市。", "某书"), new("fr", "Ville."), new(null, "A town.")],
            Terms = [new("en", "city", TermStatus.Preferred) { Source = "leaflet" }, new("zh", "城市", TermStatus.Admitted) { Side = "china", Note = "usual" }],
        };

        Assert.Equal("""
            <?xml version="1.0" encoding="utf-8"?>
            <tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
              <tbxHeader>
                <fileDesc>
                  <titleStmt>
                    <title>MMSP</title>
                  </titleStmt>
                  <sourceDesc>
                    <p>Concord</p>
                  </sourceDesc>
                </fileDesc>
              </tbxHeader>
              <text>
                <body>
                  <conceptEntry id="_x0031_5_x0020_cities">
                    <descrip type="subjectField">dialogue</descrip>
                    <descripGrp>
                      <descrip type="definition" xml:lang="fr">Ville.</descrip>
                    </descripGrp>
                    <descripGrp>
                      <descrip type="definition">A town.</descrip>
                    </descripGrp>
                    <admin type="source">common usage [to verify]</admin>
                    <note>a</note>
                    <note>b</note>
                    <langSec xml:lang="en">
                      <termSec>
                        <term>city</term>
                        <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
                        <admin type="source">leaflet</admin>
                      </termSec>
                    </langSec>
                    <langSec xml:lang="zh">
                      <descripGrp>
                        <descrip type="definition">市。</descrip>
                        <admin type="source">某书</admin>
                      </descripGrp>
                      <termSec>
                        <term>城市</term>
                        <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>
                        <admin type="customerSubset">china</admin>
                        <note>usual</note>
                      </termSec>
                    </langSec>
                  </conceptEntry>
                </body>
              </text>
            </tbx>
            """.ReplaceLineEndings("\n"), Exchanged.Written(stream => Tbx.Write(stream, new([entry, new()]), "MMSP")));
    }

    [Fact]
    public void An_id_is_written_once()
    {
        var entry = new GlossaryEntry { Id = "visa", Terms = [new("en", "visa")] };

        Assert.Equal([entry, entry with { Id = null }], Again([entry, entry]));
    }

    [Fact]
    public void A_broken_line_of_Chinese_leaves_no_blank()
    {
        Assert.Equal("移民，流动", Tbx.Tidy("\n\t移民，\r\n\t\t流动 "));
        Assert.Equal("EU 移民 policy", Tbx.Tidy(" EU\n移民\n  policy\n"));
        Assert.Equal("移民 流动", Tbx.Tidy("移民  流动"));
        Assert.Equal("移民\u3000流动", Tbx.Tidy("移民\u3000流动\u00A0"));
    }

    [Theory]
    [InlineData("<tmx><body/></tmx>", 1, "first element is <tmx>, not <tbx> or <martif>", "而不是<tbx>或<martif>")]
    [InlineData("<tbx>\n<text><body>\n<conceptEntry>\n<langSec><termSec><term>a</term></termSec></langSec></conceptEntry></body></text></tbx>", 4, "<langSec> does not say its language", "<langSec>未注明语言")]
    [InlineData("<tbx><text><body><conceptEntry>\n<langSec xml:lang='中文'/></conceptEntry></body></text></tbx>", 2, "“中文” is not a language tag", "“中文”不是")]
    [InlineData("<tbx><text>\n<body>\n<conceptEntry></body></text></tbx>", 3, "not well formed", "XML格式有误")]
    [InlineData("<tbx><text><body></body></text>\n", 2, "not well formed", "XML格式有误")]
    public void A_mistake_is_named_with_its_line(string file, int line, string english, string chinese)
    {
        var refused = Assert.Throws<ExchangeException>(() => Tbx.Read(Exchanged.File(file)));

        Assert.Equal(line, refused.Line);
        Assert.Contains(english, refused.English, StringComparison.Ordinal);
        Assert.Contains(chinese, refused.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void Blanks_of_any_script_around_a_term_are_not_part_of_it()
    {
        var entry = Assert.Single(Read("<tbx><text><body><conceptEntry id='\u3000a '><langSec xml:lang='zh'><termSec><term>\u3000签证\u00A0</term></termSec></langSec></conceptEntry></body></text></tbx>"));

        Assert.Equal(("a", "签证"), (entry.Id, Assert.Single(entry.Terms).Text));
        Assert.Equal([entry], Again([entry]));
    }

    private static IReadOnlyList<GlossaryEntry> Read(string file) => Tbx.Read(Exchanged.File(file)).Entries;

    private static IReadOnlyList<GlossaryEntry> Again(IReadOnlyList<GlossaryEntry> entries)
    {
        using var stream = new MemoryStream();
        Tbx.Write(stream, new(entries));
        stream.Position = 0;
        return Tbx.Read(stream).Entries;
    }

    private static GlossaryEntry Seen(GlossaryEntry entry) => new()
    {
        Id = Seen(entry.Id),
        SubjectField = Seen(entry.SubjectField),
        Source = Seen(entry.Source),
        Note = Seen(entry.Note),
        Definitions = [.. entry.Definitions.Select(one => new GlossaryDefinition(one.Language, Seen(one.Text)!, Seen(one.Source)))],
        Terms = [.. entry.Terms.Select(term => new GlossaryTerm(term.Language, Seen(term.Text)!, term.Status) { Side = Seen(term.Side), Source = Seen(term.Source), Note = Seen(term.Note) })],
    };

    private static string? Seen(string? text) => text is null ? null : Exchanged.Visible(text);

    // Terms and definitions stand language by language, as in a file.
    private static GlossaryEntry Entry(Random random, int number)
    {
        string[] between = ["", " "];
        string? Maybe(params string[] between) => random.Next(2) == 0 ? null : Exchanged.Text(random, between);
        var languages = new[] { "en", "zh-Hans", "ar" }.Take(random.Next(1, 4)).ToList();
        return new()
        {
            Id = random.Next(2) == 0 ? null : Exchanged.Text(random, between) + number,
            SubjectField = Maybe(between),
            Source = Maybe(between),
            Note = Maybe("", " ", "x\nx"),
            Definitions =
            [
                .. random.Next(3) == 0 ? [new GlossaryDefinition("de", Exchanged.Text(random, between))] : Array.Empty<GlossaryDefinition>(),
                .. languages.Where(_ => random.Next(3) == 0).Select(language => new GlossaryDefinition(language, Exchanged.Text(random, between), Maybe(between))),
            ],
            Terms =
            [
                .. languages.SelectMany(language => Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
                    new GlossaryTerm(language, Exchanged.Text(random, between), (TermStatus)random.Next(5)) { Side = Maybe(between), Source = Maybe(between), Note = Maybe(between) })),
            ],
        };
    }
}
