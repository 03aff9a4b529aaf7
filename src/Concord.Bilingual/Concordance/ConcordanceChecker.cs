using Concord.Bilingual.Concordance.Reading;
using Concord.Bilingual.Exchange;

namespace Concord.Bilingual.Concordance;

/// <summary>
/// Checks whether two wordings of one text, in two languages, say the same: numbers, dates, money, units and references by value; terms,
/// modality, polarity and form by rule. Neither wording is taken for the original.
/// </summary>
/// <remarks>An instance is for one thread at a time and is cheap to keep: it reuses its memory from pair to pair.</remarks>
public sealed class ConcordanceChecker
{
    /// <summary>What the ids of the rules begin with that a pair of languages must have of its own.</summary>
    private static readonly string[] families = ["number", "ordinal", "percent", "money", "unit", "date", "time", "reference", "approximation", "term", "modality", "polarity", "act"];

    private readonly EnglishReader english = new();
    private readonly ChineseReader chinese = new();
    private readonly Comparison comparison = new();
    private readonly Wording wording = new();
    private readonly Form form = new();
    private readonly Alignment alignment = new();
    private readonly Polarity polarity = new();
    private readonly Enumerations enumerations = new();
    private readonly Terms? terms;
    private readonly IReadOnlyList<string> notRun;
    private readonly Report report = new();
    private readonly bool englishFirst;
    private readonly bool hasRules;

    private ConcordanceChecker(bool englishFirst, bool hasRules, Glossary? glossary)
    {
        (this.englishFirst, this.hasRules) = (englishFirst, hasRules);
        terms = hasRules && glossary is not null ? Terms.Of(glossary) : null;
        notRun = !hasRules ? families : terms is null ? ["term"] : [];
    }

    /// <summary>Whether the pair of languages has rules of its own; without them only the form of each text is checked.</summary>
    public bool HasPairRules => hasRules;

    /// <summary>A checker for a pair of languages.</summary>
    /// <param name="first">Language of the first text, as a BCP 47 tag: en, zh-Hans.</param>
    /// <param name="second">Language of the second text.</param>
    /// <param name="glossary">How terms are to be rendered, organisations and people among them; null: terms are not checked.</param>
    /// <returns>A checker for one thread; never null. For a pair without rules it checks the form alone and says so in every result.</returns>
    public static ConcordanceChecker For(string first, string second, Glossary? glossary = null)
    {
        var (one, other) = (Primary(first), Primary(second));
        return new(one != "zh", (one, other) is ("en", "zh") or ("zh", "en"), glossary);
    }

    internal static string Primary(string tag) => tag.Split('-', '_')[0].ToLowerInvariant();

    /// <summary>Compares two texts.</summary>
    /// <param name="first">In the first language; may be empty, never null.</param>
    /// <param name="second">In the second language; may be empty, never null.</param>
    /// <returns>What was found, in the order of the first text and then of the second.</returns>
    public CheckResult Check(string first, string second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (inEnglish, inChinese) = englishFirst ? (first, second) : (second, first);
        report.Begin(inEnglish, inChinese, hasRules);
        if (hasRules)
        {
            english.Read(inEnglish);
            chinese.Read(inChinese);
            if (!Form.CompareWhole(inEnglish, inChinese, report))
            {
                comparison.Compare(english.Marks, chinese.Marks, english.Sentences == chinese.Sentences && english.Sentences > 1, report);
                wording.Compare(english, inEnglish.Length, chinese, inChinese.Length, report);
                if (terms is not null)
                {
                    terms.Compare(inEnglish, english.Tokens, inChinese, chinese.Folded, report);
                    Names.All.Compare(inEnglish, english.Tokens, chinese.Folded, report);
                }

                form.Compare(inEnglish, inChinese, english, chinese, report);
                alignment.Prepare(inEnglish, inChinese, english, chinese, comparison.Partners(english.Marks.Count), enumerations);
                alignment.Compare(inEnglish, inChinese, report);
                enumerations.Compare(inEnglish, english.Tokens, inChinese, alignment.Anchored, report);
                polarity.Compare(inEnglish, english, inChinese, chinese, alignment, report);
                Opposites.Compare(english, chinese, alignment, report);
            }
        }
        else
        {
            form.CompareAny(first, second, report);
        }

        if (report.Findings is not { } findings) return new([], notRun);
        if (!englishFirst)
            for (var index = 0; index < findings.Count; index++) findings[index] = findings[index] with { First = findings[index].Second, Second = findings[index].First };
        findings.Sort((one, other) => (one.First?.Start ?? int.MaxValue, one.Second?.Start ?? int.MaxValue).CompareTo((other.First?.Start ?? int.MaxValue, other.Second?.Start ?? int.MaxValue)));
        return new(findings, notRun);
    }
}
