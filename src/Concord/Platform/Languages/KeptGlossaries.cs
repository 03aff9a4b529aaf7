using Concord.Bilingual.Exchange;
using Microsoft.Extensions.Caching.Memory;

namespace Concord.Platform.Languages;

/// <summary>A glossary as some readers see it.</summary>
/// <param name="State">Tells it from every other glossary: who reads it, and the mark that it was read at.</param>
internal sealed record MarkedGlossary(string State, Glossary Glossary);

/// <summary>
/// The glossaries of a node: each is read once for all who see the same, and read anew when a term, an institution or a person has changed.
/// Another node, or this one started again, reads the same.
/// </summary>
internal sealed class KeptGlossaries : IDisposable
{
    /// <summary>In entries of all glossaries together: some 40 MB.</summary>
    private const int Most = 100_000;

    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = Most });
    private readonly SemaphoreSlim one = new(1, 1);

    /// <param name="readers">The same for all who read the same, and for nobody else.</param>
    /// <param name="mark">As it stood before.</param>
    public async Task<MarkedGlossary> GetAsync(string readers, string mark, Func<Task<Glossary>> read, CancellationToken stop)
    {
        var state = $"{mark} {readers}";
        if (Find(readers, state) is { } known) return known;

        await one.WaitAsync(stop); // after a change everybody asks at once
        try
        {
            if (Find(readers, state) is { } meanwhile) return meanwhile;

            var found = new MarkedGlossary(state, await read());
            kept.Set(readers, found, new MemoryCacheEntryOptions { Size = 1 + found.Glossary.Entries.Count });
            return found;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose()
    {
        kept.Dispose();
        one.Dispose();
    }

    private MarkedGlossary? Find(string readers, string state) => kept.TryGetValue(readers, out MarkedGlossary? found) && found!.State == state ? found : null;
}
