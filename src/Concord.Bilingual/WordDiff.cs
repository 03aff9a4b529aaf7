namespace Concord.Bilingual;

/// <summary>A run of words in one of two wordings, or in both.</summary>
/// <param name="Sort">Negative: only in the old wording; positive: only in the new one; 0: in both.</param>
public sealed record Difference(int Sort, string Words);

/// <summary>What differs between two wordings, word by word; in Han script character by character.</summary>
public static class WordDiff
{
    // Beyond this the table of the comparison is too large: the wordings then count as wholly different.
    private const int MostCells = 4_000_000;

    /// <summary>Both wordings as one run of pieces: without the positive ones they give the old, without the negative ones the new.</summary>
    public static IReadOnlyList<Difference> Between(string before, string after)
    {
        var pieces = new List<Difference>();
        foreach (var (sort, words) in Between(Split(before), Split(after)))
        {
            if (pieces.Count > 0 && pieces[^1].Sort == sort) pieces[^1] = new(sort, pieces[^1].Words + words);
            else pieces.Add(new(sort, words));
        }

        return pieces;
    }

    /// <summary>Both sequences as one: without the positive items they give the old, without the negative ones the new. What went stands before
    /// what came in its place.</summary>
    public static IReadOnlyList<(int Sort, T Item)> Between<T>(IReadOnlyList<T> before, IReadOnlyList<T> after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);

        // What both begin and end with needs no table: most changes are small.
        var (same, compare) = (0, EqualityComparer<T>.Default);
        while (same < before.Count && same < after.Count && compare.Equals(before[same], after[same])) same++;
        var tail = 0;
        while (tail < before.Count - same && tail < after.Count - same && compare.Equals(before[before.Count - 1 - tail], after[after.Count - 1 - tail])) tail++;

        var all = new List<(int, T)>(before.Count + after.Count);
        for (var at = 0; at < same; at++) all.Add((0, before[at]));
        Differ(before, after, same, tail, all);
        for (var at = before.Count - tail; at < before.Count; at++) all.Add((0, before[at]));
        return all;
    }

    /// <summary>The words of a text with what stands between them, sign by sign; in Han script every character for itself. Joined they are the text.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            if (IsOfAWord(text[start]))
            {
                while (end < text.Length && IsOfAWord(text[end])) end++;
            }
            else if (char.IsHighSurrogate(text[start]) && end < text.Length)
            {
                end++;
            }

            parts.Add(text[start..end]);
            start = end;
        }

        return parts;
    }

    /// <summary>The longest common subsequence of what lies between, from the end.</summary>
    private static void Differ<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, int same, int tail, List<(int, T)> all)
    {
        var (old, fresh, compare) = (before.Count - same - tail, after.Count - same - tail, EqualityComparer<T>.Default);
        if ((long)(old + 1) * (fresh + 1) > MostCells)
        {
            for (var at = 0; at < old; at++) all.Add((-1, before[same + at]));
            for (var at = 0; at < fresh; at++) all.Add((1, after[same + at]));
            return;
        }

        var length = new int[old + 1, fresh + 1];
        for (var i = old - 1; i >= 0; i--)
        {
            for (var j = fresh - 1; j >= 0; j--)
            {
                length[i, j] = compare.Equals(before[same + i], after[same + j]) ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
            }
        }

        for (int i = 0, j = 0; i < old || j < fresh;)
        {
            if (i < old && j < fresh && compare.Equals(before[same + i], after[same + j]))
            {
                all.Add((0, before[same + i++]));
                j++;
            }
            else if (j >= fresh || (i < old && length[i + 1, j] >= length[i, j + 1]))
            {
                all.Add((-1, before[same + i++]));
            }
            else
            {
                all.Add((1, after[same + j++]));
            }
        }
    }

    private static bool IsOfAWord(char sign) => (char.IsLetterOrDigit(sign) && sign < '\u2E80') || sign is '\'' or '’';
}
