using Concord.Bilingual.Concordance;
using Concord.Platform.Languages;

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
            pairs.Add(Pair.Of(pairs.Count + 1, (one + 1, text), (other + 1, otherText), result.Findings));
        }

        return new(pairs, first.Count, second.Count, notRun, pairs.Count < laid.Count);
    }

    /// <summary>What was found, counted in words: 2 errors, 1 warning and 3 hints.</summary>
    public string Summary(Words words)
    {
        var counts = new[] { ("Concordance.Errors", Severity.Error), ("Concordance.Warnings", Severity.Warning), ("Concordance.Hints", Severity.Info) }
            .Select(one => (Key: one.Item1, Count: CountOf(one.Item2)))
            .Where(one => one.Count > 0)
            .Select(one => words[one.Key, one.Count])
            .ToList();
        return words["Concordance.Compared", Pairs.Count, counts.Count > 0 ? words.List(counts) : words[NotRun.Count > 0 ? "Concordance.NothingToSay" : "Concordance.NoneFound"]];
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

    /// <summary>Two paragraphs that stand beside one another. Where a language has none there is nothing to compare.</summary>
    /// <param name="number">From 1; of both.</param>
    /// <param name="notRun">Receives the families of rules that did not run.</param>
    public static Pair Of(int number, string? first, string? second, ConcordanceChecker checker, List<string> notRun)
    {
        if (first is null || second is null) return Of(number, (first is null ? null : number, first ?? ""), (second is null ? null : number, second ?? ""), []);

        var result = checker.Check(first, second);
        notRun.AddRange(result.NotRun.Except(notRun));
        return Of(number, (number, first), (number, second), result.Findings);
    }

    public static Pair Of(int number, (int? At, string Text) first, (int? At, string Text) second, IReadOnlyList<Finding> findings) => new(
        number,
        first.At,
        second.At,
        findings,
        Piece.Of(first.Text, [.. findings.Select(finding => finding.First)], findings),
        Piece.Of(second.Text, [.. findings.Select(finding => finding.Second)], findings));
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
