using System.Globalization;
using System.Text;

namespace Concord.Bilingual;

/// <summary>Keys whose plain byte order is the order of a language, the same in SQLite and in PostgreSQL.</summary>
public static class SortKey
{
    // Behind every pinyin syllable and every Latin word.
    private const string last = "zzz";

    private const string digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    // An ICU key grows with the text; of a title the first characters decide.
    private const int longestText = 200;

    /// <summary>The sort key of a text.</summary>
    /// <param name="text">The text; of a longer one the first 200 UTF-16 units count.</param>
    /// <param name="culture">The language it is sorted in: a BCP 47 tag such as "en", "zh-Hans", "sv".</param>
    /// <param name="reading">For Chinese, how the Han characters of the text are read, when the table is wrong: one syllable for each,
    /// separated by blanks ("cháng chūn" or "chang2 chun1"). Null or blank: the table decides. Other languages ignore it.</param>
    /// <returns>Only 0–9 and a–z, so that binary order and the order of any database locale agree. Texts that differ in case, diacritics
    /// or script only may have the same key. Empty when the text is.</returns>
    /// <exception cref="ArgumentException">The reading does not fit the text; ask <see cref="Pinyin.Fits"/> first.</exception>
    /// <exception cref="CultureNotFoundException">The culture is not a well-formed tag.</exception>
    /// <remarks>
    /// Chinese is sorted character by character as in dictionaries: by syllable, tone, then code point (not strokes); Latin words take
    /// their place among the syllables by their letters; numbers come first, by value. Other languages get ICU's key of the culture, numbers
    /// by value. Both change with the tables or with the version of ICU: keys are derived, and rebuilt when the data is loaded; keys of
    /// different versions are never compared.
    /// </remarks>
    public static string For(string text, string culture, string? reading = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(culture);
        var chinese = culture.Equals("zh", StringComparison.OrdinalIgnoreCase) || culture.StartsWith("zh-", StringComparison.OrdinalIgnoreCase);
        if (chinese) return Chinese(text, reading);

        if (text.Length > longestText) text = text[..longestText];
        var rules = CultureInfo.GetCultureInfo(culture).CompareInfo;
        return Convert.ToHexStringLower(rules.GetSortKey(text, CompareOptions.NumericOrdering).KeyData);
    }

    private static string Chinese(string text, string? reading)
    {
        var stated = string.IsNullOrWhiteSpace(reading) ? null : Pinyin.Parse(reading);
        if (!string.IsNullOrWhiteSpace(reading) && (stated is null || !Pinyin.Fits(text, reading)))
            throw new ArgumentException($"\"{reading}\" is not one syllable for each Chinese character of \"{text}\".", nameof(reading));

        var key = new StringBuilder();
        var han = 0;
        var pieces = new Pieces(text.AsSpan(0, Math.Min(text.Length, longestText)));
        while (pieces.Next())
        {
            switch (pieces.Kind)
            {
                case Kind.Unspaced:
                    AppendRun(key, pieces.Folded, stated, ref han);
                    break;
                case Kind.Digit:
                    AppendNumber(key, pieces.Folded);
                    break;
                default:
                    AppendWord(key, pieces.Folded);
                    break;
            }
        }

        return key.ToString();
    }

    private static void AppendRun(StringBuilder key, ReadOnlySpan<char> run, string[]? stated, ref int han)
    {
        var read = stated is null ? Pinyin.Read(run) : null;
        var index = 0;
        foreach (var rune in run.EnumerateRunes())
        {
            var syllable = read is not null ? read[index] : Pinyin.IsHan(rune.Value) ? stated![han++] : null;
            key.Append(syllable ?? last);
            AppendCode(key, rune.Value);
            index++;
        }
    }

    // A zero ends the word: it sorts before every letter, and before the tone that ends a syllable.
    private static void AppendWord(StringBuilder key, ReadOnlySpan<char> word)
    {
        foreach (var letter in word.EnumerateRunes())
        {
            if (letter.Value is >= 'a' and <= 'z')
            {
                key.Append((char)letter.Value);
                continue;
            }

            key.Append(last);
            AppendCode(key, letter.Value);
        }

        key.Append('0');
    }

    // How many digits it has comes first, so that 2 is before 14.
    private static void AppendNumber(StringBuilder key, ReadOnlySpan<char> number)
    {
        number = number.TrimStart('0');
        key.Append('0').Append(digits[number.Length / 36]).Append(digits[number.Length % 36]).Append(number);
    }

    private static void AppendCode(StringBuilder key, int character) =>
        key.Append(digits[character / 46656]).Append(digits[character / 1296 % 36]).Append(digits[character / 36 % 36]).Append(digits[character % 36]);
}
