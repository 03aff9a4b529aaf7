namespace Concord.Bilingual.Concordance.Reading;

/// <summary>Numbers, dates and times in Chinese.</summary>
internal sealed partial class ChineseReader
{
    private Unit prefix;
    private int prefixEnd = -1;

    private int ReadNumber(ReadOnlySpan<char> text, int start)
    {
        var at = start;
        if (ReadAdjacent(text, start) is var pair and > 0) return pair;

        var value = Numerals.Read(text, ref at, out var shape);
        if (at == start) return start + 1;

        if (shape is { HasDigits: true, HasUnits: false })
        {
            if (ReadDigitDate(text, start, at, value, shape) is var date and > 0) return date;
            if (ReadDigitFraction(text, start, at, value) is var fraction and > 0) return fraction;
            if (at < text.Length && text[at] is >= 'A' and <= 'Z' or >= 'a' and <= 'z' && ReadDigitSuffix(text, start, at, value) is var suffix and > 0) return suffix;
        }

        // Y分之X.
        var behind = SkipBlanks(text, at);
        if (behind + 1 < text.Length && text[behind] is '分' && text[behind + 1] is '之' && behind + 2 < text.Length)
        {
            var numerator = SkipBlanks(text, behind + 2);
            if (numerator < text.Length && (Numerals.IsNumeral(text[numerator]) || Digits.IsDigit(text[numerator])) && value > 0)
            {
                var above = Numerals.Read(text, ref numerator, out _);
                if (value is 100 or 1000) Finish(ref Add(MarkKind.Percent, Exact.Times(above, 100) / value, start, numerator));
                else Finish(ref Add(MarkKind.Fraction, above / value, start, numerator));
                return numerator;
            }
        }

        return FinishNumber(text, start, at, value, shape);
    }

    /// <summary>三四个, 七八十, 十七八岁: two numbers next to each other, "three or four".</summary>
    private int ReadAdjacent(ReadOnlySpan<char> text, int start)
    {
        var at = start;
        var tens = 0m;
        if (Numerals.DigitOf(text[at]) is >= 1 and < 10 && at + 3 < text.Length && text[at + 1] is '十' && Numerals.DigitOf(text[at + 2]) is > 0 and < 10) (tens, at) = (Numerals.DigitOf(text[at]) * 10, at + 2);
        else if (text[at] is '十' && at + 2 < text.Length && Numerals.DigitOf(text[at + 1]) is > 0 and < 10) (tens, at) = (10, at + 1);
        if (at + 1 >= text.Length) return 0;

        var (one, two) = (Numerals.DigitOf(text[at]), Numerals.DigitOf(text[at + 1]));
        if (one is < 1 or > 9 || two is < 1 or > 9 || (two != one + 1 && !(one == 3 && two == 5)) || at + 2 >= text.Length) return 0;
        if (text[at + 1] is '两' && one != 1) return 0;

        var scale = 1m;
        var end = at + 2;
        while (end < text.Length && Numerals.UnitOf(text[end]) is var unit and > 0) (scale, end) = (Exact.Times(scale, unit), end + 1);
        if (Numerals.DigitOf(end < text.Length ? text[end] : ' ') >= 0) return 0;
        if (scale == 1 && end < text.Length && !(ChineseLexicon.IsCounter[text[end]]) && text[end] is not (' ' or '名')) return 0;
        if (end + 1 < text.Length && text[end] is '月' && text[end + 1] is '份' && scale == 1 && tens == 0)
        {
            Add(MarkKind.Month, one, start, start + 1);
            Add(MarkKind.Month, two, start + 1, end + 1);
            return end + 2;
        }

        if (scale == 1 && end < text.Length && text[end] is '年' or '月' && tens == 0 && one > 3) return 0;

        var weight = one == 1 ? Weight.Implied : Weight.Stated;
        Add(MarkKind.Number, Exact.Times(tens + one, scale), start, at + 1, weight).Approximation = Approximation.About;
        Add(MarkKind.Number, Exact.Times(tens + two, scale), at + 1, end, weight).Approximation = Approximation.About;
        ref var either = ref Add(MarkKind.Vague, Exact.Times(tens + one, scale), start, end, Weight.Implied);
        (either.HasOther, either.Other) = (true, Exact.Times(tens + two, scale));
        return end;
    }

