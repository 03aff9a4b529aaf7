namespace Concord.Bilingual.Concordance.Reading;

/// <summary>Chinese numerals: 三百五十万, 3.5万, 1亿2000万, 二〇一五, 两万五, 壹佰.</summary>
internal static class Numerals
{
    private static readonly sbyte[] digits = Filled();
    private static readonly long[] units = FilledUnits();

    public static bool IsHan(char character) => character is >= '\u4E00' and <= '\u9FFF' or '〇';

    /// <summary>A digit or a power of ten in Chinese writing.</summary>
    public static bool IsNumeral(char character) => digits[character] >= 0 || units[character] > 0;

    /// <summary>0 to 9, 20 (廿), 30 (卅); -1 when it is no digit.</summary>
    public static int DigitOf(char character) => digits[character];

    /// <summary>10, 100, 1,000, 10^4, 10^8, 10^12; 0 when it is none of them.</summary>
    public static long UnitOf(char character) => units[character];

    /// <summary>Reads a number that begins at <paramref name="at"/>.</summary>
    /// <param name="text">Simplified, digits half-width.</param>
    /// <param name="at">Afterwards behind its last character.</param>
    /// <param name="shape">What sort of writing it was.</param>
    /// <returns>The value; for more digits than are compared a fingerprint.</returns>
    public static decimal Read(ReadOnlySpan<char> text, ref int at, out Shape shape)
    {
        shape = default;
        var start = at;
        if (!Digits.IsDigit(text[at]) && DigitOf(text[at]) is >= 0 and < 10 && IsSequence(text, at, out var end)) return Sequence(text, ref at, end, ref shape);

        decimal total = 0, section = 0, current = 0;
        long largest = 0, last = 0;
        var has = false;
        var zero = false;
        while (at < text.Length)
        {
            var character = text[at];
            if (Digits.IsDigit(character))
            {
                if (has) break;
                var from = at;
                current = Digits.Read(text, ref at, out var huge);
                shape.IsHuge |= huge;
                shape.HasDigits = true;
                shape.IsPlain = start == from && Plain(text[from..at]);
                shape.Digits = at - from;
                has = true;
                continue;
            }

            if (character is ' ' or '\u00A0' or '\u2009' && has && at + 1 < text.Length && UnitOf(text[at + 1]) >= 10_000 && shape.HasDigits)
            {
                at++;
                continue;
            }

            var digit = DigitOf(character);
            if (digit >= 0)
            {
                if (has) break;
                if (digit >= 20)
                {
                    (section, last, has, zero) = (section + digit, 10, false, false);
                    shape.HasUnits = true;
                    at++;
                    continue;
                }

                if (digit == 0)
                {
                    if (!shape.HasUnits && at > start) break;
                    zero = true;
                    if (at == start && !(at + 1 < text.Length && IsNumeral(text[at + 1]))) (current, has) = (0, true);
                    at++;
                    continue;
                }

                (current, has) = (digit, true);
                shape.Single = at == start;
                shape.Character = character;
                at++;
                continue;
            }

            var unit = UnitOf(character);
            if (unit == 0)
            {
                // 三百多万, 20余万: "more than" stands inside.
                if (character == ' ' && has && at + 2 < text.Length && text[at + 1] is '多' or '余' or '来' && UnitOf(text[at + 2]) >= 10_000)
                {
                    at++;
                    continue;
                }

                if (character is '多' or '余' or '来' && at + 1 < text.Length && UnitOf(text[at + 1]) >= 10_000 && at > start)
                {
                    shape.Approximation = character == '来' ? Approximation.About : Approximation.Over;
                    at++;
                    continue;
                }

                // 三点五: a decimal, unless it is the hour.
                if (character is '点' && has && !shape.HasDigits && IsDecimalPoint(text, at)) current = Decimal(text, ref at, current, ref shape);
                else break;
                continue;
            }

            // 4.8万千瓦时, 300千米: here 千 belongs to the measure.
            if (unit == 1_000 && at > start && at + 1 < text.Length && text[at + 1] is '瓦' or '米' or '克' or '卡' or '伏' or '赫' or '帕' or '字' && (last >= 10_000 || shape.HasDigits)) break;

            // 2400兆瓦 are megawatts.
            if (character is '兆' && at > start && at + 1 < text.Length && text[at + 1] is '瓦' or '赫' or '字' or '欧' or '帕' or '焦' or '比' or '伏') break;

            shape.HasUnits = true;
            shape.Single = false;
            if (unit >= 10_000)
            {
                section = Exact.Plus(section, has ? current : 0);
                if (section == 0 && total == 0)
                {
                    section = 1;
                    shape.IsBareUnit = at == start;
                }

                // 一万亿 multiplies, 一亿二千万 adds.
                if (unit > largest && largest > 0) total = Exact.Times(Exact.Plus(total, section), unit);
                else total = Exact.Plus(total, Exact.Times(section == 0 ? 1 : section, unit));

                (section, current, has, last, largest, zero) = (0, 0, false, unit, Math.Max(largest, unit), false);
            }
            else
            {
                if (!has && at == start) shape.IsBareUnit = true;
                section = Exact.Plus(section, Exact.Times(has ? current : 1, unit));
                (current, has, last, zero) = (0, false, unit, false);
            }

            at++;
            if (shape.HasDigits && at < text.Length && text[at] is ' ' && at + 1 < text.Length && Digits.IsDigit(text[at + 1])) break;
        }

        if (has)
        {
            // 三百五 is 350, 两万五 is 25,000; 三百零五 is 305.
            if (last >= 100 && !zero && shape.HasUnits && current is >= 1 and <= 9 && !shape.HasDigits && decimal.IsInteger(current)) current = current * last / 10;
            section = Exact.Plus(section, current);
        }

        return Exact.Plus(total, section);
    }

