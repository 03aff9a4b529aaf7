namespace Concord.Bilingual.Concordance.Reading;

/// <summary>Numbers with digits and in words, with what is counted.</summary>
internal sealed partial class EnglishReader
{
    private int ReadDigits(ReadOnlySpan<char> text, int at)
    {
        ref var token = ref tokens[at];
        if (ReadClock(text, at) is var clock && clock > at) return clock;
        if (token.IsPlain && ReadNumericDate(at) is var date && date > at) return date;

        // Round the clock; the attacks of 2001: names, whatever their numbers.
        if (IsSign(at + 1, '/') && Touches(at + 1) && IsNumber(at + 2) && Touches(at + 2) && (token.Value, tokens[at + 2].Value) is (24, 7) or (9, 11))
        {
            if (token.Value == 24) Add(MarkKind.Number, 24, at, at + 2, Weight.Implied);
            else Add(MarkKind.Code, 911, at, at + 2, Weight.Implied);
            return at + 3;
        }

        // 1/3 of, 3/4: a fraction; 24/7, 2016/431: two numbers.
        if (IsSign(at + 1, '/') && Touches(at + 1) && IsNumber(at + 2) && Touches(at + 2) && !IsSign(at + 3, '/') && !(IsSign(at - 1, '/') && Touches(at)))
        {
            var (above, below) = (token.Value, tokens[at + 2].Value);
            if (above > 0 && above < below && below is >= 2 and <= 10 && !(above == 9 && below == 11))
            {
                ref var fraction = ref Add(MarkKind.Fraction, above / below, at, at + 2);
                if (Marks.Count > 1 && IsNumber(at - 1) && token.Start - tokens[at - 1].End == 1) // 2 1/2
                {
                    var whole = Marks[Marks.Count - 2];
                    if (whole.End == tokens[at - 1].End)
                    {
                        fraction.Value += whole.Value;
                        (fraction.Kind, fraction.Start) = (MarkKind.Number, whole.Start);
                        var kept = fraction;
                        Marks.RemoveLast();
                        Marks.Last = kept;
                    }
                }

                return FinishQuantity(text, at, at + 3);
            }
        }

        return ReadQuantity(text, at);
    }

    /// <summary>2015-06-29, 29.06.2015, 29/06/2015.</summary>
    private int ReadNumericDate(int at)
    {
        if (!(IsNumber(at + 2) && IsNumber(at + 4) && Touches(at + 1) && Touches(at + 2) && Touches(at + 3) && Touches(at + 4))) return at;
        var sign = tokens[at + 1].First;
        if (sign is not ('-' or '.' or '/' or '‑') || tokens[at + 3].First != sign) return at;

        var (one, two, three) = (tokens[at].Value, tokens[at + 2].Value, tokens[at + 4].Value);
        if (one is >= 1000 and <= 2999 && two is >= 1 and <= 12 && three is >= 1 and <= 31)
        {
            groups++;
            Add(MarkKind.Year, one, at, at).Group = groups;
            Add(MarkKind.Month, two, at + 2, at + 2).Group = groups;
            Add(MarkKind.Day, three, at + 4, at + 4).Group = groups;
            return at + 5;
        }

        if (three is >= 1900 and <= 2999 && one is >= 1 and <= 31 && two is >= 1 and <= 31)
        {
            groups++;
            ref var day = ref Add(MarkKind.Day, one, at, at);
            (day.Group, day.HasOther, day.Other) = (groups, two <= 31 && one <= 12, two);
            ref var month = ref Add(MarkKind.Month, two, at + 2, at + 2);
            (month.Group, month.HasOther, month.Other) = (groups, one <= 12, one);
            Add(MarkKind.Year, three, at + 4, at + 4).Group = groups;
            return at + 5;
        }

        return at;
    }

