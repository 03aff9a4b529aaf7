namespace Concord.Platform.Database;

/// <summary>
/// Lets one writer of this process at a time into SQLite, first come first served; SQLite's own waiting is unfair and stretches the
/// longest wait tenfold. PostgreSQL needs none and is let through.
/// </summary>
internal sealed class WriteGate(bool needed) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);

    public async ValueTask<IDisposable> EnterAsync(CancellationToken stop)
    {
        if (!needed) return Open.Instance;

        await gate.WaitAsync(stop);
        return new Pass(gate);
    }

    public void Dispose() => gate.Dispose();

    private sealed class Pass(SemaphoreSlim gate) : IDisposable
    {
        private SemaphoreSlim? held = gate;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }

    private sealed class Open : IDisposable
    {
        public static readonly Open Instance = new();

        public void Dispose()
        {
        }
    }
}
