using System.Text;
using Concord.Bilingual.Exchange;

namespace Concord.Tests.Bilingual.Exchange;

public sealed class GlossaryCsvTests
{
    [Fact]
    public void Reads_the_glossary_as_it_is()
    {
        using var file = File.OpenText(Exchanged.Sample("domain", "glossary.csv"));

        var glossary = GlossaryCsv.Read(file);

        Assert.Equal(280, glossary.Entries.Count);
        Assert.Equal(["en", "zh"], glossary.Languages);
        Assert.Equal(200, glossary.Entries.SelectMany(entry => entry.In("zh")).Count(term => !term.IsPreferred));
        Assert.Equal(187, glossary.Entries.Count(entry => entry.ToVerify));
        var round = glossary.Entries.Single(entry => entry.Preferred("en")!.Text == "dialogue round");
        Assert.Equal(["对话轮次", "一轮对话", "对话会议"], round.In("zh").Select(term => term.Text));
        Assert.Equal([TermStatus.Preferred, TermStatus.Admitted, TermStatus.Admitted], round.In("zh").Select(term => term.Status));
        Assert.Equal(("dialogue", "common usage [to verify]"), (round.SubjectField, round.Source));
    }

    [Fact]
    public void The_glossary_comes_back_as_it_was()
    {
        var original = File.ReadAllText(Exchanged.Sample("domain", "glossary.csv"));

        var written = Exchanged.Written(stream => GlossaryCsv.Write(stream, GlossaryCsv.Read(new StringReader(original))));

        Assert.Equal('\uFEFF' + original.ReplaceLineEndings("\r\n"), written);
    }

