using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Concord.Records.Documents;

/// <summary>
/// A sealed record as a Word document, in one language or in columns side by side: A4, number and hash at the foot of every page. Written part
/// by part, since a library would put the time and names of its own into it.
/// </summary>
internal static class SealedDocx
{
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Main = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

    // In twentieths of a point: A4, its margins, and what is left between them.
    private const int PageWidth = 11906, PageHeight = 16838, Margin = 1474, Between = PageWidth - (2 * Margin);

    private static readonly XNamespace w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static readonly XNamespace r = Office;
    private static readonly XNamespace types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static readonly XNamespace links = "http://schemas.openxmlformats.org/package/2006/relationships";

    public static byte[] Of(Printed printed, IReadOnlyList<string> languages) =>
        FixedZip.Of(
        [
            ("[Content_Types].xml", Bytes(Types())),
            ("_rels/.rels", Bytes(Links(("rId1", Office + "/officeDocument", "word/document.xml"), ("rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml")))),
            ("docProps/core.xml", Bytes(Core(printed, languages))),
            ("word/document.xml", Bytes(Body(printed, languages))),
            ("word/_rels/document.xml.rels", Bytes(Links(("rId1", Office + "/styles", "styles.xml"), ("rId2", Office + "/settings", "settings.xml"), ("rId3", Office + "/footer", "footer1.xml")))),
            ("word/styles.xml", Bytes(DocxStyles.Of(w, languages.Count > 1))),
            ("word/settings.xml", Bytes(Settings(languages))),
            ("word/footer1.xml", Bytes(Foot(printed, languages))),
        ]);

    private static XElement Body(Printed printed, IReadOnlyList<string> languages) =>
        new(
            w + "document",
            new XAttribute(XNamespace.Xmlns + "w", w),
            new XAttribute(XNamespace.Xmlns + "r", r),
            new XElement(
                w + "body",
                languages.Count == 1 ? One(printed, languages[0]) : Columns(printed, languages),
                new XElement(
                    w + "sectPr",
                    new XElement(w + "footerReference", new XAttribute(w + "type", "default"), new XAttribute(r + "id", "rId3")),
                    new XElement(w + "pgSz", new XAttribute(w + "w", PageWidth), new XAttribute(w + "h", PageHeight)),
                    new XElement(w + "pgMar", new XAttribute(w + "top", 1361), new XAttribute(w + "right", Margin), new XAttribute(w + "bottom", 1474), new XAttribute(w + "left", Margin), new XAttribute(w + "header", 709), new XAttribute(w + "footer", 737), new XAttribute(w + "gutter", 0)))));

    private static IEnumerable<XElement> One(Printed printed, string language)
    {
        foreach (var block in printed.Blocks().Where(one => one.Look is not (Look.Signature or Look.Note))) yield return Paragraph(block, language);
        var signatures = printed.Blocks().Where(one => one.Look == Look.Signature).ToList();
        yield return Paragraph("Gap", "", language);
        yield return Table(signatures.Count, [Row(signatures.Select(one => Paragraph(one, language)), isWhole: true)], isRuled: false);
        foreach (var block in printed.Blocks().Where(one => one.Look == Look.Note)) yield return Paragraph(block, language);
    }

    private static IEnumerable<XElement> Columns(Printed printed, IReadOnlyList<string> languages)
    {
        var heading = Row(languages.Select(one => Paragraph("Column", PrintedWords.NameOf(one), one)), isWhole: true, isHeading: true);
        yield return Table(languages.Count, [heading, .. printed.Blocks().Select(block => Row(languages.Select(one => Paragraph(block, one)), isWhole: true))], isRuled: true);
        yield return Paragraph("Gap", "", languages[0]); // Word wants a paragraph after a table
    }

    private static XElement Table(int columns, IEnumerable<XElement> rows, bool isRuled) =>
        new(
            w + "tbl",
            new XElement(
                w + "tblPr",
                new XElement(w + "tblW", new XAttribute(w + "w", Between), new XAttribute(w + "type", "dxa")),
                isRuled ? new XElement(w + "tblBorders", new XElement(w + "insideV", new XAttribute(w + "val", "single"), new XAttribute(w + "sz", 4), new XAttribute(w + "space", 0), new XAttribute(w + "color", "888888"))) : null,
                new XElement(w + "tblLayout", new XAttribute(w + "type", "fixed")),
                new XElement(w + "tblCellMar", Width("left", 142), Width("right", 142))),
            new XElement(w + "tblGrid", Enumerable.Repeat(0, columns).Select(_ => new XElement(w + "gridCol", new XAttribute(w + "w", Between / columns)))),
            rows);

    private static XElement Width(string side, int width) => new(w + side, new XAttribute(w + "w", width), new XAttribute(w + "type", "dxa"));

    private static XElement Row(IEnumerable<XElement> cells, bool isWhole, bool isHeading = false)
    {
        var all = cells.ToList();
        return new(
            w + "tr",
            isWhole ? new XElement(w + "trPr", new XElement(w + "cantSplit"), isHeading ? new XElement(w + "tblHeader") : null) : null,
            all.Select(cell => new XElement(w + "tc", new XElement(w + "tcPr", new XElement(w + "tcW", new XAttribute(w + "w", Between / all.Count), new XAttribute(w + "type", "dxa"))), cell)));
    }

