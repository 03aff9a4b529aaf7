using Concord.Platform.Accounts;
using Microsoft.Extensions.Caching.Memory;

namespace Concord.Platform.Database;

/// <summary>
/// Keeps what a query found for as long as nothing at all is saved (<see cref="DataVersion"/>): counting and sorting a long list again for
/// the next reader of the same page would find the same. What is kept belongs to one clearance: the filters of <see cref="Db"/> have been
/// asked, and only who may read the same is given it.
/// </summary>
internal sealed class Kept(Me me, DataVersion version, KeptAnswers answers)
{
    private string? now;

    /// <summary>Takes a state of the database for the present one, so that a piece of work for many readers asks for it once.</summary>
    /// <param name="state">As <see cref="DataVersion.NowAsync"/> gave it since the work began.</param>
    public void AsOf(string state) => now = state;

    /// <summary>What does not depend on who reads.</summary>
    public Task<T> ForAll<T>(string what, int rows, Func<Task<T>> read, CancellationToken stop) => Get("", what, _ => rows, read, stop);

    /// <param name="what">Everything the answer depends on besides the reader: the page's name, filters, order, page, language, day.</param>
    /// <param name="rows">About how many rows are kept: the store holds a certain number.</param>
    /// <param name="read">Must give values that nobody changes, and no tracked entities.</param>
    public Task<T> Of<T>(string what, Func<T, int> rows, Func<Task<T>> read, CancellationToken stop) =>
        me.Clearance.Everything ? read() : Get(me.Clearance.Name, what, rows, read, stop);

    private async Task<T> Get<T>(string clearance, string what, Func<T, int> rows, Func<Task<T>> read, CancellationToken stop)
    {
        now ??= await version.NowAsync(stop);
        var key = (now, clearance, what);
        if (answers.TryGet(key, out T? kept)) return kept!;

        var found = await read();
        answers.Keep(key, found, 1 + rows(found));
        return found;
    }
}

/// <summary>The store of a node: the answers of one state of the database.</summary>
internal sealed class KeptAnswers : IDisposable
{
    /// <summary>In rows of lists: some 16 MB.</summary>
    private const int MostRows = 8_000;

    private readonly MemoryCache answers = new(new MemoryCacheOptions { SizeLimit = MostRows, CompactionPercentage = 0.5 });
    private string? state;

    public bool TryGet<T>((string Version, string Clearance, string What) key, out T? answer) => answers.TryGetValue(key, out answer);

    public void Keep<T>((string Version, string Clearance, string What) key, T answer, int rows)
    {
        // What belongs to an older state is of no use to anybody.
        if (Interlocked.Exchange(ref state, key.Version) != key.Version) answers.Clear();
        answers.Set(key, answer, new MemoryCacheEntryOptions { Size = rows });
    }

    public void Dispose() => answers.Dispose();
}
