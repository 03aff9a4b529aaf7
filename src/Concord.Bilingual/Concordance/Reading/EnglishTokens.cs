using System.Runtime.CompilerServices;

namespace Concord.Bilingual.Concordance.Reading;

internal enum TokenKind : byte
{
    Word,
    Number,
    Sign,

    /// <summary>An address or an e-mail: its digits are no numbers.</summary>
    Address,
}

internal struct Token
{
    public TokenKind Kind;

    /// <summary>The first character: of a sign, the sign.</summary>
    public char First;

    /// <summary>A number: letters stand directly before it, or behind it, or a hyphen after a capital: part of a name.</summary>
    public bool IsCode;

    /// <summary>A word that begins with a capital, or a number with more digits than are compared.</summary>
    public bool IsCapital;
    public bool IsHuge;

    /// <summary>A number written without separators and decimals: may be a year.</summary>
    public bool IsPlain;
    public LexEntry Entry;
    public int Start;
    public int End;
    public int Sentence;
    public decimal Value;
}

/// <summary>Takes an English text apart into words, numbers and signs, without allocating.</summary>
internal sealed class EnglishTokens
{
    private Token[] all = new Token[256];

    public int Count { get; private set; }

    public int Sentences { get; private set; }

    public ref Token this[int index] => ref all[index];

    public void Read(ReadOnlySpan<char> text)
    {
        Count = 0;
        Sentences = 0;
        Span<char> lower = stackalloc char[EnglishLexicon.Longest];
        var sentence = 0;
        var at = 0;
        while (at < text.Length)
        {
            var character = text[at];
            if (character <= ' ' || char.IsWhiteSpace(character))
            {
                at++;
                continue;
            }

            if (Digits.IsDigit(character))
            {
                ref var number = ref Add(TokenKind.Number, at, character, sentence);
                var from = at;
                number.Value = Digits.Read(text, ref at, out number.IsHuge);
                number.End = at;
                number.IsPlain = Plain(text[from..at]);
                if (from > 0 && text[from - 1] == '.' && at - from <= 6 && number.IsPlain && (from == 1 || text[from - 2] is ' ' or '(' or '-' or '–' or '/'))
                {
                    // .08: the zero before the point left out
                    for (var digits = at - from; digits > 0; digits--) number.Value /= 10;
                    number.IsPlain = false;
                }

                number.IsCode = IsNamed(text, from);
                continue;
            }

            if (IsLetter(character))
            {
                var from = at;
                while (at < text.Length && IsLetter(text[at])) at++;
                ref var word = ref Add(TokenKind.Word, from, character, sentence);
                word.End = at;
                word.IsCapital = char.IsUpper(character);
                if (at - from <= lower.Length)
                {
                    var letters = text[from..at];
                    for (var index = 0; index < letters.Length; index++) lower[index] = (char)(letters[index] is >= 'A' and <= 'Z' ? letters[index] | 0x20 : letters[index]);
                    word.Entry = EnglishLexicon.Find(lower[..letters.Length]);
                }

                continue;
            }

            if (character == '@' || (character == '.' && Count > 0 && all[Count - 1] is { Kind: TokenKind.Word, First: 'w' or 'W' } && text[all[Count - 1].Start..at].Equals("www", StringComparison.OrdinalIgnoreCase)) || (character == ':' && at + 2 < text.Length && text[at + 1] == '/' && text[at + 2] == '/'))
            {
                at = Address(text, at, sentence);
                continue;
            }

            ref var sign = ref Add(TokenKind.Sign, at, character, sentence);
            sign.End = ++at;
            if (EndsSentence(text, at - 1)) sentence++;
        }

        Sentences = sentence + (Count > 0 && all[Count - 1].Sentence == sentence ? 1 : 0);
    }

