using Concord.Bilingual.Concordance;
using Concord.Bilingual.Exchange;

namespace Concord.Fuzz;

public static partial class Invariants
{
    private const int longest = 64 * 1024;

    /// <summary>Terms of every kind: of one word and of several, with signs, brackets and titles, an abbreviation, two renderings.</summary>
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

    /// <summary>It has seen all texts before: nothing of them may be left in it.</summary>
    private static readonly ConcordanceChecker used = ConcordanceChecker.For("en", "zh", glossary);
    private static readonly ConcordanceChecker mirrored = ConcordanceChecker.For("zh", "en", glossary);
    private static readonly ConcordanceChecker ofForm = ConcordanceChecker.For("en", "fr");
    private static readonly ConcordanceChecker ofFormMirrored = ConcordanceChecker.For("fr", "en");

    /// <summary>Two texts are compared, and what is found lies within them, is the same each time and the same from the other side.</summary>
    /// <param name="input">The English text and the Chinese one, divided by the first byte 0, or if there is none by the first empty line.
    /// UTF-8; a byte that does not belong there is U+FFFD, or half of a surrogate pair (F8 to FF).</param>
    /// <exception cref="BrokenInvariantException">A promise was not kept. Any other exception comes from the library and should not.</exception>
    public static void Check(byte[] input)
    {
        var (english, chinese) = Divided(input);
        Check(english, chinese);
    }

    /// <summary>As <see cref="Check(byte[])"/>, with both texts repeated up to 64 KB together: what is slow shows only at length.</summary>
    /// <param name="input">As there.</param>
    /// <exception cref="BrokenInvariantException">As there.</exception>
    public static void Stretched(byte[] input)
    {
        var (english, chinese) = Divided(input);
        // A character of a Chinese text is three bytes.
        Check(Repeated(english, longest / 2), Repeated(chinese, longest / 6));

        static string Repeated(string text, int length) => text.Length == 0 ? "" : string.Concat(Enumerable.Repeat(text, Math.Max(1, length / text.Length)));
    }

    private static (string English, string Chinese) Divided(byte[] input)
    {
        var (at, length) = (Array.IndexOf(input, (byte)0), 1);
        if (at < 0) (at, length) = (input.AsSpan().IndexOf("\n\n"u8), 2);
        return at < 0 ? (Text(input), "") : (Text(input.AsSpan(0, at)), Text(input.AsSpan(at + length)));
    }

    private static void Check(string english, string chinese)
    {
        // A new checker first: whether it agrees with the one in use tells whether that one forgets what it read before.
        var result = Sound(ConcordanceChecker.For("en", "zh", glossary), english, chinese);
        Same(result, Sound(used, english, chinese), "A checker in use and a new one differ");
        Same(result, Turned(Sound(mirrored, chinese, english)), "Swapping the sides does not mirror the findings");
        Hold(result.NotRun.Count == 0, "A family of rules did not run.");

        var form = Sound(ofForm, english, chinese);
        Same(form, Sound(ofForm, english, chinese), "A second run differs");
        // Which text is which is said in the explanation.
        Same(Unexplained(form), Unexplained(Turned(Sound(ofFormMirrored, chinese, english))), "Swapping the sides does not mirror the findings on form");
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
        Hold(passage.Start >= 0 && passage.Start <= passage.End && passage.End <= text.Length, $"Outside its text of {text.Length}: {finding}");
        Hold(text.AsSpan(passage.Start, passage.End - passage.Start).SequenceEqual(passage.Text), $"Not what stands there: {finding}");
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
        var differing = left.Keys.Union(right.Keys).FirstOrDefault(finding => left.GetValueOrDefault(finding) != right.GetValueOrDefault(finding));
        Hold(differing is null, $"{otherwise}: {differing}");

        static Dictionary<Finding, int> Counted(CheckResult result) => result.Findings.CountBy(finding => finding).ToDictionary();
    }

    private static GlossaryEntry Concept(string[] english, string[] chinese) => new()
    {
        Terms = [.. english.Select(term => new GlossaryTerm("en", term)), .. chinese.Select(term => new GlossaryTerm("zh", term))],
    };
}
