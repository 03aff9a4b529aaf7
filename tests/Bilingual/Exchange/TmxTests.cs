using System.Text;
using Concord.Bilingual.Exchange;

namespace Concord.Tests.Bilingual.Exchange;

public sealed class TmxTests
{
    [Theory]
    [InlineData("omegat/TMXComplianceKit_ExportTest1A.tmx", 4)]
    [InlineData("omegat/TMXComplianceKit_ExportTest2A.tmx", 6)]
    [InlineData("omegat/TMXComplianceKit_ImportTest1A.tmx", 2)]
    [InlineData("omegat/TMXComplianceKit_ImportTest1F.tmx", 3)]
    [InlineData("omegat/TMXComplianceKit_ImportTest1G.tmx", 3)]
    [InlineData("omegat/TMXComplianceKit_ImportTest1H.tmx", 3)]
    [InlineData("omegat/TMXComplianceKit_ImportTest1I.tmx", 1)]
    [InlineData("omegat/TMXComplianceKit_ImportTest1J.tmx", 2)]
    [InlineData("omegat/TMXComplianceKit_ImportTest1J_many.tmx", 3)]
    [InlineData("omegat/TMXComplianceKit_ImportTest1L.tmx", 1)]
    [InlineData("omegat/TMXComplianceKit_ImportTest2A-0index.tmx", 7)]
    [InlineData("omegat/TMXComplianceKit_ImportTest2C.tmx", 1)]
    [InlineData("omegat/autotmx_auto1.tmx", 2)]
    [InlineData("omegat/autotmx_project1.tmx", 0)]
    [InlineData("omegat/enforcetmx_alternative.tmx", 2)]
    [InlineData("omegat/enforcetmx_project1.tmx", 1)]
    [InlineData("omegat/mark_alternative.tmx", 2)]
    [InlineData("omegat/mt_mt1.tmx", 1)]
    [InlineData("omegat/omegat_project_save.tmx", 2)]
    [InlineData("omegat/penalty-010_segment_1.tmx", 1)]
    [InlineData("omegat/tm_en-fr.tmx", 1)]
    [InlineData("omegat/tmx_empty.tmx", 0)]
    [InlineData("omegat/tmx_en-US_sr.tmx", 1)]
    [InlineData("omegat/tmx_project_save.tmx", 5)]
    [InlineData("omegat/tmx_resegmenting11.tmx", 1)]
    [InlineData("omegat/tmx_test-level2.tmx", 4)]
    [InlineData("omegat/tmx_test-match-stat-en-ca.tmx", 259)]
    [InlineData("omegat/tmx_test-multiple-entries.tmx", 4)]
    [InlineData("omegat/tmx_test-multiple-entries11.tmx", 4)]
    [InlineData("omegat/tmx_test-multiple-tuv14.tmx", 3)]
    [InlineData("omegat/tmx_test-omegat-invalid.tmx", 4)]
    [InlineData("omegat/tmx_test-omegat.tmx", 4)]
    [InlineData("tmx-en-zh/tico19-shared-half.tmx", 1545)]
    public void A_memory_of_another_tool_is_read_and_comes_back(string file, int units)
    {
        using var stream = File.OpenRead(Exchanged.Sample("data", "localisation", file));

        var read = Tmx.Read(stream).ToList();

        Assert.Equal(units, read.Count);
        Assert.All(read, unit => Assert.True(unit.Segments.Count >= 2));
        Assert.Equal(read, Again("fr", read));
    }

    [Fact]
    public void No_memory_among_the_samples_is_forgotten()
    {
        var there = Directory.GetFiles(Exchanged.Sample("data", "localisation"), "*.tmx", SearchOption.AllDirectories);

        Assert.Equal(33, there.Length);
    }

