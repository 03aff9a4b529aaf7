using System.Text;
using Concord.Bilingual.Concordance;
using Concord.Bilingual.Exchange;

namespace Concord.Fuzz;

public static partial class Invariants
{
    /// <summary>A file is read by each reader of exchange formats, or refused as it says; what was read, written and read again is the
    /// same, and a glossary that was read can be given to the checker.</summary>
    /// <param name="input">The file, as it is given to every reader: GlossaryCsv, Tbx, and Tmx with both kinds of markup.</param>
    /// <exception cref="BrokenInvariantException">A promise was not kept. Any other exception comes from the library and should not.</exception>
    public static void Exchange(byte[] input)
    {
        if (ReadOrRefused(() => GlossaryCsv.Read(Table(input))) is { } table)
        {
            TableComesBack(table);
            TermbaseComesBack(table);
            IsTaken(table);
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
    }

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
    }

    private static void TableComesBack(Glossary glossary)
    {
        var file = Written(stream => GlossaryCsv.Write(stream, glossary));
        var again = Soon(() => GlossaryCsv.Read(Table(file)));
        Same(glossary.Entries, again.Entries, "A table comes back otherwise");
        Hold(file.AsSpan().SequenceEqual(Written(stream => GlossaryCsv.Write(stream, again))), "A table is written otherwise the second time.");
    }

    private static void TermbaseComesBack(Glossary glossary)
    {
        var file = Written(stream => Tbx.Write(stream, glossary));
        var again = Soon(() => Tbx.Read(new MemoryStream(file)));
        Same(glossary.Entries, again.Entries, "A termbase comes back otherwise");
        Hold(file.AsSpan().SequenceEqual(Written(stream => Tbx.Write(stream, again))), "A termbase is written otherwise the second time.");
    }

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

        string Joined(string language, string between) => string.Join(between, read.Entries.SelectMany(entry => entry.In(language)).Select(term => term.Text));
    }

    private static void Same<T>(IReadOnlyList<T> one, IReadOnlyList<T> other, string otherwise)
    {
        Hold(one.Count == other.Count, $"{otherwise}: {one.Count} there were, {other.Count} there are.");
        for (var i = 0; i < one.Count; i++)
            Hold(EqualityComparer<T>.Default.Equals(one[i], other[i]), $"{otherwise}: {one[i]} is {other[i]}");
    }

    private static StringReader Table(byte[] file) => new(Encoding.UTF8.GetString(file));

    private static byte[] Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}
