namespace Concord.Bilingual.Concordance.Reading;

/// <summary>Reads the values and cues of a Chinese text, Traditional or Simplified. One instance serves one thread, text after text.</summary>
internal sealed partial class ChineseReader : IReader
{
    private char[] folded = new char[1024];
    private int length;
    private int groups;
    private int sentence;
    private int halfOfDay;
    private int halfOfDayEnd = -1;

    /// <summary>Of <see cref="halfOfDay"/>: twelve at night is midnight, and one at night is early.</summary>
    private const int Night = 5;
    private Approximation before;
    private int beforeEnd = -1;

    public Marks Marks { get; } = new();

    public Cues Cues { get; } = new();

    public Forces Forces { get; } = new();

    public int Sentences { get; private set; }

    /// <summary>The text with Simplified characters and half-width digits and letters, position by position.</summary>
    public ReadOnlySpan<char> Folded => folded.AsSpan(0, length);

    public void Read(ReadOnlySpan<char> original)
    {
        Fold(original);
        Marks.Clear();
        Cues.Clear();
        Forces.Clear();
        (groups, sentence, halfOfDay, halfOfDayEnd, before, beforeEnd, prefix, prefixEnd) = (0, 0, 0, -1, Approximation.None, -1, Unit.None, -1);
        var text = Folded;
        for (var at = 0; at < text.Length;) at = Math.Max(at + 1, Next(text, at));
        Sentences = sentence + (EndsOpen(text) ? 1 : 0);
    }

    private void Fold(ReadOnlySpan<char> original)
    {
        if (folded.Length < original.Length) folded = new char[original.Length * 2];
        length = original.Length;
        for (var at = 0; at < original.Length; at++)
        {
            var character = original[at];
            folded[at] = character < 0x80 ? character
                : character is '○' || (character is 'Ｏ' && ((at > 0 && Numerals.IsNumeral(original[at - 1])) || (at + 1 < original.Length && Numerals.IsNumeral(original[at + 1])))) ? '〇' // 二○○三年
                : character is >= '\uFF01' and <= '\uFF5E' ? (char)(character - 0xFEE0)
                : char.IsSurrogate(character) ? character
                : ChineseScript.Fold(character) is var simplified && simplified < 0x10000 ? (char)simplified : character;
        }
    }

    private static bool EndsOpen(ReadOnlySpan<char> text)
    {
        for (var at = text.Length - 1; at >= 0; at--)
        {
            if (text[at] is '。' or '!' or '?' or '！' or '？') return false;
            if (char.IsLetterOrDigit(text[at])) return true;
        }

        return false;
    }

    private int Next(ReadOnlySpan<char> text, int at)
    {
        var character = text[at];
        if (character < 0x80)
        {
            if (Digits.IsDigit(character)) return ReadNumber(text, at);
            if (character is >= 'A' and <= 'Z' or >= 'a' and <= 'z') return ReadLatin(text, at);
            if (character is '!' or '?') sentence++;
            if (character == '(' && at + 3 < text.Length && text[at + 1] is >= 'a' and <= 'n' && text[at + 2] == ')' && text[at + 3] is '项' or '款' or '目' or '段' or '分') Add(MarkKind.Letter, char.ToUpperInvariant(text[at + 1]), at, at + 3, Weight.Implied);
            if ((character == '%' && Gaps.LacksPercentage(text, at)) || (character == '(' && Gaps.IsEmptyBracket(text, at)) || (character == ':' && Gaps.LacksMinutes(text, at))) Add(MarkKind.Gap, 0, at, at + 1);
            if (character is '@' && at + 1 < text.Length && char.IsAsciiLetter(text[at + 1]))
            {
                while (at < text.Length && text[at] is > ' ' and < (char)0x80) at++;
                return at;
            }

            return at + 1;
        }

        if (ReadSingle(text, at, character) is var single and > 0) return single;
        if (ChineseLexicon.Find(text, at, out var entry) && ReadWord(text, at, entry) is var next and > 0) return next;
        return Numerals.IsNumeral(character) ? ReadNumber(text, at) : at + 1;
    }

