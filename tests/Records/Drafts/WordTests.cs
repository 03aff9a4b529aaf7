using System.Text.RegularExpressions;
using Concord.Records;
using Concord.Records.Drafts;

namespace Concord.Tests.Records.Drafts;

/// <summary>Documents as Word writes them, by hand: Word itself does not run here.</summary>
public sealed class WordTests
{
    private const string by = "w:id=\"901\" w:author=\"Li Wei\" w:date=\"2027-01-02T03:04:05Z\"";

    [Fact]
    public void Tracked_words_count_as_accepted()
    {
        var document = Drafted.Edited(text => Run(text, "They agreed to hold the next meeting in Beijing.",
            Said("They agreed to hold the ") + $"<w:del {by}><w:r><w:delText>next</w:delText></w:r></w:del><w:ins {by}>{Said("fourth")}</w:ins>" + Said(" meeting in Beijing.")));
        Assert.Equal("They agreed to hold the fourth meeting in Beijing.", Assert.IsType<Reworded>(Assert.Single(Drafted.Read(document))).Text["en"]);
    }

    [Fact]
    public void Words_moved_within_a_paragraph_stand_where_they_went()
    {
        var document = Drafted.Edited(text => Run(text, "They agreed to hold the next meeting in Beijing.",
            $"<w:moveFromRangeStart w:id=\"910\" w:author=\"Li Wei\" w:name=\"move1\"/><w:moveFrom {by}>{Said("They agreed ")}</w:moveFrom><w:moveFromRangeEnd w:id=\"910\"/>"
            + Said("to hold the next meeting in Beijing")
            + $"<w:moveToRangeStart w:id=\"911\" w:author=\"Li Wei\" w:name=\"move1\"/><w:moveTo {by}>{Said(" They agreed")}</w:moveTo><w:moveToRangeEnd w:id=\"911\"/>" + Said(".")));
        Assert.Equal("to hold the next meeting in Beijing They agreed.", Assert.IsType<Reworded>(Assert.Single(Drafted.Read(document))).Text["en"]);
    }

    [Fact]
    public void A_paragraph_mark_that_was_deleted_joins_lines_and_an_inserted_one_parts_them()
    {
        const string properties = "<w:pPr><w:pStyle w:val=\"RecordText\"/><w:rPr><w:{0} {1}/></w:rPr></w:pPr>";
        string Two(string mark) => "<w:p>" + properties.Replace("{0}", mark, StringComparison.Ordinal).Replace("{1}", by, StringComparison.Ordinal)
            + Said("They agreed to hold the next meeting") + "</w:p><w:p><w:pPr><w:pStyle w:val=\"RecordText\"/></w:pPr>" + Said(" in Beijing.") + "</w:p>";

        Assert.Empty(Drafted.Read(Drafted.Edited(text => Paragraph(text, "They agreed to hold the next meeting in Beijing.", Two("del")))));
        var change = Assert.IsType<Reworded>(Assert.Single(Drafted.Read(Drafted.Edited(text => Paragraph(text, "They agreed to hold the next meeting in Beijing.", Two("ins"))))));
        Assert.Equal("They agreed to hold the next meeting\n in Beijing.", change.Text["en"]);
    }

    [Fact]
    public void Rows_deleted_and_inserted_by_tracked_changes()
    {
        var row = RowOf(Drafted.Document(), "next");
        var document = Drafted.Edited(text => text.Replace(row,
            row.Replace("<w:trPr>", $"<w:trPr><w:del {by}/>", StringComparison.Ordinal).Replace("<w:trPr><w:cantSplit /></w:trPr>", $"<w:trPr><w:cantSplit /><w:del {by}/></w:trPr>", StringComparison.Ordinal)
            + Marks.Replace(row, "").Replace("They agreed to hold the next meeting in Beijing.", "Each side names a contact point.", StringComparison.Ordinal)
                .Replace("双方同意在北京举行下次会议。", "双方各指定一名联络人。", StringComparison.Ordinal), StringComparison.Ordinal));
        var changes = Drafted.Read(document);
        Assert.Equal(2, changes.Count);
        Assert.Contains(changes, change => change is Removed { Key: "next" });
        Assert.Equal("views", Assert.Single(changes.OfType<Added>()).After);
    }

