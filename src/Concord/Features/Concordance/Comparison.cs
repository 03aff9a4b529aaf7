using Concord.Bilingual.Concordance;

namespace Concord.Features.Concordance;

/// <summary>Two texts, compared paragraph by paragraph.</summary>
/// <param name="FirstCount">How many paragraphs the first text has.</param>
/// <param name="SecondCount">How many the second has.</param>
/// <param name="Unmatched">The first paragraph without a counterpart, in the longer text; null when both have as many.</param>
/// <param name="NotRun">Families of rules that did not run.</param>
/// <param name="Stopped">Whether it ended early, because almost nothing agreed.</param>
internal sealed record Comparison(IReadOnlyList<Pair> Pairs, int FirstCount, int SecondCount, string? Unmatched, IReadOnlyList<string> NotRun, bool Stopped)
{
    /// <summary>Nobody reads more; a page of them would weigh megabytes.</summary>
    private const int MostFindings = 2000;

    /// <summary>One paragraph a line; empty lines are none.</summary>
    public static List<string> ParagraphsOf(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    public static Comparison Of(IReadOnlyList<string> first, IReadOnlyList<string> second, ConcordanceChecker checker, CancellationToken stop)
    {
        var pairs = new List<Pair>();
        var notRun = new List<string>();
        var (shorter, found) = (Math.Min(first.Count, second.Count), 0);
        for (var index = 0; index < shorter && found < MostFindings; index++)
        {
            stop.ThrowIfCancellationRequested();
            var result = checker.Check(first[index], second[index]);
            notRun.AddRange(result.NotRun.Except(notRun));
            found += result.Findings.Count;
            pairs.Add(new(
                index + 1,
                result.Findings,
                Piece.Of(first[index], [.. result.Findings.Select(finding => finding.First)], result.Findings),
                Piece.Of(second[index], [.. result.Findings.Select(finding => finding.Second)], result.Findings)));
        }

        var unmatched = first.Count > second.Count ? first[second.Count] : second.Count > first.Count ? second[first.Count] : null;
        return new(pairs, first.Count, second.Count, unmatched, notRun, pairs.Count < shorter);
    }

    public int CountOf(Severity severity) => Pairs.Sum(pair => pair.Findings.Count(finding => finding.Severity == severity));
}

/// <summary>One paragraph in both languages.</summary>
/// <param name="Number">From 1.</param>
internal sealed record Pair(int Number, IReadOnlyList<Finding> Findings, IReadOnlyList<Piece> First, IReadOnlyList<Piece> Second);

/// <summary>A piece of a paragraph that the same findings are about, so that passages may lie in one another or overlap.</summary>
/// <param name="Weight">The gravest of the findings; null where there is none.</param>
/// <param name="Ending">Numbers of the findings, from 1, whose passage ends with this piece.</param>
internal sealed record Piece(string Text, Severity? Weight, IReadOnlyList<int> Ending)
{
    /// <param name="passages">One for each finding; null where this text says nothing to it.</param>
    public static IReadOnlyList<Piece> Of(string text, IReadOnlyList<Passage?> passages, IReadOnlyList<Finding> findings)
    {
        var starting = passages.Index().Where(one => one.Item is not null).ToLookup(one => one.Item!.Start, one => one.Index);
        var ending = passages.Index().Where(one => one.Item is not null).ToLookup(one => one.Item!.End, one => one.Index);
        var cuts = starting.Concat(ending).Select(one => one.Key).Append(text.Length).Distinct().Order();
        var running = new int[3];
        var pieces = new List<Piece>();
        var from = 0;
        foreach (var cut in cuts)
        {
            var numbers = ending[cut].Select(index => index + 1).ToList();
            if (cut > from || numbers.Count > 0)
            {
                var weight = running.AsSpan().LastIndexOfAnyExcept(0);
                pieces.Add(new(text[from..cut], weight < 0 ? null : (Severity)weight, numbers));
            }

            // A passage of no length has no piece of its own: it neither begins nor ends.
            foreach (var index in ending[cut].Where(index => passages[index]!.Start < cut)) running[(int)findings[index].Severity]--;
            foreach (var index in starting[cut].Where(index => passages[index]!.End > cut)) running[(int)findings[index].Severity]++;
            from = cut;
        }

        return pieces;
    }
}
