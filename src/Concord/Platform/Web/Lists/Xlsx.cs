using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using NodaTime;

namespace Concord.Platform.Web.Lists;

/// <summary>
/// Writes a workbook (ECMA-376, SpreadsheetML) forwards, cell by cell: a list with its head kept in sight and a filter on each column, and a
/// sheet of notes. The Open XML SDK keeps the whole of a package in memory while it is written; it checks ours in the tests instead.
/// </summary>
internal sealed partial class Xlsx : IDisposable
{
    public const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>What the format allows, less the row of headings.</summary>
    public const int MostRows = 1_048_575;

    /// <summary>In one cell, as the format counts them: UTF-16 units.</summary>
    public const int MostLetters = 32_767;

    /// <summary>Excel refuses a sheet with more links than this; further addresses are plain words.</summary>
    private const int MostLinks = 65_530;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string ContentTypes = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private static readonly LocalDate Zero = new(1899, 12, 30);

    /// <summary>Earlier days a spreadsheet has no number for, or a wrong one: its calendar knows a 29 February 1900.</summary>
    private static readonly LocalDate First = new(1900, 3, 1);

    private readonly ZipArchive package;
    private readonly List<string> names = [];
    private readonly string title;
    private readonly string language;
    private readonly Instant at;
    private List<(string Cell, Uri To)> links = [];

    public Xlsx(Stream to, string title, string language, Instant at) =>
        (package, this.title, this.language, this.at) = (new(to, ZipArchiveMode.Create, leaveOpen: true), title, language, at);

    public bool HasCutWords { get; private set; }

    public bool HasCutRows { get; private set; }

    /// <returns>How many rows were written.</returns>
    public async Task<int> WriteListAsync(string name, IReadOnlyList<(string Heading, double Width)> columns, IAsyncEnumerable<IEnumerable<Cell?>> rows, CancellationToken stop)
    {
        var count = 0;
        await using (var xml = Begin(name))
        {
            Element(xml, "sheetPr", () => Element(xml, "pageSetUpPr", ("fitToPage", "1")));
            Element(xml, "sheetViews", () => Element(xml, "sheetView", () => Element(xml, "pane", ("ySplit", "1"), ("topLeftCell", "A2"), ("activePane", "bottomLeft"), ("state", "frozen")), ("workbookViewId", "0"), ("tabSelected", "1")));
            Columns(xml, columns.Select(column => column.Width));
            xml.WriteStartElement("sheetData", Main);
            Row(xml, 1, columns.Select(column => Cell.Of(column.Heading)), Look.Heading);
            await foreach (var row in rows.WithCancellation(stop))
            {
                if (HasCutRows = count == MostRows) break;
                Row(xml, ++count + 1, row);
            }

            xml.WriteEndElement();
            Element(xml, "autoFilter", ("ref", $"A1:{Letters(columns.Count)}{count + 1}"));
            End(xml);
        }

        Linked();
        return count;
    }

    public void WriteNotes(string name, string heading, IEnumerable<(string Label, Cell? Value)> lines)
    {
        using (var xml = Begin(name))
        {
            Columns(xml, [30, 90]);
            xml.WriteStartElement("sheetData", Main);
            Row(xml, 1, [Cell.Of(heading)], Look.Title);
            var row = 2;
            foreach (var (label, value) in lines)
            {
                var place = (++row).ToString(CultureInfo.InvariantCulture);
                Element(xml, "row", () =>
                {
                    Write(xml, "A" + place, Cell.Of(label), Look.Label);
                    Write(xml, "B" + place, value, null);
                }, ("r", place));
            }

            xml.WriteEndElement();
            End(xml);
        }

        Linked();
    }

