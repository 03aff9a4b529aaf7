namespace Concord.Platform.Files;

/// <summary>Content that lies elsewhere, read as a stream that can be sought in: it is asked for from a place on when it is read there, and
/// seeking costs nothing.</summary>
/// <param name="length">In bytes.</param>
/// <param name="openFrom">Opens it from a byte on to its end.</param>
internal sealed class SeekableStream(long length, Func<long, CancellationToken, Task<Stream>> openFrom) : Stream
{
    private Stream? open;
    private long openAt;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= length || buffer.Length == 0) return 0;
        if (open is null || openAt != Position)
        {
            if (open is not null) await open.DisposeAsync();
            (open, openAt) = (await openFrom(Position, cancellationToken), Position);
        }

        var read = await open.ReadAsync(buffer, cancellationToken);
        if (read == 0) throw new EndOfStreamException("The store sent less than it had announced.");
        Position = openAt += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously: it may be far away.");

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => length + offset };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (open is not null) await open.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) open?.Dispose();
        base.Dispose(disposing);
    }
}