    [Fact]
    public void Text_is_the_same_in_every_encoding()
    {
        string[] files = ["1F", "1G", "1H"];
        var read = files.Select(name =>
        {
            using var stream = File.OpenRead(Exchanged.Sample("data", "localisation", "omegat", $"TMXComplianceKit_ImportTest{name}.tmx"));
            return Tmx.Read(stream).ToList();
        }).ToList();

        Assert.Equal("ÿ=U+00FF, ™=U+2122, ’=U+2019", read[0][1].In("en-gb")!.Text);
        Assert.Equal(read[0], read[1]);
        Assert.Equal(read[0], read[2]);
    }

    [Fact]
    public void A_unit_says_what_it_knows_of_itself()
    {
        using var stream = File.OpenRead(Exchanged.Sample("data", "localisation", "omegat", "TMXComplianceKit_ImportTest1L.tmx"));

        var unit = Assert.Single(Tmx.Read(stream));

        Assert.Equal(("tu001", "en-US", "20020523T091200Z", "20020523T091200Z"), (unit.Id, unit.SourceLanguage, unit.CreationDate, unit.ChangeDate));
        Assert.Equal(["Text of tu note 1", "Text of tu note 2"], unit.Notes);
        Assert.Equal(new TranslationProperty("myPropeType", "Data"), Assert.Single(unit.Properties));
        Assert.Equal("Text of the segment.", unit.In("en")!.Text);
        Assert.Equal("20020523T091200Z", unit.In("en")!.ChangeDate);
    }

    [Fact]
    public void Formatting_is_left_out_or_kept_as_text()
    {
        var path = Exchanged.Sample("data", "localisation", "omegat", "TMXComplianceKit_ImportTest2C.tmx");
        string Read(InlineMarkup inline)
        {
            using var stream = File.OpenRead(path);
            return Assert.Single(Tmx.Read(stream, inline)).In("fr")!.Text;
        }

        Assert.Equal("Cliquez  pour commencer.", Read(InlineMarkup.LeftOut));
        Assert.Equal("<I><B>Cliquez <IMG SRC=\"here.png\" ALT=\"Commencez ici !\"> pour commencer.</B>", Read(InlineMarkup.AsText));
    }

    [Fact]
    public void Blanks_and_line_ends_of_a_text_are_kept()
    {
        var unit = Assert.Single(Tmx.Read(Exchanged.File("<tmx><body><tu><tuv lang='en'><seg>  a\r\n\t<hi> </hi><![CDATA[<b> ]]>&#xD;</seg></tuv><tuv lang='ZH_hans'><seg/></tuv></tu></body></tmx>")));

        Assert.Equal("  a\n\t <b> \r", unit.In("en")!.Text);
        Assert.Equal(new TranslationSegment("zh-Hans", ""), unit.In("zh"));
        Assert.Equal([unit], Again(null, [unit]));
    }

