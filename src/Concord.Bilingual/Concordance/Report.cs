using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>Turns what the rules found into findings, with both values in plain words.</summary>
internal sealed class Report
{
    /// <summary>So many findings on one pair of texts tell enough.</summary>
    private const int Most = 2_000;

    private string first = "";
    private string second = "";

    /// <summary>Null until something was found: most texts agree, and then nothing is allocated.</summary>
    public List<Finding>? Findings { get; private set; }

    /// <summary>Whether the first text is English and the second Chinese: sentences name them then.</summary>
    public bool KnowsLanguages { get; private set; }

    public void Begin(string one, string other, bool knowsLanguages = true) => (first, second, Findings, KnowsLanguages) = (one, other, null, knowsLanguages);

    public void Add(Finding finding)
    {
        if (Findings?.Count >= Most) return;
        (Findings ??= []).Add(finding);
    }

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
        var (english, chinese) = mark.Kind == MarkKind.Gap ? Sentences.ForLost(inFirst) : Sentences.ForMissing(inFirst);
        Add(new(
            rule,
            Severity.Error,
            inFirst ? passage : null,
            inFirst ? null : passage,
            new(
                string.Format(System.Globalization.CultureInfo.InvariantCulture, english, Shown.InEnglish(mark)),
                string.Format(System.Globalization.CultureInfo.InvariantCulture, chinese, Shown.InChinese(mark)))));
    }

    /// <summary>A finding with words of its own.</summary>
    public void Text(string rule, Severity severity, Passage? one, Passage? other, string english, string chinese) => Add(new(rule, severity, one, other, new(english, chinese)));

    /// <summary>Both texts deny, and not alike.</summary>
    public void Cues(string rule, in CueMark english, in CueMark chinese) => Unlike(
        rule,
        InFirst(english.Start, english.End, Shown.Neutral(english.Cue)),
        InSecond(chinese.Start, chinese.End, Shown.Neutral(chinese.Cue)),
        (Shown.InEnglish(english.Cue), Shown.InChinese(english.Cue)),
        (Shown.InEnglish(chinese.Cue), Shown.InChinese(chinese.Cue)));

    /// <summary>Both texts bind or act, and not alike.</summary>
    public void Forces(string rule, in ForceMark english, in ForceMark chinese) => Unlike(
        rule,
        InFirst(english.Start, english.End, Shown.Neutral(english.Force)),
        InSecond(chinese.Start, chinese.End, Shown.Neutral(chinese.Force)),
        (Shown.InEnglish(english.Force), Shown.InChinese(english.Force)),
        (Shown.InEnglish(chinese.Force), Shown.InChinese(chinese.Force)));

    private void Unlike(string rule, Passage one, Passage other, (string English, string Chinese) meaning, (string English, string Chinese) otherMeaning) => Text(
        rule,
        Severity.Warning,
        one,
        other,
        $"The English “{one.Text}” ({meaning.English}) and the Chinese “{other.Text}” ({otherMeaning.English}) do not say the same.",
        $"英文“{one.Text}”（{meaning.Chinese}）与中文“{other.Text}”（{otherMeaning.Chinese}）含义不同。");

    /// <summary>Only one text denies.</summary>
    public void Cue(string rule, in CueMark cue, bool inEnglish)
    {
        var text = inEnglish ? first : second;
        var passage = new Passage(cue.Start, cue.End, text[cue.Start..cue.End], Shown.Neutral(cue.Cue));
        Add(new(
            rule,
            Severity.Warning,
            inEnglish ? passage : null,
            inEnglish ? null : passage,
            inEnglish
                ? new($"The English denies (“{passage.Text}”), the Chinese does not.", $"英文含否定（“{passage.Text}”），中文没有。")
                : new($"The Chinese denies (“{passage.Text}”), the English does not.", $"中文含否定（“{passage.Text}”），英文没有。")));
    }

    public static Passage PassageOf(string text, in Mark mark) => new(mark.Start, mark.End, text[mark.Start..mark.End], Shown.Neutral(mark));

    public Passage InFirst(int start, int end, string value = "") => new(start, end, first[start..end], value);

    public Passage InSecond(int start, int end, string value = "") => new(start, end, second[start..end], value);
}