    /// <summary>
    /// A number and the words that belong to it: "3.5 million", "two hundred and five", "twenty-one", "two and a half", "two thirds",
    /// "nineteen ninety-five".
    /// </summary>
    private int ReadQuantity(ReadOnlySpan<char> text, int first)
    {
        var at = first;
        decimal total = 0, section = 0, current = 0, high = 0;
        bool has = false, scaled = false, tens = false, teens = false, digits = false, article = false;
        var kind = MarkKind.Number;
        var plainDigits = false;
        if (IsNumber(at) || (tokens[at].Kind == TokenKind.Number && tokens[at].IsCode))
        {
            (current, has, digits, plainDigits) = (tokens[at].Value, true, true, tokens[at].IsPlain);
            at++;
            var suffix = ReadSuffix(text, first, ref at, ref current, ref kind, ref scaled);
            if (suffix >= 0) return suffix;
        }
        else if (Is(at, Lex.A))
        {
            article = true;
            var then = at + 1;
            if (Is(then, Lex.UnitWord) && Is(then + 1, Lex.And) && Is(then + 2, Lex.A) && Is(then + 3, Lex.Half))
            {
                Add(MarkKind.Number, 1.5m, at, then + 3).Unit = tokens[then].Entry.Unit; // a year and a half
                return then + 4;
            }

            if (!(Is(then, Lex.Hundred) || Is(then, Lex.Scale) || Is(then, Lex.Dozen) || Is(then, Lex.Half) || Is(then, Lex.Quarter) || (Is(then, Lex.OrdinalWord) && tokens[then].Entry.Value is >= 3 and <= 10 && (Is(then + 1, Lex.Of) || Is(then + 1, Lex.To) || then + 1 >= tokens.Count || tokens[then + 1].Kind == TokenKind.Sign)))) return at + 1;
            (current, has) = (1, true);
            at++;
        }

        var last = at - 1;
        while (at < tokens.Count)
        {
            var here = at;
            if (digits && IsSign(here, '+') && Is(here + 1, Lex.Scale)) here++; // $300+ billion
            if (IsHyphen(here) && here + 1 < tokens.Count && Touches(here + 1) && here > first) here++;
            if (here >= tokens.Count || tokens[here].Kind != TokenKind.Word) break;
            var entry = tokens[here].Entry;
            switch (entry.Kind)
            {
                case Lex.Ones when !has && !digits:
                    (current, has, tens, teens) = (entry.Value, true, false, false);
                    break;
                case Lex.Ones when tens && entry.Value > 0 && !digits:
                    (current, tens) = (current + entry.Value, false);
                    teens = true;
                    break;
                case Lex.Teens when !has && !digits:
                    (current, has, teens) = (entry.Value, true, true);
                    break;
                case Lex.Tens when !has && !digits:
                    (current, has, tens) = (entry.Value, true, true);
                    break;
                case Lex.Teens or Lex.Tens when has && (teens || tens) && !scaled && high == 0 && current is >= 10 and <= 21 && !digits && (entry.Kind == Lex.Tens || current >= 17):
                    (high, current, tens, teens) = (current * 100, entry.Value, entry.Kind == Lex.Tens, entry.Kind == Lex.Teens);
                    break;
                case Lex.Hundred when !digits || has:
                    if (digits && here != at) goto default;
                    (section, current, has, scaled, tens, teens) = (Exact.Plus(section, Exact.Times(has ? current : 1, 100)), 0, false, true, false, false);
                    break;
                case Lex.Scale:
                    (total, section, current, has, scaled, tens, teens) = (Exact.Plus(total, Exact.Times(Exact.Plus(section, has ? current : 0) is var below && (below != 0 || has) ? below : 1, entry.Value)), 0, 0, false, true, false, false);
                    break;
                case Lex.Dozen:
                    (total, section, current, has, scaled) = (Exact.Times(Exact.Plus(section, has ? current : 1), 12), 0, 0, false, true);
                    break;
                case Lex.And when has && Is(here + 1, Lex.A) && Is(here + 2, Lex.Half):
                    current += 0.5m;
                    at = here + 3;
                    last = here + 2;
                    if (Is(at, Lex.Scale)) continue;
                    goto Done;
                case Lex.And when has && !digits && IsHyphen(here + 1) && Is(here + 2, Lex.A) && IsHyphen(here + 3) && Is(here + 4, Lex.Half):
                    current += 0.5m;
                    at = here + 5;
                    last = here + 4;
                    goto Done;
                case Lex.And when scaled && !has && (Is(here + 1, Lex.Ones) || Is(here + 1, Lex.Teens) || Is(here + 1, Lex.Tens)) && !digits:
                    at = here + 1;
                    continue;
                case Lex.Point when has && !digits && Is(here + 1, Lex.Ones):
                    var scale = 0.1m;
                    at = here + 1;
                    while (Is(at, Lex.Ones))
                    {
                        current += tokens[at].Entry.Value * scale;
                        scale /= 10;
                        last = at++;
                    }

                    continue;
                case Lex.OrdinalWord when tens && entry.Value is >= 2 and <= 9:
                    current += entry.Value;
                    kind = MarkKind.Ordinal;
                    last = here;
                    at = here + 1;
                    goto Done;
                case Lex.First when tens:
                    current += 1;
                    kind = MarkKind.Ordinal;
                    last = here;
                    at = here + 1;
                    goto Done;
                case Lex.OrdinalWord or Lex.FractionWord when has && !scaled && current is > 0 and < 20 && (entry.Kind == Lex.FractionWord || current == 1) && !(entry.Kind == Lex.OrdinalWord && digits):
                    current /= entry.Value;
                    kind = MarkKind.Fraction;
                    last = here;
                    at = here + 1;
                    goto Done;
                case Lex.OrdinalWord when scaled && !has && section > 0 && entry.Value < 20:
                    current = entry.Value;
                    kind = MarkKind.Ordinal;
                    last = here;
                    at = here + 1;
                    goto Done;
                case Lex.Half when !has || current == 1:
                    if (has && !article && here == at && !Is(here, Lex.Half)) goto default;
                    current = 0.5m;
                    has = true;
                    kind = MarkKind.Fraction;
                    last = here;
                    at = here + 1;

                    if (Is(at, Lex.A) && (Is(at + 1, Lex.Century) || Is(at + 1, Lex.Decade)))
                    {
                        Add(MarkKind.Number, Exact.Times(current, tokens[at + 1].Entry.Value), first, at + 1).Unit = Unit.YearLong; // half a century
                        Marks.Last.Approximation = ApproximationBefore(text, first - 1);
                        return at + 2;
                    }

                    // half a million, half a dozen
                    if (Is(at, Lex.A) && (Is(at + 1, Lex.Scale) || Is(at + 1, Lex.Dozen) || Is(at + 1, Lex.Hundred)))
                    {
                        current = Exact.Times(current, tokens[at + 1].Entry.Value);
                        (kind, last) = (MarkKind.Number, at + 1);
                        at += 2;
                        scaled = !Is(at - 1, Lex.Dozen);
                    }

                    goto Done;
                case Lex.Quarter when !has || article || text[tokens[here].End - 1] == 's':
                    current = (has ? current : 1) * 0.25m;
                    has = true;
                    kind = MarkKind.Fraction;
                    last = here;
                    at = here + 1;
                    if (Is(at, Lex.Of) && Is(at + 1, Lex.A) && (Is(at + 2, Lex.Century) || Is(at + 2, Lex.Decade)))
                    {
                        Add(MarkKind.Number, Exact.Times(current, tokens[at + 2].Entry.Value), first, at + 2).Unit = Unit.YearLong; // a quarter of a century
                        Marks.Last.Approximation = ApproximationBefore(text, first - 1);
                        return at + 3;
                    }

                    if (Is(at, Lex.Of) && Is(at + 1, Lex.A) && Is(at + 2, Lex.Scale))
                    {
                        (current, kind, scaled, last) = (Exact.Times(current, tokens[at + 2].Entry.Value), MarkKind.Number, true, at + 2);
                        at += 3;
                    }

                    goto Done;
                default:
                    goto Done;
            }

            last = here;
            at = here + 1;
            if (digits && entry.Kind is not (Lex.Scale or Lex.Hundred or Lex.Dozen)) break;
        }

    Done:
        if (last < first) return first + 1;
        var value = Exact.Plus(Exact.Plus(high, total), Exact.Plus(section, has || kind == MarkKind.Ordinal ? current : 0));
        var bare = !digits && !scaled && last == first;
        var weight = kind == MarkKind.Fraction && value is 0.5m or 0.25m && !(last - first > 1 && value == 0.25m)
            ? Weight.Implied
            : !digits && !has && !article && first == last && Is(first, Lex.Hundred) is var hundred && (hundred || Is(first, Lex.Scale) || Is(first, Lex.Dozen)) ? Weight.Implied
            : bare && value is 0 or 1 && !(Is(first - 1, Lex.PartWord) && text[tokens[first - 1].End - 1] != 's') ? Weight.Implied
            : !digits && Is(last, Lex.Dozen) ? Weight.Implied
            : !digits && bare && IsName(first) ? Weight.Implied
            : bare && value == 2 && (IsWord(text, first - 1, "these") || IsWord(text, first - 1, "those") || (IsWord(text, first - 1, "the") && Is(first - 2, Lex.Of) && Is(first - 3, Lex.Ones))) ? Weight.Implied
            : Weight.Stated;
        ref var mark = ref Add(kind, value, first, last, weight);
        mark.IsHuge = digits && tokens[first].IsHuge;
        mark.IsWrittenOut = digits && !scaled;
        if (high > 0) mark.Kind = MarkKind.Year;
        else if (digits && plainDigits && !scaled && kind == MarkKind.Number && value is >= 1000 and <= 2100 && tokens[first].End - tokens[first].Start == 4) mark.Kind = MarkKind.Year;
        if (kind == MarkKind.Fraction && Is(last, Lex.Quarter) && !article && value is 0.5m or 0.75m) (mark.HasOther, mark.Other) = (true, value * 4);
        if (kind == MarkKind.Fraction && article && value < 0.5m) (mark.HasOther, mark.Other) = (true, decimal.Round(1 / value));
        return kind == MarkKind.Ordinal ? FinishOrdinal(text, first, at) : FinishQuantity(text, first, at);
    }