    /// <summary>What says something by itself or by what stands beside it.</summary>
    /// <returns>Where to go on; 0 when it says nothing.</returns>
    private int ReadSingle(ReadOnlySpan<char> text, int at, char character)
    {
        switch (character)
        {
            case '。':
                sentence++;
                return at + 1;
            case '½' or '¼' or '¾' or '⅓' or '⅔' when Marks.Count > 0 && Marks.Last is { Kind: MarkKind.Number } && at - Marks.Last.End is >= 0 and <= 1:
                (Marks.Last.Value, Marks.Last.End) = (Marks.Last.Value + EnglishTokens.FractionOf(character), at + 1);
                return at + 1;
            case '½' or '¼' or '¾' or '⅓' or '⅔':
                Add(MarkKind.Fraction, EnglishTokens.FractionOf(character), at, at + 1);
                return at + 1;
            case >= '\u2160' and <= '\u216B':
                Add(MarkKind.Number, character - '\u215F', at, at + 1, Weight.Implied);
                return at + 1;
            case '初' or '底' or '末' or '中' or '上' or '下' or '早' or '后' when LastEndsAt(at) && Marks.Last.Kind is MarkKind.Month or MarkKind.Year or MarkKind.Decade && StageOf(text, at) is > 0 and var stage:
                Add(MarkKind.Stage, stage, at, at + 1, Weight.Implied);
                return at + 1;
            case '月' when Gaps.LacksMonth(text, at) || (LastEndsAt(at) && Marks.Last.Kind == MarkKind.Year && Gaps.LacksMonthOfYear(text, at)):
            case '日' when LastEndsAt(at) && Marks.Last.Kind == MarkKind.Month && Gaps.LacksDay(text, at):
            case '世' when Gaps.LacksCentury(text, at):
            case '名' or '个' or '位' or '家' or '岁' when Gaps.LacksCount(text, at):
            case '（' when Gaps.IsEmptyBracket(text, at):
                Add(MarkKind.Gap, 0, at, at + 1);
                return at + 1;
            default:
                return 0;
        }
    }

    private bool LastEndsAt(int at) => Marks.Count > 0 && Marks.Last.End == at;

    /// <summary>3月初, 90年代中期, 5月下旬: early, in the middle, late; 0: none of them.</summary>
    private static int StageOf(ReadOnlySpan<char> text, int at)
    {
        var next = at + 1 < text.Length ? text[at + 1] : ' ';
        return text[at] switch
        {
            '初' => 1,
            '上' when next == '旬' => 1,
            '早' when next == '期' => 1,
            '中' when next is '旬' or '期' or '叶' => 2,
            '下' when next == '旬' => 3,
            '后' when next == '期' => 3,
            '底' or '末' => 3,
            _ => 0,
        };
    }

    private ref Mark Add(MarkKind kind, decimal value, int start, int end, Weight weight = Weight.Stated)
    {
        ref var mark = ref Marks.Add(kind, value, start, end, weight);
        mark.Sentence = sentence;
        return ref mark;
    }

