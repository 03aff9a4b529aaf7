using Concord.Bilingual.Concordance.Reading;

namespace Concord.Bilingual.Concordance;

/// <summary>A paragraph of one text and the one of the other that stands for it.</summary>
/// <param name="First">Index among the paragraphs of the first text, from 0; null: it has no counterpart there.</param>
/// <param name="Second">Index among the paragraphs of the second text, from 0; null: it has no counterpart there. Never both null.</param>
public sealed record ParagraphPair(int? First, int? Second);

/// <summary>Finds which paragraphs of two texts stand for each other, when one has more than the other.</summary>
/// <remarks>
/// By the values, words and names that two paragraphs share and by their lengths, in the order of both texts: dynamic programming as by
/// W. Gale and K. Church (Computational Linguistics 19, 1993), with what is shared as further evidence.
/// </remarks>
public static class Paragraphs
{
    /// <summary>What a shared word or value, one that is not shared, and a paragraph left alone speak for.</summary>
    private const double Shared = 2, NotShared = 0.25, Alone = 2, MostOff = 3;

    /// <summary>Chinese characters for each English letter; for other pairs of languages a letter for a letter.</summary>
    private const double ChineseRatio = 0.3;

    /// <summary>How far from the diagonal paragraphs are looked for, beside the difference of the two counts.</summary>
    private const int Band = 40;

    /// <summary>Lays the paragraphs of two texts side by side.</summary>
    /// <param name="firstLanguage">Language of the first text, as a BCP 47 tag.</param>
    /// <param name="secondLanguage">Language of the second text.</param>
    /// <param name="first">Paragraphs of the first text; none of them null.</param>
    /// <param name="second">Paragraphs of the second text; none of them null.</param>
    /// <returns>Every paragraph of both texts once, in order. Texts with as many paragraphs are paired one by one, without looking at them.</returns>
    public static IReadOnlyList<ParagraphPair> Align(string firstLanguage, string secondLanguage, IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count == second.Count) return [.. Enumerable.Range(0, first.Count).Select(index => new ParagraphPair(index, index))];