    /// <summary>Capitals within a sentence: the Four Corners, World War Two, the Group of Seven.</summary>
    private bool IsName(int at) => tokens[at].IsCapital && at > 0 && tokens[at - 1].Kind == TokenKind.Word && tokens[at - 1].Sentence == tokens[at].Sentence
        && (tokens[at - 1].IsCapital || (at + 1 < tokens.Count && tokens[at + 1] is { Kind: TokenKind.Word, IsCapital: true }) || Is(at - 1, Lex.Of));

    /// <summary>Letters right behind digits: 14th, 1990s, 10k, £5m, 9am, 20km, 5G.</summary>
    /// <returns>The token to go on with when the number is finished; -1 to go on with it.</returns>
    private int ReadSuffix(ReadOnlySpan<char> text, int first, ref int at, ref decimal current, ref MarkKind kind, ref bool scaled)
    {
        if (at >= tokens.Count || tokens[at].Kind != TokenKind.Word) return -1;

        var suffix = text[tokens[at].Start..tokens[at].End];
        ref var number = ref tokens[first];
        if (!Touches(at) && !(suffix is "m" or "k" && CurrencyBefore(text, first, out _) != Unit.None)) return -1;
        if (suffix is "st" or "nd" or "rd" or "th" or "ST" or "ND" or "RD" or "TH")
        {
            Add(MarkKind.Ordinal, current, first, at, current == 1 ? Weight.Implied : Weight.Stated);
            at++;
            return FinishOrdinal(text, first, at);
        }

        if (suffix is "s" && number.IsPlain && current % 10 == 0 && current > 0)
        {
            Add(MarkKind.Decade, current, first, at).IsExact = current >= 1000;
            return at + 1;
        }

        var currency = CurrencyBefore(text, first, out _);
        var scale = suffix switch
        {
            "k" or "K" => 1_000m,
            "m" or "M" => 1_000_000m,
            "b" or "B" when currency != Unit.None => 1_000_000_000m,
            "t" when currency != Unit.None => 1_000_000_000_000m,
            _ => tokens[at].Entry.Kind == Lex.Scale ? tokens[at].Entry.Value : 0,
        };
        if (scale > 0)
        {
            var ambiguous = currency == Unit.None && suffix is "m" or "M" or "k" or "K";
            ref var mark = ref Add(MarkKind.Number, Exact.Times(current, scale), first, at);
            if (ambiguous) (mark.HasOther, mark.Other) = (true, current);
            return FinishQuantity(text, first, at + 1);
        }

        if (suffix is "x" or "X" && !(at + 1 < tokens.Count && Touches(at + 1)))
        {
            Add(MarkKind.Multiple, current, first, at);
            return at + 1;
        }

        if (tokens[at].Entry.Kind is Lex.UnitWord or Lex.UnitShort or Lex.Am or Lex.Pm or Lex.PercentWord or Lex.CurrencyCode || suffix is "h" or "g" or "kph" or "mph" or "p" or "s" or "C" or "F") return -1;

        Add(MarkKind.Code, current, first, first).IsHuge = number.IsHuge;
        return at + 1;
    }

