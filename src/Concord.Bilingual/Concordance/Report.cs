using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>Turns what the rules found into findings, with both values in plain words.</summary>
internal sealed class Report
{
    private string first = "";
    private string second = "";

    /// <summary>Null until something was found: most texts agree, and then nothing is allocated.</summary>
    public List<Finding>? Findings { get; private set; }

    public void Begin(string one, string other) => (first, second, Findings) = (one, other, null);

    public void Add(Finding finding) => (Findings ??= []).Add(finding);

    /// <summary>Both texts state a value, and the values are not the same.</summary>
    public void Values(string rule, Severity severity, in Mark one, in Mark other)
    {
        var (english, chinese) = Sentences.ForPair(rule);
        Add(new(
            rule,
            severity,
            PassageOf(first, one),
            PassageOf(second, other),
            new(
                string.Format(System.Globalization.CultureInfo.InvariantCulture, english, Shown.InEnglish(one), Shown.InEnglish(other)),
                string.Format(System.Globalization.CultureInfo.InvariantCulture, chinese, Shown.InChinese(one), Shown.InChinese(other)))));
    }

    /// <summary>Only one text states a value.</summary>
    public void Missing(string rule, in Mark mark, bool inFirst)
    {
        var passage = PassageOf(inFirst ? first : second, mark);
        var (english, chinese) = Sentences.ForMissing(inFirst);
        Add(new(
            rule,
            Severity.Error,
            inFirst ? passage : null,
            inFirst ? null : passage,
            new(
                string.Format(System.Globalization.CultureInfo.InvariantCulture, english, Shown.InEnglish(mark)),
                string.Format(System.Globalization.CultureInfo.InvariantCulture, chinese, Shown.InChinese(mark)))));
    }

    public static Passage PassageOf(string text, in Mark mark) => new(mark.Start, mark.End, text[mark.Start..mark.End], Shown.Neutral(mark));

    public Passage InFirst(int start, int end, string value = "") => new(start, end, first[start..end], value);

    public Passage InSecond(int start, int end, string value = "") => new(start, end, second[start..end], value);
}
