namespace Concord.Platform.History;

/// <summary>A run of words in one of two wordings, or in both.</summary>
/// <param name="Sort">Negative: only in the old wording; positive: only in the new one; 0: in both.</param>
internal sealed record Piece(int Sort, string Words);

/// <summary>What differs between two wordings, word by word; in Han script sign by sign.</summary>
internal static class WordDiff
{
    // Beyond this the table of the comparison is too large for a page: the wordings are then shown one after the other.
    private const int MostCells = 4_000_000;

    /// <summary>Both wordings as one run of pieces: without the positive ones they give the old, without the negative ones the new.</summary>
    public static IReadOnlyList<Piece> Between(string before, string after)
    {
        var (old, fresh) = (Split(before), Split(after));
        if ((long)(old.Count + 1) * (fresh.Count + 1) > MostCells) return [new(-1, before), new(1, after)];

        // Longest common subsequence, from the end.
        var length = new int[old.Count + 1, fresh.Count + 1];
        for (var i = old.Count - 1; i >= 0; i--)
        {
            for (var j = fresh.Count - 1; j >= 0; j--)
            {
                length[i, j] = old[i] == fresh[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
            }
        }

        var pieces = new List<Piece>();
        for (int i = 0, j = 0; i < old.Count || j < fresh.Count;)
        {
            if (i < old.Count && j < fresh.Count && old[i] == fresh[j])
            {
                Add(pieces, 0, old[i]);
                i++;
                j++;
            }
            else if (j >= fresh.Count || (i < old.Count && length[i + 1, j] >= length[i, j + 1]))
            {
                Add(pieces, -1, old[i++]);
            }
            else
            {
                Add(pieces, 1, fresh[j++]);
            }
        }

        return pieces;
    }

    private static void Add(List<Piece> pieces, int sort, string words)
    {
        if (pieces.Count > 0 && pieces[^1].Sort == sort) pieces[^1] = new(sort, pieces[^1].Words + words);
        else pieces.Add(new(sort, words));
    }

    private static List<string> Split(string text)
    {
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

    private static bool IsOfAWord(char sign) => (char.IsLetterOrDigit(sign) && sign < '\u2E80') || sign is '\'' or '’';
}
