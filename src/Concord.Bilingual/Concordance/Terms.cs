using System.Runtime.CompilerServices;
using Concord.Bilingual.Concordance.Reading;
using Concord.Bilingual.Exchange;

namespace Concord.Bilingual.Concordance;

/// <summary>
/// Whether the terms of a glossary are rendered as it says: each English term, the longest first, whatever its number or capitals, by any
/// of its Chinese ones. Organisations and people are terms like others, with their abbreviations. Any number of threads may ask at once.
/// </summary>
internal sealed class Terms
{
    /// <summary>The longest word of a term that is looked for, in letters.</summary>
    private const int LongestWord = 64;

    /// <summary>Sorted once for a glossary, however many checkers it serves, and forgotten with it.</summary>
    private static readonly ConditionalWeakTable<Glossary, Terms> known = [];

    private readonly Dictionary<string, Term[]> byFirstWord;
    private readonly Dictionary<string, Term[]>.AlternateLookup<ReadOnlySpan<char>> lookup;

    private Terms(Dictionary<string, Term[]> byFirstWord)
    {
        this.byFirstWord = byFirstWord;
        lookup = this.byFirstWord.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static Terms Of(Glossary glossary) => known.GetValue(glossary, Sort);

    private static Terms Sort(Glossary glossary)
    {
        var renderings = new Dictionary<string, (string[] Words, SortedSet<string> Chinese, bool IsName, List<int> Entries)>(StringComparer.Ordinal);
        foreach (var (number, entry) in glossary.Entries.Index())
        {
            var chinese = entry.Terms.Where(term => LanguageTag.SameLanguage(term.Language, "zh")).SelectMany(term => Forms(term.Text)).ToList();
            if (chinese.Count == 0) continue;

            foreach (var english in entry.Terms.Where(term => LanguageTag.SameLanguage(term.Language, "en")))
            {
                var words = WordsOf(english.Text);
                if (words.Length == 0) continue;
                var key = string.Join(' ', words);
                if (!renderings.TryGetValue(key, out var known)) renderings[key] = known = (words, new(StringComparer.Ordinal), char.IsUpper(english.Text[0]), []);
                known.Chinese.UnionWith(chinese);
                if (!known.Entries.Contains(number)) known.Entries.Add(number);
            }
        }

        return new(renderings.Values
            .Select(one => new Term(one.Words, [.. one.Chinese], one.IsName, one.Entries))
            .GroupBy(term => term.Words[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(term => term.Words.Length).ToArray(), StringComparer.Ordinal));
    }

    public void Compare(string english, EnglishTokens tokens, string chinese, ReadOnlySpan<char> folded, Report report)
    {
        for (var at = 0; Next(english, tokens, ref at, out var end) is { } term; at = end)
            if (!IsRendered(term, folded) && !IsWithinName(english, tokens, at, end, term)) Tell(english, tokens[at].Start, tokens[end - 1].End, term, chinese, report);
    }

    /// <summary>The terms that stand in an English text, the longest first at each place, each with how the Chinese text beside it renders it.</summary>
    /// <param name="folded">The Chinese text, as its reader folds it; empty when there is none.</param>
    /// <returns>Where a term stands, numbers of its entries in the glossary, and where its rendering stands in the Chinese; null: nowhere.</returns>
    public IEnumerable<(int Start, int End, IReadOnlyList<int> Entries, (int Start, int End)? Rendered)> In(string english, EnglishTokens tokens, string folded)
    {
        for (var at = 0; Next(english, tokens, ref at, out var end) is { } term; at = end)
            if (!IsWithinName(english, tokens, at, end, term)) yield return (tokens[at].Start, tokens[end - 1].End, term.Entries, term.Chinese.Select(words => Place(folded, words)).FirstOrDefault(place => place is not null));
    }

    /// <summary>The terms that stand in a Chinese text, the longest first at each place, each with where the English text beside it says it.</summary>
    public IEnumerable<(int Start, int End, IReadOnlyList<int> Entries, (int Start, int End)? Rendered)> In(string folded, string english, EnglishTokens tokens)
    {
        var wordings = byFirstWord.Values.SelectMany(all => all).SelectMany(term => term.Chinese.Select(words => (Words: words, Term: term))).ToLookup(one => one.Words, one => one.Term);
        var byLength = wordings.Select(one => one.Key).OrderByDescending(words => words.Length).ThenBy(words => words, StringComparer.Ordinal).ToLookup(words => char.ToLowerInvariant(words[0]));
        for (var at = 0; at < folded.Length; at++)
        {
            if (byLength[char.ToLowerInvariant(folded[at])].FirstOrDefault(words => folded.AsSpan(at).StartsWith(words, StringComparison.OrdinalIgnoreCase)) is not { } found) continue;

            var terms = wordings[found].ToList();
            yield return (at, at + found.Length, [.. terms.SelectMany(term => term.Entries).Distinct()], terms.Select(term => Place(english, tokens, term)).FirstOrDefault(place => place is not null));
            at += found.Length - 1;
        }
    }

    private (int Start, int End)? Place(string english, EnglishTokens tokens, Term term)
    {
        for (var at = 0; at < tokens.Count; at++)
            if (Match(english, tokens, at, term.Words) is >= 0 and var end) return (tokens[at].Start, tokens[end - 1].End);

        return null;
    }

    private static (int Start, int End)? Place(string folded, string words) => folded.IndexOf(words, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? (at, at + words.Length) : null;

    /// <summary>The next term from a token on, the longest; null when there is none.</summary>
    /// <param name="at">Where to begin; then where the term stands.</param>
    /// <param name="end">The token behind it.</param>
    private Term? Next(string english, EnglishTokens tokens, ref int at, out int end)
    {
        Span<char> word = stackalloc char[LongestWord];
        for (; at < tokens.Count; at++)
        {
            if (tokens[at].Kind != TokenKind.Word || !lookup.TryGetValue(Normal(english, tokens[at], word), out var candidates)) continue;
            foreach (var term in candidates)
            {
                end = Match(english, tokens, at, term.Words);
                if (end >= 0) return term;
            }
        }

        end = at;
        return null;
    }

    /// <summary>"Immigration" in "National Immigration Administration": a word of a name that the glossary has not, and no term.</summary>
    private static bool IsWithinName(string english, EnglishTokens tokens, int at, int end, Term term)
    {
        if (!tokens[at].IsCapital || term.IsName) return false;
        return (at > 0 && tokens[at - 1] is { Kind: TokenKind.Word, IsCapital: true } && tokens[at - 1].Sentence == tokens[at].Sentence && tokens[at].Start - tokens[at - 1].End == 1)
            || (end < tokens.Count && tokens[end] is { Kind: TokenKind.Word, IsCapital: true } && tokens[end].Start - tokens[end - 1].End == 1 && english[tokens[end - 1].End] == ' ');
    }

    private static bool IsRendered(Term term, ReadOnlySpan<char> folded)
    {
        foreach (var rendering in term.Chinese)
            if (folded.IndexOf(rendering, StringComparison.OrdinalIgnoreCase) >= 0) return true;

        return false;
    }

    private static void Tell(string english, int start, int end, Term term, string chinese, Report report)
    {
        var words = english[start..end];

        // A name or an abbreviation may stand in the Chinese as it is.
        if (chinese.Contains(words, StringComparison.OrdinalIgnoreCase)) return;
        report.Text(
            "term.missing",
            Severity.Warning,
            report.InFirst(start, end, term.Chinese[0]),
            null,
            $"“{words}” is rendered otherwise than in the glossary: {string.Join(", ", term.Chinese)}.",
            $"“{words}”的译法与术语表不符，术语表为：{string.Join("、", term.Chinese)}。");
    }

    /// <returns>The token behind the term; -1 when it does not stand here.</returns>
    private static int Match(string english, EnglishTokens tokens, int at, string[] words)
    {
        Span<char> word = stackalloc char[LongestWord];
        for (var index = 0; index < words.Length; index++)
        {
            if (index > 0 && at < tokens.Count && tokens[at].Kind == TokenKind.Sign && tokens[at].First is '-' or '‑' or '/' or '’' or '\'') at++;
            if (at >= tokens.Count || tokens[at].Kind is not (TokenKind.Word or TokenKind.Number)) return -1;
            if (!Normal(english, tokens[at], word).SequenceEqual(words[index])) return -1;
            at++;
        }

        return at;
    }

    /// <summary>A word in small letters and in the singular: "workers" and "worker" are one.</summary>
    private static ReadOnlySpan<char> Normal(string english, in Token token, Span<char> word)
    {
        var text = english.AsSpan(token.Start, Math.Min(token.End - token.Start, word.Length));
        for (var index = 0; index < text.Length; index++) word[index] = char.ToLowerInvariant(text[index]);
        return Singular(word[..text.Length]);
    }

    private static Span<char> Singular(Span<char> lower)
    {
        if (lower.Length > 4 && lower[^3..] is "ies")
        {
            lower[^3] = 'y';
            return lower[..^2];
        }

        if (lower.Length > 4 && (lower[^3..] is "ses" or "xes" || lower[^4..] is "ches" or "shes")) return lower[..^2];
        return lower.Length > 3 && lower[^1] == 's' && lower[^2] is not ('s' or 'u' or 'i') ? lower[..^1] : lower;
    }

    private static string[] WordsOf(string term)
    {
        var tokens = new EnglishTokens();
        tokens.Read(term);
        var words = new List<string>();
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].Kind == TokenKind.Sign && tokens[at].First is '(') break; // "(short form)"
            if (tokens[at].Kind is not (TokenKind.Word or TokenKind.Number)) continue;
            words.Add(new string(Singular(term[tokens[at].Start..tokens[at].End].ToLowerInvariant().ToCharArray())));
        }

        return [.. words];
    }

    /// <summary>A Chinese term as it may stand in a text: without the marks of a title and what is added in brackets.</summary>
    private static IEnumerable<string> Forms(string term)
    {
        var simplified = ChineseScript.ToSimplified(term).Trim();
        yield return simplified;
        var bare = simplified.Trim('《', '》', '“', '”');
        var bracket = bare.IndexOfAny(['（', '(']);
        if (bracket > 0) bare = bare[..bracket];
        if (bare.Length > 0 && bare != simplified) yield return bare;
    }

    /// <summary>An English term, its Chinese renderings, whether the glossary writes it with a capital, and the entries that have it.</summary>
    private sealed record Term(string[] Words, string[] Chinese, bool IsName, IReadOnlyList<int> Entries);
}
