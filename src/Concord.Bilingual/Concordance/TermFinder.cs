using Concord.Bilingual.Concordance.Reading;
using Concord.Bilingual.Exchange;

namespace Concord.Bilingual.Concordance;

/// <summary>A term of a glossary that stands in a text.</summary>
/// <param name="Start">Where it begins, in UTF-16 code units; of the first place when there are several.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Entries">Numbers of the glossary's entries that have it, from 0, in their order; never empty.</param>
/// <param name="Rendered">Where the text beside it renders it as one of these entries says; null: nowhere.</param>
public sealed record FoundTerm(int Start, int End, IReadOnlyList<int> Entries, (int Start, int End)? Rendered);

/// <summary>
/// Tells which terms of a glossary stand in a text, and whether the text beside it renders them as agreed: by the same rules as
/// <see cref="ConcordanceChecker"/>, so that both say the same. Made once and asked often; safe for several threads.
/// </summary>
public sealed class TermFinder
{
    private readonly Terms terms;
    private readonly EnglishTokens tokens = new();
    private readonly ChineseReader chinese = new();
    private readonly Lock one = new();
    private readonly bool fromEnglish;

    private TermFinder(Terms terms, bool fromEnglish) => (this.terms, this.fromEnglish) = (terms, fromEnglish);

    /// <summary>A finder of terms in texts of one language, beside which stand texts of another.</summary>
    /// <param name="language">Of the text in which terms are looked for, as a BCP 47 tag.</param>
    /// <param name="other">Of the text beside it.</param>
    /// <returns>Null for a pair of languages that has no rules.</returns>
    public static TermFinder? For(string language, string other, Glossary glossary)
    {
        ArgumentNullException.ThrowIfNull(glossary);
        return (ConcordanceChecker.Primary(language), ConcordanceChecker.Primary(other)) is ("en", "zh") or ("zh", "en") ? new(Terms.Of(glossary), ConcordanceChecker.Primary(language) == "en") : null;
    }

    /// <summary>The terms of a text, in its order, each once.</summary>
    /// <param name="text">In which terms are looked for.</param>
    /// <param name="beside">The same in the other language; may be empty.</param>
    public IReadOnlyList<FoundTerm> In(string text, string beside)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(beside);
        lock (one)
        {
            var (english, han) = fromEnglish ? (text, beside) : (beside, text);
            tokens.Read(english);
            chinese.Read(han);
            var folded = chinese.Folded.ToString();
            var found = fromEnglish ? terms.In(english, tokens, folded) : terms.In(folded, english, tokens);
            return [.. found.Select(term => new FoundTerm(term.Start, term.End, term.Entries, term.Rendered)).DistinctBy(term => string.Join(' ', term.Entries))];
        }
    }
}