    [Fact]
    public void Whatever_is_written_comes_back()
    {
        var random = new Random(14);
        for (var round = 0; round < 300; round++)
        {
            var units = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Unit(random)).ToList();

            var read = Again("zh", units);

            Assert.Equal(units.Select(unit => Seen(unit)), read);
            Assert.Equal(Exchanged.Written(stream => Tmx.Write(stream, "zh", units)), Exchanged.Written(stream => Tmx.Write(stream, "zh", read)));
        }
    }

    [Fact]
    public void Is_written_as_others_expect_it()
    {
        var unit = new TranslationUnit
        {
            Id = "p1",
            SourceLanguage = "zh",
            ChangeDate = "20261123T080000Z",
            Notes = ["round 3"],
            Properties = [new("project", "MMSP")],
            Segments = [new("zh_hans", "15个城市") { CreationDate = "20261122T080000Z" }, new("EN", "15 cities & more\u0007")],
        };

        Assert.Equal("""
            <?xml version="1.0" encoding="utf-8"?>
            <tmx version="1.4">
              <header creationtool="Concord" creationtoolversion="1" segtype="paragraph" o-tmf="Concord" adminlang="en" srclang="*all*" datatype="plaintext" />
              <body>
                <tu tuid="p1" srclang="zh" changedate="20261123T080000Z">
                  <note>round 3</note>
                  <prop type="project">MMSP</prop>
                  <tuv xml:lang="zh-Hans" creationdate="20261122T080000Z">
                    <seg>15个城市</seg>
                  </tuv>
                  <tuv xml:lang="en">
                    <seg>15 cities &amp; more�</seg>
                  </tuv>
                </tu>
              </body>
            </tmx>
            """.ReplaceLineEndings("\n"), Exchanged.Written(stream => Tmx.Write(stream, null, [unit, new()])));
    }

    [Fact]
    public void Only_what_is_asked_for_is_read_and_nothing_is_held()
    {
        using var stream = new EndlessMemory(units: 30_000);
        var seen = new List<WeakReference>();
        var count = 0;
        foreach (var unit in Tmx.Read(stream))
        {
            if (count % 10_000 == 0) seen.Add(new(unit));
            count++;
            Assert.InRange(stream.Given - count * EndlessMemory.UnitSize, -EndlessMemory.UnitSize, 64 * 1024);
        }

        Assert.Equal(30_000, count);
        GC.Collect();
        Assert.DoesNotContain(seen.Take(2), reference => reference.IsAlive);
    }

    [Fact]
    public void Is_written_unit_by_unit()
    {
        using var stream = new MemoryStream();
        var written = new List<long>();
        Tmx.Write(stream, "en", Enumerable.Range(0, 1_000).Select(n =>
        {
            written.Add(stream.Length);
            return new TranslationUnit { Segments = [new("en", new string('x', 1_000)), new("zh", n.ToString(System.Globalization.CultureInfo.InvariantCulture))] };
        }));

        Assert.True(written[500] > 400_000);
        Assert.True(stream.CanRead);
    }

    [Theory]
    [InlineData("<html><body/></html>", 1, "first element is <html>, not <tmx>", "而不是<tmx>")]
    [InlineData("<tmx>\n<body>\n<tu><tuv><seg>a</seg></tuv></tu></body></tmx>", 3, "does not say its language", "未注明语言")]
    [InlineData("<tmx><body><tu>\n<tuv xml:lang='English'><seg>a</seg></tuv></tu></body></tmx>", 2, "“English” is not a language tag", "“English”不是")]
    [InlineData("<tmx>\n<body>\n<tu></body></tmx>", 3, "not well formed", "XML格式有误")]
    [InlineData("<tmx><body>\n\n</body>", 3, "not well formed", "XML格式有误")]
    [InlineData("<tmx><body></body></tmx>\n<tmx/>", 2, "not well formed", "XML格式有误")]
    [InlineData("", 1, "not well formed", "XML格式有误")]
    [InlineData("term_en,term_zh\n", 1, "not well formed", "XML格式有误")]
    [InlineData("<tmx><body><tu><tuv xml:lang='en'><seg>\n\u0001</seg></tuv></tu></body></tmx>", 2, "not well formed", "XML格式有误")]
    [InlineData("<?xml version='1.0' encoding='klingon'?><tmx/>", 1, "not well formed", "XML格式有误")]
    public void A_mistake_is_named_with_its_line(string file, int line, string english, string chinese)
    {
        var refused = Assert.Throws<ExchangeException>(() => Tmx.Read(Exchanged.File(file)).ToList());

        Assert.Equal(line, refused.Line);
        Assert.Contains(english, refused.English, StringComparison.Ordinal);
        Assert.Contains(chinese, refused.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void What_came_before_a_mistake_stands()
    {
        using var units = Tmx.Read(Exchanged.File("<tmx><body><tu><tuv lang='en'><seg>a</seg></tuv></tu><tu></body></tmx>")).GetEnumerator();

        Assert.True(units.MoveNext());
        Assert.Equal("a", units.Current.In("en")!.Text);
        Assert.Throws<ExchangeException>(() => units.MoveNext());
    }

    [Fact]
    public void Bytes_of_any_kind_are_read_or_refused()
    {
        var random = new Random(16);
        var sound = Encoding.UTF8.GetBytes("<?xml version='1.0'?><tmx><header srclang='en'/><body><tu><tuv xml:lang='zh'><seg>移民<ph>x</ph></seg></tuv></tu></body></tmx>");
        byte[][] marks = [[], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0, 0, 0xFE, 0xFF], [0xFF, 0xFE, 0, 0], [0, 0, 0, 0x3C], [0x4C, 0x6F, 0xA7, 0x94]];
        for (var round = 0; round < 3_000; round++)
        {
            var bytes = sound.ToArray();
            for (var i = random.Next(4); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            using var stream = new MemoryStream([.. Exchanged.Any(random, marks), .. bytes[..random.Next(bytes.Length + 1)]]);
            var failure = Record.Exception(() => Tmx.Read(stream).ToList());

            Assert.True(failure is null or ExchangeException, failure?.ToString());
        }
    }

    private static List<TranslationUnit> Again(string? source, IReadOnlyList<TranslationUnit> units)
    {
        using var stream = new MemoryStream();
        Tmx.Write(stream, source, units);
        stream.Position = 0;
        return [.. Tmx.Read(stream)];
    }

    private static TranslationUnit Seen(TranslationUnit unit) => unit with
    {
        Id = unit.Id is null ? null : Exchanged.Visible(unit.Id),
        Segments = [.. unit.Segments.Select(segment => new TranslationSegment(segment.Language, Exchanged.Visible(segment.Text)) { CreationDate = segment.CreationDate, ChangeDate = segment.ChangeDate })],
        Notes = [.. unit.Notes.Select(Exchanged.Visible)],
        Properties = [.. unit.Properties.Select(property => new TranslationProperty(Exchanged.Visible(property.Type), Exchanged.Visible(property.Text)))],
    };

    private static TranslationUnit Unit(Random random)
    {
        string[] between = ["", " ", "  ", "\n", "\r\n", "\r", "\t"];
        string Some() => random.Next(8) == 0 ? Exchanged.Any(random, ["", " ", "\r\n", "\t"]) : Exchanged.Text(random, between);
        return new()
        {
            Id = random.Next(2) == 0 ? null : Exchanged.Text(random, between),
            SourceLanguage = Exchanged.Any(random, [null, "zh", "en-GB"]),
            CreationDate = Exchanged.Any(random, [null, "20261123T080000Z"]),
            ChangeDate = Exchanged.Any(random, [null, "20261123T080000Z"]),
            Segments = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => new TranslationSegment(Exchanged.Any(random, ["en", "zh-Hans", "ar", "zh-TW"]), Some()) { ChangeDate = Exchanged.Any(random, [null, "x"]) })],
            Notes = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Some())],
            Properties = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new TranslationProperty(Exchanged.Text(random, between), Some()))],
        };
    }

    /// <summary>A memory that is made while it is read, a thousand bytes a unit.</summary>
    private sealed class EndlessMemory(int units) : Stream
    {
        public const int UnitSize = 1_000;

        private static readonly byte[] unit = Encoding.ASCII.GetBytes("<tu><tuv xml:lang='en'><seg>" + new string('x', UnitSize - 46) + "</seg></tuv></tu>\n");
        private readonly IEnumerator<byte[]> parts = Enumerable.Repeat(unit, units).Prepend("<tmx><body>"u8.ToArray()).Append("</body></tmx>"u8.ToArray()).GetEnumerator();
        private byte[] part = [];
        private int at;

        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (at == part.Length)
            {
                if (!parts.MoveNext()) return 0;

                (part, at) = (parts.Current, 0);
            }

            var taken = Math.Min(count, part.Length - at);
            part.AsSpan(at, taken).CopyTo(buffer.AsSpan(offset));
            at += taken;
            Given += taken;
            return taken;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            parts.Dispose();
            base.Dispose(disposing);
        }
    }
}