    /// <summary>Writes what holds the sheets together. Without it the file is none.</summary>
    public void Dispose()
    {
        Part("xl/workbook.xml", "workbook", xml =>
        {
            Element(xml, "sheets", () =>
            {
                foreach (var (index, name) in names.Index())
                {
                    xml.WriteStartElement("sheet", Main);
                    xml.WriteAttributeString("name", name);
                    xml.WriteAttributeString("sheetId", $"{index + 1}");
                    xml.WriteAttributeString("id", Relations, $"rId{index + 1}");
                    xml.WriteEndElement();
                }
            });
            Element(xml, "definedNames", () =>
            {
                xml.WriteStartElement("definedName", Main);
                xml.WriteAttributeString("name", "_xlnm.Print_Titles");
                xml.WriteAttributeString("localSheetId", "0");
                xml.WriteString($"'{names[0].Replace("'", "''", StringComparison.Ordinal)}'!$1:$1");
                xml.WriteEndElement();
            });
        });
        Related("xl/_rels/workbook.xml.rels", [.. names.Select((_, index) => (Relations + "/worksheet", $"worksheets/sheet{index + 1}.xml", false)), (Relations + "/styles", "styles.xml", false)]);
        Related("_rels/.rels", [(Relations + "/officeDocument", "xl/workbook.xml", false), ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml", false)]);
        Raw("xl/styles.xml", Styles);
        Core();
        Types();
        package.Dispose();
    }

    private XmlWriter Begin(string name)
    {
        names.Add(SheetName(name));
        links = [];
        var xml = XmlWriter.Create(package.CreateEntry($"xl/worksheets/sheet{names.Count}.xml", CompressionLevel.Fastest).Open(), new() { Encoding = new UTF8Encoding(false), CloseOutput = true, Async = true });
        xml.WriteStartDocument(true);
        xml.WriteStartElement("worksheet", Main);
        xml.WriteAttributeString("xmlns", "r", null, Relations);
        return xml;
    }

    private void End(XmlWriter xml)
    {
        if (links.Count > 0)
        {
            xml.WriteStartElement("hyperlinks", Main);
            foreach (var (index, link) in links.Index())
            {
                xml.WriteStartElement("hyperlink", Main);
                xml.WriteAttributeString("ref", link.Cell);
                xml.WriteAttributeString("id", Relations, $"rId{index + 1}");
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        Element(xml, "pageSetup", ("paperSize", "9"), ("orientation", "landscape"), ("fitToHeight", "0"));
        xml.WriteEndElement();
    }

    private void Linked()
    {
        if (links.Count > 0) Related($"xl/worksheets/_rels/sheet{names.Count}.xml.rels", links.Select(link => (Relations + "/hyperlink", link.To.AbsoluteUri, true)));
    }

    private static void Columns(XmlWriter xml, IEnumerable<double> widths) =>
        Element(xml, "cols", () =>
        {
            foreach (var (index, width) in widths.Index()) Element(xml, "col", ("min", $"{index + 1}"), ("max", $"{index + 1}"), ("width", width.ToString(CultureInfo.InvariantCulture)), ("customWidth", "1"));
        });

    private void Row(XmlWriter xml, int number, IEnumerable<Cell?> cells, Look? look = null) =>
        Element(xml, "row", () =>
        {
            foreach (var (index, cell) in cells.Index()) Write(xml, Letters(index + 1) + number.ToString(CultureInfo.InvariantCulture), cell, look);
        }, ("r", number.ToString(CultureInfo.InvariantCulture)));

    private void Write(XmlWriter xml, string place, Cell? cell, Look? look)
    {
        switch (cell)
        {
            case Cell.Words words:
                Words(xml, place, words.Value, look ?? (words.LooksLikeFormula ? Look.Quoted : Look.Plain));
                break;
            case Cell.Number number:
                Number(xml, place, number.Value, look ?? Look.Number);
                break;
            case Cell.Day { Value: var day } when day >= First:
                Number(xml, place, Serial(day), Look.Day);
                break;
            case Cell.Bound { Value: var day } when day >= First:
                Number(xml, place, Serial(day), Look.Bound);
                break;
            case Cell.Day { Value: var day }:
                Words(xml, place, day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), Look.Plain);
                break;
            case Cell.Moment { Value: var moment }:
                var time = moment.InUtc();
                Number(xml, place, Serial(time.Date) + ((decimal)time.TimeOfDay.TickOfDay / NodaConstants.TicksPerDay), Look.Moment);
                break;
            case Cell.Address { Value: var to }:
                if (links.Count < MostLinks) links.Add((place, to));
                Words(xml, place, to.AbsoluteUri, Look.Link);
                break;
        }
    }

    private static int Serial(LocalDate day) => Period.DaysBetween(Zero, day);

    private static void Number(XmlWriter xml, string place, decimal number, Look look)
    {
        xml.WriteStartElement("c", Main);
        xml.WriteAttributeString("r", place);
        xml.WriteAttributeString("s", $"{(int)look}");
        xml.WriteElementString("v", Main, Math.Round(number, 10).ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }

    // Inline: a table of shared words would have to be held until the end.
    private void Words(XmlWriter xml, string place, string words, Look look)
    {
        xml.WriteStartElement("c", Main);
        xml.WriteAttributeString("r", place);
        xml.WriteAttributeString("s", $"{(int)look}");
        xml.WriteAttributeString("t", "inlineStr");
        xml.WriteStartElement("is", Main);
        xml.WriteStartElement("t", Main);
        xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(Fitting(words));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>As the format can hold it: not too long, no characters that XML has none for, and no words that it would read as an escape.</summary>
    private string Fitting(string words)
    {
        if (words.Length > MostLetters)
        {
            HasCutWords = true;
            words = string.Concat(words.AsSpan(0, char.IsHighSurrogate(words[MostLetters - 2]) ? MostLetters - 2 : MostLetters - 1), "…");
        }

        var fit = new StringBuilder(words.Length);
        for (var at = 0; at < words.Length; at++)
        {
            if (at + 1 < words.Length && char.IsSurrogatePair(words[at], words[at + 1])) fit.Append(words[at]).Append(words[++at]);
            else fit.Append(XmlConvert.IsXmlChar(words[at]) ? words[at] : '\uFFFD');
        }

        return Escape().Replace(fit.ToString(), "_x005F_$1");
    }

    private static string SheetName(string name)
    {
        var letters = new string([.. name.Where(letter => letter is not ('[' or ']' or ':' or '*' or '?' or '/' or '\\'))]).Trim('\'', ' ');
        return letters.Length <= 31 ? letters : letters[..31];
    }

    private static string Letters(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26) letters = (char)('A' + ((column - 1) % 26)) + letters;
        return letters;
    }

    private static void Element(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name, Main);
        foreach (var (attribute, value) in attributes) xml.WriteAttributeString(attribute, value);
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, Action inside, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name, Main);
        foreach (var (attribute, value) in attributes) xml.WriteAttributeString(attribute, value);
        inside();
        xml.WriteEndElement();
    }

    private void Part(string path, string root, Action<XmlWriter> inside)
    {
        using var xml = Open(path);
        xml.WriteStartDocument(true);
        xml.WriteStartElement(root, Main);
        xml.WriteAttributeString("xmlns", "r", null, Relations);
        inside(xml);
        xml.WriteEndElement();
    }

    private void Related(string path, IEnumerable<(string Type, string Target, bool IsOutside)> relations)
    {
        using var xml = Open(path);
        xml.WriteStartDocument(true);
        xml.WriteStartElement("Relationships", PackageRelations);
        foreach (var (index, relation) in relations.Index())
        {
            xml.WriteStartElement("Relationship", PackageRelations);
            xml.WriteAttributeString("Id", $"rId{index + 1}");
            xml.WriteAttributeString("Type", relation.Type);
            xml.WriteAttributeString("Target", relation.Target);
            if (relation.IsOutside) xml.WriteAttributeString("TargetMode", "External");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void Core()
    {
        const string properties = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties", dc = "http://purl.org/dc/elements/1.1/", terms = "http://purl.org/dc/terms/", xsi = "http://www.w3.org/2001/XMLSchema-instance";
        using var xml = Open("docProps/core.xml");
        xml.WriteStartDocument(true);
        xml.WriteStartElement("cp", "coreProperties", properties);
        xml.WriteAttributeString("xmlns", "dcterms", null, terms);
        xml.WriteElementString("dc", "title", dc, Fitting(title));
        xml.WriteElementString("dc", "language", dc, language);
        xml.WriteStartElement("dcterms", "created", terms);
        xml.WriteAttributeString("xsi", "type", xsi, "dcterms:W3CDTF");
        xml.WriteString(at.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void Types()
    {
        var sheets = string.Concat(names.Select((_, index) => $"<Override PartName=\"/xl/worksheets/sheet{index + 1}.xml\" ContentType=\"{ContentTypes}worksheet+xml\"/>"));
        Raw("[Content_Types].xml", $"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{ContentTypes}sheet.main+xml"/>{sheets}<Override PartName="/xl/styles.xml" ContentType="{ContentTypes}styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>
            """);
    }

    private XmlWriter Open(string path) =>
        XmlWriter.Create(package.CreateEntry(path).Open(), new() { Encoding = new UTF8Encoding(false), CloseOutput = true });

    private void Raw(string path, string text)
    {
        using var writer = new StreamWriter(package.CreateEntry(path).Open(), new UTF8Encoding(false));
        writer.Write(text);
    }

    [GeneratedRegex("_(x[0-9A-Fa-f]{4}_)")]
    private static partial Regex Escape();
}
