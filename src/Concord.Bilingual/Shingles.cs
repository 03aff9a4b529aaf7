using System.Text;

namespace Concord.Bilingual;

/// <summary>The overlapping pieces of a text, each with how often it occurs: by them texts are found alike, and one is found within another.
/// Han characters count in pieces of two, everything else in pieces of three, because a Han character says more than a letter. Case, blanks
/// and punctuation do not count.</summary>
public sealed class Shingles
{
    private readonly Dictionary<ulong, int> pieces;

    private Shingles(Dictionary<ulong, int> pieces, int count) => (this.pieces, Count) = (pieces, count);

    /// <summary>How many pieces there are, repeated ones counted as often as they occur.</summary>
    public int Count { get; }

    internal IReadOnlyDictionary<ulong, int> Pieces => pieces;

    /// <summary>The pieces of a text. A text of one character has one; an empty one has none.</summary>
    public static Shingles Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var letters = Letters(text);
        var pieces = new Dictionary<ulong, int>();
        var count = 0;
        for (var i = 0; i < letters.Count; i++)
        {
            var length = IsHan(letters[i]) ? 2 : 3;
            if (i > 0 && i + length > letters.Count) continue;

            // A code point has 21 bits, so three stand side by side.
            var piece = 0UL;
            for (var at = i; at < Math.Min(i + length, letters.Count); at++) piece = (piece << 21) | (uint)letters[at];
            pieces[piece] = pieces.GetValueOrDefault(piece) + 1;
            count++;
        }

        return new(pieces, count);
    }

    /// <summary>How alike two texts are (Dice's coefficient): twice what they share, divided by what they have together.</summary>
    /// <returns>From 0, nothing in common, to 1, the same but for case, blanks and punctuation. 1 for two empty texts.</returns>
    public double Likeness(Shingles other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Count + other.Count == 0 ? 1 : 2.0 * Shared(other) / (Count + other.Count);
    }

    /// <summary>How much of this text stands in another one.</summary>
    /// <returns>From 0 to 1; 0 for an empty text.</returns>
    public double Within(Shingles other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Count == 0 ? 0 : (double)Shared(other) / Count;
    }

    /// <summary>What is left of this text when the pieces of another are taken out.</summary>
    public Shingles Without(Shingles other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var left = new Dictionary<ulong, int>();
        foreach (var (piece, times) in pieces)
            if (times - other.pieces.GetValueOrDefault(piece) is > 0 and var remaining) left[piece] = remaining;
        return new(left, left.Values.Sum());
    }

    private int Shared(Shingles other)
    {
        var (few, many) = pieces.Count <= other.pieces.Count ? (pieces, other.pieces) : (other.pieces, pieces);
        var shared = 0;
        foreach (var (piece, times) in few)
            if (many.TryGetValue(piece, out var there)) shared += Math.Min(times, there);
        return shared;
    }

    private static List<int> Letters(string text)
    {
        var letters = new List<int>(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune)) letters.Add(Rune.ToLowerInvariant(rune).Value);
        return letters;
    }

    private static bool IsHan(int letter) => letter is (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