    /// <returns>Where to go on; 0 when the word is not what it looks like.</returns>
    private int ReadWord(ReadOnlySpan<char> text, int at, in ZiEntry entry)
    {
        var end = at + entry.Word.Length;
        switch (entry.Kind)
        {
            case Zi.Skip:
                // 十分钟 is ten minutes and 十分之一 a tenth; 十分 alone is "very".
                if (entry.Word is "十分钟" || (entry.Word is "十分" && end < text.Length && text[end] is '之')) return 0;
                if (entry.Word is "一周" or "两周") return 0;
                if (entry.Word is "四周" && at > 0 && text[at - 1] is '至' or '到' or '、' or '或' or '近' or '约' or '-' or '—' or '了' or '期' or '续' or '共' or '满' or '每' or '后' or '达') return 0;
                return end;
            case Zi.Implied:
                if (entry.Word[0] is '百' or '二' or '三' or '四' or '六' && end < text.Length && Numerals.IsNumeral(text[end])) return 0;
                if (entry.Word is "半" && ReadHalf(text, at) is var half and > 0) return half;
                Add(MarkKind.Number, entry.Value, at, end, Weight.Implied);
                return end;
            case Zi.ImpliedOrdinal:
                if (entry.Word is "第一" && end < text.Length && (Numerals.IsNumeral(text[end]) || text[end] is '点')) return 0;
                if (entry.Word is "第一") return ReadOrdinal(text, at);
                if (entry.Word is "第二天" or "第二年") Add(entry.Word is "第二天" ? MarkKind.RelativeDay : MarkKind.RelativeYear, 0, at, end, Weight.Implied);
                Add(MarkKind.Ordinal, entry.Value, at, end, Weight.Implied);
                return end;
            case Zi.Vague:
                if (end < text.Length && text[end] is '分') return end;
                Add(MarkKind.Vague, entry.Value, at, end, Weight.Implied).Unit = entry.Unit;
                return end;
            case Zi.RelativeYear:
                Add(MarkKind.RelativeYear, 0, at, end, Weight.Implied);
                return end;
            case Zi.RelativeMonth:
                Add(MarkKind.RelativeMonth, 0, at, end, Weight.Implied);
                return end;
            case Zi.RelativeDay:
                Add(MarkKind.RelativeDay, entry.Value, at, end, Weight.Implied);
                if (entry.Word[^1] is '晚' or '夜') (halfOfDay, halfOfDayEnd) = (Night, end);
                else if (entry.Word[^1] is '晨' or '早') (halfOfDay, halfOfDayEnd) = (1, end);
                return end;
            case Zi.Season:
                Add(MarkKind.Season, entry.Value, at, end, Weight.Implied);
                return end;
            case Zi.NewCentury:
                Add(MarkKind.Decade, entry.Value, at, end, Weight.Implied).IsExact = true;
                Add(MarkKind.Stage, 1, at, end, Weight.Implied);
                return end;
            case Zi.Every:
                Add(MarkKind.Number, 1, at, end, Weight.Implied);
                ReadFrequency(text, at, end);
                return end;
            case Zi.Currency:
                ref var currency = ref Add(MarkKind.Currency, (int)entry.Unit, at, end, Weight.Implied);
                currency.Unit = entry.Unit;
                return end;
            case Zi.Weekend:
                Add(MarkKind.Weekday, 6, at, end, Weight.Implied);
                Add(MarkKind.Weekday, 7, at, end, Weight.Implied);
                return end;
            case Zi.Morning:
                Add(MarkKind.DayPart, 1, at, end, Weight.Implied);
                (halfOfDay, halfOfDayEnd) = (1, end);
                return end;
            case Zi.Afternoon:
                if (entry.Word is not ("当晚" or "今晚" or "昨晚" or "明晚" or "晚" or "傍晚")) Add(MarkKind.DayPart, entry.Word is "下午" or "午后" ? 2 : 3, at, end, Weight.Implied);
                (halfOfDay, halfOfDayEnd) = (entry.Word.Contains('晚') || entry.Word.Contains('夜') ? Night : 2, end);
                return end;
            case Zi.Noon or Zi.Midnight:
                if (end < text.Length && (Numerals.IsNumeral(text[end]) || Digits.IsDigit(text[end])))
                {
                    (halfOfDay, halfOfDayEnd) = (entry.Kind == Zi.Noon ? 3 : 4, end);
                    return end;
                }

                Add(MarkKind.Time, entry.Value, at, end, Weight.Implied).IsExact = true;
                return end;
            case Zi.WeekdayPrefix:
                return ReadWeekday(text, at, end);
            case Zi.About:
                Approximate(Approximation.About, at, end);
                return end;
            case Zi.Over:
                Approximate(Approximation.Over, at, end);
                return end;
            case Zi.Under:
                Approximate(Approximation.Under, at, end);
                return end;
            case Zi.LastCentury:
                return ReadDecade(text, at, SkipBlanks(text, end), 1900);
            case Zi.HalfYear:
                Add(MarkKind.HalfYear, entry.Value, at, end);
                return end;
            case Zi.PercentOf:
                return ReadPercent(text, at, SkipBlanks(text, end));
            case Zi.Ordinal when at > 1 && text[at - 1] is '数' && text[at - 2] is '倒':
                var from = SkipBlanks(text, end);
                if (from >= text.Length || !Numerals.IsNumeral(text[from])) return end;
                var place = Numerals.Read(text, ref from, out _);
                Add(MarkKind.Ordinal, -place, at - 2, from, Weight.Implied); // 倒数第二
                return from;
            case Zi.Ordinal:
                return ReadOrdinal(text, at);
            default:
                return ReadCue(text, at, end, entry);
        }
    }

