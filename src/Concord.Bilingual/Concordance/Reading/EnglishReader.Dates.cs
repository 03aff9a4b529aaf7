namespace Concord.Bilingual.Concordance.Reading;

/// <summary>Dates, times of day, ordinals.</summary>
internal sealed partial class EnglishReader
{
    private int ReadOrdinal(ReadOnlySpan<char> text, int at)
    {
        ref var token = ref tokens[at];
        var value = token.Entry.Value;

        // "30 second(s)" is read with its number; "a second" after "per" is a unit.
        if (value == 2 && token.Entry.Kind == Lex.OrdinalWord && (Is(at - 1, Lex.Per) || IsWord(text, at - 1, "split"))) return at + 1;

        ref var mark = ref Add(MarkKind.Ordinal, value, at, at, value <= 2 ? Weight.Implied : Weight.Stated);
        if (value > 2 && (Is(at + 1, Lex.Of) || Is(at - 1, Lex.A))) (mark.HasOther, mark.Other) = (true, 1 / value); // the northern third of the country
        return FinishOrdinal(text, at, at + 1);
    }

    /// <summary>"19th century", "third quarter", "first half", "14th of May".</summary>
    private int FinishOrdinal(ReadOnlySpan<char> text, int first, int at)
    {
        ref var mark = ref Marks.Last;
        var here = IsHyphen(at) ? at + 1 : at;
        if (Is(here, Lex.Century) && text[tokens[here].End - 1] == 'y')
        {
            (mark.Kind, mark.Weight, mark.End) = (MarkKind.Century, Weight.Stated, tokens[here].End);
            return here + 1;
        }

        if (Is(here, Lex.Quarter) && mark.Value <= 4 && text[tokens[here].End - 1] == 'r' && !IsWord(text, here + 1, "final"))
        {
            (mark.Kind, mark.Weight, mark.End) = (MarkKind.Quarter, Weight.Stated, tokens[here].End);
            return here + 1;
        }

        if (Is(here, Lex.Half) && mark.Value <= 2 && Is(here + 1, Lex.Of) && (IsNumber(here + 2) || Is(here + 2, Lex.Which) || (IsWord(text, here + 2, "the") && Is(here + 3, Lex.UnitWord))))
        {
            (mark.Kind, mark.Weight, mark.End) = (MarkKind.HalfYear, Weight.Stated, tokens[here].End);
            return here + 1;
        }

        if (first > 0 && tokens[first - 1].Kind == TokenKind.Word && tokens[first - 1].Entry.Kind == Lex.PartWord) mark.Part = tokens[first - 1].Entry.Part;
        if (here < tokens.Count && tokens[here].Kind == TokenKind.Word && tokens[here].Entry.Kind == Lex.PartWord && mark.Part == Part.None) mark.Part = tokens[here].Entry.Part;
        return at;
    }

