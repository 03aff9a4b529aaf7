using Concord.Bilingual.Concordance;

namespace Concord.Features.Concordance;

/// <summary>Two texts, compared paragraph by paragraph.</summary>
/// <param name="FirstCount">How many paragraphs the first text has.</param>
/// <param name="SecondCount">How many the second has.</param>
/// <param name="NotRun">Families of rules that did not run.</param>
/// <param name="Stopped">Whether it ended early, because almost nothing agreed.</param>
internal sealed record Comparison(IReadOnlyList<Pair> Pairs, int FirstCount, int SecondCount, IReadOnlyList<string> NotRun, bool Stopped)
{
    /// <summary>Nobody reads more; a page of them would weigh megabytes.</summary>
    private const int MostFindings = 2000;

    /// <summary>The paragraphs of one text that have no counterpart in the other.</summary>
    public IReadOnlyList<Pair> Alone => [.. Pairs.Where(pair => pair.IsAlone)];

    /// <summary>One paragraph a line; empty lines are none.</summary>
    public static List<string> ParagraphsOf(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    public static Comparison Of(IReadOnlyList<string> first, IReadOnlyList<string> second, (string First, string Second) languages, ConcordanceChecker checker, CancellationToken stop)
    {
        var pairs = new List<Pair>();
        var notRun = new List<string>();
        var found = 0;
        var laid = Paragraphs.Align(languages.First, languages.Second, first, second);
        foreach (var (one, other) in laid)
        {
            if (found >= MostFindings) break;
            stop.ThrowIfCancellationRequested();
            var (text, otherText) = (one is { } index ? first[index] : "", other is { } otherIndex ? second[otherIndex] : "");
            var result = checker.Check(text, otherText);
            notRun.AddRange(result.NotRun.Except(notRun));
            found += result.Findings.Count;
            pairs.Add(new(
                pairs.Count + 1,
                one + 1,
                other + 1,
                result.Findings,
                Piece.Of(text, [.. result.Findings.Select(finding => finding.First)], result.Findings),
                Piece.Of(otherText, [.. result.Findings.Select(finding => finding.Second)], result.Findings)));
        }

        return new(pairs, first.Count, second.Count, notRun, pairs.Count < laid.Count);
    }

    public int CountOf(Severity severity) => Pairs.Sum(pair => pair.Findings.Count(finding => finding.Severity == severity));
}

/// <summary>One paragraph in both languages.</summary>
/// <param name="Number">From 1, in the order of the comparison.</param>
/// <param name="InFirst">Which paragraph of the first text it is, from 1; null: it has no counterpart there.</param>
/// <param name="InSecond">Which of the second; null: none.</param>
internal sealed record Pair(int Number, int? InFirst, int? InSecond, IReadOnlyList<Finding> Findings, IReadOnlyList<Piece> First, IReadOnlyList<Piece> Second)
{
    public bool IsAlone => InFirst is null || InSecond is null;
}

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