    private static XElement Paragraph(Block block, string language)
    {
        var said = block.Text(language);
        var label = block.Label?.Invoke(language);
        return new(
            w + "p",
            Properties(block.Look.ToString(), said.Language),
            label is null ? null : Run(label, language, isBold: true),
            label is not null && block.Look == Look.Signature ? new XElement(w + "r", new XElement(w + "br")) : null,
            Run(said.Text, said.Language));
    }

    private static XElement Paragraph(string style, string text, string language) => new(w + "p", Properties(style, language), text.Length == 0 ? null : Run(text, language));

    private static XElement Properties(string style, string language) =>
        new(w + "pPr", new XElement(w + "pStyle", new XAttribute(w + "val", PrintedWords.IsChinese(language) ? style + DocxStyles.Chinese : style)));

    /// <summary>Words in their language; the hint sets quotation marks and dashes of Chinese in the Chinese font.</summary>
    private static XElement Run(string text, string language, bool isBold = false) =>
        new(
            w + "r",
            new XElement(
                w + "rPr",
                PrintedWords.IsChinese(language) ? new XElement(w + "rFonts", new XAttribute(w + "hint", "eastAsia")) : null,
                isBold ? new XElement(w + "b") : null,
                Language("lang", language)),
            text.Split('\n').SelectMany((line, at) => new[] { at == 0 ? null : new XElement(w + "br"), new XElement(w + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), line) }));

    private static XElement Language(string element, string language)
    {
        // Figures and Latin letters within Chinese keep a Latin language, or LibreOffice breaks lines within a number.
        var latin = language == "en" || PrintedWords.IsChinese(language) ? "en-GB" : language;
        return PrintedWords.IsChinese(language) ? new(w + element, new XAttribute(w + "val", latin), new XAttribute(w + "eastAsia", language == "zh" ? "zh-CN" : language)) : new(w + element, new XAttribute(w + "val", latin));
    }

    private static XElement Foot(Printed printed, IReadOnlyList<string> languages)
    {
        var language = languages[0];
        var page = PrintedWords.Page(languages.Count == 1 ? language : "").Split("{0}");
        var pages = page[1].Split("{1}");
        XElement Field(string name) => new(w + "fldSimple", new XAttribute(w + "instr", $" {name} "), Run("1", language));
        return new(
            w + "ftr",
            new XAttribute(XNamespace.Xmlns + "w", w),
            new XElement(
                w + "p",
                new XElement(w + "pPr", new XElement(w + "pStyle", new XAttribute(w + "val", "Footer")), new XElement(w + "tabs", new XElement(w + "tab", new XAttribute(w + "val", "right"), new XAttribute(w + "pos", Between)))),
                Run(printed.Foot(language), language),
                new XElement(w + "r", new XElement(w + "tab")),
                page[0].Length == 0 ? null : Run(page[0], language),
                Field("PAGE"),
                Run(pages[0], language),
                Field("NUMPAGES"),
                pages[1].Length == 0 ? null : Run(pages[1], language)));
    }

    private static XElement Settings(IReadOnlyList<string> languages) =>
        new(
            w + "settings",
            new XAttribute(XNamespace.Xmlns + "w", w),
            new XElement(w + "characterSpacingControl", new XAttribute(w + "val", "compressPunctuation")),
            new XElement(w + "compat", new XElement(w + "compatSetting", new XAttribute(w + "name", "compatibilityMode"), new XAttribute(w + "uri", "http://schemas.microsoft.com/office/word"), new XAttribute(w + "val", "15"))),
            new XElement(w + "themeFontLang", Language("lang", languages[0]).Attribute(w + "val")!, new XAttribute(w + "eastAsia", "zh-CN")));

    private static XElement Core(Printed printed, IReadOnlyList<string> languages)
    {
        XNamespace core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties", dc = "http://purl.org/dc/elements/1.1/";
        return new(
            core + "coreProperties",
            new XAttribute(XNamespace.Xmlns + "dc", dc),
            new XElement(dc + "title", string.Join(" · ", languages.Select(printed.Title))),
            new XElement(dc + "identifier", printed.Foot("en")),
            new XElement(dc + "language", languages[0]));
    }

    private static XElement Types()
    {
        XElement Part(string name, string type) => new(types + "Override", new XAttribute("PartName", name), new XAttribute("ContentType", type));
        return new(
            types + "Types",
            new XElement(types + "Default", new XAttribute("Extension", "rels"), new XAttribute("ContentType", "application/vnd.openxmlformats-package.relationships+xml")),
            new XElement(types + "Default", new XAttribute("Extension", "xml"), new XAttribute("ContentType", "application/xml")),
            Part("/word/document.xml", Main + "document.main+xml"),
            Part("/word/styles.xml", Main + "styles+xml"),
            Part("/word/settings.xml", Main + "settings+xml"),
            Part("/word/footer1.xml", Main + "footer+xml"),
            Part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"));
    }

    private static XElement Links(params (string Id, string Type, string Target)[] to) =>
        new(links + "Relationships", to.Select(one => new XElement(links + "Relationship", new XAttribute("Id", one.Id), new XAttribute("Type", one.Type), new XAttribute("Target", one.Target))));

    private static byte[] Bytes(XElement part)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize })) new XDocument(new XDeclaration("1.0", "UTF-8", "yes"), part).Save(xml);
        return stream.ToArray();
    }
}
