using System.Xml;

namespace Concord.Bilingual.Exchange;

/// <summary>Translation memories in TMX: reads 1.1 to 1.4b, writes 1.4.</summary>
/// <remarks>Source: TMX 1.4b Specification, LISA OSCAR, 2005.</remarks>
public static class Tmx
{
    private const string anyLanguage = "*all*";

    // The codes of the translated format, not its text; what <sub> holds inside them is a text of its own. <hi> only marks.
    private static readonly HashSet<string> codes = ["bpt", "ept", "it", "ph", "ut"];
    private static readonly HashSet<string> none = [];

    /// <summary>The units of a memory, each read when it is asked for: however long the file, one unit is in memory.</summary>
    /// <param name="stream">The file, in any encoding XML allows. The result can be gone through once. Left open.</param>
    /// <param name="inline">What becomes of formatting inside a text.</param>
    /// <returns>The units in the order of the file. Texts keep their blanks and line ends. Elements that are not known are passed over,
    /// and so are a segment's own notes.</returns>
    /// <exception cref="ExchangeException">While going through the result: the file is no TMX, is not well formed, does not name the
    /// language of a text, or goes beyond a limit (nesting 100, a text of 1,000,000 characters, a unit of 16 MB). What came before
    /// stands.</exception>
    public static IEnumerable<TranslationUnit> Read(Stream stream, InlineMarkup inline = InlineMarkup.LeftOut)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Units(stream, inline == InlineMarkup.LeftOut ? codes : none);
    }

    /// <summary>Writes a memory. What XML cannot hold (control characters, halves of surrogate pairs) is written as U+FFFD.</summary>
    /// <param name="stream">Where to; UTF-8, left open.</param>
    /// <param name="sourceLanguage">The language that was translated from where a unit does not say another; null: any may be.</param>
    /// <param name="units">Gone through once, each written before the next is asked for. A unit without segments is left out.</param>
    /// <exception cref="ArgumentException">A source language is no language tag.</exception>
    public static void Write(Stream stream, string? sourceLanguage, IEnumerable<TranslationUnit> units)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(units);
        var source = SourceOf(sourceLanguage);
        using var xml = XmlOutput.To(stream);
        xml.WriteStartElement("tmx");
        xml.WriteAttributeString("version", "1.4");
        xml.WriteStartElement("header");
        xml.WriteAttributeString("creationtool", "Concord");
        xml.WriteAttributeString("creationtoolversion", "1");
        xml.WriteAttributeString("segtype", "paragraph");
        xml.WriteAttributeString("o-tmf", "Concord");
        xml.WriteAttributeString("adminlang", "en");
        xml.WriteAttributeString("srclang", source);
        xml.WriteAttributeString("datatype", "plaintext");
        xml.WriteEndElement();
        xml.WriteStartElement("body");
        foreach (var unit in units.Where(unit => unit.Segments.Count > 0)) Write(xml, unit, source);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static IEnumerable<TranslationUnit> Units(Stream stream, HashSet<string> leftOut)
    {
        using var xml = new XmlInput(stream);
        xml.Root("TMX", "tmx");
        string? source = null;
        foreach (var part in xml.Children())
        {
            if (part == "header") source = xml.Attribute("srclang");
            if (part != "body") continue;

            foreach (var child in xml.Children().Where(child => child == "tu")) yield return Unit(xml, source, leftOut);
        }

        xml.Finish();
    }

    private static TranslationUnit Unit(XmlInput xml, string? source, HashSet<string> leftOut)
    {
        xml.BeginRecord();
        var (segments, notes, properties) = (new List<TranslationSegment>(), new List<string>(), new List<TranslationProperty>());
        var unit = new TranslationUnit
        {
            Id = xml.Attribute("tuid"),
            // Tools write what they like here (*all*, unknown): what is no language tag says nothing.
            SourceLanguage = LanguageTag.TryCanonical(xml.Attribute("srclang") ?? source, out var tag) ? tag : null,
            CreationDate = xml.Attribute("creationdate"),
            ChangeDate = xml.Attribute("changedate"),
        };
        foreach (var part in xml.Children())
        {
            if (part == "tuv" && Segment(xml, leftOut) is { } segment) segments.Add(segment);
            else if (part == "note") notes.Add(xml.Text());
            else if (part == "prop") properties.Add(new(xml.Attribute("type") ?? "", xml.Text()));
        }

        return unit with { Segments = segments, Notes = notes, Properties = properties };
    }

    private static TranslationSegment? Segment(XmlInput xml, HashSet<string> leftOut)
    {
        var (language, created, changed) = (xml.Language(), xml.Attribute("creationdate"), xml.Attribute("changedate"));
        string? text = null;
        foreach (var part in xml.Children())
            if (part == "seg") text ??= xml.Text(leftOut);
        return text is null ? null : new(language, text) { CreationDate = created, ChangeDate = changed };
    }

    private static void Write(XmlWriter xml, TranslationUnit unit, string source)
    {
        xml.WriteStartElement("tu");
        xml.Attribute("tuid", unit.Id);
        if (SourceOf(unit.SourceLanguage) is var own && own != source) xml.WriteAttributeString("srclang", own);
        xml.Attribute("creationdate", unit.CreationDate);
        xml.Attribute("changedate", unit.ChangeDate);
        foreach (var note in unit.Notes) xml.Text("note", note);
        foreach (var property in unit.Properties) xml.Text("prop", property.Text, property.Type);
        foreach (var segment in unit.Segments)
        {
            xml.WriteStartElement("tuv");
            xml.Language(segment.Language);
            xml.Attribute("creationdate", segment.CreationDate);
            xml.Attribute("changedate", segment.ChangeDate);
            xml.Text("seg", segment.Text);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string SourceOf(string? language) => language is null ? anyLanguage : LanguageTag.Canonical(language);
}
