using System.Text;
using System.Xml;

namespace Concord.Bilingual.Exchange;

/// <summary>Termbases in TBX: reads ISO 30042:2019 (TBX-Core, -Min and -Basic, both styles) and the older TBX of 2008 (martif), writes
/// TBX-Basic in DCA style.</summary>
/// <remarks>Source: ISO 30042:2019 and 2008; the definitions of the dialects and modules on tbxinfo.net.</remarks>
public static partial class Tbx
{
    /// <summary>Reads a termbase.</summary>
    /// <param name="stream">The file, in any encoding XML allows. Left open.</param>
    /// <returns>Its concepts. Blanks and line ends within a text become one blank, and none between two Han characters, because files
    /// are indented. Elements that are not known are passed over. A term's customerSubset is its side. Several sources of one thing are
    /// joined by "; ", several notes by line ends.</returns>
    /// <exception cref="ExchangeException">The file is no TBX, is not well formed, does not name the language of a term, or goes beyond
    /// a limit (nesting 100, a text of 1,000,000 characters, an entry of 16 MB).</exception>
    public static Glossary Read(Stream stream) => new(ReadEntries(stream));

    /// <summary>The concepts of a termbase, each read when it is asked for: however long the file, one concept is in memory.</summary>
    /// <param name="stream">As for <see cref="Read"/>. The result can be gone through once.</param>
    /// <exception cref="ExchangeException">As for <see cref="Read"/>, while going through the result. What came before stands.</exception>
    public static IEnumerable<GlossaryEntry> ReadEntries(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Entries(stream);
    }

    private static IEnumerable<GlossaryEntry> Entries(Stream stream)
    {
        using var xml = new XmlInput(stream);
        xml.Root("TBX", "tbx", "martif");
        foreach (var text in xml.Children().Where(part => part == "text"))
            foreach (var body in xml.Children().Where(part => part == "body"))
                foreach (var entry in xml.Children().Where(part => part is "conceptEntry" or "termEntry")) yield return new Entry(xml).Read();
        xml.Finish();
    }

    /// <summary>What is gathered of one concept while its elements go by.</summary>
    private sealed class Entry(XmlInput xml)
    {
        private readonly List<GlossaryTerm> terms = [];
        private readonly List<GlossaryDefinition> definitions = [];
        private readonly List<string> fields = [];
        private readonly List<string> sources = [];
        private readonly List<string> notes = [];

        public GlossaryEntry Read()
        {
            xml.BeginRecord();
            var id = xml.Attribute("id");
            foreach (var part in xml.Children())
            {
                if (part is "langSec" or "langSet") ReadLanguage();
                else ReadDescription(part, null);
            }

            return new()
            {
                Id = XmlConvert.DecodeName(id)?.Trim() is { Length: > 0 } decoded ? decoded : null,
                Terms = terms,
                SubjectField = Joined(fields, "; "),
                Definitions = definitions,
                Source = Joined(sources, "; "),
                Note = Joined(notes, "\n"),
            };
        }

        private void ReadLanguage()
        {
            var language = xml.Language();
            foreach (var part in xml.Children())
            {
                if (part is "termSec" or "tig" or "ntig") ReadTerm(language);
                else ReadDescription(part, language);
            }
        }

        // In DCA style an element says by its type what it holds, in DCT style by its name.
        private string Category(string part) =>
            part is "descrip" or "admin" or "termNote" or "adminNote" or "descripNote" ? xml.Attribute("type") ?? "" : part;

        private void ReadDescription(string part, string? language)
        {
            switch (Category(part))
            {
                case "subjectField": Add(fields); break;
                case "source": Add(sources); break;
                case "note": Add(notes); break;
                case "definition": Define(language, sources: []); break;
                case "descripGrp": ReadGroup(language); break;
                case "adminGrp":
                    foreach (var inner in xml.Children()) ReadDescription(inner, language);
                    break;
            }
        }

