using System.Text;

namespace Concord.Bilingual;

/// <summary>Traditional and Simplified Chinese, the two ways of writing one language.</summary>
public static class ChineseScript
{
    // Two passes are the most that was ever seen; a table gone wrong must not hang a page.
    private const int mostPasses = 8;

    private static readonly Dictionary<int, int> characters = Table.Read("simplified")
        .ToDictionary(row => char.ConvertToUtf32(row.Left, 0), row => char.ConvertToUtf32(row.Right, 0));

    // Nearly all text lies in the basic plane: an array is ten times faster than the dictionary.
    private static readonly int[] common = [.. Enumerable.Range(0, 0xD800).Select(character => characters.GetValueOrDefault(character, character))];
    private static readonly Dictionary<string, string> phrases = Table.Read("simplified-phrases").ToDictionary(StringComparer.Ordinal);
    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> phraseOf =
        phrases.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly Dictionary<char, int> longestFrom = phrases.Keys
        .GroupBy(phrase => phrase[0]).ToDictionary(group => group.Key, group => group.Max(phrase => phrase.Length));

    /// <summary>Traditional characters replaced by Simplified ones; everything else stays as it is.</summary>
    /// <param name="text">Any text, in either script or mixed.</param>
    /// <returns>The text in Simplified Chinese, with as many characters (Unicode scalar values) as before. Doing it twice changes
    /// nothing more. Words are considered before characters: 乾隆 keeps its 乾, 乾淨 becomes 干净.</returns>
    /// <remarks>Characters are converted, not vocabulary: 資訊 becomes 资讯, not 信息. Source: OpenCC, see Data/SOURCE.md.</remarks>
    public static string ToSimplified(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Two simplified characters may form a phrase that their traditional ones did not (迴覆, 回覆, 回复): until nothing changes.
        for (var pass = 0; pass < mostPasses; pass++)
        {
            var simplified = Once(text);
            if (simplified == text) break;

            text = simplified;
        }

        return text;
    }

    /// <summary>One character for one, without looking at its neighbours: what the search index needs, so that offsets hold.</summary>
    internal static int Fold(int character) =>
        character < common.Length ? common[character] : characters.GetValueOrDefault(character, character);

    private static string Once(string text)
    {
        StringBuilder? changed = null;
        var kept = 0;
        for (var at = 0; at < text.Length;)
        {
            var (length, simplified) = Next(text.AsSpan(at));
            if (simplified is not null)
            {
                changed ??= new StringBuilder(text.Length);
                changed.Append(text, kept, at - kept).Append(simplified);
                kept = at + length;
            }

            at += length;
        }

        return changed is null ? text : changed.Append(text, kept, text.Length - kept).ToString();
    }

    private static (int Length, string? Simplified) Next(ReadOnlySpan<char> rest)
    {
        if (longestFrom.TryGetValue(rest[0], out var longest))
            for (var length = Math.Min(longest, rest.Length); length > 1; length--)
                if (phraseOf.TryGetValue(rest[..length], out var phrase)) return (length, phrase);

        if (Rune.DecodeFromUtf16(rest, out var rune, out var units) != System.Buffers.OperationStatus.Done) return (1, null);
        return characters.TryGetValue(rune.Value, out var simplified) ? (units, char.ConvertFromUtf32(simplified)) : (units, null);
    }
}