    /// <summary>2015-06-29, 2015.6.29, 2015/6/29.</summary>
    private int ReadDigitDate(ReadOnlySpan<char> text, int start, int at, decimal value, in Numerals.Shape shape)
    {
        // 10:30, 9：30.
        if (at + 2 < text.Length && text[at] is ':' or '：' && value <= 24 && shape.IsPlain && Digits.IsDigit(text[at + 1]) && Digits.IsDigit(text[at + 2]) && (at + 3 >= text.Length || !Digits.IsDigit(text[at + 3])))
        {
            var minutes = ((text[at + 1] - '0') * 10) + (text[at + 2] - '0');
            if (minutes < 60)
            {
                var behind = at + 3;
                if (behind + 2 < text.Length && text[behind] is ':' && Digits.IsDigit(text[behind + 1])) behind += 3;
                AddTime(start, behind, (value * 60) + minutes);
                return behind;
            }
        }

        if (!shape.IsPlain || value is < 1000 or > 2999 || at >= text.Length || text[at] is not ('-' or '.' or '/')) return 0;

        var sign = text[at];
        var month = at + 1;
        if (month >= text.Length || !Digits.IsDigit(text[month])) return 0;
        var monthEnd = month;
        while (monthEnd < text.Length && Digits.IsDigit(text[monthEnd])) monthEnd++;
        if (monthEnd - month > 2 || monthEnd >= text.Length || text[monthEnd] != sign) return 0;
        var day = monthEnd + 1;
        var dayEnd = day;
        while (dayEnd < text.Length && Digits.IsDigit(text[dayEnd])) dayEnd++;
        if (dayEnd == day || dayEnd - day > 2) return 0;

        groups++;
        Add(MarkKind.Year, value, start, at).Group = groups;
        Add(MarkKind.Month, Whole(text[month..monthEnd]), month, monthEnd).Group = groups;
        Add(MarkKind.Day, Whole(text[day..dayEnd]), day, dayEnd).Group = groups;
        return dayEnd;
    }

    private static decimal Whole(ReadOnlySpan<char> digits)
    {
        var value = 0m;
        foreach (var digit in digits) value = (value * 10) + (digit - '0');
        return value;
    }

    /// <summary>1/3.</summary>
    private int ReadDigitFraction(ReadOnlySpan<char> text, int start, int at, decimal above)
    {
        if (at + 1 >= text.Length || text[at] is not '/' || !Digits.IsDigit(text[at + 1]) || (start > 0 && text[start - 1] is '/')) return 0;
        var end = at + 1;
        var below = Digits.Read(text, ref end, out _);
        if (end < text.Length && (text[end] is '/' || Numerals.UnitOf(text[SkipBlanks(text, end) is var unit && unit < text.Length ? unit : end]) > 0) || !decimal.IsInteger(above)) return 0;
        if (above <= 0 || above >= below || below is < 2 or > 10) return 0;
        if (start > 1 && text[start - 1] == ' ' && Marks.Count > 0 && Marks.Last is { Kind: MarkKind.Number, Unit: Unit.None } && Marks.Last.End == start - 1 && decimal.IsInteger(Marks.Last.Value))
        {
            (Marks.Last.Value, Marks.Last.End) = (Marks.Last.Value + (above / below), end); // 3 1/2
            return end;
        }

        Add(MarkKind.Fraction, above / below, start, end);
        return end;
    }

    /// <summary>Letters behind digits: 20km, 5G, 1990s, 14th.</summary>
    private int ReadDigitSuffix(ReadOnlySpan<char> text, int start, int at, decimal value)
    {
        var end = at;
        while (end < text.Length && char.IsAsciiLetter(text[end])) end++;
        var letters = text[at..end];
        if (ChineseLexicon.FindMeasure(text, at, out var measure) && measure.Word.Length == letters.Length) return 0;
        if (letters is "th" or "st" or "nd" or "rd")
        {
            Add(MarkKind.Ordinal, value, start, end);
            return end;
        }

        if (letters is "s" && value % 10 == 0 && value > 0)
        {
            Add(MarkKind.Decade, value, start, end).IsExact = value >= 1000;
            return end;
        }

        if (letters is "k" or "K" or "m" or "M" or "bn")
        {
            ref var mark = ref Add(MarkKind.Number, Exact.Times(value, letters is "k" or "K" ? 1_000 : letters is "bn" ? 1_000_000_000 : 1_000_000), start, end);
            (mark.HasOther, mark.Other) = (true, value);
            return end;
        }

        if (letters is "am" or "AM" or "pm" or "PM") return 0;
        Add(MarkKind.Code, value, start, at);
        return end;
    }

    private int ReadPercent(ReadOnlySpan<char> text, int start, int at)
    {
        if (at >= text.Length || !(Numerals.IsNumeral(text[at]) || Digits.IsDigit(text[at])))
        {
            Add(MarkKind.Gap, 0, start, at);
            return at;
        }

        var value = Numerals.Read(text, ref at, out var shape);
        ref var mark = ref Add(MarkKind.Percent, value, start, at);
        mark.Approximation = shape.Approximation;
        Finish(ref mark);
        Marks.SpreadBack(text);
        return at;
    }