    /// <summary>29 June 2015, June 29th, 2015, June 2015, June.</summary>
    private int ReadMonth(ReadOnlySpan<char> text, int at)
    {
        ref var token = ref tokens[at];
        var dotted = token.Entry.Kind == Lex.MonthShort && IsSign(at + 1, '.') && Touches(at + 1);
        var behind = dotted ? at + 2 : at + 1;
        var hasDayBefore = Marks.Count > 0 && Marks.Last is { Weight: Weight.Stated } or { Kind: MarkKind.Ordinal } or { Value: 1 } && Marks.Last.Kind is MarkKind.Number or MarkKind.Ordinal && Marks.Last.Unit == Unit.None && Marks.Last.Value is >= 1 and <= 31 && decimal.IsInteger(Marks.Last.Value)
            && at > 0 && (Marks.Last.End == tokens[at - 1].End || (Is(at - 1, Lex.Of) && at > 1 && Marks.Last.End == tokens[at - 2].End)) && token.Start - Marks.Last.End <= 5;
        var hasNumberBehind = IsNumber(behind) || (IsSign(behind, ',') && IsNumber(behind + 1) && tokens[behind + 1].IsPlain && tokens[behind + 1].Value is >= 1900 and <= 2100);
        if (!token.IsCapital && !(hasDayBefore && hasNumberBehind && token.Entry.Kind != Lex.MonthShort)) return at + 1;
        if (token.Entry.Kind == Lex.MonthShort && !dotted && !hasDayBefore && !hasNumberBehind) return at + 1;

        var certain = token.Entry.Kind != Lex.MonthOrWord || hasDayBefore || hasNumberBehind
            || (at > 0 && tokens[at - 1].Kind == TokenKind.Word && tokens[at - 1].Entry.Kind is Lex.Preposition or Lex.Early or Lex.Which or Lex.Of or Lex.And or Lex.To or Lex.Past)
            || IsHyphen(at - 1) || IsWord(text, behind, "of");
        if (!certain)
        {
            var opens = at == 0 || tokens[at - 1].Sentence != token.Sentence || tokens[at - 1].Kind == TokenKind.Sign;
            if (opens && token.Entry.Value == 5 && behind < tokens.Count && tokens[behind].Kind == TokenKind.Word && !tokens[behind].IsCapital) return at + 1; // "May" as a verb
            Add(MarkKind.Month, token.Entry.Value, at, at, Weight.Implied);
            return behind;
        }

        if (!hasDayBefore && !hasNumberBehind && token.Entry.Kind == Lex.Month && IsWord(text, at - 1, "on") && !(at + 1 < tokens.Count && tokens[at + 1] is { Kind: TokenKind.Word, IsCapital: true }) && !IsWord(text, at + 1, "the")) Add(MarkKind.Gap, 0, at, at); // "on July"
        groups++;
        if (hasDayBefore)
        {
            Marks.Last.Kind = MarkKind.Day;
            Marks.Last.Weight = Weight.Stated;
            Marks.Last.Group = groups;
            // "15–16 November", "3 and 4 November": the first day belongs to the month too.
            if (Marks.Count > 1 && Marks[Marks.Count - 2] is { Kind: MarkKind.Number, Unit: Unit.None, Value: >= 1 and <= 31 } other && Marks.Last.Start - other.End is >= 1 and <= 5)
            {
                Marks[Marks.Count - 2].Kind = MarkKind.Day;
                Marks[Marks.Count - 2].Group = groups;
            }
        }

        Add(MarkKind.Month, token.Entry.Value, at, dotted ? at + 1 : at).Group = groups;
        var next = behind;
        if (!hasDayBefore)
        {
            while (next < tokens.Count)
            {
                var number = next;
                if (IsWord(text, number, "the")) number++;
                if (!IsNumber(number) || tokens[number].Value is < 1 or > 31 || !tokens[number].IsPlain || tokens[number].End - tokens[number].Start > 2 || IsSign(number + 1, ':') || IsSign(number + 1, '%')) break;

                Add(MarkKind.Day, tokens[number].Value, number, number).Group = groups;
                next = number + 1;
                if (Touches(next) && tokens[next].Kind == TokenKind.Word && text[tokens[next].Start..tokens[next].End] is "st" or "nd" or "rd" or "th") next++;
                if (!((IsHyphen(next) || Is(next, Lex.To) || Is(next, Lex.And)) && IsNumber(next + 1) && tokens[next + 1].Value <= 31)) break;
                next++;
            }
        }

        var year = IsSign(next, ',') ? next + 1 : IsWord(text, next, "of") ? next + 1 : next;
        if (IsNumber(year) && tokens[year].IsPlain && tokens[year].Value is >= 1000 and <= 2999 && !(Touches(year + 1) && tokens[year + 1].Kind == TokenKind.Word))
        {
            Add(MarkKind.Year, tokens[year].Value, year, year).Group = groups;
            return year + 1;
        }

        return next;
    }

    /// <summary>"9.30 a.m.", "15:00", "half past two", "quarter to seven", "six o'clock", "7 pm".</summary>
    /// <returns>The token to go on with; <paramref name="at"/> when it is no time of day.</returns>
    private int ReadClock(ReadOnlySpan<char> text, int at)
    {
        decimal hour, minute = 0;
        int next;
        if (IsNumber(at))
        {
            ref var token = ref tokens[at];
            hour = decimal.Floor(token.Value);
            next = at + 1;
            if (IsSign(next, ':') && Touches(next) && IsNumber(next + 1) && (Touches(next + 1) || text[tokens[next + 1].Start..tokens[next + 1].End] is "00") && hour < 25 && tokens[next + 1].Value < 60 && tokens[next + 1].End - tokens[next + 1].Start == 2 && token.IsPlain)
            {
                minute = tokens[next + 1].Value;
                next += 2;
                if (IsSign(next, ':') && Touches(next) && IsNumber(next + 1) && Touches(next + 1)) next += 2;
                return AddTime(text, at, next, (hour * 60) + minute, exact: hour > 12);
            }

            // 0500, 1500 hours.
            if (token is { IsPlain: true, Value: < 2400 } && token.End - token.Start == 4 && token.Value % 100 < 60 && (IsHours(text, next) || (text[token.Start] == '0' && (IsWord(text, at - 1, "at") || IsWord(text, at - 1, "by")))))
            {
                return AddTime(text, at, IsHours(text, next) ? next + 1 : next, (decimal.Floor(token.Value / 100) * 60) + (token.Value % 100), exact: true);
            }

            if (hour > 24 || token.Value < 0) return at;
            var fraction = token.Value - hour;
            if (fraction > 0)
            {
                if (token.End - token.Start is not (4 or 5) || text[token.End - 3] != '.') return at;
                minute = fraction * 100;
            }

            if ((HalfOfDay(text, next) != 0 || PartOfDay(text, next) != 0) && minute < 60) return AddTime(text, at, next, (hour * 60) + minute, false);
            if (fraction > 0) return at;
            if (hour == 12 && (Is(next, Lex.Noon) || Is(next, Lex.Midnight))) return AddTime(text, at, next + 1, tokens[next].Entry.Value, true);
        }
        else if (Is(at, Lex.Ones) || Is(at, Lex.Teens) || Is(at, Lex.Tens))
        {
            hour = tokens[at].Entry.Value;
            next = at + 1;
            if (IsHyphen(next) && Is(next + 1, Lex.Ones) && Is(at, Lex.Tens)) (hour, next) = (hour + tokens[next + 1].Entry.Value, next + 2);
            if ((HalfOfDay(text, next) != 0 || PartOfDay(text, next) != 0) && hour <= 12) return AddTime(text, at, next, hour * 60, false);
        }
        else if (Is(at, Lex.Half) || Is(at, Lex.Quarter) || (Is(at, Lex.A) && Is(at + 1, Lex.Quarter)))
        {
            var word = Is(at, Lex.A) ? at + 1 : at;
            var minutes = Is(word, Lex.Half) ? 30 : 15;
            return Relative(text, at, word + 1, minutes);
        }
        else
        {
            return at;
        }

        if (OClock(text, next) is var end && end > next) return hour <= 12 ? AddTime(text, at, end, hour * 60, false) : at;
        var after = Is(next, Lex.UnitWord) && tokens[next].Entry.Unit == Unit.Minute ? next + 1 : next;
        return hour < 60 && (IsWord(text, after, "past") || (Is(after, Lex.To) && hour is 5 or 10 or 20 or 25 && (IsWord(text, at - 1, "at") || IsWord(text, at - 1, "is") || IsWord(text, at - 1, "s") || HourBehind(text, after)))) ? Relative(text, at, after, hour) : at;
    }

