using System.Text.RegularExpressions;
using Concord.Records;
using Concord.Records.Drafts;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Drafting = Concord.Records.Drafts.Draft;

namespace Concord.Tests.Records.Drafts;

public sealed class DraftDocxTests
{
    [Fact]
    public void The_document_is_sound()
    {
        var long300 = Drafted.Record with { Paragraphs = [.. Enumerable.Range(0, 300).Select(i => Drafted.Of($"p{i}", i, null, $"Paragraph {i}\nin two lines\twith a tab \u0001", $"第{i}段"))] };
        foreach (var draft in new[] { Drafted.Record, long300, Drafted.Record with { Paragraphs = [] } })
        {
            using var document = WordprocessingDocument.Open(new MemoryStream(Drafted.Document(draft)), isEditable: false);
            Assert.Empty(new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(document).Select(fault => fault.Description));
        }
    }

    [Fact]
    public void The_same_draft_gives_the_same_bytes() => Assert.Equal(Drafted.Document(), Drafted.Document());

    [Fact]
    public void Words_that_the_record_has_already_are_no_change()
    {
        var document = Drafted.Edited(text => text.Replace("next meeting", "[:x] next meeting", StringComparison.Ordinal));
        var words = Assert.IsType<Reworded>(Assert.Single(Drafted.Read(document))).Text["en"];
        var later = Drafted.Record with { Paragraphs = [.. Drafted.Record.Paragraphs.Select(one => one.Key == "next" ? one with { Version = 2, Text = new([.. one.Text, new("en", words)]) } : one)] };
        Assert.Empty(Drafted.Read(document, later));
    }

