namespace Concord.Platform.Live;

/// <summary>Wakes work that otherwise looks round now and then. Rung while the work goes on, it lets it go round once more.</summary>
internal sealed class Wake : IDisposable
{
    private readonly SemaphoreSlim bell = new(0, 1);

    public void Ring()
    {
        try
        {
            bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has been rung and nobody has looked yet.
        }
    }

    /// <summary>Waits for the bell, but not longer than this.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken stop) => bell.WaitAsync(most, stop);

    public void Dispose() => bell.Dispose();
}
