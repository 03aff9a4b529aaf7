using System.Globalization;
using System.Xml.Linq;
using Concord.Platform.Languages;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Concord.Platform.Printing;

/// <summary>How a paragraph of a <see cref="WordDocument"/> looks: the name of its style.</summary>
internal enum WordLook
{
    Normal,
    Title,
    Subtitle,

    /// <summary>Of a part; it stays with what follows, and readers of the screen jump to it.</summary>
    Heading1,

    /// <summary>Of a row or a column.</summary>
    Head,
}

/// <summary>A list as a Word document for a meeting: A4, tables that repeat their head, page numbers, every run in its language. The same list is the same file.</summary>
/// <param name="title">Of the file, for whoever lists or announces it.</param>
/// <param name="tongues">The languages it speaks, the first one first.</param>
/// <param name="across">Whether the page lies on its long side.</param>
internal sealed class WordDocument(string title, IReadOnlyList<Words> tongues, bool across = false)
{
    public const string Type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    // Twentieths of a point: A4, 18 mm at the sides.
    private const int Short = 11906;
    private const int Long = 16838;
    private const int Margin = 1020;

    private readonly Body body = new();

    /// <summary>What lies between the margins, in twentieths of a point.</summary>
    public int Width => (across ? Long : Short) - (2 * Margin);

    /// <param name="language">Code of the language of the words.</param>
    public void Add(string words, string language, WordLook look = WordLook.Normal) => body.Append(Paragraph(words, language, look));

    /// <summary>A heading that says the same in each language, a line for each.</summary>
    /// <param name="lines">Words and code of their language.</param>
    public void AddHeading(IEnumerable<(string Words, string Language)> lines)
    {
        var heading = new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = nameof(WordLook.Heading1) }));
        foreach (var (index, (words, language)) in lines.Index())
        {
            if (index > 0) heading.Append(new Run(new Break()));
            heading.Append(Run(words, language));
        }

        body.Append(heading);
    }

    /// <param name="widths">Of the columns, in twentieths of a point.</param>
    /// <param name="rows">Cells of paragraphs; the first row is the head. None is broken over two pages.</param>
    public void AddTable(IReadOnlyList<int> widths, IEnumerable<Paragraph[][]> rows)
    {
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = Of(widths.Sum()), Type = TableWidthUnitValues.Dxa },
                new TableBorders(Line<TopBorder>(), Line<BottomBorder>(), Line<InsideHorizontalBorder>()),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(new TopMargin { Width = "70", Type = TableWidthUnitValues.Dxa }, new TableCellLeftMargin { Width = 80, Type = TableWidthValues.Dxa }, new BottomMargin { Width = "70", Type = TableWidthUnitValues.Dxa }, new TableCellRightMargin { Width = 80, Type = TableWidthValues.Dxa })),
            new TableGrid(widths.Select(width => new GridColumn { Width = Of(width) })));
        foreach (var (index, cells) in rows.Index())
        {
            var row = new TableRow(new TableRowProperties(index == 0 ? [new CantSplit(), new TableHeader()] : [new CantSplit()]));
            row.Append(cells.Zip(widths, (paragraphs, width) => new TableCell([new TableCellProperties(new TableCellWidth { Width = Of(width), Type = TableWidthUnitValues.Dxa }), .. paragraphs.DefaultIfEmpty(new Paragraph())])));
            table.Append(row);
        }

        body.Append(table);
    }

    /// <param name="language">Code of the language of the words.</param>
    public Paragraph Paragraph(string words, string language, WordLook look = WordLook.Normal) =>
        look == WordLook.Normal ? new(Run(words, language)) : new(new ParagraphProperties(new ParagraphStyleId { Val = look.ToString() }), Run(words, language));

    public byte[] Write()
    {
        using var memory = new MemoryStream();
        using (var package = WordprocessingDocument.Create(memory, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            package.ChangeIdOfPart(main, "document"); // drawn at random otherwise
            main.AddNewPart<StyleDefinitionsPart>("styles").Styles = Styles();
            main.AddNewPart<FooterPart>("footer").Footer = PageNumbers();
            Entitle(package);
            main.Document = new Document(body);
            body.Append(new SectionProperties(
                new FooterReference { Type = HeaderFooterValues.Default, Id = "footer" },
                across ? new PageSize { Width = Long, Height = Short, Orient = PageOrientationValues.Landscape } : new PageSize { Width = Short, Height = Long },
                new PageMargin { Top = Margin, Bottom = Margin, Left = Margin, Right = Margin, Header = 500, Footer = 500, Gutter = 0 }));
        }

        return memory.ToArray();
    }

    private Run Run(string words, string language)
    {
        var culture = tongues[0].Programme.Languages.FirstOrDefault(one => one.Code == language)?.Culture ?? language;
        return new(new RunProperties(new DocumentFormat.OpenXml.Wordprocessing.Languages { Val = culture, EastAsia = culture }), new Text(words) { Space = SpaceProcessingModeValues.Preserve });
    }

    private Footer PageNumbers() => new(new Paragraph(
        new ParagraphProperties(new Justification { Val = JustificationValues.Right }),
        new SimpleField(Run("1", tongues[0].Code)) { Instruction = "PAGE" },
        Run(" / ", tongues[0].Code),
        new SimpleField(Run("1", tongues[0].Code)) { Instruction = "NUMPAGES" }));

    private void Entitle(WordprocessingDocument package)
    {
        var core = package.AddCoreFilePropertiesPart();
        package.ChangeIdOfPart(core, "core");
        using var stream = core.GetStream(FileMode.Create);
        new XDocument(new XElement(
            XName.Get("coreProperties", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
            new XElement(XName.Get("title", "http://purl.org/dc/elements/1.1/"), title))).Save(stream);
    }

    private static T Line<T>()
        where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4, Color = "8A8A8A" };

    private static Styles Styles() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(new RunFonts { Ascii = "Arial", HighAnsi = "Arial", EastAsia = "Microsoft YaHei" }, new FontSize { Val = "19" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "40" }))),
        new Style(new StyleName { Val = "Normal" }) { Type = StyleValues.Paragraph, StyleId = nameof(WordLook.Normal), Default = true },
        Style(WordLook.Title, "Title", null, new Bold(), new FontSize { Val = "34" }),
        Style(WordLook.Subtitle, "Subtitle", null),
        Style(WordLook.Heading1, "heading 1", new(new KeepNext(), new SpacingBetweenLines { Before = "360", After = "60" }), new Bold(), new FontSize { Val = "26" }),
        Style(WordLook.Head, "Head", null, new Bold()));

    private static Style Style(WordLook look, string name, StyleParagraphProperties? paragraph, params OpenXmlElement[] run)
    {
        var style = new Style(new StyleName { Val = name }, new BasedOn { Val = nameof(WordLook.Normal) }) { Type = StyleValues.Paragraph, StyleId = look.ToString() };
        if (paragraph is not null) style.Append(paragraph);
        if (run.Length > 0) style.Append(new StyleRunProperties(run));
        return style;
    }

    private static string Of(int width) => width.ToString(CultureInfo.InvariantCulture);
}
