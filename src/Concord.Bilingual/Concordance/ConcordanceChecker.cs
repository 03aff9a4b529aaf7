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
        report.Begin(first, second);
        if (hasRules)
        {
            english.Read(englishFirst ? first : second);
            chinese.Read(englishFirst ? second : first);
            IReader one = englishFirst ? english : chinese, other = englishFirst ? chinese : english;
            comparison.Compare(one.Marks, other.Marks, one.Sentences == other.Sentences && one.Sentences > 1, report);
        }

        return new(report.Findings ?? (IReadOnlyList<Finding>)[], []);
    }
}
