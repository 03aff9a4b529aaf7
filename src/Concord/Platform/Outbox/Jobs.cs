namespace Concord.Platform.Outbox;

/// <summary>Work for later, in the imperative. It carries ids, may run twice, and loads what it works on.</summary>
internal interface IJob;

/// <summary>Does jobs of one sort, as many at once as there are due. Found by reflection; made anew for each batch.</summary>
internal interface IDo<TJob>
    where TJob : IJob
{
    Task DoAsync(IReadOnlyList<TJob> jobs, CancellationToken stop);
}

/// <summary>Bring the search index up to date with one record.</summary>
internal sealed record IndexRecord(string Kind, Guid Id) : IJob;

/// <summary>Drop what is cached of public pages, on every node.</summary>
internal sealed record DropCachedPages : IJob;