    /// <summary>What is counted, how exactly, and of what it is the number: looks around the number that was added last.</summary>
    private int FinishQuantity(ReadOnlySpan<char> text, int first, int at)
    {
        ref var mark = ref Marks.Last;
        var before = first - 1;
        if (CurrencyBefore(text, first, out var start) is var currency && currency != Unit.None)
        {
            mark.Unit = currency;
            mark.Start = tokens[start].Start;
            before = start - 1;
        }

        // A minus sign, not a hyphen or a range.
        if (before >= 0 && mark.Unit == Unit.None && tokens[before] is { Kind: TokenKind.Sign, First: '-' or '−' or '–' } && Touches(before + 1) && (before == 0 || tokens[before - 1].End < tokens[before].Start || tokens[before - 1].First == '('))
        {
            (mark.HasOther, mark.Other, mark.Value) = (true, mark.Value, -mark.Value);
            mark.Start = tokens[before].Start;
            before--;
        }

        // 2018-19, 2018/19: the second year of a span.
        if (mark.Kind == MarkKind.Number && mark.Value < 100 && Marks.Count > 1 && before > 0 && (IsHyphen(before) || (IsSign(before, '/') && Touches(before) && Marks[Marks.Count - 2].Value % 100 + 1 == mark.Value)) && Marks[Marks.Count - 2] is { Kind: MarkKind.Year } year && year.End == tokens[before].Start && tokens[first].End - tokens[first].Start == 2)
        {
            (mark.HasOther, mark.Other) = (true, decimal.Floor(year.Value / 100) * 100 + mark.Value);
        }

        if (PartBefore(before) is var part and not Part.None) mark.Part = part;
        else if (IsSign(before, '(') && Touches(first) && IsSign(at, ')') && Marks.Count > 1 && Marks[Marks.Count - 2] is { Part: not Part.None } whole && (whole.End == tokens[before].Start || (whole.Part == Part.Article && tokens[before].Start - whole.End == 1))) mark.Part = Part.Paragraph;

        if (IsSign(before, '(') && IsSign(at, ')') && Touches(first) && !Touches(before) && mark.Value < 100 && tokens[first].End - tokens[first].Start <= 2) mark.IsItem = true; // (2) before the words of an item
        mark.Approximation = ApproximationBefore(text, before);
        var next = FinishUnit(text, ref mark, at);

        // One in five is a fifth.
        var ones = Is(before - 1, Lex.Ones) ? before - 1 : before - 2;
        if (IsWord(text, before, "in") && Is(ones, Lex.Ones) && tokens[ones].Entry.Value == 1 && (ones == before - 1 || tokens[before - 1].Kind == TokenKind.Word) && mark.Value > 1 && !mark.HasOther) (mark.HasOther, mark.Other) = (true, 1 / mark.Value);
        // Nine out of ten: nine tenths, 九成, or 十个中有九个.
        var isOut = Is(before, Lex.Of) && IsWord(text, before - 1, "out");
        var isIn = IsWord(text, before, "in") && mark.Kind == MarkKind.Number && mark.Value is 5 or 10 or 20 or 100;
        if ((isOut || isIn) && Marks.Count > 1 && before > 1 && Marks[Marks.Count - 2] is { Kind: MarkKind.Number, Unit: Unit.None, Value: > 1 } some && some.End == tokens[before - (isOut ? 2 : 1)].End && some.Value < mark.Value && mark.Value > 0)
        {
            var (all, end) = (mark.Value, mark.End);
            Marks.RemoveLast();
            ref var share = ref Marks.Last;
            (share.Kind, share.Value, share.Other, share.End, share.Weight) = (MarkKind.Fraction, some.Value / all, all, end, Weight.Stated);
            return next;
        }

        Marks.SpreadBack(text);
        if (mark.Approximation == Approximation.None)
        {
            if (IsSign(next, '+')) mark.Approximation = Approximation.Over;
            else if (IsWord(text, next, "or") && (Is(next + 1, Lex.More) || Is(next + 1, Lex.OverWord))) mark.Approximation = Approximation.Over;
            else if (IsWord(text, next, "or") && (Is(next + 1, Lex.Less) || IsWord(text, next + 1, "so"))) mark.Approximation = Is(next + 1, Lex.Less) ? Approximation.Under : Approximation.About;
        }

        return next;
    }

