using System.Text;

namespace Concord.Bilingual;

/// <summary>How Chinese characters are read in Mandarin.</summary>
/// <remarks>Source of the readings: Data/SOURCE.md. A table does not understand the text: of a character with several readings it takes
/// the usual one, or that of the longest known word. Where it is wrong (names of people, above all) a reading is stated with the name.</remarks>
public static class Pinyin
{
    private const int longestPhrase = 5;

    private static readonly Dictionary<int, string> characters = Characters();
    private static readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> phraseOf = Table.Read("pinyin-phrases")
        .ToDictionary(row => row.Left, row => row.Right.Split(' '), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string> syllables = [.. characters.Values.Select(syllable => syllable[..^1])];

    /// <summary>The reading of a text: one syllable with its tone mark for each Han character, separated by blanks.</summary>
    /// <param name="text">Any text, in either script; what is not a Han character, or has no known reading, is left out.</param>
    /// <returns>For 长春 "cháng chūn". Empty when the text has no Han character.</returns>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var read = new List<string>();
        var pieces = new Pieces(text);
        while (pieces.Next())
            if (pieces.Kind == Kind.Unspaced) read.AddRange(Read(pieces.Folded).Where(syllable => syllable is not null).Select(Marked!));
        return string.Join(' ', read);
    }

    /// <summary>Whether a stated reading belongs to a text: as many Mandarin syllables as the text has Han characters.</summary>
    /// <param name="text">The text, in either script.</param>
    /// <param name="reading">Syllables separated by blanks, with tone marks (cháng chūn) or digits (chang2 chun1), ü also as v or u:.</param>
    public static bool Fits(string text, string reading)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(reading);
        return Parse(reading) is { } stated && stated.Length == HanIn(text);
    }

    /// <summary>The readings of a run of folded characters, each as letters and a tone digit (1 to 5, 5 the neutral tone), or null.</summary>
    internal static List<string?> Read(ReadOnlySpan<char> run)
    {
        var read = new List<string?>();
        while (run.Length > 0)
        {
            var taken = 0;
            for (var length = Math.Min(longestPhrase, run.Length); length > 1 && taken == 0; length--)
            {
                if (!phraseOf.TryGetValue(run[..length], out var phrase)) continue;

                read.AddRange(phrase);
                taken = length;
            }

            if (taken == 0)
            {
                Rune.DecodeFromUtf16(run, out var rune, out taken);
                read.Add(characters.GetValueOrDefault(rune.Value));
            }

            run = run[taken..];
        }

        return read;
    }

    /// <summary>Reads a stated reading.</summary>
    /// <returns>Each syllable as letters and a tone digit; null when one of them is no Mandarin syllable.</returns>
    internal static string[]? Parse(string reading)
    {
        var stated = reading.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < stated.Length; i++)
        {
            var syllable = Numbered(stated[i]);
            if (!syllables.Contains(syllable[..^1])) return null;

            stated[i] = syllable;
        }

        return stated;
    }

    internal static bool IsHan(int character) => Folding.KindOf(character) == Kind.Unspaced && character is >= 0x3400 or 0x3007;

    private static int HanIn(string text)
    {
        var count = 0;
        var pieces = new Pieces(text);
        while (pieces.Next())
            foreach (var rune in pieces.Folded.EnumerateRunes())
                if (IsHan(rune.Value)) count++;
        return count;
    }

    private static string Numbered(string syllable)
    {
        var letters = new StringBuilder();
        var tone = '5';
        foreach (var mark in syllable.ToLowerInvariant().Replace("u:", "v", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
        {
            if (mark == '\u0308' && letters.Length > 0) letters[^1] = 'v';
            else if ("\u0304\u0301\u030C\u0300".IndexOf(mark, StringComparison.Ordinal) is >= 0 and var index) tone = (char)('1' + index);
            else if (mark is >= '1' and <= '5') tone = mark;
            else if (mark != '0') letters.Append(mark);
        }

        return letters.Append(tone).ToString();
    }

    // Hanyu Pinyin: the mark stands on a or e, on the o of ou, else on the last vowel.
    private static string Marked(string syllable)
    {
        var letters = syllable[..^1];
        var at = letters.AsSpan().IndexOfAny('a', 'e');
        if (at < 0) at = letters.IndexOf("ou", StringComparison.Ordinal);
        if (at < 0) at = letters.AsSpan().LastIndexOfAny("iouv");
        if (at < 0) at = 0;
        var mark = syllable[^1] switch { '1' => "\u0304", '2' => "\u0301", '3' => "\u030C", '4' => "\u0300", _ => "" };
        return letters.Insert(at + 1, mark).Replace("v", "u\u0308", StringComparison.Ordinal).Normalize(NormalizationForm.FormC);
    }

    private static Dictionary<int, string> Characters()
    {
        var readings = new Dictionary<int, string>();
        foreach (var (syllable, read) in Table.Read("pinyin"))
            foreach (var character in read.EnumerateRunes()) readings[character.Value] = syllable;
        return readings;
    }
}
