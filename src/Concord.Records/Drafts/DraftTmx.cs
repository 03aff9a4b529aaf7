using Concord.Bilingual.Exchange;

namespace Concord.Records.Drafts;

/// <summary>The agreed text of records as a translation memory, in TMX 1.4: neither language is the translation of the other.</summary>
public static class DraftTmx
{
    /// <summary>Media type of a translation memory.</summary>
    public const string MediaType = "application/x-tmx+xml";

    /// <summary>Writes the paragraphs of a record under negotiation that are agreed.</summary>
    /// <param name="agreed">Which paragraphs are. One with contested words, or in one language only, is left out in any case.</param>
    /// <param name="stream">Where to; UTF-8, left open.</param>
    public static void Write(Draft draft, Func<DraftParagraph, bool> agreed, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(draft);
        Tmx.Write(stream, null, draft.Paragraphs.Where(agreed).Where(paragraph => !paragraph.Text.Values.Any(IsContested))
            .Select(paragraph => Unit(draft.Key, paragraph.Key, draft.Languages, paragraph.Text)).Where(unit => unit.Segments.Count > 1));
    }

    /// <summary>Writes all paragraphs of a record as it is signed.</summary>
    /// <param name="stream">Where to; UTF-8, left open.</param>
    public static void Write(RecordText record, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(record);
        Tmx.Write(stream, null, record.Sections.SelectMany(section => section.Paragraphs)
            .Select(paragraph => Unit(record.Key, paragraph.Key, record.Languages, paragraph.Text)).Where(unit => unit.Segments.Count > 1));
    }

    private static TranslationUnit Unit(string record, string paragraph, IEnumerable<string> languages, Wordings text) => new()
    {
        Id = $"{record}/{paragraph}",
        Segments = [.. languages.Where(text.ContainsKey).Select(language => new TranslationSegment(language, text[language]))],
        Properties = [new("x-record", record)],
    };

    private static bool IsContested(string stored)
    {
        try
        {
            return Bracketed.Parse(stored).IsContested;
        }
        catch (BracketException)
        {
            return true; // nobody could say what is agreed of it
        }
    }
}
