using System.Xml;

namespace Concord.Bilingual.Exchange;

public static partial class Tbx
{
    private const string isoNamespace = "urn:iso:std:iso:30042:ed-2";

    /// <summary>Writes a termbase as TBX-Basic in DCA style (ISO 30042:2019). What XML cannot hold (control characters, halves of
    /// surrogate pairs) is written as U+FFFD, and runs of blanks as one.</summary>
    /// <param name="stream">Where to; UTF-8, left open.</param>
    /// <param name="glossary">The concepts. One without terms is left out. An id that XML does not allow is written in XML's escapes,
    /// which <see cref="Read"/> takes back; one that was written before is left out.</param>
    /// <param name="title">What the collection is called.</param>
    public static void Write(Stream stream, Glossary glossary, string title = "Glossary")
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(glossary);
        ArgumentNullException.ThrowIfNull(title);
        using var xml = XmlOutput.To(stream);
        xml.WriteStartElement("tbx", isoNamespace);
        xml.WriteAttributeString("type", "TBX-Basic");
        xml.WriteAttributeString("style", "dca");
        xml.Language("en"); // of the header
        WriteHeader(xml, title);
        xml.WriteStartElement("text");
        xml.WriteStartElement("body");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in glossary.Entries.Where(entry => entry.Terms.Count > 0)) Write(xml, entry, ids);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteHeader(XmlWriter xml, string title)
    {
        xml.WriteStartElement("tbxHeader");
        xml.WriteStartElement("fileDesc");
        xml.WriteStartElement("titleStmt");
        xml.Text("title", title);
        xml.WriteEndElement();
        xml.WriteStartElement("sourceDesc");
        xml.Text("p", "Concord");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, GlossaryEntry entry, HashSet<string> ids)
    {
        xml.WriteStartElement("conceptEntry");
        var id = string.IsNullOrWhiteSpace(entry.Id) ? null : XmlConvert.EncodeLocalName(XmlOutput.Clean(entry.Id.Trim()));
        if (id is not null && ids.Add(id)) xml.WriteAttributeString("id", id);
        Put(xml, "descrip", "subjectField", entry.SubjectField);
        // A language section needs a term: a definition in a language without one stands with the concept.
        foreach (var definition in entry.Definitions.Where(one => one.Language is null || !entry.Languages.Contains(one.Language)))
            Write(xml, definition, definition.Language);
        Put(xml, "admin", "source", entry.Source);
        PutNotes(xml, entry.Note);
        foreach (var language in entry.Languages)
        {
            xml.WriteStartElement("langSec");
            xml.Language(language);
            foreach (var definition in entry.Definitions.Where(one => one.Language == language)) Write(xml, definition, null);
            foreach (var term in entry.Terms.Where(term => term.Language == language)) Write(xml, term);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, GlossaryTerm term)
    {
        xml.WriteStartElement("termSec");
        xml.Text("term", Tidy(term.Text));
        Put(xml, "termNote", "administrativeStatus", term.Status switch
        {
            TermStatus.Preferred => "preferredTerm-admn-sts",
            TermStatus.Admitted => "admittedTerm-admn-sts",
            TermStatus.Deprecated => "deprecatedTerm-admn-sts",
            TermStatus.Superseded => "supersededTerm-admn-sts",
            _ => null,
        });
        Put(xml, "admin", "customerSubset", term.Side);
        Put(xml, "admin", "source", term.Source);
        PutNotes(xml, term.Note);
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, GlossaryDefinition definition, string? language)
    {
        if (string.IsNullOrWhiteSpace(definition.Text)) return;

        xml.WriteStartElement("descripGrp");
        xml.WriteStartElement("descrip");
        xml.WriteAttributeString("type", "definition");
        if (language is not null) xml.Language(language);
        xml.WriteString(XmlOutput.Clean(Tidy(definition.Text)));
        xml.WriteEndElement();
        Put(xml, "admin", "source", definition.Source);
        xml.WriteEndElement();
    }

    private static void Put(XmlWriter xml, string name, string type, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text)) xml.Text(name, Tidy(text), type);
    }

    // Within a note a line end would be taken for indentation.
    private static void PutNotes(XmlWriter xml, string? notes)
    {
        foreach (var note in (notes ?? "").Split('\n').Where(note => !string.IsNullOrWhiteSpace(note))) xml.Text("note", Tidy(note));
    }
}
