using System.Globalization;
using System.Xml.Linq;
using Concord.Domain.Rounds;
using Concord.Platform.Languages;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Concord.Features.Delegations;

/// <summary>The protocol list as a Word document: A4 across, one table per delegation, a pair of columns per language.</summary>
internal static class ProtocolDocument
{
    public const string Type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    // Twentieths of a point: A4 across, 18 mm at the sides.
    private const int PageWidth = 16838;
    private const int PageHeight = 11906;
    private const int Margin = 1020;
    private const int NumberWidth = 700;

    /// <param name="tongues">The languages, in the order of the columns.</param>
    public static byte[] Write(Round round, IReadOnlyList<Delegation> delegations, IReadOnlyList<Words> tongues)
    {
        using var memory = new MemoryStream();
        using (var package = WordprocessingDocument.Create(memory, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            package.ChangeIdOfPart(main, "document"); // drawn at random otherwise: the same list is the same file
            main.AddNewPart<StyleDefinitionsPart>("styles").Styles = Styles();
            var body = new Body();
            main.Document = new Document(body);
            Entitle(package, tongues[0]["Protocol.Of", tongues[0].Plain(round.Name)]);

            foreach (var tongue in tongues) body.Append(Paragraph(tongue["Protocol.Title"], tongue.Code, "Title"));
            foreach (var tongue in tongues)
            {
                var facts = ProtocolModel.WhenAndWhere(tongue, round);
                body.Append(Paragraph(tongue.Plain(round.Name) + (facts == "" ? "" : tongue["Feed.Between"] + facts), tongue.LangOf(round.Name), "Subtitle"));
                if (round.Fictitious) body.Append(Paragraph(tongue["Protocol.Fictitious"], tongue.Code, "Subtitle"));
            }

            foreach (var side in delegations)
            {
                foreach (var (index, tongue) in tongues.Index()) body.Append(Paragraph(ProtocolModel.NameOf(tongue, side), tongue.Code, index == 0 ? "Heading1" : "Subtitle", keep: true));
                body.Append(TableOf(side, tongues));
            }

            body.Append(new SectionProperties(
                new PageSize { Width = PageWidth, Height = PageHeight, Orient = PageOrientationValues.Landscape },
                new PageMargin { Top = Margin, Bottom = Margin, Left = Margin, Right = Margin, Header = 500, Footer = 500, Gutter = 0 }));
        }

        return memory.ToArray();
    }

    private static void Entitle(WordprocessingDocument package, string title)
    {
        var core = package.AddCoreFilePropertiesPart();
        package.ChangeIdOfPart(core, "core");
        using var stream = core.GetStream(FileMode.Create);
        new XDocument(new XElement(
            XName.Get("coreProperties", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
            new XElement(XName.Get("title", "http://purl.org/dc/elements/1.1/"), title))).Save(stream);
    }

    private static Table TableOf(Delegation side, IReadOnlyList<Words> tongues)
    {
        var each = (PageWidth - (2 * Margin) - NumberWidth) / tongues.Count;
        var (names, offices) = (each * 2 / 5, each - (each * 2 / 5));
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = (NumberWidth + (each * tongues.Count)).ToString(CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa },
                new TableBorders(Line<TopBorder>(), Line<BottomBorder>(), Line<InsideHorizontalBorder>()),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(new TopMargin { Width = "60", Type = TableWidthUnitValues.Dxa }, new TableCellLeftMargin { Width = 80, Type = TableWidthValues.Dxa }, new BottomMargin { Width = "60", Type = TableWidthUnitValues.Dxa }, new TableCellRightMargin { Width = 80, Type = TableWidthValues.Dxa })),
            new TableGrid([new GridColumn { Width = Of(NumberWidth) }, .. tongues.SelectMany(_ => new[] { new GridColumn { Width = Of(names) }, new GridColumn { Width = Of(offices) } })]));

        var head = new TableRow(new TableRowProperties(new CantSplit(), new TableHeader()), Cell(NumberWidth, Paragraph(tongues[0]["Delegation.Number"], tongues[0].Code, "Head")));
        foreach (var tongue in tongues) head.Append(Cell(names, Paragraph(tongue["Delegate.Name"], tongue.Code, "Head")), Cell(offices, Paragraph(tongue["Delegate.Position"], tongue.Code, "Head")));
        table.Append(head);

        foreach (var (index, one) in side.Delegates.Index())
        {
            var row = new TableRow(new TableRowProperties(new CantSplit()), Cell(NumberWidth, Paragraph((index + 1).ToString(CultureInfo.InvariantCulture), tongues[0].Code, null)));
            foreach (var tongue in tongues)
            {
                var role = tongue["Value.DelegateRole." + one.Role];
                row.Append(Cell(names, Paragraph(tongue.Plain(one.Name), tongue.LangOf(one.Name), "Head"), Paragraph(one.IsTabled ? role : tongue["Protocol.Marked", role, tongue["Delegation.Draft"]], tongue.Code, null)));
                var office = ProtocolModel.Office(tongue, one).Select(line => Paragraph(line.Words, line.Language, null)).ToArray();
                row.Append(Cell(offices, office.Length > 0 ? office : [new Paragraph()]));
            }

            table.Append(row);
        }

        return table;
    }

    private static T Line<T>()
        where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4, Color = "8A8A8A" };

    private static TableCell Cell(int width, params Paragraph[] paragraphs) =>
        new([new TableCellProperties(new TableCellWidth { Width = Of(width), Type = TableWidthUnitValues.Dxa }), .. paragraphs]);

    private static Paragraph Paragraph(string words, string language, string? style, bool keep = false)
    {
        var properties = new ParagraphProperties();
        if (style is not null) properties.Append(new ParagraphStyleId { Val = style });
        if (keep) properties.Append(new KeepNext());
        var culture = language == "zh" ? "zh-CN" : language;
        return new(properties, new Run(new RunProperties(new DocumentFormat.OpenXml.Wordprocessing.Languages { Val = culture, EastAsia = culture }), new DocumentFormat.OpenXml.Wordprocessing.Text(words) { Space = SpaceProcessingModeValues.Preserve }));
    }

    private static Styles Styles() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(new RunFonts { Ascii = "Arial", HighAnsi = "Arial", EastAsia = "Microsoft YaHei" }, new FontSize { Val = "20" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "0" }))),
        Style("Normal", "Normal", null, isDefault: true),
        Style("Title", "Title", "36", bold: true),
        Style("Subtitle", "Subtitle", "22"),
        Style("Heading1", "heading 1", "26", bold: true, before: "360"),
        Style("Head", "Head of a column", null, bold: true));

    private static Style Style(string id, string name, string? size, bool bold = false, string? before = null, bool isDefault = false)
    {
        var style = new Style(new StyleName { Val = name }) { Type = StyleValues.Paragraph, StyleId = id, Default = isDefault ? true : null };
        if (!isDefault) style.Append(new BasedOn { Val = "Normal" });
        if (before is not null) style.Append(new StyleParagraphProperties(new SpacingBetweenLines { Before = before, After = "60" }));
        var run = new StyleRunProperties();
        if (bold) run.Append(new Bold());
        if (size is not null) run.Append(new FontSize { Val = size });
        if (run.HasChildren) style.Append(run);
        return style;
    }

    private static string Of(int width) => width.ToString(CultureInfo.InvariantCulture);
}
