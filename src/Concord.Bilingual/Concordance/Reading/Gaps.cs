namespace Concord.Bilingual.Concordance.Reading;

/// <summary>
/// Places where a number has been lost or not been filled in yet: "on May 2026" left open, "by % of", 第  条, 月15日. What a clean text
/// never holds, so that a gap counts even where the other text has no number for it.
/// </summary>
internal static class Gaps
{
    /// <summary>What may be joined to a name by a hyphen: COVID-related. Anything else behind COVID- has lost its number.</summary>
    private static readonly string[] joined = ["like", "free", "safe", "secure", "positive", "negative", "specific", "era", "time", "friendly", "proof", "compliant", "normal", "zero", "testing", "sceptic", "skeptic", "denier", "death", "status", "hospital", "ward", "relief", "response"];

    /// <summary>Whether a word may follow COVID- without a number: participles and the words above.</summary>
    public static bool MayBeJoined(ReadOnlySpan<char> word)
    {
        if (word.Length > 4 && word.EndsWith("ed", StringComparison.Ordinal)) return true;
        foreach (var one in joined)
            if (word.Equals(one, StringComparison.OrdinalIgnoreCase)) return true;

        return false;
    }

    /// <summary>月15日, 月下旬 with nothing before 月 that could name the month.</summary>
    public static bool LacksMonth(ReadOnlySpan<char> text, int at)
    {
        var before = Before(text, at);
        if (before is not ('\0' or '，' or ',' or '。' or '、' or '（' or '(' or '；' or '：' or '年' or '自' or '从' or '于' or '至' or '到' or '在' or '为')) return false;

        var behind = At(text, at + 1);
        if (text[behind..].StartsWith("上旬", StringComparison.Ordinal) || text[behind..].StartsWith("中旬", StringComparison.Ordinal) || text[behind..].StartsWith("下旬", StringComparison.Ordinal)) return true;

        var end = behind;
        while (end < text.Length && (Digits.IsDigit(text[end]) || Numerals.IsNumeral(text[end]))) end++;
        end = end > behind ? At(text, end) : text.Length;
        return end < text.Length && text[end] is '日' or '号';
    }

    /// <summary>2月日: the day is not there; 2月日本 is Japan in February.</summary>
    public static bool LacksDay(ReadOnlySpan<char> text, int at) => at + 1 >= text.Length || text[at + 1] is '，' or ',' or '。' or '、' or '）' or ')' or '；' or '起' or '前' or '后' or '至' or '到' or '在' or '于' or '上' or '下' or '凌' or '正' or '召' or '举';

    /// <summary>第  条.</summary>
    public static bool LacksOrdinal(ReadOnlySpan<char> text, int behind) => behind < text.Length && text[behind] is '条' or '款' or '章' or '节' or '项' or '届' or '次' or '号' or '期' or '轮' or '位' or '名' or '卷' or '页';

    /// <summary>增长%, 约 %.</summary>
    public static bool LacksPercentage(ReadOnlySpan<char> text, int at) => Before(text, at) is '长' or '了' or '到' or '至' or '达' or '过' or '超' or '约' or '近' or '为' or '降' or '的' or '“';

    /// <summary>自  世纪30年代: which century is gone; 上世纪 and 本世纪 are not.</summary>
    public static bool LacksCentury(ReadOnlySpan<char> text, int at) =>
        text[at..].StartsWith("世纪", StringComparison.Ordinal) && (at == 0 || text[at - 1] is ' ' or '自' or '从' or '于' or '在' or '到' or '至') && At(text, at + 2) is var decade && decade < text.Length && (Digits.IsDigit(text[decade]) || Numerals.IsNumeral(text[decade]));

    /// <summary>2020年月/6月.</summary>
    public static bool LacksMonthOfYear(ReadOnlySpan<char> text, int at) => at + 1 < text.Length && (text[at + 1] is '/' or '，' or '。' or '至' or '到' or '-' or '—' or '、' || Digits.IsDigit(text[At(text, at + 1) is var next && next < text.Length ? next : at]));

    /// <summary>上午8: with nothing behind.</summary>
    public static bool LacksMinutes(ReadOnlySpan<char> text, int at) => at > 0 && Digits.IsDigit(text[at - 1]) && (at + 1 == text.Length || text[at + 1] is '。' or '，' or '、' or '）' or ')' or '-' or '至' or ',' or '.');

    /// <summary>（） behind words of Chinese or a number; not CreateViewport().</summary>
    public static bool IsEmptyBracket(ReadOnlySpan<char> text, int at) =>
        at + 1 < text.Length && text[at] is '(' or '（' && At(text, at + 1) is var end && end < text.Length && text[end] is ')' or '）' && !(at > 0 && (EnglishTokens.IsLetter(text[at - 1]) || text[at - 1] is '_' or ':' or ';'));

    /// <summary>捐赠  亿美元, 约万人: a power of ten whose number is gone.</summary>
    public static bool LacksMultiplier(ReadOnlySpan<char> text, int start, int end)
    {
        if (start == 0 || text[start - 1] is not (' ' or '约' or '达' or '到' or '至' or '为' or '以' or '了' or '共' or '有')) return false;
        if (text[start - 1] == ' ' && Before(text, start) is '数' or '几' or '上' or '近' or '成' or '过' or '超' or '逾' or '百' or '千' or '十') return false;
        var behind = At(text, end);
        return behind < text.Length && (text[behind] is '人' or '名' || (ChineseLexicon.FindMeasure(text, behind, out var measure) && Units.DimensionOf(measure.Unit) == 1));
    }

    /// <summary>"、 名中国人", "所有  个": blanks where a number stood.</summary>
    public static bool LacksCount(ReadOnlySpan<char> text, int at) =>
        at > 1 && text[at - 1] == ' ' && text[at - 2] is ' ' or '、' && text[at] is '名' or '个' or '位' or '家' or '岁' && at + 1 < text.Length && Numerals.IsHan(text[at + 1]) && text[at + 1] is not ('人' or '别' or '体' or '性' or '称' or '单' or '义' or '字' or '置' or '于' or '庭' or '长' or '属');

    private static char Before(ReadOnlySpan<char> text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '\u00A0') at--;
        return at == 0 ? '\0' : text[at - 1];
    }

    private static int At(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\u00A0') at++;
        return at;
    }
}
