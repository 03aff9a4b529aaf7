using System.Xml.Linq;

namespace Concord.Records.Documents;

/// <summary>The paragraph styles of a printed record: each once for Latin and once for Chinese text.</summary>
internal static class DocxStyles
{
    /// <summary>Behind the name of a style: its form for Chinese.</summary>
    public const string Chinese = "Chinese";

    private static readonly (string Name, int Size, string Justified, int Before, int After, bool Bold, bool KeepNext, int? Outline)[] looks =
    [
        ("Programme", 20, "center", 0, 60, false, true, null),
        ("Title", 34, "center", 60, 120, true, true, null),
        ("Round", 19, "center", 0, 360, false, false, null),
        ("Heading", 25, "left", 360, 120, true, true, 0),
        ("Subheading", 22, "left", 240, 100, true, true, 1),
        ("Text", 22, "both", 0, 130, false, false, null),
        ("Commitment", 22, "both", 160, 180, false, false, null),
        ("Statement", 20, "both", 0, 130, false, false, null),
        ("Signature", 20, "left", 60, 120, false, false, null),
        ("Note", 19, "left", 360, 0, false, false, null),
        ("Column", 18, "left", 0, 100, false, false, null),
        ("Gap", 16, "left", 240, 0, false, false, null),
        ("Footer", 16, "left", 0, 0, false, false, null),
    ];

    /// <param name="w">Namespace of WordprocessingML.</param>
    /// <param name="inColumns">Smaller type, and nothing centred.</param>
    public static XElement Of(XNamespace w, bool inColumns)
    {
        XElement Value(string name, object value) => new(w + name, new XAttribute(w + "val", value));
        return new(
            w + "styles",
            new XAttribute(XNamespace.Xmlns + "w", w),
            new XElement(
                w + "docDefaults",
                new XElement(w + "rPrDefault", new XElement(
                    w + "rPr",
                    new XElement(w + "rFonts", new XAttribute(w + "ascii", "Times New Roman"), new XAttribute(w + "hAnsi", "Times New Roman"), new XAttribute(w + "eastAsia", "SimSun"), new XAttribute(w + "cs", "Times New Roman")),
                    Value("sz", 22),
                    new XElement(w + "lang", new XAttribute(w + "val", "en-GB"), new XAttribute(w + "eastAsia", "zh-CN")))),
                new XElement(w + "pPrDefault", new XElement(w + "pPr", new XElement(w + "spacing", new XAttribute(w + "after", 0), new XAttribute(w + "line", 288), new XAttribute(w + "lineRule", "auto"))))),
            new XElement(w + "style", new XAttribute(w + "type", "paragraph"), new XAttribute(w + "default", 1), new XAttribute(w + "styleId", "Normal"), Value("name", "Normal")),
            looks.SelectMany(look => new[] { Style(look, false), Style(look, true) }));

        XElement Style((string Name, int Size, string Justified, int Before, int After, bool Bold, bool KeepNext, int? Outline) look, bool chinese) =>
            new(
                w + "style",
                new XAttribute(w + "type", "paragraph"),
                new XAttribute(w + "customStyle", 1),
                new XAttribute(w + "styleId", chinese ? look.Name + Chinese : look.Name),
                Value("name", chinese ? $"Record {look.Name} (Chinese)" : $"Record {look.Name}"),
                Value("basedOn", "Normal"),
                new XElement(
                    w + "pPr",
                    look.KeepNext ? new XElement(w + "keepNext") : null,
                    look.Name == "Commitment" ? new XElement(w + "pBdr", new XElement(w + "left", new XAttribute(w + "val", "single"), new XAttribute(w + "sz", 12), new XAttribute(w + "space", 8), new XAttribute(w + "color", "000000"))) : null,
                    look.Name == "Round" && !inColumns ? new XElement(w + "pBdr", new XElement(w + "bottom", new XAttribute(w + "val", "single"), new XAttribute(w + "sz", 4), new XAttribute(w + "space", 10), new XAttribute(w + "color", "000000"))) : null,
                    new XElement(w + "spacing", new XAttribute(w + "before", inColumns ? look.Before / 2 : look.Before), new XAttribute(w + "after", look.After), new XAttribute(w + "line", chinese ? 340 : 288), new XAttribute(w + "lineRule", "auto")),
                    Indent(look.Name, chinese),
                    Value("jc", inColumns && look.Justified == "center" ? "left" : look.Justified),
                    look.Outline is { } level ? Value("outlineLvl", level) : null),
                new XElement(
                    w + "rPr",
                    chinese && look.Bold ? new XElement(w + "rFonts", new XAttribute(w + "eastAsia", "SimHei")) : null,
                    look.Bold ? new XElement(w + "b") : null,
                    Value("sz", Size(look.Name, look.Size))));

        // Paragraphs of Chinese begin two characters further in, 首行缩进.
        XElement? Indent(string name, bool chinese) => name switch
        {
            "Text" when chinese => new(w + "ind", new XAttribute(w + "firstLineChars", 200), new XAttribute(w + "firstLine", 440)),
            "Commitment" => new(w + "ind", new XAttribute(w + "left", 227)),
            "Statement" => new(w + "ind", new XAttribute(w + "left", 454)),
            _ => null,
        };

        int Size(string name, int size) => name switch
        {
            "Title" when inColumns => 28,
            "Heading" when inColumns => 22,
            "Text" or "Commitment" or "Subheading" when inColumns => 20,
            "Statement" when inColumns => 18,
            _ => size,
        };
    }
}
