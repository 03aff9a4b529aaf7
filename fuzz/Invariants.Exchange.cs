using System.Text;
using System.Text.Json;
using System.Xml;
using Concord.Bilingual.Concordance;
using Concord.Bilingual.Exchange;
using Concord.Records.Drafts;

namespace Concord.Fuzz;

public static partial class Invariants
{
    /// <summary>A file is read by each reader of exchange formats, or refused as it says; what was read, written and read again is the
    /// same, and a glossary that was read can be given to the checker.</summary>
    /// <param name="input">The file, as it is given to every reader: GlossaryCsv, Tbx, Tmx with both kinds of markup, and
    /// Xliff, by itself and for a record.</param>
    /// <exception cref="BrokenInvariantException">A promise was not kept. Any other exception comes from the library.</exception>
    public static void Exchange(byte[] input)
    {
        if (ReadOrRefused(() => GlossaryCsv.Read(Table(input))) is { } table)
        {
            TableComesBack(table);
            IsTaken(table);
            // XML cannot hold every text of a table; what it holds comes back.
            TermbaseComesBack(Tbx.Read(new MemoryStream(Written(stream => Tbx.Write(stream, table)))));
        }

        if (ReadOrRefused(() => Tbx.Read(new MemoryStream(input))) is { } termbase)
        {
            TermbaseComesBack(termbase);
            IsTaken(termbase);
            // A table does not hold all that a termbase does; what it holds is read.
            if (termbase.Entries.Any(entry => entry.Terms.Any(term => term.Status is not (TermStatus.Deprecated or TermStatus.Superseded))))
                TableComesBack(GlossaryCsv.Read(Table(Written(stream => GlossaryCsv.Write(stream, termbase)))));
        }

        foreach (var markup in Enum.GetValues<InlineMarkup>())
            if (ReadOrRefused(() => Tmx.Read(new MemoryStream(input), markup).ToList()) is { } memory) MemoryComesBack(memory);

        if (ReadOrRefused(() => Xliff.Read(new MemoryStream(input))) is { } texts) TextsComeBack(texts);
        ReadOrRefused(() => DraftXliff.Read(new MemoryStream(input), draft));
    }

    private static void TextsComeBack(XliffDocument document)
    {
        // What has no unit or whose ids XML does not take as names cannot be written.
        if (document.Files.Any(file => file.Units.Count == 0) || !document.Files.SelectMany(file => file.Units.Select(unit => unit.Id)).Concat(document.Files.Select(file => file.Id)).All(IsToken)) return;

        var file = Written(stream => Xliff.Write(stream, document));
        var again = Soon(() => Xliff.Read(new MemoryStream(file)));
        Same([.. document.Files.SelectMany(one => one.Units)], [.. again.Files.SelectMany(one => one.Units)], "Texts come back otherwise");
        Hold(file.AsSpan().SequenceEqual(Written(stream => Xliff.Write(stream, again))), "Texts are written otherwise the second time.");
    }

    private static bool IsToken(string id) => id.Length > 0 && id.All(XmlConvert.IsNCNameChar);

    private static T? ReadOrRefused<T>(Func<T> read) where T : class
    {
        try
        {
            return Soon(read);
        }
        catch (ExchangeException refused)
        {
            Hold(refused is { Line: >= 1, English.Length: > 0, Chinese.Length: > 0 }, $"Refused without saying why: {refused}");
            return null;
        }
        catch (DraftRefusedException refused)
        {
            Hold(refused is { English.Length: > 0, Chinese.Length: > 0 }, $"Refused without saying why: {refused}");
            return null;
        }
    }

    private static void TableComesBack(Glossary glossary)
    {
        // A table of nothing has no column of terms, and cannot be told from another kind of table.
        if (glossary.Entries.Count == 0) return;
        var file = Written(stream => GlossaryCsv.Write(stream, glossary));
        var again = Soon(() => GlossaryCsv.Read(Table(file)));
        Same([.. glossary.Entries.Select(ByLanguage)], [.. again.Entries.Select(ByLanguage)], "A table comes back otherwise");
        Hold(file.AsSpan().SequenceEqual(Written(stream => GlossaryCsv.Write(stream, again))), "A table is written otherwise the second time.");
    }

    private static void TermbaseComesBack(Glossary glossary)
    {
        var file = Written(stream => Tbx.Write(stream, glossary));
        var again = Soon(() => Tbx.Read(new MemoryStream(file)));
        Same([.. Termbase(glossary)], [.. again.Entries.Select(ByLanguage)], "A termbase comes back otherwise");
        Hold(file.AsSpan().SequenceEqual(Written(stream => Tbx.Write(stream, again))), "A termbase is written otherwise the second time.");
    }

    /// <summary>What a termbase holds of a glossary: no concepts without terms, and an id only once and without what XML forbids.</summary>
    private static IEnumerable<GlossaryEntry> Termbase(Glossary glossary)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in glossary.Entries.Where(entry => entry.Terms.Count > 0))
        {
            var id = entry.Id is null ? null : Allowed(entry.Id);
            yield return ByLanguage(entry with { Id = id is not null && ids.Add(id) ? id : null });
        }

        // Halves of surrogate pairs come as U+FFFD from the enumeration.
        static string Allowed(string id) => string.Concat(id.EnumerateRunes()
            .Select(rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar : rune));
    }

    // The files put what belongs to one language together, whichever comes first.
    private static GlossaryEntry ByLanguage(GlossaryEntry entry) => entry with
    {
        Terms = [.. entry.Terms.OrderBy(term => term.Language, StringComparer.Ordinal)],
        Definitions = [.. entry.Definitions.OrderBy(one => one.Language, StringComparer.Ordinal)],
    };

    private static void MemoryComesBack(List<TranslationUnit> units)
    {
        var file = Written(stream => Tmx.Write(stream, null, units));
        var again = Soon(() => Tmx.Read(new MemoryStream(file)).ToList());
        Same([.. units.Where(unit => unit.Segments.Count > 0)], again, "A memory comes back otherwise");
        Hold(file.AsSpan().SequenceEqual(Written(stream => Tmx.Write(stream, null, again))), "A memory is written otherwise the second time.");
    }

    /// <summary>The checker takes any glossary that was read, here to texts of its own terms.</summary>
    private static void IsTaken(Glossary read)
    {
        var checker = Soon(() => ConcordanceChecker.For("en", "zh", read));
        Sound(checker, Joined("en", " and "), Joined("zh", "、"));
        Sound(checker, Joined("en", " and "), "");

        string Joined(string language, string between) =>
            string.Join(between, read.Entries.SelectMany(entry => entry.In(language)).Select(term => term.Text));
    }

    private static void Same<T>(IReadOnlyList<T> one, IReadOnlyList<T> other, string otherwise)
    {
        Hold(one.Count == other.Count, $"{otherwise} in number: {one.Count} there were, {other.Count} there are.");
        for (var i = 0; i < one.Count; i++)
        {
            if (EqualityComparer<T>.Default.Equals(one[i], other[i])) continue;
            var (before, after) = (JsonSerializer.SerializeToElement(one[i]), JsonSerializer.SerializeToElement(other[i]));
            var where = before.EnumerateObject()
                .FirstOrDefault(part => part.Value.GetRawText() != after.GetProperty(part.Name).GetRawText()).Name;
            throw new BrokenInvariantException($"{otherwise} in {where}: {before} is {after}");
        }
    }

    private static StringReader Table(byte[] file) => new(Encoding.UTF8.GetString(file));

    private static byte[] Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}
