using System.Globalization;
using System.Xml;

namespace Concord.Bilingual.Exchange;

public static partial class Xliff
{
    /// <summary>Writes a file as XLIFF 2.1, each unit with one segment.</summary>
    /// <param name="stream">Where to; UTF-8, left open.</param>
    /// <param name="document">At least one file, each with a unit. Ids must be XML name tokens; characters that XML cannot hold are written
    /// as code points in texts, and as U+FFFD elsewhere.</param>
    /// <exception cref="ArgumentException">An id is no name token or is there twice, there is nothing to write, or targets are in no
    /// language.</exception>
    public static void Write(Stream stream, XliffDocument document)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(document);
        Check(document);
        using var xml = XmlOutput.To(stream);
        xml.WriteStartElement("xliff", CoreNamespace);
        xml.WriteAttributeString("version", "2.1");
        xml.WriteAttributeString("xmlns", "concord", null, OwnNamespace);
        xml.WriteAttributeString("srcLang", document.SourceLanguage);
        xml.Attribute("trgLang", document.TargetLanguage);
        foreach (var file in document.Files)
        {
            xml.WriteStartElement("file");
            xml.WriteAttributeString("id", file.Id);
            xml.Attribute("original", file.Original);
            // Translators may cut a paragraph into sentences as they like; it is joined again.
            xml.WriteAttributeString("xml", "space", null, "preserve");
            Write(xml, file.Notes);
            foreach (var unit in file.Units) Write(xml, unit);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Check(XliffDocument document)
    {
        if (document.Files.Count == 0 || document.Files.Any(file => file.Units.Count == 0)) throw new ArgumentException("There is nothing to write.", nameof(document));
        if (document.TargetLanguage is null && document.Files.Any(file => file.Units.Any(unit => unit.Target is not null)))
            throw new ArgumentException("The targets are in no language.", nameof(document));

        foreach (var ids in document.Files.Select(file => file.Units.Select(unit => unit.Id)).Append(document.Files.Select(file => file.Id)))
        {
            var known = new HashSet<string>(StringComparer.Ordinal);
            foreach (var id in ids)
                if (XmlConvert.VerifyNMTOKEN(id) is null || !known.Add(id)) throw new ArgumentException($"The id {id} is there twice.", nameof(document));
        }
    }

    private static void Write(XmlWriter xml, XliffUnit unit)
    {
        xml.WriteStartElement("unit");
        xml.WriteAttributeString("id", unit.Id);
        xml.Attribute("name", unit.Name);
        if (!unit.MayChange) xml.WriteAttributeString("translate", "no");
        if (unit.Version is { } version) xml.WriteAttributeString("version", OwnNamespace, version.ToString(CultureInfo.InvariantCulture));
        if (unit.Before is not null) xml.WriteAttributeString("before", OwnNamespace, XmlOutput.Clean(unit.Before));
        Write(xml, unit.Notes);
        xml.WriteStartElement("segment");
        xml.WriteAttributeString("state", unit.State.ToString().ToLowerInvariant());
        Text(xml, "source", unit.Source);
        if (unit.Target is not null) Text(xml, "target", unit.Target);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, IReadOnlyList<XliffNote> notes)
    {
        if (notes.Count == 0) return;

        xml.WriteStartElement("notes");
        foreach (var note in notes)
        {
            xml.WriteStartElement("note");
            xml.Attribute("category", note.Category);
            xml.WriteString(XmlOutput.Clean(note.Text));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string text)
    {
        xml.WriteStartElement(name);
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && Taken(text, end) is > 0 and var taken) end += taken;
            if (end > at) xml.WriteString(text[at..end]);
            if (end == text.Length) break;

            xml.WriteStartElement("cp");
            xml.WriteAttributeString("hex", ((int)text[end]).ToString("X4", CultureInfo.InvariantCulture));
            xml.WriteEndElement();
            at = end + 1;
        }

        xml.WriteEndElement();
    }

    private static int Taken(string text, int at) => XmlConvert.IsXmlChar(text[at]) ? 1
        : at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at]) ? 2
        : 0;
}