    private static decimal Decimal(ReadOnlySpan<char> text, ref int at, decimal current, ref Shape shape)
    {
        at++;
        var scale = 0.1m;
        while (at < text.Length && DigitOf(text[at]) is >= 0 and < 10)
        {
            if (scale > 1e-20m)
            {
                current += DigitOf(text[at]) * scale;
                scale /= 10;
            }

            at++;
        }

        shape.HasUnits = true;
        shape.IsDecimal = true;
        return current;
    }

    /// <summary>点 between numerals, with something behind that no clock has: 三点五亿, 百分之三点五, 二点三倍.</summary>
    private static bool IsDecimalPoint(ReadOnlySpan<char> text, int at)
    {
        var end = at + 1;
        while (end < text.Length && DigitOf(text[end]) is >= 0 and < 10) end++;
        if (end == at + 1 || (end < text.Length && (text[end] is '分' or '刻' or '十'))) return false;

        var start = at;
        while (start > 0 && IsNumeral(text[start - 1])) start--;
        return (start >= 2 && text[start - 1] is '之' && text[start - 2] is '分') || (end < text.Length && (UnitOf(text[end]) >= 10_000 || text[end] is '倍' or '个' or '级' or '公' or '米' or '元' or '欧' or '美' or '%' or '吨' or '成' or '英' or '平'));
    }

    /// <summary>Digits one after the other, without powers of ten: 二〇一五, 九五, 一一九.</summary>
    private static bool IsSequence(ReadOnlySpan<char> text, int at, out int end)
    {
        end = at;
        while (end < text.Length && DigitOf(text[end]) is >= 0 and < 10) end++;
        if (end - at < 2) return false;
        if (end - at == 2 && text[at] is '零' or '〇') return false;
        return end >= text.Length || UnitOf(text[end]) == 0 || end - at > 2;
    }

    private static decimal Sequence(ReadOnlySpan<char> text, ref int at, int end, ref Shape shape)
    {
        var value = 0m;
        var fingerprint = 14695981039346656037UL;
        var digits = 0;
        var leading = true;
        for (var index = at; index < end; index++)
        {
            var digit = DigitOf(text[index]);
            if (leading && digit == 0) continue;
            leading = false;
            digits++;
            fingerprint = (fingerprint ^ (char)('0' + digit)) * 1099511628211UL;
            if (digits <= 27) value = (value * 10) + digit;
        }

        shape.IsSequence = true;
        shape.Digits = end - at;
        shape.IsPlain = true;
        shape.IsHuge = digits > 27;
        at = end;
        return shape.IsHuge ? fingerprint : value;
    }

    private static bool Plain(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
            if (!Digits.IsDigit(character)) return false;

        return true;
    }

    private static sbyte[] Filled()
    {
        var all = new sbyte[0x10000];
        Array.Fill(all, (sbyte)-1);
        Set("〇零", 0);
        Set("一壹", 1);
        Set("二贰两", 2);
        Set("三叁", 3);
        Set("四肆", 4);
        Set("五伍", 5);
        Set("六陆", 6);
        Set("七柒", 7);
        Set("八捌", 8);
        Set("九玖", 9);
        all['廿'] = 20;
        all['卅'] = 30;
        return all;

        void Set(string characters, sbyte value)
        {
            foreach (var character in characters) all[character] = value;
        }
    }

    private static long[] FilledUnits()
    {
        var all = new long[0x10000];
        all['十'] = all['拾'] = 10;
        all['百'] = all['佰'] = 100;
        all['千'] = all['仟'] = 1_000;
        all['万'] = all['萬'] = 10_000;
        all['亿'] = all['億'] = 100_000_000;
        all['兆'] = 1_000_000_000_000;
        return all;
    }

    /// <summary>How a number was written: decides how far it is a number at all.</summary>
    internal struct Shape
    {
        public bool HasDigits;
        public bool HasUnits;
        public bool IsPlain;
        public bool IsSequence;
        public bool IsHuge;
        public bool IsDecimal;

        /// <summary>One numeral below ten and nothing else.</summary>
        public bool Single;

        /// <summary>百, 千, 万 without a number before.</summary>
        public bool IsBareUnit;
        public char Character;
        public int Digits;
        public Approximation Approximation;
    }
}
