namespace Concord.Bilingual.Concordance.Reading;

/// <summary>Numbers written with digits, as both languages write them.</summary>
internal static class Digits
{
    /// <summary>More digits than a decimal holds exactly: such numbers are compared digit by digit, not by value.</summary>
    private const int Most = 27;

    public static bool IsDigit(char character) => character is >= '0' and <= '9';

    /// <summary>Blanks that group digits: 7 500 in the style of the UN.</summary>
    private static bool IsBlank(char character) => character is ' ' or '\u00A0' or '\u2009' or '\u202F';

    /// <summary>Reads digits with thousands separators (comma; blank in groups of three) and a decimal part.</summary>
    /// <param name="text">Full-width digits already folded.</param>
    /// <param name="at">Where the first digit stands; afterwards behind the last.</param>
    /// <param name="huge">Whether there are more digits than are compared by value; the result is then a fingerprint.</param>
    /// <returns>The value; never negative.</returns>
    public static decimal Read(ReadOnlySpan<char> text, ref int at, out bool huge)
    {
        var value = 0m;
        var digits = 0;
        var fingerprint = 14695981039346656037UL;
        var leading = true;
        var run = 0;
        while (at < text.Length)
        {
            var character = text[at];
            if (IsDigit(character))
            {
                Take(character);
                run++;
                at++;
                continue;
            }

            if (run is >= 1 and <= 3 && character is ',' && Three(text, at + 1))
            {
                at++;
                run = 0;
                for (var more = 0; more < 3; more++) Take(text[at++]);
                run = 3;
                continue;
            }

            if (run is >= 1 and <= 3 && IsBlank(character) && digits <= 12 && Three(text, at + 1) && !StartsNewNumber(text, at))
            {
                at++;
                for (var more = 0; more < 3; more++) Take(text[at++]);
                run = 3;
                continue;
            }

            break;
        }

        // A decimal point, not a full stop: a digit follows, and what follows is not another group of a date or version (29.06.2015).
        if (at + 1 < text.Length && text[at] is '.' or '．' && at + 1 < text.Length && IsDigit(text[at + 1]) && !IsDotted(text, at))
        {
            at++;
            var scale = 0.1m;
            while (at < text.Length && IsDigit(text[at]))
            {
                if (digits < Most)
                {
                    value += (text[at] - '0') * scale;
                    scale /= 10;
                }

                Take(text[at], fraction: true);
                at++;
            }
        }

        huge = digits > Most;
        return huge ? fingerprint : value;

        void Take(char digit, bool fraction = false)
        {
            if (leading && digit == '0' && !fraction) return;
            leading = false;
            digits++;
            fingerprint = (fingerprint ^ digit) * 1099511628211UL;
            if (!fraction && digits <= Most) value = (value * 10) + (digit - '0');
        }
    }

    /// <summary>A group of exactly three digits.</summary>
    private static bool Three(ReadOnlySpan<char> text, int at) =>
        at + 3 <= text.Length && IsDigit(text[at]) && IsDigit(text[at + 1]) && IsDigit(text[at + 2]) && (at + 3 == text.Length || !IsDigit(text[at + 3]));

    // "in 12 100 people" is one number; "Article 5 100 copies" cannot be told. Only a blank that is not followed by a unit-like year is taken.
    private static bool StartsNewNumber(ReadOnlySpan<char> text, int at) => at + 4 < text.Length && text[at] == ' ' && char.IsAsciiLetter(text[at + 4]);

    /// <summary>The dot at <paramref name="at"/> is the first of two or more, as in a date, a version or a section.</summary>
    private static bool IsDotted(ReadOnlySpan<char> text, int at)
    {
        var end = at + 1;
        while (end < text.Length && IsDigit(text[end])) end++;
        if (end + 1 < text.Length && text[end] == '.' && IsDigit(text[end + 1])) return true;

        var start = at - 1;
        while (start >= 0 && IsDigit(text[start])) start--;
        return start > 0 && text[start] == '.' && IsDigit(text[start - 1]);
    }
}
