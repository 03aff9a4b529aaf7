using System.Buffers;
using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>
/// Finds words that were turned into their opposites: increased, 减少. Told when the other text has no rendering of the word, one of its
/// opposite that answers to nothing, and neither denies anything there.
/// </summary>
internal sealed class Opposites
{
    private static readonly (string One, string Other)[] pairs = [.. Table()];
    private static readonly Lazy<Dictionary<ushort, ushort[]>> byWord = new(Index);
    private static readonly Lazy<Dictionary<ushort, SearchValues<string>>> renderings = new(() => byWord.Value.ToDictionary(one => one.Key, one => SearchValues.Create([.. Anchors.All.RenderingsOf(one.Value).Where(word => word.Length > 1)], StringComparison.Ordinal)));

    /// <summary>Words that have an opposite, in the form of a dictionary.</summary>
    public static IEnumerable<string> Words => pairs.SelectMany(pair => new[] { pair.One, pair.Other }).Distinct();

    /// <summary>Whether it takes the words of both texts to compare them: the Chinese has the opposite of a word.</summary>
    public static bool NeedsWords(ReadOnlySpan<char> english, EnglishTokens tokens, ReadOnlySpan<char> chinese)
    {
        for (var at = 0; at < tokens.Count; at++)
            if (tokens[at].Entry.HasOpposite && renderings.Value.TryGetValue(Anchors.All.IdOf(english[tokens[at].Start..tokens[at].End]), out var opposites) && chinese.ContainsAny(opposites)) return true;

        return false;
    }

    public static void Compare(EnglishReader english, ChineseReader chinese, Alignment alignment, Report report)
    {
        foreach (ref readonly var word in alignment.Anchored.English)
        {
            if (word.Partner >= 0 || word.IsThere || !byWord.Value.TryGetValue(word.Id, out var opposites) || IsTold(word, report)) continue;
            foreach (var bead in alignment.Beads)
            {
                if (word.Start < bead.Start || word.Start >= bead.End || Denies(english.Cues, bead.Start, bead.End) || Denies(chinese.Cues, bead.OtherStart, bead.OtherEnd)) continue;
                if (Find(opposites, bead, alignment.Anchored) is { } found) Tell(report.InFirst(word.Start, word.End), report.InSecond(found.Start, found.End), report);
            }
        }
    }

    /// <summary>Whether another rule has named the word already: unskilled denies by itself.</summary>
    private static bool IsTold(in Anchor word, Report report)
    {
        var start = word.Start;
        return report.Findings?.Exists(finding => finding.First?.Start == start && finding.Severity >= Severity.Warning) == true;
    }

    private static void Tell(Passage one, Passage other, Report report) => report.Text(
        "polarity.reversed",
        Severity.Warning,
        one,
        other,
        $"“{other.Text}” is the opposite of “{one.Text}”.",
        $"“{other.Text}”与“{one.Text}”意思相反。");

    private static Anchor? Find(ushort[] opposites, in Bead bead, Anchored anchored)
    {
        var words = anchored.Chinese;
        for (var index = 0; index < words.Length; index++)
        {
            if (words[index].Start < bead.OtherStart || words[index].Start >= bead.OtherEnd || words[index].Partner >= 0 || words[index].IsThere || words[index].End - words[index].Start < 2) continue; // 增 stands in too many words
            if (anchored.IdsOf(index).ContainsAny(opposites)) return words[index];
        }

        return null;
    }

    private static bool Denies(Cues cues, int start, int end)
    {
        foreach (ref readonly var cue in cues.Span)
            if (cue.Start >= start && cue.Start < end && cue.Cue is Cue.Denial or Cue.Prohibition or Cue.NoObligation) return true;

        return false;
    }

    private static Dictionary<ushort, ushort[]> Index() =>
        pairs.SelectMany(pair => new[] { pair, (One: pair.Other, Other: pair.One) })
            .Select(pair => (One: Anchors.All.IdOf(pair.One), Other: Anchors.All.IdOf(pair.Other)))
            .Where(pair => pair.One > 0 && pair.Other > 0)
            .GroupBy(pair => pair.One)
            .ToDictionary(group => group.Key, group => group.Select(pair => pair.Other).Distinct().ToArray());

    /// <summary>Each word has those behind the stroke as its opposites. Only words whose opposite is never a free rendering.</summary>
    private static IEnumerable<(string One, string Other)> Table()
    {
        const string All = """
            increase rise grow / decrease reduce decline fall
            encourage / discourage
            accept / reject refuse
            allow permit / prohibit forbid ban
            approve / reject refuse
            support / oppose
            conceal hide / disclose reveal
            include / exclude
            lawful legal / illegal unlawful
            regular / irregular
            voluntary / forced
            temporary / permanent
            minimum / maximum
            strengthen / weaken
            arrive / depart
            entry / exit
            import / export
            domestic / foreign
            expand widen / shrink narrow
            improve / worsen deteriorate
            extend / shorten
            maintain / abolish repeal
            gain / lose
            buy / sell
            accelerate / slow
            appoint / dismiss
            protect / endanger
            higher / lower
            respect / disregard
            join / withdraw
            agree / disagree
            grant / deny
            admit / deny
            succeed / fail
            sufficient adequate / insufficient inadequate
            origin / destination
            male man / female woman
            adult / child
            urban / rural
            bilateral / multilateral
            formal / informal
            public / private
            send / receive
            direct / indirect
            compulsory mandatory / voluntary
            departure / arrival
            emigration / immigration
            skilled / unskilled
            north / south
            east / west
            high / low
            """;
        foreach (var line in All.Split('\n'))
        {
            var sides = line.Split('/');
            foreach (var one in sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                foreach (var other in sides[1].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) yield return (one, other);
        }
    }
}
