using System.Globalization;
using System.Text;
using System.Xml;
using Concord.Domain.Common;
using Concord.Platform.Languages;
using NodaTime;

namespace Concord.Platform.Web.Feeds;

/// <summary>What a feed says of itself.</summary>
/// <param name="Self">Absolute address of the feed.</param>
/// <param name="Page">Absolute address of the page that shows the same.</param>
internal sealed record AtomHead(Guid Id, string Title, string Subtitle, Uri Self, Uri Page, string Author);

/// <param name="Language">In which the title is.</param>
/// <param name="Category">Key and label; null for none.</param>
internal sealed record AtomEntry(Guid Id, string Title, string Language, Uri Page, Instant Published, Instant Updated, string Summary, (string Term, string Label)? Category);

/// <summary>Writes a feed (RFC 4287).</summary>
internal static class Atom
{
    public const string Type = "application/atom+xml; charset=utf-8";

    private const string Space = "http://www.w3.org/2005/Atom";

    /// <param name="none">When the feed was last changed, if nothing is in it.</param>
    public static byte[] Write(AtomHead head, IReadOnlyList<AtomEntry> entries, Words words, Instant none)
    {
        using var memory = new MemoryStream();
        using (var xml = XmlWriter.Create(memory, new() { Encoding = new UTF8Encoding(false), CheckCharacters = true }))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("feed", Space);
            xml.WriteAttributeString("xml", "lang", null, words.Code);
            Said(xml, "id", $"urn:uuid:{head.Id}");
            Said(xml, "title", head.Title);
            Said(xml, "subtitle", head.Subtitle);
            Said(xml, "updated", Time(entries.Select(entry => entry.Updated).DefaultIfEmpty(none).Max()));
            Link(xml, "self", "application/atom+xml", head.Self, words.Code);
            Link(xml, "alternate", "text/html", head.Page, words.Code);
            xml.WriteStartElement("author", Space);
            Said(xml, "name", head.Author);
            xml.WriteEndElement();
            Said(xml, "generator", "Concord");
            foreach (var entry in entries) Write(xml, entry, words);
            xml.WriteEndElement();
        }

        return memory.ToArray();
    }

    private static void Write(XmlWriter xml, AtomEntry entry, Words words)
    {
        xml.WriteStartElement("entry", Space);
        Said(xml, "id", $"urn:uuid:{entry.Id}");
        Said(xml, "title", entry.Title, entry.Language == words.Code ? null : entry.Language);
        Link(xml, "alternate", "text/html", entry.Page, words.Code);
        Said(xml, "published", Time(entry.Published));
        Said(xml, "updated", Time(entry.Updated));
        if (entry.Category is { } category)
        {
            xml.WriteStartElement("category", Space);
            xml.WriteAttributeString("term", category.Term);
            xml.WriteAttributeString("label", Fit(category.Label));
            xml.WriteEndElement();
        }

        Said(xml, "summary", entry.Summary);
        xml.WriteEndElement();
    }

    private static void Said(XmlWriter xml, string name, string words, string? language = null)
    {
        xml.WriteStartElement(name, Space);
        if (language is not null) xml.WriteAttributeString("xml", "lang", null, language);
        xml.WriteString(Fit(words));
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string type, Uri to, string language)
    {
        xml.WriteStartElement("link", Space);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("hreflang", language);
        xml.WriteAttributeString("href", to.AbsoluteUri);
        xml.WriteEndElement();
    }

    /// <summary>Without the characters that XML has none for.</summary>
    private static string Fit(string words) => string.Concat(words.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));

    private static string Time(Instant at) => at.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
