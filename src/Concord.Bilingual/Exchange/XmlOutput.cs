using System.Text;
using System.Xml;

namespace Concord.Bilingual.Exchange;

/// <summary>Writes XML that every parser accepts, whatever the texts hold.</summary>
internal static class XmlOutput
{
    private static readonly UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);

    // Entitize: a carriage return in a text comes back as itself.
    public static XmlWriter To(Stream stream) =>
        XmlWriter.Create(stream, new() { Encoding = utf8, Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.Entitize });

    /// <summary>An element that holds only a text. Line ends and blanks come back as they are.</summary>
    public static void Text(this XmlWriter xml, string name, string text, string? type = null)
    {
        xml.WriteStartElement(name);
        xml.Attribute("type", type);
        xml.WriteString(Clean(text));
        xml.WriteEndElement();
    }

    /// <summary>An attribute, or nothing when it has no value.</summary>
    public static void Attribute(this XmlWriter xml, string name, string? value)
    {
        if (value is not null) xml.WriteAttributeString(name, Clean(value));
    }

    public static void Language(this XmlWriter xml, string tag) => xml.WriteAttributeString("xml", "lang", null, tag);

    /// <summary>What XML 1.0 cannot hold (control characters, halves of surrogate pairs) replaced by U+FFFD: a loss that can be seen.</summary>
    public static string Clean(string text)
    {
        StringBuilder? clean = null;
        for (var i = 0; i < text.Length;)
        {
            var taken = XmlConvert.IsXmlChar(text[i]) ? 1
                : i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]) ? 2
                : 0;
            if (taken == 0) (clean ??= new StringBuilder(text, 0, i, text.Length)).Append('\uFFFD');
            else clean?.Append(text, i, taken);
            i += Math.Max(1, taken);
        }

        return clean?.ToString() ?? text;
    }
}
