using System.Runtime.CompilerServices;

namespace Concord.Platform.Files;

/// <summary>Content in a folder on this machine's disk: ab/cd/abcd…. Staged files lie in a folder beside it on the same disk, so that getting
/// its final name is one indivisible step for a file.</summary>
internal sealed class FolderStore(string folder) : IFileStore
{
    private const int Buffer = 128 * 1024;
    private readonly string staging = Path.Combine(folder, "staging");

    public Task<IStagedWriter> StageAsync(Guid upload, Staged so, CancellationToken stop)
    {
        Directory.CreateDirectory(staging);
        var stream = new FileStream(PathOf(upload), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
        if (stream.Length < so.Length)
        {
            stream.Dispose();
            throw new IOException($"The staged file {upload} is shorter than what was safe of it.");
        }

        stream.SetLength(so.Length);
        stream.Position = so.Length;
        return Task.FromResult<IStagedWriter>(new Writer(stream));
    }

    public Task SealAsync(Guid upload, Staged so, CancellationToken stop) => Task.CompletedTask;

    public Task<Stream> OpenStagedAsync(Guid upload, Staged so, CancellationToken stop) => Task.FromResult<Stream>(Read(PathOf(upload)));

    public Task KeepAsync(Guid upload, Staged so, string hash, CancellationToken stop)
    {
        var to = PathOf(hash);
        if (File.Exists(to))
        {
            File.Delete(PathOf(upload));
            return Task.CompletedTask;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Move(PathOf(upload), to, overwrite: true);
        Sync(to);
        return Task.CompletedTask;
    }

    public Task DropAsync(Guid upload, Staged so, CancellationToken stop)
    {
        if (Directory.Exists(staging)) File.Delete(PathOf(upload));
        return Task.CompletedTask;
    }

    public async Task PutAsync(string hash, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        var upload = Guid.NewGuid();
        await using (var writer = await StageAsync(upload, Staged.Nothing, stop))
        {
            await writer.WriteAsync(content, stop);
            await writer.FlushAsync(stop);
        }

        await KeepAsync(upload, Staged.Nothing, hash, stop);
    }

    public Task<Stream?> OpenAsync(string hash, CancellationToken stop) =>
        Task.FromResult<Stream?>(File.Exists(PathOf(hash)) ? Read(PathOf(hash)) : null);

    public Task RemoveAsync(string hash, CancellationToken stop)
    {
        if (File.Exists(PathOf(hash))) File.Delete(PathOf(hash));
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<Lying> AllAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await Task.CompletedTask;
        if (!Directory.Exists(folder)) yield break;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            stop.ThrowIfCancellationRequested();
            var found = new FileInfo(file);
            if (found.DirectoryName != staging && found.Exists) yield return new(found.Name, found.Length, found.LastWriteTimeUtc);
        }
    }

    public async IAsyncEnumerable<LyingStaged> AllStagedAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await Task.CompletedTask;
        if (!Directory.Exists(staging)) yield break;
        foreach (var file in Directory.EnumerateFiles(staging))
        {
            stop.ThrowIfCancellationRequested();
            if (Guid.TryParse(Path.GetFileName(file), out var upload)) yield return new(upload, null, File.GetLastWriteTimeUtc(file));
        }
    }

    private static FileStream Read(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);

    private string PathOf(Guid upload) => Path.Combine(staging, upload.ToString("n"));

    /// <summary>A hash comes from the database, but this is where it becomes a path: nothing that leads elsewhere may.</summary>
    private string PathOf(string hash) =>
        hash.Length >= 4 && hash.All(char.IsAsciiLetterOrDigit) ? Path.Combine(folder, hash[..2], hash[2..4], hash) : throw new ArgumentException("No hash.", nameof(hash));

    /// <summary>A journalling file system writes a new name together with what follows: asking for the file asks for its name.</summary>
    private static void Sync(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(handle);
    }

    private sealed class Writer(FileStream stream) : IStagedWriter
    {
        private readonly byte[] buffer = new byte[Buffer];
        private int held;

        /// <summary>What the system has is there after this process; after a loss of power only what was flushed is, which the end of the upload asks for.</summary>
        public Staged Safe => new(stream.Position, null, []);

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
        {
            if (held + bytes.Length <= buffer.Length)
            {
                bytes.CopyTo(buffer.AsMemory(held));
                held += bytes.Length;
                return;
            }

            await Out(stop);
            if (bytes.Length >= buffer.Length)
            {
                await stream.WriteAsync(bytes, stop);
                return;
            }

            bytes.CopyTo(buffer);
            held = bytes.Length;
        }

        public async Task<Staged> FlushAsync(CancellationToken stop)
        {
            await Out(stop);
            await Task.Run(() => stream.Flush(flushToDisk: true), stop);
            return Safe;
        }

        public ValueTask DisposeAsync() => stream.DisposeAsync();

        private async ValueTask Out(CancellationToken stop)
        {
            if (held == 0) return;

            await stream.WriteAsync(buffer.AsMemory(0, held), stop);
            held = 0;
        }
    }
}
