using Concord.Bilingual.Concordance;
using Concord.Bilingual.Exchange;

namespace Concord.Fuzz;

public static partial class Invariants
{
    /// <summary>Up to what length an input must be answered soon.</summary>
    private const int longest = 64 * 1024;

    /// <summary>So many findings on one pair are listed at most, see docs/concordance.md.</summary>
    private const int mostFindings = 2_000;

    /// <summary>Terms of every kind: of one word and of several, with signs, brackets and titles, abbreviations.</summary>
    private static readonly Glossary glossary = new(
    [
        Concept(["visa"], ["签证"]),
        Concept(["labour migration", "labor migration"], ["劳务移民", "劳动力迁移"]),
        Concept(["trafficking in human beings", "THB"], ["人口贩运", "贩卖人口"]),
        Concept(["High-level Dialogue (HLD)"], ["高级别对话（高层对话）"]),
        Concept(["Visa Code"], ["《签证法典》"]),
        Concept(["country of origin"], ["来源国", "來源國"]),
        Concept(["reintegration"], ["重返社会"]),
        Concept(["15 cities"], ["十五城市"]),
        Concept(["ICMPD"], ["ICMPD", "国际移民政策发展中心"]),
    ]);

    /// <summary>Pairs of texts are compared one after the other, and what is found lies within them, is what a new checker finds, and is
    /// the same from the other side.</summary>
    /// <param name="input">An English text, the Chinese one, and so on by turns, divided by bytes 0; where there is none, two texts
    /// divided by the first empty line. UTF-8, except that F8 to FF stand for halves of surrogate pairs and C0 for U+0000; any other
    /// byte that does not belong there is U+FFFD.</param>
    /// <exception cref="BrokenInvariantException">A promise was not kept. Any other exception comes from the library.</exception>
    public static void Check(byte[] input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Check(Pairs(input));
    }

    /// <summary>As <see cref="Check(byte[])"/>, with the texts of each pair repeated up to 64 KB: what is slow shows only at length.</summary>
    /// <param name="input">As there.</param>
    /// <exception cref="BrokenInvariantException">As there.</exception>
    public static void Stretched(byte[] input)
    {
        ArgumentNullException.ThrowIfNull(input);
        // A character of a Chinese text is three bytes.
        Check(Pairs(input).Select(pair => (Repeated(pair.English, longest / 2), Repeated(pair.Chinese, longest / 6))));

        static string Repeated(string text, int length) =>
            text.Length == 0 ? "" : string.Concat(Enumerable.Repeat(text, Math.Max(1, length / text.Length)));
    }

    private static IEnumerable<(string English, string Chinese)> Pairs(byte[] input)
    {
        var line = input.AsSpan().IndexOf("\n\n"u8);
        if (!input.Contains((byte)0) && line >= 0) return [(Text(input.AsSpan(0, line)), Text(input.AsSpan(line + 2)))];

        var texts = new List<string>();
        foreach (var range in input.AsSpan().Split((byte)0)) texts.Add(Text(input.AsSpan(range)));
        return texts.Chunk(2).Select(pair => (pair[0], pair.Length > 1 ? pair[1] : ""));
    }

    private static void Check(IEnumerable<(string English, string Chinese)> pairs)
    {
        var (used, mirrored) = (ConcordanceChecker.For("en", "zh", glossary), ConcordanceChecker.For("zh", "en", glossary));
        var (ofForm, ofFormMirrored) = (ConcordanceChecker.For("en", "fr"), ConcordanceChecker.For("fr", "en"));
        foreach (var (english, chinese) in pairs)
        {
            // A checker in use must forget what it read before.
            var result = Sound(ConcordanceChecker.For("en", "zh", glossary), english, chinese);
            Same(result, Sound(used, english, chinese), "A checker in use and a new one differ");
            Same(result, Turned(Sound(mirrored, chinese, english)), "Swapping the sides does not mirror the findings");
            Hold(result.NotRun.Count == 0, "A family of rules did not run.");

            var form = Sound(ofForm, english, chinese);
            Same(form, Sound(ofForm, english, chinese), "A second run differs");
            // Which text is which is said in the explanation; and when not all findings are listed, those of the first text are.
            var turned = Turned(Sound(ofFormMirrored, chinese, english));
            if (form.Findings.Count < mostFindings)
                Same(Unexplained(form), Unexplained(turned), "Swapping the sides does not mirror the findings on form");
        }
    }

    /// <summary>What a checker finds in two texts, each finding at its place and in order.</summary>
    private static CheckResult Sound(ConcordanceChecker checker, string first, string second)
    {
        var result = Soon(() => checker.Check(first, second));
        var before = (-1, -1);
        foreach (var finding in result.Findings)
        {
            Hold(finding.Rule.Length > 0 && Enum.IsDefined(finding.Severity), $"No rule or severity: {finding}");
            Hold(finding.Explanation is { English.Length: > 0, Chinese.Length: > 0 }, $"No explanation: {finding}");
            Hold(finding.First is not null || finding.Second is not null, $"Nowhere: {finding}");
            Lies(finding.First, first, finding);
            Lies(finding.Second, second, finding);
            var place = (finding.First?.Start ?? int.MaxValue, finding.Second?.Start ?? int.MaxValue);
            Hold(before.CompareTo(place) <= 0, $"Out of order: {finding}");
            before = place;
        }

        return result;
    }

    private static void Lies(Passage? passage, string text, Finding finding)
    {
        if (passage is null) return;

        var (start, end) = (passage.Start, passage.End);
        Hold(start >= 0 && start <= end && end <= text.Length, $"Outside its text: {finding}");
        Hold(text.AsSpan(start, end - start).SequenceEqual(passage.Text), $"Not what stands there: {finding}");
        Hold(passage.Value is not null, $"No value: {finding}");
    }

    private static CheckResult Turned(CheckResult result) => result with
    {
        Findings =
        [
            .. result.Findings.Select(finding => finding with { First = finding.Second, Second = finding.First })
                .OrderBy(finding => finding.First?.Start ?? int.MaxValue).ThenBy(finding => finding.Second?.Start ?? int.MaxValue),
        ],
    };

    private static CheckResult Unexplained(CheckResult result) => result with
    {
        Findings = [.. result.Findings.Select(finding => finding with { Explanation = new("", "") })],
    };

    // Findings at one place may stand in any order.
    private static void Same(CheckResult one, CheckResult other, string otherwise)
    {
        Hold(one.NotRun.SequenceEqual(other.NotRun), otherwise + " in what ran.");
        if (one.Findings.SequenceEqual(other.Findings)) return;

        var (left, right) = (Counted(one), Counted(other));
        var differing = left.Keys.Union(right.Keys)
            .FirstOrDefault(finding => left.GetValueOrDefault(finding) != right.GetValueOrDefault(finding));
        Hold(differing is null, $"{otherwise}: {differing}");

        static Dictionary<Finding, int> Counted(CheckResult result) => result.Findings.CountBy(finding => finding).ToDictionary();
    }

    private static GlossaryEntry Concept(string[] english, string[] chinese) => new()
    {
        Terms = [.. english.Select(term => new GlossaryTerm("en", term)), .. chinese.Select(term => new GlossaryTerm("zh", term))],
    };
}
