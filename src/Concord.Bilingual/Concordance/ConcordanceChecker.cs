using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>
/// Checks whether two wordings of one text, in two languages, say the same: numbers, dates, money, units and references by value; terms,
/// modality, polarity and form by rule. Neither wording is taken for the original.
/// </summary>
/// <remarks>An instance is for one thread at a time and is cheap to keep: it reuses its memory from pair to pair.</remarks>
public sealed class ConcordanceChecker
{
    private readonly EnglishReader english = new();
    private readonly ChineseReader chinese = new();
    private readonly Comparison comparison = new();
    private readonly Wording wording = new();
    private readonly Form form = new();
    private readonly Report report = new();
    private readonly bool englishFirst;
    private readonly bool hasRules;

    private ConcordanceChecker(bool englishFirst, bool hasRules) => (this.englishFirst, this.hasRules) = (englishFirst, hasRules);

    /// <summary>A checker for a pair of languages.</summary>
    /// <param name="first">Language of the first text, as a BCP 47 tag: en, zh-Hans.</param>
    /// <param name="second">Language of the second text.</param>
    public static ConcordanceChecker For(string first, string second)
    {
        var (one, other) = (Primary(first), Primary(second));
        return new(one != "zh", (one, other) is ("en", "zh") or ("zh", "en"));
    }

    private static string Primary(string tag) => tag.Split('-', '_')[0].ToLowerInvariant();

    /// <summary>Compares two texts.</summary>
    /// <param name="first">In the first language; may be empty, never null.</param>
    /// <param name="second">In the second language; may be empty, never null.</param>
    /// <returns>What was found, in the order of the first text and then of the second.</returns>
    public CheckResult Check(string first, string second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (inEnglish, inChinese) = englishFirst ? (first, second) : (second, first);
        report.Begin(inEnglish, inChinese);
        if (hasRules)
        {
            english.Read(inEnglish);
            chinese.Read(inChinese);
            if (!form.CompareWhole(inEnglish, inChinese, english, chinese, report))
            {
                comparison.Compare(english.Marks, chinese.Marks, english.Sentences == chinese.Sentences && english.Sentences > 1, report);
                wording.Compare(english, chinese, report);
                form.Compare(inEnglish, inChinese, english, chinese, report);
            }
        }

        if (report.Findings is not { } findings) return new([], []);
        if (!englishFirst)
            for (var index = 0; index < findings.Count; index++) findings[index] = findings[index] with { First = findings[index].Second, Second = findings[index].First };
        findings.Sort((one, other) => (one.First?.Start ?? int.MaxValue, one.Second?.Start ?? int.MaxValue).CompareTo((other.First?.Start ?? int.MaxValue, other.Second?.Start ?? int.MaxValue)));
        return new(findings, []);
    }
}