    /// <summary>Before a number it says how exact the number is; behind it (三百人以上, 50人左右) too.</summary>
    private void Approximate(Approximation approximation, int start, int end)
    {
        if (Folded[start..end] is "左右" or "上下" or "前后" or "以上" or "以下" or "以内")
        {
            if (Marks.Count > 0 && Marks.Last.Approximation == Approximation.None && start - Marks.Last.End is >= 0 and <= 2) Marks.Last.Approximation = approximation;
            return; // 以上4个支柱: the four named above
        }

        (before, beforeEnd) = (approximation, end);
    }

    private int ReadCue(ReadOnlySpan<char> text, int at, int end, in ZiEntry entry)
    {
        // 后方可 is "only then may"; in 主办方可 the 方 belongs to the word before.
        if (entry.Word is "方可" or "方能" && at > 0 && text[at - 1] is not ('后' or '，' or ',' or '时' or '前' or '毕' or '准'))
        {
            Forces.Add(new(Force.May | Force.Possible, entry.Word is "方能", at + 1, end, sentence));
            return end;
        }

        // 应/可/将/会/能/要/请/不 as parts of longer words are in the lexicon; what is left before a noun mark is none.
        if (entry.Word is "要" or "需" or "会" or "能" or "请" or "少" or "但" or "仅" or "只" or "除" or "停" or "免" or "却" && entry.Cue is not Cue.SoftDenial && end < text.Length && text[end] is '的' or '是' && entry.Word is not "要") return end;
        if (entry.Word is "会" && !(at > 0 && text[at - 1] is '将' or '都' or '就' or '也' or '仍' or '还' or '不' or '便' or '则' or '才' or '他' or '她' or '我' or '你' or '们' or '它')) return end;
        if (entry.Word is "将" && at > 0 && text[at - 1] is '即') return end;
        if (entry.Word is "将" && Forces.Count > 0 && Forces.Span[^1].End == at && (Forces.Span[^1].Force & (Force.May | Force.Shall | Force.MustNot)) != 0) return end; // 可以将结果告知工人
        if (entry.Word is "应" && IsAtRequest(text, end)) return end;
        if (entry.Word is "可" && end < text.Length && !IsVerbBehind(text[end])) return end;
        if (entry.Cue != Cue.None) Cues.Add(entry.Cue, at, end, sentence);
        if (entry.Cue == Cue.Exclusion) Cues.Add(Cue.SoftDenial, at, end, sentence);
        if (entry.Force != Force.None) Forces.Add(new(entry.Force | (IsDenied(text, at) && (entry.Force & Force.May) != 0 && entry.Force < Force.MustNot ? Force.MustNot : Force.None), entry.IsWeak || (entry.Force >= Force.Agree && !text[end..].StartsWith("的是", StringComparison.Ordinal) && IsThing(text, at, end)), at, end, sentence));
        return end;
    }

    /// <summary>没有人可以, 任何人都不: denied before.</summary>
    private static bool IsDenied(ReadOnlySpan<char> text, int at)
    {
        for (var before = at - 1; before > 0 && before > at - 8 && Numerals.IsHan(text[before]); before--)
            if (text[before - 1] is '没' && text[before] is '有' || (text[before - 1] is '无' && text[before] is '人' or '任')) return true;

        return false;
    }

    /// <summary>应另一方请求: at the request of, no obligation.</summary>
    private static bool IsAtRequest(ReadOnlySpan<char> text, int at)
    {
        for (var end = at + 1; end + 1 < text.Length && end < at + 12 && Numerals.IsHan(text[end]); end++)
        {
            if (text[end..].StartsWith("之请", StringComparison.Ordinal)) return true;
            if (!text[end..].StartsWith("请求", StringComparison.Ordinal) && !text[end..].StartsWith("要求", StringComparison.Ordinal) && !text[end..].StartsWith("邀请", StringComparison.Ordinal)) continue;
            return text[end - 1] is '方' or '国' or '人' or '会' or '局' or '府' or '关' or '部' or '其' or '馆' or '处' or '的' or '司' or '构' or '员';
        }

        return false;
    }