    private bool IsHours(ReadOnlySpan<char> text, int at) => IsWord(text, at, "hours") || IsWord(text, at, "hrs");

    private bool HourBehind(ReadOnlySpan<char> text, int to) => (IsNumber(to + 1) || Is(to + 1, Lex.Ones) || Is(to + 1, Lex.Teens)) && (HalfOfDay(text, to + 2) != 0 || OClock(text, to + 2) > to + 2);

    private int Relative(ReadOnlySpan<char> text, int first, int at, decimal minutes)
    {
        var past = IsWord(text, at, "past") || (IsWord(text, at, "after") && minutes != 30);
        if (!past && !IsWord(text, at, "to")) return first;

        var hour = IsNumber(at + 1) ? tokens[at + 1].Value : Is(at + 1, Lex.Ones) || Is(at + 1, Lex.Teens) ? tokens[at + 1].Entry.Value : 0;
        if (hour is < 1 or > 12 || !decimal.IsInteger(hour)) return first;

        return AddTime(text, first, at + 2, (hour * 60) + (past ? minutes : -minutes), false);
    }

    /// <summary>1 for the morning, 2 for the afternoon; 0 when it is not said. "a.m.", "am", "in the morning".</summary>
    private int HalfOfDay(ReadOnlySpan<char> text, int at)
    {
        if (Is(at, Lex.Am)) return tokens[at].IsCapital || Touches(at) || !IsWord(text, at - 1, "I") ? 1 : 0;
        if (Is(at, Lex.Pm)) return 2;
        if (IsSign(at + 1, '.') && IsWord(text, at + 2, "m") && Touches(at + 2)) return IsWord(text, at, "a") ? 1 : IsWord(text, at, "p") ? 2 : 0;
        return 0;
    }

    /// <summary>"In the morning" 1, "in the afternoon", "at night" 2.</summary>
    private int PartOfDay(ReadOnlySpan<char> text, int at)
    {
        if (IsWord(text, at, "in") && IsWord(text, at + 1, "the")) return IsWord(text, at + 2, "morning") ? 1 : IsWord(text, at + 2, "afternoon") || IsWord(text, at + 2, "evening") ? 2 : 0;
        return IsWord(text, at, "at") && IsWord(text, at + 1, "night") ? 2 : 0;
    }

    private int OClock(ReadOnlySpan<char> text, int at) =>
        IsWord(text, at, "o") && at + 2 < tokens.Count && tokens[at + 1].First is '\'' or '’' && IsWord(text, at + 2, "clock") ? at + 3 : Is(at, Lex.OClock) ? at + 1 : at;

    private int AddTime(ReadOnlySpan<char> text, int first, int next, decimal minutes, bool exact)
    {
        if (OClock(text, next) is var clock && clock > next) next = clock;
        var half = HalfOfDay(text, next);
        if (half != 0) next += Is(next, Lex.Am) || Is(next, Lex.Pm) ? 1 : IsSign(next + 3, '.') ? 4 : 3;
        else half = PartOfDay(text, next);

        if (half == 2 && minutes < 720) minutes += 720;
        if (half == 1 && minutes >= 720 && minutes < 780) minutes -= 720;
        ref var mark = ref Add(MarkKind.Time, minutes, first, next - 1);
        mark.IsExact = exact || half != 0;
        return next;
    }
}