    /// <summary>第十四次, 第5条, 第2018/1725号, 第一.</summary>
    private int ReadOrdinal(ReadOnlySpan<char> text, int start)
    {
        var at = SkipBlanks(text, start + 1);
        var bracketed = at < text.Length && text[at] is '(' or '（';
        if (bracketed) at = SkipBlanks(text, at + 1);
        if (at >= text.Length || !(Numerals.IsNumeral(text[at]) || Digits.IsDigit(text[at])))
        {
            if (Gaps.LacksOrdinal(text, at)) Add(MarkKind.Gap, 0, start, start + 1);
            return start + 1;
        }


        var from = at;
        var value = Numerals.Read(text, ref at, out var shape);
        if (at == from) return start + 1;
        if (bracketed && at < text.Length && text[at] is ')' or '）') at++;
        var behind = SkipBlanks(text, at);
        var character = behind < text.Length ? text[behind] : ' ';
        if (character is '世' && behind + 1 < text.Length && text[behind + 1] is '纪')
        {
            Add(MarkKind.Century, value, start, behind + 2);
            return behind + 2;
        }

        if (character is '季' && behind + 1 < text.Length && text[behind + 1] is '度')
        {
            Add(MarkKind.Quarter, value, start, behind + 2);
            return behind + 2;
        }

        // 第1至24段: of the first what is said behind the last.
        if (character is '至' or '到' or '-' or '–' or '、' or '和' or '及' && behind + 1 < text.Length)
        {
            var next = SkipBlanks(text, behind + 1);
            while (next < text.Length && (Digits.IsDigit(text[next]) || Numerals.IsNumeral(text[next]))) next++;
            next = SkipBlanks(text, next);
            if (next < text.Length && next > behind + 1 && text[next] is '条' or '款' or '段' or '章' or '节') character = text[next];
        }

        // 第2018/1725号 and 第14、15次: the first number is one of several.
        ref var mark = ref Add(MarkKind.Ordinal, value, start, at, value == 1 ? Weight.Implied : Weight.Stated);
        mark.IsHuge = shape.IsHuge;
        mark.Part = character switch
        {
            '条' => Part.Article,
            '款' or '段' => Part.Paragraph,
            '项' when behind + 1 >= text.Length || text[behind + 1] is not ('目' or '成' or '产') => Part.Item,
            '章' => Part.Chapter,
            '节' => Part.Section,
            '编' => Part.Division,
            '部' when behind + 1 < text.Length && text[behind + 1] is '分' => Part.Division,
            '期' or '阶' => Part.Phase,
            '届' => Part.Session,
            '号' or '/' or '(' or '（' => PartBehind(text, behind),
            _ => Part.None,
        };
        if (mark.Part != Part.None && mark.Weight == Weight.Implied) mark.Weight = Weight.Stated;
        return at;
    }

