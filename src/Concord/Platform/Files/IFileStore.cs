namespace Concord.Platform.Files;

/// <summary>
/// Where content lies, under its hash. A file is staged first, in as many pieces as it comes in, and gets its hash as its name when all
/// of it is there: nobody ever reads half a file. Nothing is held in memory but one piece.
/// </summary>
internal interface IFileStore
{
    /// <summary>Goes on with a staged file, behind what is safe of it; whatever lies beyond that is dropped.</summary>
    Task<IStagedWriter> StageAsync(Guid upload, Staged so, CancellationToken stop);

    /// <summary>All of it has come: from now on it can be read. May be called twice.</summary>
    Task SealAsync(Guid upload, Staged so, CancellationToken stop);

    /// <summary>A staged file that is sealed; it can be sought in.</summary>
    Task<Stream> OpenStagedAsync(Guid upload, Staged so, CancellationToken stop);

    /// <summary>Gives a sealed file its final name, unless there is one of that name. The staged one is gone.</summary>
    Task KeepAsync(Guid upload, Staged so, string hash, CancellationToken stop);

    /// <summary>Forgets a staged file, if there is one.</summary>
    Task DropAsync(Guid upload, Staged so, CancellationToken stop);

    /// <summary>Stores something small of which the hash is known.</summary>
    Task PutAsync(string hash, ReadOnlyMemory<byte> content, CancellationToken stop);

    /// <summary>Content that can be sought in; null when there is none.</summary>
    Task<Stream?> OpenAsync(string hash, CancellationToken stop);

    /// <summary>Removes content, if it is there.</summary>
    Task RemoveAsync(string hash, CancellationToken stop);

    /// <summary>All content, in no particular order.</summary>
    IAsyncEnumerable<Lying> AllAsync(CancellationToken stop);

    /// <summary>All staged files, also those that nobody knows of any more.</summary>
    IAsyncEnumerable<LyingStaged> AllStagedAsync(CancellationToken stop);
}

/// <summary>Adds to a staged file.</summary>
internal interface IStagedWriter : IAsyncDisposable
{
    /// <summary>What is safe by now even if this process ends.</summary>
    Staged Safe { get; }

    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop);

    /// <summary>Makes all that was written safe.</summary>
    Task<Staged> FlushAsync(CancellationToken stop);
}

/// <param name="Size">In bytes.</param>
/// <param name="At">When it was last written.</param>
internal sealed record Lying(string Hash, long Size, DateTimeOffset At);

/// <param name="Multipart">Name of an upload in parts that was not finished; null: none.</param>
internal sealed record LyingStaged(Guid Upload, string? Multipart, DateTimeOffset At);