    [Fact]
    public void A_row_copied_with_its_content_control_is_new_and_one_that_was_cut_in_two_is_split()
    {
        var row = RowOf(Drafted.Document(), "views");
        var copy = Bookmarks.Replace(row, "");
        var copied = Drafted.Read(Drafted.Edited(text => text.Replace(row, row + copy.Replace("irregular migrants", "victims of trafficking", StringComparison.Ordinal), StringComparison.Ordinal)));
        Assert.Equal("views", Assert.IsType<Added>(Assert.Single(copied)).After);

        var cut = Drafted.Read(Drafted.Edited(text => text.Replace(row,
            row.Replace(" they noted the results of the expert missions of 2026.", "", StringComparison.Ordinal).Replace("并注意到2026年专家工作组的成果。", "", StringComparison.Ordinal)
            + copy.Replace("The sides exchanged views on the identification of irregular migrants; ", "", StringComparison.Ordinal).Replace("双方就非正常移民身份核查问题交换了意见，", "", StringComparison.Ordinal), StringComparison.Ordinal)));
        Assert.Equal(2, Assert.IsType<Split>(Assert.Single(cut)).Parts.Count);
    }

    [Fact]
    public void Links_fields_breaks_and_tabs_are_read()
    {
        var document = Drafted.Edited(text => Run(text, "They agreed to hold the next meeting in Beijing.",
            $"<w:hyperlink w:anchor=\"x\">{Said("They")}</w:hyperlink>{Said(" agreed")}<w:r><w:br/></w:r>{Said("to hold")}<w:r><w:tab/></w:r>"
            + $"<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{Said("the next")}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
            + $"<w:smartTag w:element=\"City\">{Said(" meeting in Beijing.")}</w:smartTag>"));
        Assert.Equal("They agreed\nto hold\tthe next meeting in Beijing.", Assert.IsType<Reworded>(Assert.Single(Drafted.Read(document))).Text["en"]);
    }

    [Fact]
    public void A_table_cut_in_two_and_columns_the_other_way_round_are_read()
    {
        var row = RowOf(Drafted.Document(), "views");
        Assert.Empty(Drafted.Read(Drafted.Edited(text => text.Replace(row, "</w:tbl><w:p/><w:tbl>" + row, StringComparison.Ordinal))));

        var cells = new Regex("(<w:tc>(?:(?!<w:tc>).)*?</w:tc>)(<w:tc>(?:(?!<w:tc>).)*?</w:tc>)</w:tr>", RegexOptions.Singleline);
        Assert.Empty(Drafted.Read(Drafted.Edited(text => cells.Replace(text, "$2$1</w:tr>"))));
    }

    [Fact]
    public void A_strict_document_is_read() => Assert.Empty(Drafted.Read(Drafted.Edited(text =>
        text.Replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main", StringComparison.Ordinal))));

    private static readonly Regex Bookmarks = new("<w:bookmark(Start|End)[^>]*/>");

    private static readonly Regex Marks = new("<w:bookmark(Start|End)[^>]*/>|</?w:sdt>|</?w:sdtContent>|<w:sdtPr>.*?</w:sdtPr>", RegexOptions.Singleline);

    private static string Said(string words) => $"<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>";

    private static string Run(string text, string words, string runs) => Regex.Replace(text, $"<w:r>(?:(?!<w:r>).)*?{Regex.Escape(words)}</w:t></w:r>", runs.Replace("$", "$$", StringComparison.Ordinal), RegexOptions.Singleline);

    private static string Paragraph(string text, string words, string paragraphs) =>
        Regex.Replace(text, $"<w:p>(?:(?!<w:p>).)*?{Regex.Escape(words)}</w:t></w:r></w:p>", paragraphs, RegexOptions.Singleline);

    private static string RowOf(byte[] document, string key)
    {
        var row = "";
        document.With("word/document.xml", text =>
        {
            var at = text.IndexOf(RowMark.Hash(key), StringComparison.Ordinal);
            var start = text.LastIndexOf("<w:tr>", at, StringComparison.Ordinal);
            row = text[start..(text.IndexOf("</w:tr>", at, StringComparison.Ordinal) + 7)];
            return null;
        });
        return row;
    }
}
