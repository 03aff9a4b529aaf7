using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Web.Lists;

/// <summary>Reads a list of any length for a file without holding more of it than a piece: first its ids in their order, then the rows.</summary>
internal static class Pieces
{
    private const int Size = 500;

    /// <param name="ids">The ids of a query that is filtered and sorted.</param>
    /// <param name="read">The rows with these ids, in any order. What has gone meanwhile is left out.</param>
    public static async IAsyncEnumerable<T> ReadAsync<T>(IQueryable<Guid> ids, Func<IReadOnlyList<Guid>, Task<List<T>>> read, Func<T, Guid> idOf, [EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var piece in (await ids.ToListAsync(stop)).Chunk(Size))
        {
            stop.ThrowIfCancellationRequested();
            var rows = (await read(piece)).ToDictionary(idOf);
            foreach (var id in piece)
            {
                if (rows.TryGetValue(id, out var row)) yield return row;
            }
        }
    }
}
