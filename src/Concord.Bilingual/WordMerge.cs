namespace Concord.Bilingual;

/// <summary>Puts together what two people have made of one wording, word by word.</summary>
public static class WordMerge
{
    /// <summary>Both changes in one wording.</summary>
    /// <param name="before">What both began with.</param>
    /// <returns>Null when both changed the same words, or words that touch: only a person can tell what is meant.</returns>
    public static string? Of(string before, string mine, string theirs)
    {
        if (mine == theirs || theirs == before) return mine;
        if (mine == before) return theirs;

        var tokens = WordDiff.Split(before);
        var (own, other) = (Changes(tokens, mine), Changes(tokens, theirs));
        var all = new List<(int Start, int End, string Words)>();
        foreach (var change in own.Concat(other).OrderBy(one => one.Start).ThenBy(one => one.End))
        {
            if (all.Count > 0 && all[^1] == change) continue; // both did the same
            if (all.Count > 0 && change.Start <= all[^1].End) return null;
            all.Add(change);
        }

        var merged = new System.Text.StringBuilder();
        var at = 0;
        foreach (var (start, end, words) in all)
        {
            for (; at < start; at++) merged.Append(tokens[at]);
            merged.Append(words);
            at = end;
        }

        for (; at < tokens.Count; at++) merged.Append(tokens[at]);
        return merged.ToString();
    }

    /// <summary>Which tokens went, and what came in their place.</summary>
    private static List<(int Start, int End, string Words)> Changes(IReadOnlyList<string> before, string after)
    {
        var all = new List<(int Start, int End, string Words)>();
        var (at, isOpen) = (0, false);
        foreach (var (sort, word) in WordDiff.Between(before, WordDiff.Split(after)))
        {
            if (sort == 0)
            {
                at++;
                isOpen = false;
                continue;
            }

            if (!isOpen) all.Add((at, at, ""));
            isOpen = true;
            var last = all[^1];
            all[^1] = sort < 0 ? (last.Start, ++at, last.Words) : (last.Start, last.End, last.Words + word);
        }

        return all;
    }
}