    /// <summary>The word that says of what it is the number: Article 5, Directive (EU) 2016/801, Protocol No. 3, Articles 5 and 6.</summary>
    private Part PartBefore(int before)
    {
        for (var steps = 0; steps < 5 && before >= 0; steps++, before--)
        {
            ref var token = ref tokens[before];
            if (token.Kind == TokenKind.Word && token.Entry.Part != Part.None && token.Entry.Kind is Lex.PartWord or Lex.Point) return token.Entry.Part;
            if (steps == 0 && !(token.First is ')' or '.' || Is(before, Lex.No) || Is(before, Lex.NumberLabel) && token.Entry.Part == Part.None)) return Part.None;
            if (token.Kind == TokenKind.Number) return Part.None;
            if (token.Kind == TokenKind.Word && !(token.End - token.Start <= 4)) return Part.None;
        }

        return Part.None;
    }

    private int FinishUnit(ReadOnlySpan<char> text, ref Mark mark, int at)
    {
        if (at < tokens.Count && tokens[at].Kind == TokenKind.Sign && tokens[at].First is '%' or '％' or '‰')
        {
            if (tokens[at].First == '‰') mark.Value /= 10;
            return Becomes(ref mark, MarkKind.Percent, at);
        }

        var here = IsHyphen(at) ? at + 1 : at;
        if (Is(here, Lex.PercentWord))
        {
            return Is(here + 1, Lex.PointsWord) ? Becomes(ref mark, MarkKind.Points, here + 1) : Becomes(ref mark, MarkKind.Percent, here);
        }

        if (Is(here, Lex.Per) && Is(here + 1, Lex.Cent)) return Becomes(ref mark, MarkKind.Percent, here + 1);
        if (Is(here, Lex.Percentage) && (Is(here + 1, Lex.PointsWord) || Is(here + 1, Lex.Point))) return Becomes(ref mark, MarkKind.Points, here + 1);
        if (Is(here, Lex.TimesWord) && (Is(here + 1, Lex.A) || Is(here + 1, Lex.Per)) && Is(here + 2, Lex.UnitWord) && TimesAYear(tokens[here + 2].Entry.Unit) is var often and > 0)
        {
            mark.End = tokens[here].End;
            Add(MarkKind.Frequency, Exact.Times(mark.Value, often), here, here + 2, Weight.Implied);
            return here + 3;
        }

        if (Is(here, Lex.TimesWord) || Is(here, Lex.FoldWord)) return Becomes(ref mark, MarkKind.Multiple, here);
        if (Is(here, Lex.Decade) || Is(here, Lex.Century) || Is(here, Lex.Millennium))
        {
            if (mark.Kind == MarkKind.Fraction) return at;
            (mark.HasOther, mark.Other, mark.Value, mark.Unit) = (Is(here, Lex.Century), mark.Value, Exact.Times(mark.Value, tokens[here].Entry.Value), Unit.YearLong);
            mark.End = tokens[here].End;
            return here + 1;
        }

        if (Is(here, Lex.Fortnight))
        {
            (mark.HasOther, mark.Other, mark.Value, mark.Unit) = (true, Exact.Times(mark.Value, 2), Exact.Times(mark.Value, 14), Unit.DayLong);
            mark.End = tokens[here].End;
            return here + 1;
        }

        if (IsSign(here, '°') || Is(here, Lex.Degrees))
        {
            mark.Unit = Unit.Degree;
            mark.End = tokens[here].End;
            if (IsWord(text, here + 1, "C") || IsWord(text, here + 1, "Celsius") || IsWord(text, here + 1, "centigrade")) (mark.Unit, mark.End, here) = (Unit.Celsius, tokens[here + 1].End, here + 1);
            else if (IsWord(text, here + 1, "F") || IsWord(text, here + 1, "Fahrenheit")) (mark.Unit, mark.End, here) = (Unit.Fahrenheit, tokens[here + 1].End, here + 1);
            return here + 1;
        }

        if (mark.Unit == Unit.None)
        {
            var word = here;
            if (mark.Kind == MarkKind.Fraction && Is(word, Lex.A)) word++; // half an hour
            if (mark.Kind == MarkKind.Fraction && Is(word, Lex.Of) && Is(word + 1, Lex.A)) word += 2;
            if (CurrencyAfter(text, word, out var end) is var currency && currency != Unit.None)
            {
                (mark.Unit, mark.End) = (currency, tokens[end].End);
                return end + 1;
            }

            if (Is(word + 1, Lex.UnitWord) && tokens[word + 1].Entry.Unit == Unit.DayLong && (IsWord(text, word, "working") || IsWord(text, word, "business"))) return SetUnit(ref mark, word + 1, Unit.WorkingDay);
            if (Is(word + 1, Lex.UnitWord) && tokens[word + 1].Entry.Unit == Unit.DayLong && IsWord(text, word, "calendar")) return SetUnit(ref mark, word + 1, Unit.DayLong);
            if (IsWord(text, word, "nautical") && Is(word + 1, Lex.UnitWord)) return SetUnit(ref mark, word + 1, Unit.NauticalMile);
            if (Is(word, Lex.SquareWord) && Is(word + 1, Lex.UnitWord))
            {
                mark.Unit = (tokens[word + 1].Entry.Unit, text[tokens[word].Start]) switch
                {
                    (Unit.Metre, 'c' or 'C') => Unit.CubicMetre,
                    (Unit.Metre, _) => Unit.SquareMetre,
                    (Unit.Kilometre, _) => Unit.SquareKilometre,
                    (Unit.Mile, _) => Unit.SquareMile,
                    (Unit.Foot, _) => Unit.SquareFoot,
                    _ => Unit.None,
                };
                mark.End = tokens[word + 1].End;
                return word + 2;
            }

            if (Is(word, Lex.OrdinalWord) && tokens[word].Entry.Value == 2 && IsWord(text, word, "second") && mark.Kind == MarkKind.Number && mark.Weight == Weight.Stated && IsHyphen(at)) return SetUnit(ref mark, word, Unit.Second);
            if (Is(word, Lex.UnitShort) || (Is(word, Lex.UnitWord) && !(IsWord(text, word, "min") && word != at)) || (word == at && at < tokens.Count && tokens[at].Kind == TokenKind.Word && OneLetter(text, at) != Unit.None && (Touches(at) || (tokens[at].First is 'g' or 't' && (at + 1 >= tokens.Count || tokens[at + 1].Kind == TokenKind.Sign)))))
            {
                var unit = tokens[word].Entry.Unit != Unit.None ? tokens[word].Entry.Unit : OneLetter(text, word);
                return SetUnit(ref mark, word, unit);
            }
        }

        return at;
    }

