using System.Globalization;
using System.Xml.Linq;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Languages;
using Concord.Platform.Web.Pictures;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using NodaTime;

namespace Concord.Features.Commitments;

/// <summary>Matters arising as a Word document for a meeting: a row per commitment, a column per language.</summary>
/// <param name="tongues">The languages, in the order of the columns.</param>
/// <param name="on">The programme's day.</param>
/// <param name="readers">For whom it is.</param>
/// <param name="filters">By what the ledger was filtered, in the first language.</param>
internal sealed class ArisingDocument(IReadOnlyList<Words> tongues, LocalDate on, IReadOnlyList<Audience> readers, IReadOnlyList<(string Label, string Value)> filters)
{
    public const string Type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    // Twentieths of a point: A4 upright, 18 mm at the sides.
    private const int PageWidth = 11906;
    private const int PageHeight = 16838;
    private const int Margin = 1020;
    private const int NumberWidth = 1150;

    public byte[] Write(IReadOnlyList<Commitment> commitments)
    {
        using var memory = new MemoryStream();
        using (var package = WordprocessingDocument.Create(memory, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            package.ChangeIdOfPart(main, "document"); // drawn at random otherwise: the same list is the same file
            main.AddNewPart<StyleDefinitionsPart>("styles").Styles = Styles();
            main.AddNewPart<FooterPart>("footer").Footer = PageNumbers();
            Entitle(package, tongues[0]["Arising.Title"]);

            var body = new Body();
            main.Document = new Document(body);
            foreach (var tongue in tongues) body.Append(Paragraph(tongue["Arising.Title"], tongue.Code, "Title"));
            foreach (var tongue in tongues)
            {
                body.Append(Paragraph(tongue["Arising.About", tongue.Date(on)], tongue.Code, "Subtitle"));
                body.Append(Paragraph(tongue["Arising.Readers", tongue.List(readers.Select(tongue.Audience))], tongue.Code, "Subtitle"));
            }

            foreach (var (label, value) in filters) body.Append(Paragraph(tongues[0]["Arising.Filtered", label, value], tongues[0].Code, "Subtitle"));
            if (commitments.Count > 0) body.Append(TableOf(commitments));
            else foreach (var tongue in tongues) body.Append(Paragraph(tongue["Arising.None"], tongue.Code, null));
            body.Append(new SectionProperties(
                new FooterReference { Type = HeaderFooterValues.Default, Id = "footer" },
                new PageSize { Width = PageWidth, Height = PageHeight },
                new PageMargin { Top = Margin, Bottom = Margin, Left = Margin, Right = Margin, Header = 500, Footer = 500, Gutter = 0 }));
        }

        return memory.ToArray();
    }

    private Table TableOf(IReadOnlyList<Commitment> commitments)
    {
        var each = (PageWidth - (2 * Margin) - NumberWidth) / tongues.Count;
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = Of(NumberWidth + (each * tongues.Count)), Type = TableWidthUnitValues.Dxa },
                new TableBorders(Line<TopBorder>(), Line<BottomBorder>(), Line<InsideHorizontalBorder>()),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(new TopMargin { Width = "80", Type = TableWidthUnitValues.Dxa }, new TableCellLeftMargin { Width = 80, Type = TableWidthValues.Dxa }, new BottomMargin { Width = "80", Type = TableWidthUnitValues.Dxa }, new TableCellRightMargin { Width = 80, Type = TableWidthValues.Dxa })),
            new TableGrid([new GridColumn { Width = Of(NumberWidth) }, .. tongues.Select(_ => new GridColumn { Width = Of(each) })]));
        var head = new TableRow(new TableRowProperties(new CantSplit(), new TableHeader()), Cell(NumberWidth, Paragraph(tongues[0]["Commitment.No"], tongues[0].Code, "Head")));
        foreach (var tongue in tongues) head.Append(Cell(each, Paragraph(tongue["Commitment.Name"], tongue.Code, "Head")));
        table.Append(head);
        foreach (var one in commitments)
        {
            var row = new TableRow(new TableRowProperties(new CantSplit()), Cell(NumberWidth, Paragraph(one.Key, tongues[0].Code, null)));
            foreach (var tongue in tongues) row.Append(Cell(each, [.. In(tongue, one)]));
            table.Append(row);
        }

        return table;
    }

    /// <summary>A commitment in one language: its words, who owes it by when, where it stands, what is done for it.</summary>
    private static IEnumerable<Paragraph> In(Words tongue, Commitment one)
    {
        yield return Paragraph(one.Fictitious ? tongue["Arising.Fictitious", one.Name] : tongue.Plain(one.Name), tongue.LangOf(one.Name), "Head");
        yield return Fact(tongue, "Commitment.Owner", string.Join(tongue["Feed.Between"], one.Responsible.Select(link => tongue.Plain(link.Organisation.Name)).Order(StringComparer.Create(tongue.Culture, false)).Prepend(Owner.Name(one.Owner, tongue))));
        yield return Fact(tongue, "Commitment.Due", one.Due is { } due ? tongue.Date(due) : tongue[one.IsContinuous ? "Commitment.IsContinuous" : "Commitment.DueNotKnown"]);

        var trail = one.Trail.OrderBy(entry => entry.Order).ThenBy(entry => entry.Id).ToList();
        var standing = Statement.Standing([.. trail.Select(entry => entry.Statement)]);
        if (standing.Count == 0) yield return Fact(tongue, "Arising.Stands", tongue["Commitment.NoTrail"]);
        foreach (var said in standing)
        {
            yield return Fact(tongue, "Arising.Stands", Trails.Said(said, tongue));
            if (trail.Last(entry => entry.Statement == said).Note is { } note) yield return Paragraph(tongue.Plain(note), tongue.LangOf(note), null);
        }

        foreach (var step in one.Milestones.Where(step => step.DoneOn is null)) yield return Fact(tongue, "Commitment.Milestones", tongue.Plain(step.What) + (step.Due is null ? "" : tongue["Feed.Between"] + tongue["Commitment.By", tongue.Date(step.Due)]));
        foreach (var link in one.Activities.OrderBy(link => link.Activity.FirstDay).ThenBy(link => link.Activity.Key, StringComparer.Ordinal))
        {
            var when = tongue.Dates(link.Activity.Start, link.Activity.End);
            yield return Fact(tongue, "Commitment.Activity", tongue.Plain(link.Activity.Name) + (when == "" ? "" : tongue["Feed.Between"] + when));
        }
    }

    private static Paragraph Fact(Words tongue, string label, string value) => Paragraph(tongue["Commitment.Says", tongue[label], value], tongue.Code, null);

    private Footer PageNumbers() => new(new Paragraph(
        new ParagraphProperties(new Justification { Val = JustificationValues.Right }),
        Run(string.Join(" / ", tongues.Select(tongue => tongue["Arising.Page"])) + " ", tongues[0].Code),
        new SimpleField(Run("1", tongues[0].Code)) { Instruction = "PAGE" }));

    private static void Entitle(WordprocessingDocument package, string title)
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

    private static TableCell Cell(int width, params Paragraph[] paragraphs) =>
        new([new TableCellProperties(new TableCellWidth { Width = Of(width), Type = TableWidthUnitValues.Dxa }), .. paragraphs]);

    private static Paragraph Paragraph(string words, string language, string? style)
    {
        var properties = new ParagraphProperties();
        if (style is not null) properties.Append(new ParagraphStyleId { Val = style });
        return new(properties, Run(words, language));
    }

    private static Run Run(string words, string language)
    {
        var culture = language == "zh" ? "zh-CN" : language;
        return new(new RunProperties(new DocumentFormat.OpenXml.Wordprocessing.Languages { Val = culture, EastAsia = culture }), new DocumentFormat.OpenXml.Wordprocessing.Text(words) { Space = SpaceProcessingModeValues.Preserve });
    }

    private static Styles Styles() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(new RunFonts { Ascii = "Arial", HighAnsi = "Arial", EastAsia = "Microsoft YaHei" }, new FontSize { Val = "19" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "40" }))),
        Style("Normal", "Normal", null, isDefault: true),
        Style("Title", "Title", "34", bold: true),
        Style("Subtitle", "Subtitle", "19"),
        Style("Head", "Head of a row", null, bold: true));

    private static Style Style(string id, string name, string? size, bool bold = false, bool isDefault = false)
    {
        var style = new Style(new StyleName { Val = name }) { Type = StyleValues.Paragraph, StyleId = id, Default = isDefault ? true : null };
        if (!isDefault) style.Append(new BasedOn { Val = "Normal" });
        var run = new StyleRunProperties();
        if (bold) run.Append(new Bold());
        if (size is not null) run.Append(new FontSize { Val = size });
        if (run.HasChildren) style.Append(run);
        return style;
    }

    private static string Of(int width) => width.ToString(CultureInfo.InvariantCulture);
}