        // The source in a group is that of its definition or context, not of the concept.
        private void ReadGroup(string? language)
        {
            var (before, own) = (definitions.Count, new List<string>());
            foreach (var part in xml.Children())
            {
                switch (Category(part))
                {
                    case "subjectField": Add(fields); break;
                    case "definition": Define(language, own); break;
                    case "source": Add(own); break;
                    case "adminGrp":
                        foreach (var inner in xml.Children())
                            if (Category(inner) == "source") Add(own);
                        break;
                }
            }

            for (var i = before; i < definitions.Count; i++) definitions[i] = definitions[i] with { Source = Joined(own, "; ") };
        }

        private void Define(string? language, List<string> sources)
        {
            var own = xml.Attribute("xml:lang") is not null ? xml.Language() : language;
            if (Tidy(xml.Text()) is { Length: > 0 } text) definitions.Add(new(own, text, Joined(sources, "; ")));
        }

        private void ReadTerm(string language)
        {
            var term = new Term();
            ReadTermParts(term, language);
            if (term.Text is not { Length: > 0 } text) return;

            terms.Add(new(language, text, term.Status)
            {
                Side = term.Side,
                Source = Joined(term.Sources, "; "),
                Note = Joined(term.Notes, "\n"),
            });
        }

        private void ReadTermParts(Term term, string language)
        {
            foreach (var part in xml.Children())
            {
                switch (Category(part))
                {
                    case "term": term.Text ??= Tidy(xml.Text()); break;
                    case "administrativeStatus": term.Status = StatusOf(xml.Text()); break;
                    // TBX of 2008 knows both; the other one says it more exactly.
                    case "normativeAuthorization" when term.Status == TermStatus.NotStated: term.Status = StatusOf(xml.Text()); break;
                    case "customerSubset": term.Side = Tidy(xml.Text()) is { Length: > 0 } side ? side : null; break;
                    case "source": Add(term.Sources); break;
                    case "note" or "usageNote": Add(term.Notes); break;
                    case "definition": Define(language, sources: []); break;
                    case "descripGrp": ReadGroup(language); break;
                    case "termGrp" or "termNoteGrp" or "adminGrp": ReadTermParts(term, language); break;
                }
            }
        }

        private void Add(List<string> texts)
        {
            if (Tidy(xml.Text()) is { Length: > 0 } text) texts.Add(text);
        }

        private sealed class Term
        {
            public string? Text { get; set; }

            public TermStatus Status { get; set; }

            public string? Side { get; set; }

            public List<string> Sources { get; } = [];

            public List<string> Notes { get; } = [];
        }
    }

    // ISO writes preferredTerm-admn-sts; others preferredTerm, preferred, and Weblate forbidden and obsolete.
    private static TermStatus StatusOf(string stated)
    {
        var status = stated.Trim();
        return Begins("preferred") ? TermStatus.Preferred
            : Begins("admitted") ? TermStatus.Admitted
            : Begins("deprecated") || Begins("forbidden") ? TermStatus.Deprecated
            : Begins("superseded") || Begins("obsolete") ? TermStatus.Superseded
            : TermStatus.NotStated;

        bool Begins(string word) => status.StartsWith(word, StringComparison.OrdinalIgnoreCase);
    }

    private static string? Joined(List<string> texts, string between) => texts.Count == 0 ? null : string.Join(between, texts);

    /// <summary>XML's white space folded: a blank for each run, and nothing where a line of Chinese was broken.</summary>
    internal static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && text[end] is ' ' or '\t' or '\r' or '\n') end++;
            if (end == at)
            {
                tidy.Append(text[at++]);
                continue;
            }

            var between = tidy.Length > 0 && end < text.Length;
            var broken = between && text.AsSpan(at, end - at).ContainsAny('\r', '\n') && IsChinese(tidy[^1]) && IsChinese(text[end]);
            if (between && !broken) tidy.Append(' ');
            at = end;
        }

        return tidy.ToString().Trim(); // of the blanks of other scripts, too
    }

    // Characters and full-width punctuation of the basic plane; enough to know a broken line.
    private static bool IsChinese(char character) =>
        character is (>= '\u3000' and <= '\u303F') or (>= '\u3400' and <= '\u9FFF') or (>= '\uFF01' and <= '\uFF5E');
}