    private Unit OneLetter(ReadOnlySpan<char> text, int at) =>
        text[tokens[at].Start..tokens[at].End] switch { "h" => Unit.Hour, "g" => Unit.Gram, "m" => Unit.Metre, "C" => Unit.Celsius, "F" => Unit.Fahrenheit, "t" => Unit.Tonne, _ => Unit.None };

    private int SetUnit(ref Mark mark, int at, Unit unit)
    {
        mark.Unit = unit;
        mark.End = tokens[at].End;
        if (mark.Kind == MarkKind.Year && Units.DimensionOf(unit) != 0) mark.Kind = MarkKind.Number;
        if (mark.Kind == MarkKind.Fraction) mark.Kind = MarkKind.Number;
        return at + 1;
    }

    private int Becomes(ref Mark mark, MarkKind kind, int last)
    {
        (mark.Kind, mark.End) = (kind, tokens[last].End);
        return last + 1;
    }

    /// <summary>€, US$, EUR before a number.</summary>
    private Unit CurrencyBefore(ReadOnlySpan<char> text, int first, out int start)
    {
        start = first - 1;
        if (start < 0) return Unit.None;

        ref var token = ref tokens[start];
        if (token.Kind == TokenKind.Word && token.Entry.Kind == Lex.CurrencyCode && token.IsCapital) return token.Entry.Unit;
        if (token.Kind != TokenKind.Sign) return Unit.None;

        switch (token.First)
        {
            case '€': return Unit.Euro;
            case '£': case '￡': return Unit.Pound;
            case '¥': case '￥': return Unit.YuanSign;
            case '₽': return Unit.Rouble;
            case '₩': return Unit.Won;
            case '₹': return Unit.Rupee;
            case '$':
            case '＄':
                if (!Touches(start)) return Unit.Dollar;
                var name = text[tokens[start - 1].Start..tokens[start - 1].End];
                var unit = name switch { "US" => Unit.UsDollar, "HK" => Unit.HongKongDollar, "A" or "AU" => Unit.AustralianDollar, "C" or "CA" => Unit.CanadianDollar, _ => Unit.Dollar };
                if (unit != Unit.Dollar) start--;
                return unit;
            default: return Unit.None;
        }
    }