    [Fact]
    public void Rows_columns_brackets_and_comments_stand_in_it()
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(Drafted.Document()), isEditable: false);
        var main = document.MainDocumentPart!;
        var table = main.Document!.Body!.Elements<Table>().Single();
        var rows = table.Elements<TableRow>().ToList();

        Assert.Equal(11, rows.Count);
        Assert.Equal(["№", "English", "中文"], rows[0].Elements<TableCell>().Select(cell => cell.InnerText));
        Assert.Single(rows[2].Elements<TableCell>());
        Assert.Equal("Both sides [shall | EU: may | China: could] open visa centres in 15 cities without a consulate.", rows[4].Elements<TableCell>().ElementAt(1).InnerText);
        Assert.Equal("双方[应 | 欧方: 可 | 中方: 可以]在十五个未设领事馆的城市开设签证中心。", rows[4].Elements<TableCell>().ElementAt(2).InnerText.Replace("：", ": ", StringComparison.Ordinal));
        Assert.Equal(2, main.WordprocessingCommentsPart!.Comments!.Elements<Comment>().Count());
        Assert.Equal(2, rows[4].Descendants<CommentReference>().Count());
        Assert.All(rows[4].Elements<TableCell>().ElementAt(2).Descendants<Run>(), run => Assert.Equal("zh-CN", run.RunProperties!.Languages!.EastAsia!.Value));
        Assert.Contains(rows[4].Descendants<RunStyle>(), style => style.Val == "RecordContested");
    }

    [Fact]
    public void Read_back_untouched_nothing_is_changed()
    {
        Assert.Empty(Drafted.Read(Drafted.Document()));
        var strange = Drafted.Record with
        {
            Paragraphs =
            [
                Drafted.Of("a", 1, null, "Two\nlines,\ttab, “quotes” – and\u00A0a hard blank, non\u2011breaking", "第一行\n“引号”——破折号……\u3000全角空格"),
                Drafted.Of("b", 1, null, "<&> ]]> &amp;", "只有中文"),
                Drafted.Of("c", 1, null, "Only English", ""),
            ],
        };
        Assert.Empty(Drafted.Read(Drafted.Document(strange), strange));
    }

    [Fact]
    public void What_changed_in_the_record_meanwhile_is_no_change_of_the_document()
    {
        var document = Drafted.Document();
        var later = Drafted.Record with
        {
            Paragraphs =
            [
                Drafted.Record.Paragraphs[0] with { Version = 4, Text = Wordings.Of("The sides met in Brussels.", "双方在布鲁塞尔举行会议。") },
                Drafted.Of("new", 1, null, "A paragraph that came in since.", "此后新增的段落。"),
                .. Drafted.Record.Paragraphs.Skip(1).Where(paragraph => paragraph.Key != "next"),
            ],
        };
        Assert.Empty(Drafted.Read(document, later));

        var edited = Drafted.Edited(text => text.Replace("met in Brussels on", "met at Brussels on", StringComparison.Ordinal));
        Assert.Equal(3, Assert.IsType<Reworded>(Assert.Single(Drafted.Read(edited, later))).Version);

        var gone = Drafted.Refused(Drafted.Edited(text => text.Replace("meeting in Beijing", "meeting in Xi’an", StringComparison.Ordinal)), later);
        Assert.Equal("next", gone.Key);
        Assert.Contains("taken out", gone.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Noise_of_word_processors_is_no_change()
    {
        Assert.Empty(Drafted.Read(Drafted.Edited(text => text.Replace("They agreed to hold the next", "They\u00A0agreed to hold\u200B the  next ".Replace("  ", " ", StringComparison.Ordinal).TrimEnd(), StringComparison.Ordinal))));
        // One run becomes four, with a spelling mark, a bookmark and a page break that was rendered.
        Assert.Empty(Drafted.Read(Drafted.Edited(text => text.Replace("They agreed to hold",
            "They</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:t xml:space=\"preserve\"> agr</w:t></w:r><w:bookmarkStart w:id=\"900\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"900\"/><w:r><w:lastRenderedPageBreak/><w:t xml:space=\"preserve\">eed to hold", StringComparison.Ordinal))));
    }

    [Fact]
    public void Smart_quotes_and_chinese_stay_as_they_were_typed()
    {
        var change = Assert.IsType<Reworded>(Assert.Single(Drafted.Read(Drafted.Edited(text => text
            .Replace("They agreed", "They “agreed”", StringComparison.Ordinal).Replace("双方同意在北京", "双方“同意”在 北京——", StringComparison.Ordinal)))));
        Assert.Equal(Wordings.Of("They “agreed” to hold the next meeting in Beijing.", "双方“同意”在 北京——举行下次会议。"), change.Text);
    }

    [Fact]
    public void Brackets_of_the_sides_come_back_in_any_language()
    {
        var change = Assert.IsType<Reworded>(Assert.Single(Drafted.Read(Drafted.Edited(text => text
            .Replace("meeting in Beijing", "meeting [in Beijing | EU: in Brussels]", StringComparison.Ordinal).Replace("在北京举行", "［在北京｜欧方：在布鲁塞尔］举行", StringComparison.Ordinal)))));
        Assert.Equal(Wordings.Of("They agreed to hold the next meeting [in Beijing|eu:in Brussels].", "双方同意[在北京|eu:在布鲁塞尔]举行下次会议。"), change.Text);
    }

    [Fact]
    public void A_program_that_drops_what_the_document_carries_is_forgiven_while_the_record_stands()
    {
        var bare = Without(Drafted.Edited(text => text.Replace("Beijing", "Tianjin", StringComparison.Ordinal)));
        Assert.Equal("next", Assert.IsType<Reworded>(Assert.Single(Drafted.Read(bare))).Key);

        var later = Drafted.Record with { Paragraphs = [.. Drafted.Record.Paragraphs.Select(paragraph => paragraph with { Version = paragraph.Version + 1 })] };
        Assert.Contains("earlier version", Drafted.Refused(bare, later).English, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_any_mark_are_known_by_their_words()
    {
        var changes = Drafted.Read(Drafted.Edited(text => Marks.Replace(text, "").Replace("15 cities", "16 cities", StringComparison.Ordinal)));
        Assert.Equal("centres", Assert.IsType<Reworded>(Assert.Single(changes)).Key);
    }

    [Fact]
    public void A_long_record_without_any_mark_is_read_soon()
    {
        var draft = Drafted.Record with { Paragraphs = [.. Enumerable.Range(0, 300).Select(i => Drafted.Of($"p{i}", i, null, $"The sides of round {i * 37} met in place {i * 91} and agreed on measure {i}.", $"第{i * 37}轮双方在{i * 91}号地点会晤，商定了第{i}项措施。"))] };
        var document = Drafted.Document(draft).With("word/document.xml", text => Marks.Replace(text, "").Replace("agreed on", "agreed to take", StringComparison.Ordinal));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(draft.Paragraphs.Select(one => one.Key), Drafted.Read(document, draft).Cast<Reworded>().Select(one => one.Key));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
        TestContext.Current.SendDiagnosticMessage($"300 rows without marks, each reworded: {watch.Elapsed.TotalSeconds:0.0} s");
    }

    [Fact]
    public void A_draft_in_three_languages_comes_back()
    {
        var draft = new Drafting("r", new([new("fr", "Projet")]), ["en", "fr", "zh"], [], [new("a", 1, ParagraphKind.Text, null, new([new("en", "One"), new("fr", "Un"), new("zh", "一")]), null, [])]);
        var change = Assert.Single(Drafted.Read(Drafted.Document(draft).With("word/document.xml", text => text.Replace(">Un<", ">Premier<", StringComparison.Ordinal)), draft));
        Assert.Equivalent(new Reworded("a", 1, new([new("fr", "Premier")]), []), change, strict: true);
    }

    /// <summary>All bookmarks and content controls.</summary>
    private static readonly Regex Marks = new("<w:bookmark(Start|End)[^>]*/>|</?w:sdt>|</?w:sdtContent>|<w:sdtPr>.*?</w:sdtPr>", RegexOptions.Singleline);

    private static byte[] Without(byte[] document)
    {
        using var stream = new MemoryStream();
        stream.Write(document);
        using (var opened = WordprocessingDocument.Open(stream, isEditable: true))
        {
            opened.MainDocumentPart!.DeleteParts(opened.MainDocumentPart.CustomXmlParts.ToList());
            opened.DeletePart(opened.CustomFilePropertiesPart!);
        }

        return stream.ToArray();
    }
}