        var signatures = first.Select(text => Signature.Of(text, firstLanguage)).ToList();
        var others = second.Select(text => Signature.Of(text, secondLanguage)).ToList();
        return Lay(signatures, others);
    }

    private static List<ParagraphPair> Lay(List<Signature> first, List<Signature> second)
    {
        var rarity = Rarity(first, second);
        var width = second.Count + 1;
        var steps = new byte[(first.Count + 1) * width];
        var (above, row) = (new double[width], new double[width]);
        var reach = Band + Math.Abs(first.Count - second.Count);
        for (var one = 0; one <= first.Count; one++)
        {
            Array.Fill(row, double.MinValue);
            var middle = first.Count == 0 ? 0 : (int)((long)one * second.Count / first.Count);
            for (var other = Math.Max(0, middle - reach); other <= Math.Min(second.Count, middle + reach); other++)
            {
                var (best, step) = (one + other == 0 ? 0 : double.MinValue, (byte)0);
                if (one > 0 && above[other] - Alone > best) (best, step) = (above[other] - Alone, 1);
                if (other > 0 && row[other - 1] - Alone > best) (best, step) = (row[other - 1] - Alone, 2);
                if (one > 0 && other > 0 && above[other - 1] > double.MinValue && above[other - 1] + Alike(first[one - 1], second[other - 1], rarity) is var both && both > best) (best, step) = (both, 3);
                row[other] = best;
                steps[(one * width) + other] = step;
            }

            (above, row) = (row, above);
        }

        var pairs = new List<ParagraphPair>();
        for (var (one, other) = (first.Count, second.Count); one > 0 || other > 0;)
        {
            var step = steps[(one * width) + other];
            if (step == 0) step = (byte)(one > 0 ? 1 : 2);
            pairs.Add(new(step == 2 ? null : one - 1, step == 1 ? null : other - 1));
            if (step != 2) one--;
            if (step != 1) other--;
        }

        pairs.Reverse();
        return pairs;
    }

    /// <summary>What many paragraphs have says little about any of them.</summary>
    private static Dictionary<int, double> Rarity(List<Signature> first, List<Signature> second)
    {
        var counts = new Dictionary<int, int>();
        foreach (var trait in first.Concat(second).SelectMany(signature => signature.Traits)) counts[trait] = counts.GetValueOrDefault(trait) + 1;
        var all = first.Count + second.Count;
        return counts.ToDictionary(one => one.Key, one => Math.Clamp(Math.Log((double)all / one.Value) / Math.Log(all + 1), 0.1, 1));
    }

    private static double Alike(Signature one, Signature other, Dictionary<int, double> rarity)
    {
        double shared = 0, apart = 0;
        for (var (left, right) = (0, 0); left < one.Traits.Length || right < other.Traits.Length;)
        {
            if (right == other.Traits.Length || (left < one.Traits.Length && one.Traits[left] < other.Traits[right])) apart += rarity[one.Traits[left]] * one.Shares[left++];
            else if (left == one.Traits.Length || other.Traits[right] < one.Traits[left]) apart += rarity[other.Traits[right]] * other.Shares[right++];
            else (shared, left, right) = (shared + rarity[one.Traits[left]], left + 1, right + 1);
        }

        var off = Math.Log(Math.Max(1, other.Length) / Math.Max(1, one.Length)) / 0.4;
        return (shared * Shared) - (apart * NotShared) - Math.Min(MostOff, off * off / 2);
    }

    /// <summary>What a paragraph is told by, in any language: its values, its words by their numbers among the anchors, its names in Latin letters.</summary>
    /// <param name="Traits">In order, each once.</param>
    /// <param name="Shares">For each trait, one divided by how many the word has it among: 签证 may answer to several words of English, and is one word all the same.</param>
    /// <param name="Length">In letters of English.</param>
    private sealed record Signature(int[] Traits, double[] Shares, double Length)
    {
        public static Signature Of(string text, string language)
        {
            var traits = new SortedDictionary<int, double>();
            var primary = language.Split('-', '_')[0].ToLowerInvariant();
            IReader reader = primary == "zh" ? new ChineseReader() : new EnglishReader();
            var known = text.Length > Longest ? text[..Longest] : text;
            reader.Read(known);
            foreach (ref readonly var mark in reader.Marks.Span)
                if (mark.Weight == Weight.Stated) traits[HashCode.Combine(decimal.ToDouble(mark.Value)) | 1 << 20] = 1;

            if (reader is ChineseReader chinese) AddWords(chinese.Folded, traits);
            else if (primary == "en") AddWords(known, ((EnglishReader)reader).Tokens, traits);
            AddNames(known, traits);
            return new([.. traits.Keys], [.. traits.Values], Math.Max(1, text.Count(char.IsLetterOrDigit)) / (primary == "zh" ? ChineseRatio : 1));
        }

        /// <summary>In characters: enough of a paragraph to know it by.</summary>
        private const int Longest = 4_000;

        private static void AddWords(ReadOnlySpan<char> text, SortedDictionary<int, double> traits)
        {
            for (var at = 0; at < text.Length;)
            {
                var length = text[at] < 0x80 ? 0 : Anchors.All.Find(text, at, out var ids) is var found && found > 1 ? Take(ids, found) : found;
                at += Math.Max(1, length);
            }

            int Take(ReadOnlySpan<ushort> ids, int length)
            {
                foreach (var id in ids) traits[id] = Math.Max(traits.GetValueOrDefault(id), 1.0 / ids.Length);
                return length;
            }
        }

        private static void AddWords(string text, EnglishTokens tokens, SortedDictionary<int, double> traits)
        {
            for (var at = 0; at < tokens.Count; at++)
                if (tokens[at].Kind == TokenKind.Word && Anchors.All.IdOf(text.AsSpan(tokens[at].Start, tokens[at].End - tokens[at].Start)) is > 0 and var id) traits[id] = 1;
        }

        /// <summary>IOM, Frontex: what both texts write alike.</summary>
        private static void AddNames(string text, SortedDictionary<int, double> traits)
        {
            for (var at = 0; at < text.Length; at++)
            {
                if (!char.IsAsciiLetterUpper(text[at])) continue;
                var start = at;
                while (at + 1 < text.Length && char.IsAsciiLetterOrDigit(text[at + 1])) at++;
                if (at - start > 0) traits[string.GetHashCode(text.AsSpan(start, at - start + 1), StringComparison.Ordinal) | 1 << 21] = 1;
            }
        }
    }
}