    /// <summary>"Euros", "US dollars", "EUR", "Hong Kong dollars", "pounds sterling" after a number.</summary>
    private Unit CurrencyAfter(ReadOnlySpan<char> text, int at, out int end)
    {
        end = at;
        if (at >= tokens.Count) return Unit.None;
        if (tokens[at] is { Kind: TokenKind.Sign, First: '€' }) return Unit.Euro;
        if (Is(at, Lex.CurrencyCode)) return tokens[at].Entry.Unit;
        if (Is(at, Lex.CurrencyWord))
        {
            if (tokens[at].Entry.Unit == Unit.Won && Marks.Last.Value < 1000) return Unit.None; // "2 won" is a verb
            if (IsWord(text, at + 1, "sterling")) end++;
            return tokens[at].Entry.Unit;
        }

        var adjectives = 0;
        while (adjectives < 4 && at + adjectives < tokens.Count && (tokens[at + adjectives] is { Kind: TokenKind.Word, IsCapital: true } || tokens[at + adjectives] is { Kind: TokenKind.Sign, First: '.' })) adjectives++;
        if (adjectives == 0 || !Is(at + adjectives, Lex.CurrencyWord)) return Unit.None;

        end = at + adjectives;
        var name = text[tokens[at].Start..tokens[at].End];
        if (tokens[end].Entry.Unit != Unit.Dollar) return tokens[end].Entry.Unit;
        return name switch
        {
            "US" or "U" or "American" or "United" => Unit.UsDollar,
            "Hong" => Unit.HongKongDollar,
            "Australian" => Unit.AustralianDollar,
            "Canadian" => Unit.CanadianDollar,
            _ => Unit.Dollar,
        };
    }

