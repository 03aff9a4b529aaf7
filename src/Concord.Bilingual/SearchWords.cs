using System.Text;

namespace Concord.Bilingual;

/// <summary>What of a text goes into the search index, and what a query becomes: the same for SQLite's FTS5 and for PostgreSQL.</summary>
/// <remarks>
/// Every token is letters only or digits only, lower-case, without diacritics, Simplified, so that both databases keep it whole. Chinese
/// is indexed by overlapping pairs of characters, because most Chinese words have two; English by its stems. See
/// docs/adr/0006-search-words.md.
/// </remarks>
public static class SearchWords
{
    // PostgreSQL refuses lexemes from 2 KB on; nobody searches for the 65th letter of a word.
    private const int longestToken = 64;

    // A query is written by a person: beyond this it is a pasted text, and its beginning is enough to find where it came from.
    private const int mostTokens = 512;

    private const int shortestBeginning = 3;

    /// <summary>The tokens of a text, separated by blanks: to be stored in the FTS5 column or given to <c>to_tsvector('simple', …)</c>.</summary>
    /// <param name="text">Any text. Control characters, broken surrogates and the like separate words.</param>
    /// <returns>The tokens in the order of the text; then, once each, the English words that differ from their stem, so that a word
    /// is found while it is being typed. Empty when the text has no letter or digit.</returns>
    /// <remarks>PostgreSQL counts positions only up to 16,383 and keeps 256 for each lexeme: index a long document in parts (paragraphs,
    /// pages), or phrases in its later part are not found there.</remarks>
    public static string ForIndex(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new StringBuilder(text.Length * 2);
        var inflected = new HashSet<string>(StringComparer.Ordinal);
        var isInflected = inflected.GetAlternateLookup<ReadOnlySpan<char>>();
        var inOrder = new List<string>();
        var stem = new char[longestToken];
        var pieces = new Pieces(text);
        while (pieces.Next())
        {
            var piece = pieces.Folded;
            if (pieces.Kind == Kind.Unspaced)
            {
                AppendPairs(tokens, piece);
                continue;
            }

            ReadOnlySpan<char> word = piece[..Cut(piece)];
            if (pieces.Kind == Kind.Letter && IsEnglish(word))
            {
                word.CopyTo(stem);
                var length = EnglishStem.Of(stem.AsSpan(0, word.Length));
                if (!word.SequenceEqual(stem.AsSpan(0, length)) && isInflected.Add(word)) inOrder.Add(word.ToString());
                word = stem.AsSpan(0, length);
            }

            tokens.Append(word).Append(' ');
        }

        foreach (var whole in inOrder) tokens.Append(whole).Append(' ');
        if (tokens.Length > 0) tokens.Length--;
        return tokens.ToString();
    }

    /// <summary>Reads what a person typed into the search box.</summary>
    /// <param name="query">Anything. Words are separated by blanks and punctuation; what is written together (2016/431, CM-007, EU-China,
    /// 第14届) or within quotation marks must stand together. A last word of three letters or more also finds the words that begin with
    /// it, unless a blank or a quotation mark follows it.</param>
    /// <returns>The terms, all of which must occur; at most 512 tokens, the rest of a longer query is ignored.</returns>
    public static SearchQuery Parse(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var groups = QueryGroups(query);
        var terms = new List<SearchTerm>();
        var left = mostTokens;
        foreach (var group in groups)
        {
            var term = Term(group, stillTyped: ReferenceEquals(group, groups[^1]) && group[^1].End == query.Length);
            if (term.Tokens.Count > left) term = new([.. term.Tokens.Take(left)]);
            if (term.Tokens.Count == 0) break;

            left -= term.Tokens.Count;
            if (!terms.Exists(term.SameAs)) terms.Add(term);
        }

        return new(terms);
    }