    [Fact]
    public void Whatever_is_written_comes_back()
    {
        var random = new Random(14);
        for (var round = 0; round < 300; round++)
        {
            var entries = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Entry(random)).ToList();

            var file = Exchanged.Written(stream => GlossaryCsv.Write(stream, new(entries)));
            var read = GlossaryCsv.Read(new StringReader(file)).Entries;

            Assert.Equal(entries, read);
            Assert.Equal(file, Exchanged.Written(stream => GlossaryCsv.Write(stream, new(read))));
        }
    }

    [Fact]
    public void No_cell_is_taken_for_a_formula()
    {
        var random = new Random(15);
        var entries = Enumerable.Range(0, 300).Select(_ => Entry(random)).Append(new() { Id = "=1+1", Terms = [new("en", "@SUM(A1)"), new("zh", "＝1")] }).ToList();

        var file = Exchanged.Written(stream => GlossaryCsv.Write(stream, new(entries)));

        Assert.Contains("'=1+1", file, StringComparison.Ordinal);
        foreach (var row in new CsvRows(new StringReader(file)).Read())
            Assert.DoesNotContain(row.Cells, cell => cell is ['=' or '+' or '-' or '@' or '\t' or '\r' or '＝' or '＋' or '－' or '＠', ..]);
    }

    [Fact]
    public void Columns_may_stand_in_any_order_and_others_are_passed_over()
    {
        const string file = "\uFEFFSource,term_type,ALSO_ZH, term_ZH ,remarks,term_en,term_zh-hant\r\n\r\n\"a, \"\"b\"\"\nc\",noun,签注；；入境许可,签证,?,visa,簽證\r,,,,,,\n";

        var entry = Assert.Single(GlossaryCsv.Read(new StringReader(file)).Entries);

        Assert.Equal("a, \"b\"\nc", entry.Source);
        Assert.Equal(["zh:签证", "en:visa", "zh-Hant:簽證", "zh:签注", "zh:入境许可"], entry.Terms.Select(term => $"{term.Language}:{term.Text}"));
    }

    [Fact]
    public void A_separator_within_a_term_is_kept_apart()
    {
        var entry = new GlossaryEntry { Terms = [new("zh", "甲", TermStatus.Preferred), new("zh", @"乙；丙\", TermStatus.Admitted), new("zh", @"丁\\；", TermStatus.Admitted)] };

        Assert.Equal(entry, Assert.Single(GlossaryCsv.Read(new StringReader(Exchanged.Written(stream => GlossaryCsv.Write(stream, new([entry]))))).Entries));
    }

    [Fact]
    public void A_term_that_is_only_admitted_stays_so()
    {
        const string file = "\uFEFFterm_en,term_zh,also_zh,domain,source\r\n,移民,,,\r\nmobility,,流动,,\r\n";

        var glossary = GlossaryCsv.Read(new StringReader(file));

        Assert.Equal(TermStatus.Admitted, Assert.Single(glossary.Entries[1].In("zh")).Status);
        Assert.Equal(file, Exchanged.Written(stream => GlossaryCsv.Write(stream, glossary)));
    }

    [Fact]
    public void What_must_not_be_used_is_not_written()
    {
        var glossary = new Glossary(
        [
            new() { Terms = [new("zh", "偷渡者", TermStatus.Deprecated), new("zh", "非正规移民"), new("en", "irregular migrant", TermStatus.Preferred)] },
            new() { Terms = [new("en", "alien", TermStatus.Superseded)] },
        ]);

        Assert.Equal("\uFEFFterm_zh,term_en,domain,source\r\n非正规移民,irregular migrant,,\r\n", Exchanged.Written(stream => GlossaryCsv.Write(stream, glossary)));
    }

    [Theory]
    [InlineData("", 1, "no column of terms", "缺少术语列")]
    [InlineData("english;chinese\nvisa;签证\n", 1, "no column of terms", "缺少术语列")]
    [InlineData("term_en,term_EN\n", 1, "term_en is there twice", "term_en列出现两次")]
    [InlineData("term_en,term_zh\nvisa,签证\nrefugee\n", 3, "1 cells, but the heading has 2", "有1个单元格，而标题行有2个")]
    [InlineData("term_en,source\n\"a\n\nb\",x\nvisa,x,y\n", 5, "3 cells", "有3个单元格")]
    [InlineData("term_en,source\r\n,\r\n,leaflet\r\n", 3, "no term in any language", "没有任何语言的术语")]
    [InlineData("term_en,source\rvisa,\"leaflet\r\rand more\r", 2, "never closed", "没有闭合")]
    [InlineData("term_en,source\nvisa,\"leaflet\"s\n", 2, "follows a closing quotation mark", "闭合的英文双引号之后")]
    [InlineData("term_en,source\nvisa,a \"leaflet\"\n", 2, "within a cell", "未加引号")]
    public void A_mistake_is_named_with_its_line(string file, int line, string english, string chinese)
    {
        var refused = Assert.Throws<ExchangeException>(() => GlossaryCsv.Read(new StringReader(file)));

        Assert.Equal(line, refused.Line);
        Assert.Contains(english, refused.English, StringComparison.Ordinal);
        Assert.Contains(chinese, refused.Chinese, StringComparison.Ordinal);
        Assert.StartsWith($"Line {line}: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_cell_or_row_is_refused()
    {
        Assert.Throws<ExchangeException>(() => GlossaryCsv.Read(new StringReader("term_en\n" + new string('x', CsvRows.LongestCell + 1))));
        Assert.Throws<ExchangeException>(() => GlossaryCsv.Read(new StringReader("term_en\n\"" + new string('\n', CsvRows.LongestCell + 1))));
        Assert.Throws<ExchangeException>(() => GlossaryCsv.Read(new StringReader("term_en\n" + new string(',', 2_000_000))));
    }

    [Fact]
    public void A_glossary_without_terms_comes_back_as_one()
    {
        using var file = new MemoryStream();
        GlossaryCsv.Write(file, new([]));
        file.Position = 0;

        using var reader = new StreamReader(file);
        Assert.Empty(GlossaryCsv.Read(reader).Entries);
    }

    [Fact]
    public void The_stream_stays_open()
    {
        using var stream = new MemoryStream();
        GlossaryCsv.Write(stream, new([]));

        Assert.True(stream.CanWrite);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), stream.ToArray()[..3]);
    }

    // What a table holds: one preferred term in a language and others that may be used.
    private static GlossaryEntry Entry(Random random)
    {
        string[] between = ["", " ", "\n", "\r\n", "\t", ","];
        var languages = new[] { "en", "zh", "ar" }.Take(random.Next(1, 4)).ToList();
        string Some() => string.Concat(Exchanged.Text(random, between).EnumerateRunes()); // UTF-8 has no halves of surrogate pairs
        string? Maybe() => random.Next(2) == 0 ? null : Some();
        return new()
        {
            Id = Maybe(),
            Terms =
            [
                .. languages.Select(language => new GlossaryTerm(language, Some() + 1, TermStatus.Preferred)),
                .. languages.SelectMany(language => Enumerable.Range(2, random.Next(3)).Select(n => new GlossaryTerm(language, Some() + n, TermStatus.Admitted))),
            ],
            SubjectField = Maybe(),
            Definitions = [.. languages.Where(_ => random.Next(3) == 0).Select(language => new GlossaryDefinition(language, Some()))],
            Source = Maybe(),
            Note = Maybe(),
        };
    }
}
