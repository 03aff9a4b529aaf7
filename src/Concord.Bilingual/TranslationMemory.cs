namespace Concord.Bilingual;

/// <summary>A text and what it was in another language.</summary>
/// <param name="Source">In the language of the texts that are asked for.</param>
/// <param name="Target">The same in the other language.</param>
/// <param name="From">Where it stands: an address, a name.</param>
public sealed record RememberedPair(string Source, string Target, string From);

/// <summary>A pair that is like a text.</summary>
/// <param name="Likeness">From 0 to 1: how alike the pair's source and the text are, see <see cref="Shingles.Likeness"/>. 1 means the same but
/// for case, blanks and punctuation.</param>
public sealed record Remembered(RememberedPair Pair, double Likeness);

/// <summary>
/// Earlier translations, to be asked which of them are like a new text. Made once and asked often; safe for several threads. Of each text the
/// overlapping pieces are kept with the pairs they occur in, so that only pairs are looked at that share some with the new text.
/// </summary>
public sealed class TranslationMemory
{
    private readonly List<(RememberedPair Pair, int Count)> pairs = [];
    private readonly Dictionary<ulong, List<(int Pair, int Times)>> places = [];

    /// <param name="pairs">In the order in which they are preferred among those that are equally alike: the newest first.</param>
    public TranslationMemory(IEnumerable<RememberedPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        foreach (var pair in pairs)
        {
            var shingles = Shingles.Of(pair.Source);
            foreach (var (piece, times) in shingles.Pieces)
            {
                if (!places.TryGetValue(piece, out var there)) places[piece] = there = [];
                there.Add((this.pairs.Count, times));
            }

            this.pairs.Add((pair, shingles.Count));
        }
    }

    /// <summary>How many pairs there are.</summary>
    public int Count => pairs.Count;

    /// <summary>The pairs most like a text, the most alike first.</summary>
    /// <param name="text">In the language of the pairs' sources.</param>
    /// <param name="least">How alike they must be at least, from 0 (exclusive) to 1.</param>
    /// <param name="most">How many at most. Pairs with the same two texts count once.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is out of its range.</exception>
    public IReadOnlyList<Remembered> Like(string text, double least = 0.6, int most = 5)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(least, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        var shingles = Shingles.Of(text);
        var shared = new int[pairs.Count];
        foreach (var (piece, times) in shingles.Pieces)
        {
            if (!places.TryGetValue(piece, out var there)) continue;
            foreach (var (pair, often) in there) shared[pair] += Math.Min(times, often);
        }

        return
        [
            .. Enumerable.Range(0, pairs.Count)
                .Where(i => shared[i] > 0)
                .Select(i => new Remembered(pairs[i].Pair, 2.0 * shared[i] / (shingles.Count + pairs[i].Count)))
                .Where(found => found.Likeness >= least)
                .OrderByDescending(found => found.Likeness) // stable: the order of the pairs decides
                .DistinctBy(found => (found.Pair.Source, found.Pair.Target))
                .Take(most),
        ];
    }
}