    /// <summary>Where a text contains what was searched for, to show why it was found.</summary>
    /// <param name="text">The text as it is displayed.</param>
    /// <param name="query">The query; each of its terms is marked wherever it occurs, whether or not the others do.</param>
    /// <returns>Start and length in UTF-16 units of <paramref name="text"/>, in order, without overlaps or touching neighbours. They never
    /// split a character from its combining marks. Empty when nothing occurs.</returns>
    public static IReadOnlyList<(int Start, int Length)> Highlights(string text, SearchQuery query)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(query);
        if (query.IsEmpty) return [];

        var tokens = Placed(text);
        var found = new List<(int Start, int End)>();
        foreach (var term in query.Terms)
            for (var i = 0; i + term.Tokens.Count <= tokens.Count; i++)
                if (EndOf(term, tokens, i) is { } end) found.Add((tokens[i].Start, end));

        return Merged(found);
    }

    private static int? EndOf(SearchTerm term, List<PlacedToken> tokens, int at)
    {
        var last = term.Tokens.Count - 1;
        for (var i = 0; i < last; i++)
            if (tokens[at + i].Text != term.Tokens[i]) return null;

        var token = tokens[at + last];
        if (token.Text == term.Tokens[last] && term.ExactToo) return token.End;
        if (term.Beginning is not { } beginning) return null;
        if (token.Text.StartsWith(beginning, StringComparison.Ordinal)) return token.Pair && IsSingle(beginning) ? token.FirstEnd : token.End;
        return last == 0 && token.Word is { } word && word.StartsWith(beginning, StringComparison.Ordinal) ? token.End : null;
    }

    private static List<(int Start, int Length)> Merged(List<(int Start, int End)> found)
    {
        found.Sort();
        var merged = new List<(int Start, int Length)>();
        foreach (var (start, end) in found)
        {
            if (merged.Count > 0 && start <= merged[^1].Start + merged[^1].Length)
                merged[^1] = (merged[^1].Start, Math.Max(merged[^1].Length, end - merged[^1].Start));
            else
                merged.Add((start, end - start));
        }

        return merged;
    }

    private static List<PlacedToken> Placed(string text)
    {
        var tokens = new List<PlacedToken>();
        var pieces = new Pieces(text);
        while (pieces.Next())
        {
            var piece = pieces.Folded;
            var starts = pieces.Starts;
            var ends = pieces.Ends;
            if (pieces.Kind != Kind.Unspaced)
            {
                var word = piece[..Cut(piece)].ToString();
                var stem = pieces.Kind == Kind.Letter ? Stem(word) : word;
                tokens.Add(new(stem, starts[0], ends[^1], ends[^1], Pair: false, stem == word ? null : word));
                continue;
            }

            for (var i = 0; i < piece.Length;)
            {
                var one = UnitsAt(piece, i);
                var two = i + one < piece.Length ? one + UnitsAt(piece, i + one) : one;
                tokens.Add(new(piece.Slice(i, two).ToString(), starts[i], ends[i + one - 1], ends[i + two - 1], Pair: two > one, Word: null));
                i += one;
            }
        }

        return tokens;
    }

    private static List<List<QueryPiece>> QueryGroups(string query)
    {
        var groups = new List<List<QueryPiece>>();
        var quoted = Quoted(query);
        var pieces = new Pieces(query);
        QueryPiece? before = null;
        while (pieces.Next())
        {
            var start = pieces.Starts[0];
            var quote = quoted.FindIndex(range => range.Start <= start && start < range.End);
            var piece = new QueryPiece(pieces.Kind, pieces.Folded.ToString(), pieces.Ends[^1], quote);
            var gap = start > pieces.GapStart ? query.AsSpan(pieces.GapStart, start - pieces.GapStart) : [];
            var together = before is not null && before.Quote == quote && (quote >= 0 || Joins(gap, before.Kind, piece.Kind));
            if (together) groups[^1].Add(piece);
            else groups.Add([piece]);
            before = piece;
            if (groups.Count > mostTokens) break;
        }

        return groups;
    }

    // "EU-China", "2016/431", "o'clock", "让-克洛德·容克" are one; "移民/人员" and "a, b" are two.
    private static bool Joins(ReadOnlySpan<char> gap, Kind before, Kind after)
    {
        if (gap.IsEmpty) return true;
        if (gap.Length > 1) return false;

        return gap[0] switch
        {
            '-' or '‐' or '‑' or '–' or '−' or '－' or '·' or '‧' or '・' or '•' => true,
            ',' => before == Kind.Digit && after == Kind.Digit,
            '/' or '.' or '_' or ':' or '\'' or '’' or '&' or '+' or '@' or '#' or '\\' or '／' or '．' or '：' =>
                before != Kind.Unspaced || after != Kind.Unspaced,
            _ => false,
        };
    }

    private static List<(int Start, int End)> Quoted(string query)
    {
        var ranges = new List<(int Start, int End)>();
        for (var i = 0; i < query.Length; i++)
        {
            var closing = query[i] switch { '"' => '"', '＂' => '＂', '“' => '”', '「' => '」', '『' => '』', _ => '\0' };
            if (closing == '\0' || query.IndexOf(closing, i + 1) is not (> 0 and var end)) continue;

            ranges.Add((i, end));
            i = end;
            if (ranges.Count > mostTokens) break;
        }

        return ranges;
    }

    private static SearchTerm Term(List<QueryPiece> group, bool stillTyped)
    {
        var tokens = new List<string>();
        foreach (var piece in group.SkipLast(1))
        {
            if (piece.Kind == Kind.Unspaced) AddPairs(tokens, piece.Folded, withLast: true);
            else tokens.Add(Token(piece));
            if (tokens.Count > mostTokens) return new(tokens);
        }

        var last = group[^1];
        if (last.Kind == Kind.Unspaced)
        {
            AddPairs(tokens, last.Folded, withLast: IsSingle(last.Folded));
            return new(tokens, IsSingle(last.Folded) ? last.Folded : null);
        }

        tokens.Add(Token(last));
        var word = last.Folded[..Cut(last.Folded)];
        return new(tokens, stillTyped && last.Kind == Kind.Letter && last.Quote < 0 && word.Length >= shortestBeginning ? word : null);
    }

    private static string Token(QueryPiece piece)
    {
        var word = piece.Folded[..Cut(piece.Folded)];
        return piece.Kind == Kind.Letter ? Stem(word) : word;
    }

    private static void AppendPairs(StringBuilder tokens, ReadOnlySpan<char> run)
    {
        for (var i = 0; i < run.Length;)
        {
            var one = UnitsAt(run, i);
            var two = i + one < run.Length ? one + UnitsAt(run, i + one) : one;
            tokens.Append(run.Slice(i, two)).Append(' ');
            i += one;
        }
    }

    private static void AddPairs(List<string> tokens, string run, bool withLast)
    {
        for (var i = 0; i < run.Length && tokens.Count <= mostTokens;)
        {
            var one = UnitsAt(run, i);
            if (i + one < run.Length) tokens.Add(run.Substring(i, one + UnitsAt(run, i + one)));
            else if (withLast) tokens.Add(run[i..]);
            i += one;
        }
    }

    private static string Stem(string word)
    {
        if (!IsEnglish(word)) return word;

        Span<char> stem = stackalloc char[longestToken];
        word.CopyTo(stem);
        var length = EnglishStem.Of(stem[..word.Length]);
        return stem[..length].SequenceEqual(word) ? word : stem[..length].ToString();
    }

    private static bool IsEnglish(ReadOnlySpan<char> word) => !word.ContainsAnyExceptInRange('a', 'z');

    // Where a word is cut off, without splitting a surrogate pair.
    private static int Cut(ReadOnlySpan<char> word)
    {
        if (word.Length <= longestToken) return word.Length;
        return char.IsHighSurrogate(word[longestToken - 1]) ? longestToken - 1 : longestToken;
    }

    private static int UnitsAt(ReadOnlySpan<char> run, int at) => char.IsHighSurrogate(run[at]) ? 2 : 1;

    private static bool IsSingle(string run) => run.Length == UnitsAt(run, 0);

    private sealed record PlacedToken(string Text, int Start, int FirstEnd, int End, bool Pair, string? Word);

    private sealed record QueryPiece(Kind Kind, string Folded, int End, int Quote);
}
