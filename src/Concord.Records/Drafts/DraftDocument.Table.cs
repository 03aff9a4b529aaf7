using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Concord.Records.Drafts;

internal sealed partial class DraftDocument
{
    private int comments;

    private Table Table()
    {
        var table = new Table(
            new TableProperties(
                new TableStyle { Val = DraftStyles.Table },
                new TableWidth { Width = Twips(whole), Type = TableWidthUnitValues.Dxa },
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableLook { Val = "0420", FirstRow = true, NoHorizontalBand = true, NoVerticalBand = true }),
            new TableGrid([new GridColumn { Width = Twips(first) }, .. draft.Languages.Select(_ => new GridColumn { Width = Twips(Column) })]),
            Head());
        var (section, ordinal, number) = ((Wordings?)null, 0, 0);
        foreach (var paragraph in draft.Paragraphs)
        {
            if (!Equals(paragraph.Section, section)) table.Append(SectionRow(section = paragraph.Section, ordinal++));
            table.Append(Row(paragraph, ++number));
        }

        return table;
    }

    private TableRow Head() => new(
        [
            new TableRowProperties(new CantSplit(), new TableHeader()),
            Cell(first, new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = DraftStyles.Head }), new Run(Words("№")))),
            .. draft.Languages.Select(language => Cell(Column, Line(DraftStyles.Head, language, Shown.LanguageName(language)))),
        ]);

    /// <summary>The name of a section across all columns, one line a language; where paragraphs of no section follow, a mere dash.</summary>
    private TableRow SectionRow(Wordings? name, int ordinal)
    {
        var lines = draft.Languages.Where(language => name?.ContainsKey(language) == true).Select(language => Line(DraftStyles.Section, language, name![language])).ToList();
        if (lines.Count == 0) lines.Add(Line(DraftStyles.Section, draft.Languages[0], name?.Values.FirstOrDefault() ?? "—"));
        Mark(lines[0], RowMark.OfSection(ordinal));
        return new(new TableRowProperties(new CantSplit()), new TableCell(
        [
            new TableCellProperties(
                new TableCellWidth { Width = Twips(whole), Type = TableWidthUnitValues.Dxa },
                new GridSpan { Val = draft.Languages.Count + 1 },
                new Shading { Val = ShadingPatternValues.Clear, Color = "auto", Fill = "EEF1F4" }),
            .. lines,
        ]));
    }

    private TableRow Row(DraftParagraph paragraph, int number)
    {
        var cells = draft.Languages.Select(language => Cell(Column, [.. Lines(paragraph, language)])).ToList();
        Comment(cells[0], paragraph.Comments.Count);
        return new([new TableRowProperties(new CantSplit()), Cell(first, [.. Identity(paragraph, number)]), .. cells]);
    }

    /// <summary>Number and state; the number stands in a bookmark and in a content control, of which programs keep one or the other.</summary>
    private IEnumerable<Paragraph> Identity(DraftParagraph paragraph, int number)
    {
        var mark = RowMark.Of(paragraph.Key, paragraph.Version);
        var line = new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = DraftStyles.Number }), new SdtRun(
            new SdtProperties(
                new SdtAlias { Val = DraftXml.Clean(paragraph.Key) },
                new Tag { Val = mark },
                new SdtId { Val = marks + 1 },
                new DocumentFormat.OpenXml.Wordprocessing.Lock { Val = LockingValues.ContentLocked }),
            new SdtContentRun(new Run(Words(number.ToString(CultureInfo.InvariantCulture))))));
        Mark(line, mark);
        yield return line;
        foreach (var language in draft.Languages)
            if (paragraph.State?.TryGetValue(language, out var state) == true) yield return Line(DraftStyles.State, language, state);
    }

    private IEnumerable<Paragraph> Lines(DraftParagraph paragraph, string language)
    {
        var style = DraftStyles.Of(paragraph.Kind);
        var text = paragraph.Text.TryGetValue(language, out var stored) ? Shown.Text(draft, stored, language) : "";
        var depth = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            yield return new((OpenXmlElement[])[new ParagraphProperties(new ParagraphStyleId { Val = style }), .. Runs(line, language, ref depth)]);
    }

    /// <summary>A line cut where brackets open and close, so that what is contested can be marked.</summary>
    private static List<Run> Runs(string line, string language, ref int depth)
    {
        var runs = new List<Run>();
        for (var at = 0; at < line.Length;)
        {
            var end = line.AsSpan(at).IndexOfAny('[', ']') is >= 0 and var found ? at + found : line.Length;
            if (end > at) runs.Add(Run(line[at..end], depth > 0, language));
            if (end == line.Length) break;

            if (line[end] == '[') depth++;
            runs.Add(Run(line[end].ToString(), depth > 0, language));
            if (line[end] == ']') depth = Math.Max(0, depth - 1);
            at = end + 1;
        }

        return runs;
    }

    private static Run Run(string text, bool contested, string language)
    {
        var run = new Run(Words(text));
        if (contested) run.RunProperties = new(new RunStyle { Val = DraftStyles.Contested });
        return InLanguage(run, language);
    }

    private void Comment(TableCell cell, int count)
    {
        var (start, end) = (cell.GetFirstChild<Paragraph>()!, cell.Elements<Paragraph>().Last());
        for (var i = 0; i < count; i++, comments++)
        {
            var id = comments.ToString(CultureInfo.InvariantCulture);
            start.InsertAfter(new CommentRangeStart { Id = id }, start.ParagraphProperties);
            end.Append(
                new CommentRangeEnd { Id = id },
                new Run(new RunProperties(new RunStyle { Val = DraftStyles.CommentMark }), new CommentReference { Id = id }));
        }
    }

    private void Mark(Paragraph line, string name)
    {
        var id = (marks++).ToString(CultureInfo.InvariantCulture);
        line.InsertAfter(new BookmarkStart { Id = id, Name = name }, line.ParagraphProperties);
        line.Append(new BookmarkEnd { Id = id });
    }

    private static TableCell Cell(int width, params OpenXmlElement[] content) =>
        new([new TableCellProperties(new TableCellWidth { Width = Twips(width), Type = TableWidthUnitValues.Dxa }), .. content]);

    private static string Twips(int length) => length.ToString(CultureInfo.InvariantCulture);
}