    /// <summary>该决定, 请求书, 提出的建议: a thing, not a deed.</summary>
    private static bool IsThing(ReadOnlySpan<char> text, int at, int end) =>
        (at > 0 && text[at - 1] is '的' or '该' or '此' or '项' or '其' or '这' or '有' or '何' or '按' or '据' or '经' or '被' or '无' or '受' or '以')
        || (end < text.Length && text[end] is '书' or '方' or '国' or '稿' or '案' or '的' or '权' or '者' or '性' or '信' or '函' or '材' or '表');

    private static bool IsVerbBehind(char character) => Numerals.IsHan(character) && character is not ('的' or '是' or '了' or '也');

    /// <summary>Names in Latin letters with digits: COVID-19, Q3. An address is passed over whole.</summary>
    private int ReadLatin(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end])) end++;
        if (end < text.Length && (text[end] == '@' || text[end..].StartsWith("://", StringComparison.Ordinal) || text[at..end].Equals("www", StringComparison.OrdinalIgnoreCase)))
        {
            while (end < text.Length && text[end] is > ' ' and < (char)0x80 and not (')' or '>' or '"')) end++;
            return end;
        }

        var digits = at;
        while (digits < end && !Digits.IsDigit(text[digits])) digits++;
        if (digits == end)
        {
            var name = text[at..end];
            if (name.Length == 1 && name[0] is >= 'A' and <= 'Z' && IsLettered(text, at, end)) Add(MarkKind.Letter, name[0], at, end, Weight.Implied);
            if (end + 1 < text.Length && text[end] == '-' && Digits.IsDigit(text[end + 1]) && char.IsUpper(name[0])) return ReadCode(text, end + 1, name);
            if (end + 1 < text.Length && text[end] == '-' && name.Length > 1 && char.IsUpper(name[^1]) && (text[end + 1] == ' ' || (!char.IsAsciiLetterOrDigit(text[end + 1]) && KnownNames.HasNumber(name)))) Add(MarkKind.Gap, 0, end, end + 1);
            if (name.Length <= 5 && EnglishReader.Roman(name) is var roman and > 0 && (name.Length > 1 || name[0] is 'I' or 'V')) Add(MarkKind.Number, roman, at, end, Weight.Implied);
            if (name is "EUR" or "USD" or "CNY" or "RMB" or "GBP" or "CHF" or "JPY" or "US" && end < text.Length) (prefix, prefixEnd) = (UnitOf(name), SkipBlanks(text, end));
            return end;
        }

        var letters = text[at..digits];
        if (letters is "Q" && digits + 1 == end)
        {
            Add(MarkKind.Quarter, text[digits] - '0', at, end);
            return end;
        }

        if (letters is "EUR" or "USD" or "CNY" or "RMB" or "GBP" or "CHF" or "JPY" or "FY" or "No")
        {
            (prefix, prefixEnd) = (UnitOf(letters), digits);
            return digits;
        }

        return Math.Max(end, ReadCode(text, digits, letters));
    }

    /// <summary>附件A, B部分, C类.</summary>
    private static bool IsLettered(ReadOnlySpan<char> text, int at, int end)
    {
        var before = text[Math.Max(0, at - 3)..at].TrimEnd();
        if (before.EndsWith("附件", StringComparison.Ordinal) || before.EndsWith("附录", StringComparison.Ordinal) || before.EndsWith("表", StringComparison.Ordinal)) return true;
        end = SkipBlanks(text, end);
        return end < text.Length && (text[end] is '节' or '类' or '组' or '款' or '栏' or '区' or '级' or '项' || text[end..].StartsWith("部分", StringComparison.Ordinal));
    }

    private int ReadCode(ReadOnlySpan<char> text, int digits, ReadOnlySpan<char> name)
    {
        var end = digits;
        var value = Digits.Read(text, ref end, out var huge);
        Add(MarkKind.Code, value, digits, end, KnownNames.IsNumberOf(name, value) ? Weight.Implied : Weight.Stated).IsHuge = huge;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end])) end++;
        return end;
    }

    private static Unit UnitOf(ReadOnlySpan<char> code) => code switch
    {
        "EUR" => Unit.Euro,
        "USD" or "US" => Unit.UsDollar,
        "CNY" or "RMB" => Unit.Yuan,
        "GBP" => Unit.Pound,
        "CHF" => Unit.Franc,
        "JPY" => Unit.Yen,
        _ => Unit.None,
    };

    private static int SkipBlanks(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\u00A0' or '\u2009' or '\u202F') at++;
        return at;
    }
}
