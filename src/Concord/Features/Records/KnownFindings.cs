using Concord.Bilingual.Concordance;
using Microsoft.Extensions.Caching.Memory;

namespace Concord.Features.Records;

/// <summary>A finding between the texts of a paragraph.</summary>
/// <param name="First">Where it is in the first language: places in the stored text; null: nowhere.</param>
/// <param name="Side">In whose reading of the brackets; null: in the text as it stood.</param>
internal sealed record PlacedFinding(Finding Finding, (int Start, int End)? First, (int Start, int End)? Second, string? Side);

/// <summary>
/// What this node's checker has found: a record is opened far more often than a text of it changes. Findings follow from the two texts and the
/// glossary alone, all of which are in the key, so that they are told to nobody who could not find them himself, and any node finds the same.
/// </summary>
internal sealed class KnownFindings : IDisposable
{
    /// <summary>In letters of texts and what is said of them: some 16 MB, or forty long records.</summary>
    private const int Most = 8_000_000;

    /// <summary>Letters that a finding takes, about: its two sentences and passages.</summary>
    private const int LettersOfFinding = 400;

    /// <summary>After it what nobody asks for is forgotten: texts that were changed, glossaries that have moved on.</summary>
    private static readonly TimeSpan idle = TimeSpan.FromHours(2);

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = Most, CompactionPercentage = 0.25 });

    /// <param name="glossary">State of the glossary that is checked with.</param>
    /// <param name="texts">As they are stored, in the two languages.</param>
    public IReadOnlyList<PlacedFinding> Of(string glossary, (string First, string Second) languages, (string First, string Second) texts, Func<IReadOnlyList<PlacedFinding>> check)
    {
        var key = (glossary, languages, texts);
        if (known.TryGetValue(key, out IReadOnlyList<PlacedFinding>? found)) return found!;

        found = check();
        known.Set(key, found, new MemoryCacheEntryOptions { Size = texts.First.Length + texts.Second.Length + (LettersOfFinding * found.Count) + 100, SlidingExpiration = idle });
        return found;
    }

    public void Dispose() => known.Dispose();
}