    /// <summary>The words of an address are one token: from the last blank to the next.</summary>
    private int Address(ReadOnlySpan<char> text, int at, int sentence)
    {
        var from = at;
        while (from > 0 && text[from - 1] > ' ' && text[from - 1] < 128 && text[from - 1] is not ('(' or '<' or '"')) from--;
        var end = at + 1;
        while (end < text.Length && text[end] > ' ' && text[end] < 128 && text[end] is not (')' or '>' or '"')) end++;
        while (end > at + 1 && text[end - 1] is '.' or ',' or ';' or '?' or '!') end--;
        while (Count > 0 && all[Count - 1].Start >= from) Count--;
        ref var address = ref Add(TokenKind.Address, from, text[from], sentence);
        address.End = end;
        return end;
    }

    public static decimal FractionOf(char character) => character switch { '½' => 0.5m, '¼' => 0.25m, '¾' => 0.75m, '⅓' => 1m / 3, '⅔' => 2m / 3, _ => 0 };

    private ref Token Add(TokenKind kind, int start, char first, int sentence)
    {
        if (Count == all.Length) Array.Resize(ref all, all.Length * 2);
        ref var token = ref all[Count++];
        token = new() { Kind = kind, Start = start, First = first, Sentence = sentence };
        return ref token;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLetter(char character) =>
        character is >= 'a' and <= 'z' or >= 'A' and <= 'Z' || (character >= 0xC0 && character < 0x250 && character is not ('×' or '÷'));

    private static bool Plain(ReadOnlySpan<char> digits)
    {
        foreach (var character in digits)
            if (!Digits.IsDigit(character)) return false;

        return true;
    }

    /// <summary>Digits right behind letters (H1N1), or behind a hyphen that follows a name in capitals (COVID-19, F-16).</summary>
    private static bool IsNamed(ReadOnlySpan<char> text, int at)
    {
        if (at == 0) return false;
        if (IsLetter(text[at - 1])) return true;
        if (text[at - 1] is not ('-' or '‑') || at < 2 || !IsLetter(text[at - 2])) return false;

        var start = at - 2;
        while (start > 0 && IsLetter(text[start - 1])) start--;
        return char.IsUpper(text[start]) && (at - 1 - start <= 4 || char.IsUpper(text[at - 2]) || text[start..(at - 1)].Equals("Covid", StringComparison.OrdinalIgnoreCase));
    }

    private bool EndsSentence(ReadOnlySpan<char> text, int at)
    {
        var character = text[at];
        if (character is '!' or '?' or '。' or '！' or '？') return true;
        if (character != '.') return false;
        if (at + 1 < text.Length && text[at + 1] is not (' ' or '\n' or '\r' or '\t' or '"' or '”' or '’' or ')' or '\'')) return false;

        // "U.S. ", "No. 5", "Art. 12", "e.g. ", "Mr. X": a short word before, or a small letter after.
        var next = at + 1;
        while (next < text.Length && (text[next] <= ' ' || text[next] is '"' or '”' or '’' or ')' or '\'' or '“' or '‘' or '(')) next++;
        if (next < text.Length && !char.IsUpper(text[next]) && !Digits.IsDigit(text[next])) return false;
        if (next >= text.Length) return true;

        var start = at;
        while (start > 0 && (IsLetter(text[start - 1]) || text[start - 1] == '.')) start--;
        return !IsAbbreviation(text[start..at]);
    }

    private static bool IsAbbreviation(ReadOnlySpan<char> word) =>
        word.Length == 1 || word.Contains('.') || (word.Length <= 4 && EnglishReader.Roman(word) > 0)
        || word is "Mr" or "Mrs" or "Ms" or "Dr" or "Prof" or "No" or "Nos" or "Art" or "Arts" or "Sen" or "Sens" or "Rep" or "Gov" or "Gen" or "St" or "vs" or "etc" or "cf"
            or "Jan" or "Feb" or "Mar" or "Apr" or "Jun" or "Jul" or "Aug" or "Sept" or "Sep" or "Oct" or "Nov" or "Dec" or "para" or "paras" or "Para" or "Vol" or "Fig" or "approx" or "Ref" or "Reg" or "Approx" or "incl" or "Incl" or "Ch" or "Sec" or "est" or "max" or "min" or "Tel" or "tel" or "Inc" or "Ltd" or "Co" or "Corp" or "Jr" or "Sr";
}
