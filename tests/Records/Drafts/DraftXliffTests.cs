using System.Text;
using Concord.Bilingual.Exchange;
using Concord.Records;
using Concord.Records.Drafts;
using Concord.Tests.Bilingual.Exchange;

namespace Concord.Tests.Records.Drafts;

public sealed class DraftXliffTests
{
    [Theory]
    [InlineData("en", "zh"), InlineData("zh", "en")]
    public void A_record_travels_in_either_direction_and_comes_back_unchanged(string source, string target)
    {
        var file = File(source, target);
        XliffTests.Validate(Encoding.UTF8.GetBytes(file));
        var document = Xliff.Read(Exchanged.File(file));
        Assert.Equal((source, target, 7), (document.SourceLanguage, document.TargetLanguage, document.Files[0].Units.Count));
        Assert.Empty(Read(file));
    }

    [Fact]
    public void A_new_translation_is_other_words_for_the_paragraph()
    {
        var change = Assert.Single(Read(File("en", "zh").Replace("签证中心", "签证申请中心", StringComparison.Ordinal)));
        Assert.Equivalent(new Reworded("centres", 4, new([new("zh", "双方[应|eu:可|china:可以]在十五个未设领事馆的城市开设签证申请中心。")]), []), change, strict: true);
    }

    [Fact]
    public void What_was_missing_is_added_and_what_is_still_missing_is_not()
    {
        var draft = Drafted.Record with { Paragraphs = [Drafted.Of("a", 1, null, "One", ""), Drafted.Of("b", 1, null, "Two", "")] };
        var file = File("en", "zh", draft);
        Assert.DoesNotContain("<target", file, StringComparison.Ordinal);
        Assert.Empty(Read(file, draft));
        var change = Assert.Single(Read(file.Replace("<source>Two</source>", "<source>Two</source><target>二</target>", StringComparison.Ordinal), draft));
        Assert.Equivalent(new Reworded("b", 1, new([new("zh", "二")]), []), change, strict: true);
    }

    [Fact]
    public void A_new_note_is_a_remark_and_an_old_one_is_not()
    {
        var change = Assert.Single(Read(File("en", "zh").Replace("<segment state=\"translated\">", "<segment state=\"final\">", StringComparison.Ordinal)
            .Replace("Li Wei: Fifteen, as in 2016?</note>", "Li Wei: Fifteen, as in 2016?</note><note>Is it cities?</note>", StringComparison.Ordinal)));
        Assert.Equivalent(new Remarked("centres", [new("", "Is it cities?")]), change, strict: true);
    }

    [Fact]
    public void What_changed_in_the_record_meanwhile_is_no_change_of_the_file()
    {
        var file = File("en", "zh");
        var later = Drafted.Record with
        {
            Paragraphs = [.. Drafted.Record.Paragraphs.Select(paragraph => paragraph.Key == "next" ? paragraph with { Version = 2, Text = Wordings.Of("They agreed to meet again.", "双方同意再次会晤。") } : paragraph)],
        };
        Assert.Empty(Read(file, later));
        Assert.Equal(1, Assert.IsType<Reworded>(Assert.Single(Read(file.Replace("在北京举行下次会议", "在西安举行下次会议", StringComparison.Ordinal), later))).Version);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_paragraph()
    {
        Refused(File("en", "zh").Replace("in Beijing", "in Tianjin", StringComparison.Ordinal), "next", "text that is translated was changed", "源文被改动");
        Refused(File("en", "zh").Replace("双方同意在北京", "双方同意[在北京", StringComparison.Ordinal), "next", "not closed", "没有闭合");
        Refused(File("en", "zh").Replace("id=\"next\"", "id=\"other\"", StringComparison.Ordinal), "other", "no such paragraph", "没有这一段落");
        Refused(File("en", "zh").Replace("original=\"round-3-record\"", "original=\"other\"", StringComparison.Ordinal), null, "another record", "另一份记录");
        Refused(File("en", "zh").Replace("trgLang=\"zh\"", "trgLang=\"fr\"", StringComparison.Ordinal), null, "“fr”", "“fr”");
        Refused("<tmx/>", null, "Line 1", "第1行");
    }

    [Fact]
    public void Keys_that_xml_does_not_take_as_names_come_back()
    {
        var draft = Drafted.Record with { Paragraphs = [Drafted.Of("a b/移民", 1, null, "One", "一")] };
        Assert.Equal("a b/移民", Assert.IsType<Reworded>(Assert.Single(Read(File("en", "zh", draft).Replace(">一<", ">壹<", StringComparison.Ordinal), draft))).Key);
    }

    [Fact]
    public void The_memory_holds_what_is_agreed_and_not_contested()
    {
        var file = Exchanged.Written(stream => DraftTmx.Write(Drafted.Record, paragraph => paragraph.Key != "next", stream));
        var units = Tmx.Read(Exchanged.File(file)).ToList();
        Assert.Equal(["preamble", "visas", "students", "views", "closing"], units.Select(unit => unit.Id!.Split('/')[1]));
        Assert.Equal("签证便利化", units[1].In("zh")!.Text);
        Assert.Null(units[1].SourceLanguage);
    }

    private static string File(string source, string target, Draft? draft = null) => Exchanged.Written(stream => DraftXliff.Write(draft ?? Drafted.Record, source, target, stream));

    private static IReadOnlyList<DraftChange> Read(string file, Draft? draft = null) => DraftXliff.Read(Exchanged.File(file), draft ?? Drafted.Record);

    private static void Refused(string file, string? key, string english, string chinese)
    {
        var refused = Assert.Throws<DraftRefusedException>(() => Read(file));
        Assert.Equal(key, refused.Key);
        Assert.Contains(english, refused.English, StringComparison.Ordinal);
        Assert.Contains(chinese, refused.Chinese, StringComparison.Ordinal);
    }
}