    /// <summary>第29号公约, 第2016/801号指令, 第2240（2015）号决议.</summary>
    private static Part PartBehind(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && (Digits.IsDigit(text[at]) || text[at] is '/' or '(' or ')' or '（' or '）' or ' ')) at++;
        if (at >= text.Length || text[at] is not '号') return Part.None;
        var rest = text[(at + 1)..Math.Min(text.Length, at + 5)];
        return rest.StartsWith("公约", StringComparison.Ordinal) ? Part.Convention
            : rest.StartsWith("议定书", StringComparison.Ordinal) ? Part.Protocol
            : rest.StartsWith("决议", StringComparison.Ordinal) ? Part.Resolution
            : rest.StartsWith("指令", StringComparison.Ordinal) ? Part.Directive
            : rest.StartsWith("条例", StringComparison.Ordinal) ? Part.Regulation
            : rest.StartsWith("决定", StringComparison.Ordinal) ? Part.Decision
            : rest.StartsWith("附件", StringComparison.Ordinal) ? Part.Annex
            : Part.None;
    }

    /// <summary>附件二, 表2, 图6, 成果2: the word stands before the number.</summary>
    private static Part PartBefore(ReadOnlySpan<char> text, int at)
    {
        var before = text[Math.Max(0, at - 2)..at].TrimEnd();
        return before.EndsWith("附件", StringComparison.Ordinal) ? Part.Annex
            : before.EndsWith("附录", StringComparison.Ordinal) ? Part.Appendix
            : before.EndsWith("脚注", StringComparison.Ordinal) || before.EndsWith("注释", StringComparison.Ordinal) ? Part.Footnote
            : before.EndsWith("产出", StringComparison.Ordinal) ? Part.Output
            : before.EndsWith("成果", StringComparison.Ordinal) ? Part.Outcome
            : before.EndsWith("目标", StringComparison.Ordinal) ? Part.Goal
            : before.EndsWith("指标", StringComparison.Ordinal) ? Part.Indicator
            : before.Length > 0 && before[^1] is '图' && (before.Length == 1 || before[0] is not ('地' or '企' or '意' or '试')) ? Part.Figure
            : before.Length > 0 && before[^1] is '表' && (before.Length == 1 || before[0] is not ('代' or '发' or '列')) ? Part.Table
            : Part.None;
    }

    /// <summary>每年, 每两周, 每半年, 每季度; 每年举行三次: so many times a year, 每隔一年: every other.</summary>
    private void ReadFrequency(ReadOnlySpan<char> text, int start, int at)
    {
        var every = 1m;
        var skips = at < text.Length && text[at] is '隔';
        if (skips) at++;
        if (at < text.Length && text[at] is '半')
        {
            (every, at) = (0.5m, at + 1);
        }
        else if (at < text.Length && (Digits.IsDigit(text[at]) || Numerals.IsNumeral(text[at])))
        {
            every = Numerals.Read(text, ref at, out _);
            if (at < text.Length && text[at] is '半') return;
        }

        if (skips && every != 1) return; // 每隔三年 may be every third year or every fourth
        if (skips) every = 2;

        at = SkipBlanks(text, at);
        if (at < text.Length && text[at] is '个') at++;
        var rest = text[at..];
        var times = rest.StartsWith("年", StringComparison.Ordinal) ? 1m : rest.StartsWith("季", StringComparison.Ordinal) ? 4 : rest.StartsWith("月", StringComparison.Ordinal) ? 12 : rest.StartsWith("周", StringComparison.Ordinal) || rest.StartsWith("星期", StringComparison.Ordinal) ? 52 : rest.StartsWith("日", StringComparison.Ordinal) || rest.StartsWith("天", StringComparison.Ordinal) ? 365 : rest.StartsWith("小时", StringComparison.Ordinal) ? 8760 : 0;
        if (times == 0 || every <= 0) return;

        // 每年举行三次.
        for (var next = at + 1; next < text.Length && next < at + 9 && (Numerals.IsHan(text[next]) || Digits.IsDigit(text[next]) || text[next] == ' '); next++)
        {
            if (!Digits.IsDigit(text[next]) && !Numerals.IsNumeral(text[next])) continue;
            var count = Numerals.Read(text, ref next, out _);
            if (next < text.Length && text[next] is '次' or '期' or '轮') times = Exact.Times(times, count);
            break;
        }

        Add(MarkKind.Frequency, decimal.Round(times / every, 4), start, at + 1, Weight.Implied);
    }

    /// <summary>周五, 星期日, 礼拜三; 周五至周日.</summary>
    private int ReadWeekday(ReadOnlySpan<char> text, int start, int at)
    {
        if (at >= text.Length) return at;
        var day = text[at] switch { '一' => 1, '二' => 2, '三' => 3, '四' => 4, '五' => 5, '六' => 6, '日' or '天' => 7, _ => 0 };
        if (day == 0) return at;

        // 两周一次, 每周三次: so many times a week.
        var behind = at + 1 < text.Length ? text[at + 1] : ' ';
        if (text[start] is '周')
        {
            if (start > 0 && (Digits.IsDigit(text[start - 1]) || Numerals.IsNumeral(text[start - 1])) && day != 7) return at;
            if (behind is '次' or '天' or '日' or '期' or '场' or '节' or '小' or '个' or '年' or '岁' or '到' && day != 7 && behind is not '到') return at;
        }

        if (text[at] is '天' && (text[start] is '周' || behind is '气' or '然' or '空' or '才')) return behind is '气' or '然' or '空' or '才' or '下' or '天' ? at : Weekday(start, ref at, 7);
        if (behind is '十' or '百' or '千' or '万' or '亿') return at;
        Add(MarkKind.Weekday, day, start, at + 1);
        at++;

        // 周一、三、五; 周六日.
        while (at + 1 < text.Length && text[at] is '、' && text[at + 1] is '一' or '二' or '三' or '四' or '五' or '六' or '日' && (at + 2 >= text.Length || !Numerals.IsNumeral(text[at + 2]) && !ChineseLexicon.IsCounter[text[at + 2]]))
        {
            Add(MarkKind.Weekday, text[at + 1] switch { '一' => 1, '二' => 2, '三' => 3, '四' => 4, '五' => 5, '六' => 6, _ => 7 }, at + 1, at + 2);
            at += 2;
        }

        return at;
    }

    private int Weekday(int start, ref int at, int day)
    {
        Add(MarkKind.Weekday, day, start, ++at);
        return at;
    }

    /// <summary>上世纪90年代, 20世纪60年代.</summary>
    private int ReadDecade(ReadOnlySpan<char> text, int start, int at, decimal century)
    {
        if (at < text.Length && (Digits.IsDigit(text[at]) || Numerals.IsNumeral(text[at])))
        {
            var from = at;
            var value = Numerals.Read(text, ref at, out _);
            var behind = SkipBlanks(text, at);
            if (behind + 1 < text.Length && text[behind] is '年' && text[behind + 1] is '代' && value < 100)
            {
                Add(MarkKind.Decade, century + value, start, behind + 2).IsExact = true;
                return behind + 2;
            }

            at = from;
        }

        if (century == 1900 && text[start] is '上')
        {
            Add(MarkKind.Century, 20, start, at, Weight.Implied);
            return at;
        }

        return at;
    }

    /// <summary>半小时, 半年, 半数: half of what follows.</summary>
    private int ReadHalf(ReadOnlySpan<char> text, int at)
    {
        var unit = at + 1;
        if (unit < text.Length && text[unit] is '个') unit++;
        if (unit + 1 < text.Length && text[unit] is '多' && text[unit + 1] is '世') unit++;
        if (unit + 1 < text.Length && text[unit] is '世' && text[unit + 1] is '纪')
        {
            Add(MarkKind.Number, 50, at, unit + 2).Unit = Unit.YearLong; // 半个世纪
            return unit + 2;
        }

        if (!ChineseLexicon.FindMeasure(text, unit, out var measure) && !ChineseLexicon.FindMeasure(text, at + 1, out measure)) return 0;
        if (Units.DimensionOf(measure.Unit) != 2) return 0;
        var end = (text[at + 1] is '个' && text[(at + 1)..].StartsWith(measure.Word, StringComparison.Ordinal) ? at + 1 : unit) + measure.Word.Length;
        Add(MarkKind.Number, 0.5m, at, end, Weight.Implied).Unit = measure.Unit;
        return end;
    }

    private int FinishNumber(ReadOnlySpan<char> text, int start, int at, decimal value, in Numerals.Shape shape)
    {
        var behind = SkipBlanks(text, at);
        var character = behind < text.Length ? text[behind] : ' ';
        var next = behind + 1 < text.Length ? text[behind + 1] : ' ';
        var whole = decimal.IsInteger(value);

        // Time and dates.
        if (character is '年' && next is '代' && whole && value < 3000)
        {
            Add(MarkKind.Decade, value, start, behind + 2).IsExact = value >= 1000;
            return behind + 2;
        }

        if (character is '世' && next is '纪' && whole)
        {
            var after = SkipBlanks(text, behind + 2);
            if (after < text.Length && value is > 0 and < 30 && ReadDecade(text, start, after, (value - 1) * 100) is var decade && decade > after) return decade;
            ref var century = ref Add(MarkKind.Century, value, start, behind + 2);
            (century.HasOther, century.Other) = (true, Exact.Times(value, 100));
            return behind + 2;
        }

        if (character is '年' && whole && ((shape is { IsPlain: true, Digits: 4 } && value is >= 1000 and <= 2999) || (shape.IsSequence && shape.Digits is 2 or 4)))
        {
            groups++;
            ref var year = ref Add(MarkKind.Year, value, start, behind + 1);
            year.Group = groups;
            if (shape.Digits == 2) (year.HasOther, year.Other) = (true, value < 50 ? 2000 + value : 1900 + value);
            return behind + 1;
        }

        if (character is '月' && whole && value is >= 1 and <= 12 && !shape.IsSequence && next is not '球')
        {
            Join(start);
            Add(MarkKind.Month, value, start, behind + 1).Group = groups;
            Marks.Last.IsOrphan = start > 0 && text[(start - 1)..start] is var before && (before[0] is '年' || (start > 1 && before[0] is ' ' && text[start - 2] is '年')) && !(Marks.Count > 1 && Marks[Marks.Count - 2] is { Kind: MarkKind.Year or MarkKind.RelativeYear } year && start - year.End <= 1);
            return behind + 1;
        }

        if (character is '日' && whole && (next is '内' || (behind + 2 < text.Length && text[behind + 2] is '内' && next is '以' or '之')) && !(start > 0 && text[start - 1] is '月'))
        {
            ref var days = ref Add(MarkKind.Number, value, start, behind + 1);
            days.Unit = Unit.DayLong; // 两日内
            Finish(ref days);
            return behind + 1;
        }

        if (character is '日' or '号' && whole && value is >= 1 and <= 31 && !shape.IsSequence && !(character is '号' && next is '楼' or '线' or '馆' or '院' or '公' or '决' or '文' or '条'))
        {
            Join(start);
            Add(MarkKind.Day, value, start, behind + 1).Group = groups;
            Marks.Last.IsOrphan = start > 0 && (text[start - 1] is '月' || (start > 1 && text[start - 1] is ' ' && text[start - 2] is '月')) && !(Marks.Count > 1 && Marks[Marks.Count - 2].Kind == MarkKind.Month);
            if (shape.Single && value == 1 && !(Marks.Count > 1 && Marks[Marks.Count - 2].Group == groups)) Marks.Last.Weight = Weight.Implied; // 前一日: "the day before"
            return behind + 1;
        }

        if ((character is '点' || (character is '时' && next is not ('期' or '代' or '间' or '任' or '候' or '常' or '刻' or '速'))) && whole && value is >= 0 and <= 24 && !shape.IsDecimal && !(character is '点' && next is '子'))
        {
            return ReadClock(text, start, behind, value);
        }

        if (shape.IsBareUnit && value is 10_000 or 100_000_000 && Gaps.LacksMultiplier(text, start, at))
        {
            Add(MarkKind.Gap, 0, start, at);
            return at;
        }

        ref var mark = ref Add(shape is { IsPlain: true, Digits: 4, HasUnits: false, HasDigits: true } && value is >= 1000 and <= 2100 ? MarkKind.Year : MarkKind.Number, value, start, at, WeightOf(text, start, behind, value, shape));
        mark.IsHuge = shape.IsHuge;
        mark.IsWrittenOut = shape is { HasDigits: true, HasUnits: false };
        mark.Approximation = shape.Approximation;
        if (Opens(text, start, at))
        {
            (mark.IsItem, mark.Weight) = (true, Weight.Implied);
            return at;
        }

        // 第（二）、（三）两款: two have just been named.
        if (Marks.Count > 2 && shape.Single && value == 2 && start - Marks[Marks.Count - 2].End is 0 or 1 && Marks[Marks.Count - 2].Start - Marks[Marks.Count - 3].End <= 4) mark.Weight = Weight.Implied;

        // 三人或三人以上: said twice of one number.
        if (Marks.Count > 1 && Marks[Marks.Count - 2] is { Kind: MarkKind.Number } same && same.Value == mark.Value && start - same.End is > 0 and <= 6 && text[same.End..start].IndexOfAny('或', '及', '含') >= 0) mark.Weight = Weight.Implied;
        if (IsItem(text, start, at))
        {
            mark.IsItem = true;
            if (!shape.HasDigits) mark.Weight = Weight.Implied;
        }

        if (PartBefore(text, start) is var part and not Part.None && (behind >= text.Length || !ChineseLexicon.IsCounter[text[behind]] || text[behind] is '项' or '号')) (mark.Part, mark.Weight) = (part, Weight.Stated);
        var end = Measured(text, ref mark, at, shape);
        Finish(ref Marks.Last);
        Marks.SpreadBack(text);
        return end;
    }

    /// <summary>三、 and 一  before a paragraph: its place in the text, whether or not the other text counts.</summary>
    private static bool Opens(ReadOnlySpan<char> text, int start, int end) =>
        end - start <= 3 && end < text.Length && text[..start].Trim() is "" or "(" or "（" && (text[end] is '、' or '．' || (text[end] is ' ' or '\u3000' && start == 0 && !Digits.IsDigit(text[start]) && Numerals.IsHan(text[SkipBlanks(text, end) is var next && next < text.Length ? next : end]) && end + 1 < text.Length && text[end + 1] is ' ' or '\u3000') || (text[end] is ')' or '）' && text[..start].Trim().Length == 1));

    /// <summary>（一） and (2) before the words of an item.</summary>
    private static bool IsItem(ReadOnlySpan<char> text, int start, int end)
    {
        if (start == 0 || text[start - 1] is not ('(' or '（') || end >= text.Length || text[end] is not (')' or '）') || end - start > 3) return false;
        return start == 1 || text[start - 2] is '；' or ';' or '：' or ':' or '，' or ',' or '。' or '、' or ' ' or '\n' or '及' or '和' or '项';
    }

    /// <summary>Percent, multiple, money, measure behind a number.</summary>
    private int Measured(ReadOnlySpan<char> text, ref Mark mark, int at, in Numerals.Shape shape)
    {
        if (prefixEnd == mark.Start && prefix != Unit.None) mark.Unit = prefix;
        if (mark.Start > 0 && text[mark.Start - 1] is '€' or '£' or '$' or '¥' or '￥' or '￡')
        {
            mark.Unit = text[mark.Start - 1] switch { '€' => Unit.Euro, '£' or '￡' => Unit.Pound, '$' => Unit.Dollar, _ => Unit.YuanSign };
            if (mark.Unit == Unit.Dollar && mark.Start > 2 && text[(mark.Start - 3)..(mark.Start - 1)] is "US") mark.Unit = Unit.UsDollar;
            mark.Start--;
        }
        else if (mark.Start >= 3 && text[..mark.Start].EndsWith("人民币", StringComparison.Ordinal)) mark.Unit = Unit.Yuan;
        else if (mark.Start > 0 && text[mark.Start - 1] is '-' or '−' or '负' && (mark.Start == 1 || text[mark.Start - 2] is ' ' or '为' or '至' or '到' or '在')) (mark.HasOther, mark.Other, mark.Value) = (true, mark.Value, -mark.Value);
        else if (mark.Start > 1 && text[mark.Start - 1] is '下' && text[mark.Start - 2] is '零') (mark.HasOther, mark.Other, mark.Value) = (true, mark.Value, -mark.Value);

        var here = SkipBlanks(text, at);
        if (here < text.Length && text[here] is '多' or '余' or '来' && here + 1 < text.Length && text[here + 1] is not '自')
        {
            mark.Approximation = text[here] is '来' ? Approximation.About : Approximation.Over;
            mark.End = here + 1;
            here = SkipBlanks(text, here + 1);
            at = here;
        }

        if (here >= text.Length) return at;
        if (here + 1 < text.Length && text[here] is '个' && text[here + 1] is '半' && !(here + 2 < text.Length && text[here + 2] is '球' or '岛' or '决' or '导' or '径' or '场'))
        {
            mark.Value += 0.5m;
            mark.Weight = Weight.Stated;
            at = mark.End = here + 2;
            if (ChineseLexicon.FindMeasure(text, at, out var halved) || (at < text.Length && text[at] is '月'))
            {
                mark.Unit = halved.Unit == Unit.None ? Unit.MonthLong : halved.Unit;
                at = mark.End = at + (halved.Word?.Length ?? 1);
            }

            return at;
        }

        switch (text[here])
        {
            case '%' or '％' or '﹪':
                (mark.Kind, mark.End) = (MarkKind.Percent, here + 1);
                return here + 1;
            case '‰':
                (mark.Kind, mark.Value, mark.End) = (MarkKind.Percent, mark.Value / 10, here + 1);
                return here + 1;
            case '番' when mark.Start > 0 && (text[mark.Start - 1] is '翻' || (mark.Start > 1 && text[mark.Start - 1] is '了' && text[mark.Start - 2] is '翻')) && mark.Value is >= 1 and <= 10:
                (mark.Kind, mark.Value, mark.End, mark.Weight) = (MarkKind.Multiple, 1 << (int)mark.Value, here + 1, Weight.Implied);
                return here + 1;
            case '倍':
                (mark.Kind, mark.End) = (MarkKind.Multiple, here + 1);
                if (mark.Kind == MarkKind.Multiple && IsGrowth(text, mark.Start)) (mark.HasOther, mark.Other) = (true, mark.Value + 1);
                return here + 1;
            case '成' when (shape.Single || (shape.HasDigits && mark.Value < 10)) && !(here + 1 < text.Length && text[here + 1] is '为' or '员' or '立' or '功' or '果' or '本' or '年' or '长' or '就' or '都' or '千'):
                (mark.Kind, mark.Value, mark.End, mark.Weight) = (MarkKind.Percent, mark.Value * 10, here + 1, Weight.Stated);
                if (here + 1 < text.Length && text[here + 1] is '半') (mark.Value, mark.End) = (mark.Value + 5, here + 2);
                return mark.End;
            case '折' when shape.Single:
                (mark.HasOther, mark.Other, mark.Kind, mark.Value, mark.End) = (true, 100 - (mark.Value * 10), MarkKind.Percent, mark.Value * 10, here + 1);
                return here + 1;
        }

        if (text[here..].StartsWith("个百分点", StringComparison.Ordinal) || text[here..].StartsWith("百分点", StringComparison.Ordinal))
        {
            (mark.Kind, mark.End) = (MarkKind.Points, here + (text[here] is '个' ? 4 : 3));
            return mark.End;
        }

        if (ChineseLexicon.FindMeasure(text, here, out var measure))
        {
            // 一个星期五: a Friday.
            if (measure.Unit == Unit.WeekLong && measure.Word is "个星期" or "个礼拜" && here + measure.Word.Length < text.Length && text[here + measure.Word.Length] is '一' or '二' or '三' or '四' or '五' or '六' or '日' or '天') return here + 1;
            var money = Units.DimensionOf(measure.Unit) == 1;
            if (!(money && mark.Unit != Unit.None && measure.Word is "元")) mark.Unit = measure.Unit;
            if (measure.Times != 1) mark.Value = Exact.Times(mark.Value, measure.Times);
            at = mark.End = here + measure.Word.Length;
            if (mark.Kind == MarkKind.Year && Units.DimensionOf(mark.Unit) != 0) mark.Kind = MarkKind.Number;

            // 三年半, 两周多; 一万元人民币.
            if (at < text.Length && text[at] is '半' && Units.DimensionOf(mark.Unit) == 2)
            {
                (mark.Value, mark.Weight) = (mark.Value + 0.5m, Weight.Stated);
                at = mark.End = at + 1;
            }
            else if (at < text.Length && text[at] is '多' or '余' && mark.Approximation == Approximation.None)
            {
                mark.Approximation = Approximation.Over;
                at = mark.End = at + 1;
            }

            return at;
        }

        return at;
    }

    private static bool IsGrowth(ReadOnlySpan<char> text, int at)
    {
        for (var index = at - 1; index >= 0 && index >= at - 5; index--)
            if (text[index] is '增' or '涨' or '多' or '高' or '长' or '大') return true;

        return false;
    }

    /// <summary>How exactly, from the word before.</summary>
    private void Finish(ref Mark mark)
    {
        if (mark.Approximation == Approximation.None && beforeEnd >= 0 && mark.Start - beforeEnd is >= 0 and <= 7) mark.Approximation = before;
        beforeEnd = -1;
    }

    /// <summary>Whether a number is said for its own sake: 一个 may be "a", 两国 "the countries"; 三 before something that is counted is three.</summary>
    private static Weight WeightOf(ReadOnlySpan<char> text, int start, int behind, decimal value, in Numerals.Shape shape)
    {
        if (start > 1 && text[start - 1] == '之' && text[start - 2] is '条' or '款' or '项' or '段' or '节') return Weight.Implied; // 第12条之二: bis

        if (value == 1 && behind + 2 < text.Length && text[behind..Math.Min(text.Length, behind + 6)].ContainsAny('兑', '合')) return Weight.Implied; // 1欧元兑7.35元

        // 嘉兴、遵义等8个城市: the names have been counted.
        if (value > 1 && start > 0 && text[start - 1] == '等' && text[Math.Max(0, start - 60)..start].LastIndexOf('、') >= 0) return Weight.Implied;

        if (shape.HasDigits && value == 1 && behind < text.Length && text[behind] is '名' or '个' or '位' or '人' or '次' or '家') return Weight.Implied; // 1名: "a"
        if (shape.HasDigits && value == 911 && behind < text.Length && text[behind] is '事' or '袭' or '恐' or '攻' or '后') return Weight.Implied;
        if (shape.HasDigits) return Weight.Stated;
        if (shape.IsBareUnit && value is 100 or 1000 or 10_000 or 100_000_000) return Weight.Implied;
        if (value is 0 or 1) return Weight.Implied;
        if (shape.IsSequence) return shape.Digits >= 3 ? Weight.Stated : Weight.Implied;
        if (!shape.Single && !(value == 10 && behind - start <= 2)) return Weight.Stated;

        // 这两名, 该两国: "these officers", counted before.
        if (value == 2 && start > 0 && text[start - 1] is '这' or '那' or '该' or '其' or '前' or '此') return Weight.Implied;

        var character = behind < text.Length ? text[behind] : ' ';
        return ChineseLexicon.IsCounter[character] || character is '、' or '，' or ',' or '。' or ' ' or '和' or '到' or '至' or '或' or '比' or '-' or '—' or '）' or ')' ? Weight.Stated : Weight.Implied;
    }

    /// <summary>The parts of one date stand together: 2015年6月29日.</summary>
    private void Join(int start)
    {
        if (Marks.Count > 0 && Marks.Last is { Kind: MarkKind.Year or MarkKind.Month, Group: > 0 } && start - Marks.Last.End is >= 0 and <= 1) return;
        groups++;
    }

    private int ReadClock(ReadOnlySpan<char> text, int start, int at, decimal hour)
    {
        var end = at + 1;
        if (end < text.Length && text[at] is '点' && text[end] is '钟') end++;
        var minutes = 0m;
        var here = SkipBlanks(text, end);
        if (here < text.Length)
        {
            if (text[here] is '半') (minutes, end) = (30, here + 1);
            else if (text[here] is '整') end = here + 1;
            else if (text[here..].StartsWith("差一刻", StringComparison.Ordinal)) (minutes, end) = (-15, here + 3);
            else if (here + 1 < text.Length && text[here] is '一' or '三' && text[here + 1] is '刻') (minutes, end) = (text[here] is '一' ? 15 : 45, here + 2);
            else if (Digits.IsDigit(text[here]) || Numerals.IsNumeral(text[here]))
            {
                var minuteEnd = here;
                var value = Numerals.Read(text, ref minuteEnd, out _);
                var behind = SkipBlanks(text, minuteEnd);
                if (value < 60 && behind < text.Length && text[behind] is '分' && !(behind + 1 < text.Length && text[behind + 1] is '之' or '钟')) (minutes, end) = (value, behind + 1);
                else if (value is >= 10 and < 60 && text[at] is '点' && (behind >= text.Length || !ChineseLexicon.IsCounter[text[behind]])) (minutes, end) = (value, minuteEnd);
            }
        }

        // 差一刻七点, 差十分九点.
        if (Marks.Count > 0 && start > 1 && LessBefore(text, start) is var less and > 0)
        {
            minutes -= less;
        }

        AddTime(start, end, (hour * 60) + minutes);

        // 一点 alone is "a little" more often than one o'clock.
        if (hour == 1 && text[start] is '一' && end == at + 1 && !Marks.Last.IsExact) Marks.Last.Weight = Weight.Implied;
        return end;
    }

    private decimal LessBefore(ReadOnlySpan<char> text, int start)
    {
        if (start >= 3 && text[(start - 3)..start] is "差一刻") return 15;
        if (start >= 4 && text[start - 1] is '分')
        {
            var from = start - 2;
            while (from > 0 && (Numerals.IsNumeral(text[from]) || Digits.IsDigit(text[from]))) from--;
            if (text[from] is '差')
            {
                var at = from + 1;
                var less = Numerals.Read(text, ref at, out _);
                if (Marks.Last.Start == from + 1) Marks.RemoveLast();
                return less;
            }
        }

        return 0;
    }

    private void AddTime(int start, int end, decimal minutes)
    {
        var exact = minutes >= 780;
        if (halfOfDayEnd >= 0 && start - halfOfDayEnd is >= 0 and <= 2)
        {
            exact = true;
            if (halfOfDay == 2 && minutes < 720) minutes += 720;
            if (halfOfDay == Night) minutes = minutes >= 720 && minutes < 780 ? minutes - 720 : minutes is >= 180 and < 720 ? minutes + 720 : minutes;
            if (halfOfDay == 3 && minutes < 660) minutes += 720;
            if (halfOfDay == 1 && minutes >= 720 && minutes < 780) minutes -= 720;
        }

        Add(MarkKind.Time, minutes, start, end).IsExact = exact;
    }
}
