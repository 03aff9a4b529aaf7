using System.Globalization;
using System.Text;

namespace Concord.Bilingual;

/// <summary>What a character is to the search index.</summary>
internal enum Kind
{
    /// <summary>Ends a word: blanks, punctuation, symbols.</summary>
    Separator,

    /// <summary>A letter of a script that writes blanks between words.</summary>
    Letter,

    /// <summary>One of 0 to 9.</summary>
    Digit,

    /// <summary>A character of a script without blanks: Han, kana, Thai, Lao, Khmer, Burmese.</summary>
    Unspaced,
}

/// <summary>Brings a character to the one form in which it is indexed and compared.</summary>
/// <remarks>
/// Compatibility forms are resolved (Ａ to a, ﬁ to fi, ② to 2), case and diacritics removed, Traditional characters simplified. It
/// looks at one character at a time, so that every folded character knows where in the text it comes from.
/// </remarks>
internal static class Folding
{
    /// <summary>Stands for a character that is skipped without ending the word: a combining mark, a soft hyphen.</summary>
    public const char Nothing = '\uFFFE';

    /// <summary>Stands for a character that folds to several; see <see cref="Several"/>.</summary>
    public const char Many = '\uFFFD';

    private const char unknown = '\0';

    // Filled as characters are met. Two threads may fill a cell at once, and write the same.
    private static readonly char[] basic = new char[char.MaxValue + 1];

    // Letters that Unicode does not decompose, though readers type them without the stroke.
    private static readonly Dictionary<int, string> stroked = new()
    {
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['ø'] = "o",
        ['đ'] = "d",
        ['ð'] = "d",
        ['þ'] = "th",
        ['ł'] = "l",
        ['ħ'] = "h",
        ['ı'] = "i",
        ['ŋ'] = "n",
        ['ŧ'] = "t",
        ['ς'] = "σ",
    };

    /// <summary>Folds one UTF-16 unit that is not part of a surrogate pair.</summary>
    /// <returns>The folded character; a blank for a separator; <see cref="Nothing"/> or <see cref="Many"/>.</returns>
    public static char Basic(char character)
    {
        var folded = basic[character];
        return folded != unknown ? folded : basic[character] = Learn(character);
    }

    /// <summary>Folds any character.</summary>
    /// <returns>Letters, digits and blanks (for separators); empty when the character is to be skipped.</returns>
    public static string Several(Rune rune)
    {
        // Not every platform normalises what is not assigned.
        if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNotAssigned) return " ";

        var folded = new StringBuilder();
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes()) Append(folded, part);
        // Hangul was taken apart with the rest; put it together again.
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The kind of a folded character.</summary>
    public static Kind KindOf(int folded) => folded switch
    {
        ' ' => Kind.Separator,
        >= '0' and <= '9' => Kind.Digit,
        < 0x0E00 => Kind.Letter,
        <= 0x0EFF or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) => Kind.Unspaced,
        < 0x3005 => Kind.Letter,
        <= 0x3007 or (>= 0x3021 and <= 0x3029) or (>= 0x3031 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) => Kind.Unspaced,
        (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF) => Kind.Unspaced,
        _ => Kind.Letter,
    };

    private static char Learn(char character)
    {
        if (char.IsSurrogate(character)) return ' ';

        var folded = Several(new Rune(character));
        return folded.Length switch { 0 => Nothing, 1 => folded[0], _ => Many };
    }

    private static void Append(StringBuilder folded, Rune part)
    {
        switch (Rune.GetUnicodeCategory(part))
        {
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format:
            case UnicodeCategory.ModifierLetter when KindOf(part.Value) == Kind.Letter:
                break;
            case UnicodeCategory.DecimalDigitNumber:
                folded.Append((char)('0' + (int)Rune.GetNumericValue(part)));
                break;
            case UnicodeCategory.LetterNumber when KindOf(part.Value) == Kind.Unspaced:      // 〇
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter:
            case UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter:
                var lower = Rune.ToLowerInvariant(part).Value;
                folded.Append(stroked.GetValueOrDefault(lower) ?? char.ConvertFromUtf32(ChineseScript.Fold(lower)));
                break;
            default:
                folded.Append(' ');
                break;
        }
    }
}
