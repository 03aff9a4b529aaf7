using System.Globalization;
using System.Xml.Linq;
using Concord.Bilingual.Exchange;

namespace Concord.Records.Drafts;

/// <summary>A draft as XML: what a document carries with it, so that what was changed in it is told from what has changed since.</summary>
internal static class DraftXml
{
    /// <summary>Names this form; another form gets another name.</summary>
    public static readonly XNamespace Space = "urn:concord:draft:1";

    /// <returns>The draft without what only a reader needs: sections by name, texts and comments, no titles, no states.</returns>
    public static XDocument Of(Draft draft) => new(new XElement(Space + "draft",
        new XAttribute("record", draft.Key),
        new XAttribute("languages", string.Join(' ', draft.Languages)),
        draft.Paragraphs.Select(paragraph => new XElement(Space + "paragraph",
            new XAttribute("key", paragraph.Key),
            new XAttribute("version", paragraph.Version),
            new XAttribute("kind", paragraph.Kind),
            Words("section", paragraph.Section),
            Words("text", paragraph.Text),
            paragraph.Comments.Select(comment => new XElement(Space + "comment", new XAttribute("by", Clean(comment.By)), Clean(comment.Text)))))));

    /// <param name="root">The root of what <see cref="Of"/> made.</param>
    /// <param name="now">The record as it is now: gives what was left out.</param>
    /// <exception cref="FormatException">It was not made by <see cref="Of"/>.</exception>
    public static Draft Read(XElement root, Draft now)
    {
        if (root.Name != Space + "draft") throw new FormatException("Not a draft.");

        return now with
        {
            Key = Stated(root, "record"),
            Languages = Stated(root, "languages").Split(' '),
            Paragraphs = [.. root.Elements(Space + "paragraph").Select(Paragraph)],
        };
    }

    /// <summary>A text without what XML cannot hold.</summary>
    public static string Clean(string text) => XmlOutput.Clean(text);

    private static DraftParagraph Paragraph(XElement paragraph) => new(
        Stated(paragraph, "key"),
        int.Parse(Stated(paragraph, "version"), CultureInfo.InvariantCulture),
        Enum.Parse<ParagraphKind>(Stated(paragraph, "kind")),
        Words(paragraph, "section") is { Count: > 0 } section ? section : null,
        Words(paragraph, "text"),
        null,
        [.. paragraph.Elements(Space + "comment").Select(comment => new DraftComment(Stated(comment, "by"), comment.Value))]);

    private static IEnumerable<XElement> Words(string name, Wordings? words) =>
        (words ?? new([])).Select(one => new XElement(Space + name, new XAttribute("lang", one.Key), Clean(one.Value)));

    private static Wordings Words(XElement paragraph, string name) =>
        new(paragraph.Elements(Space + name).Select(one => KeyValuePair.Create(Stated(one, "lang"), one.Value)));

    private static string Stated(XElement element, string name) =>
        element.Attribute(name)?.Value ?? throw new FormatException($"<{element.Name.LocalName}> has no {name}.");
}