    private Approximation ApproximationBefore(ReadOnlySpan<char> text, int at)
    {
        if (at < 0 || tokens[at].Kind != TokenKind.Word) return Approximation.None;
        if (Is(at, Lex.A) || IsWord(text, at, "the")) at--;
        if (at < 0) return Approximation.None;

        if (Is(at, Lex.About)) return IsWord(text, at, "nearly") || IsWord(text, at, "almost") ? Approximation.Under : Approximation.About;
        if (Is(at, Lex.Than)) return Is(at - 1, Lex.Less) ? Negated(at - 1) ? Approximation.Over : Approximation.Under : Is(at - 1, Lex.More) ? Negated(at - 1) ? Approximation.Under : Approximation.Over : Approximation.None;
        if (Is(at, Lex.OverWord)) return Approximation.Over;
        if (Is(at, Lex.UnderWord)) return Approximation.Under;
        if (IsWord(text, at, "least") && IsWord(text, at - 1, "at")) return Approximation.Over;
        if (IsWord(text, at, "most") && IsWord(text, at - 1, "at")) return Approximation.Under;
        if (Is(at, Lex.To) && IsWord(text, at - 1, "up")) return Approximation.Under;
        return Approximation.None;

        bool Negated(int than) => Is(than - 1, Lex.No) || Is(than - 1, Lex.Not);
    }
}
