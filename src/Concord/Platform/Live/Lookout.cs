namespace Concord.Platform.Live;

/// <summary>
/// Work in the background that looks round: now and then, and at once when somebody on any node has said that there is something. A look
/// that fails is logged, and the next one comes all the same.
/// </summary>
/// <param name="pause">The longest time between two looks.</param>
/// <param name="bus">Where it hears of the topic; null: it hears of nothing.</param>
/// <param name="topic">One of <see cref="Topic"/>.</param>
internal abstract class Lookout(TimeSpan pause, ILogger log, Bus? bus = null, string? topic = null) : BackgroundService
{
    protected ILogger Log { get; } = log;

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var wake = new Wake();
        using var heard = bus?.Listen(news =>
        {
            if (news.Says(topic!)) wake.Ring();
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await LookRoundAsync(stoppingToken)) continue;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.LogError(failure, "{Work} could not look round; trying again.", GetType().Name);
            }

            await wake.WaitAsync(pause, stoppingToken);
        }
    }

    /// <returns>Whether there may be more to do at once.</returns>
    protected abstract Task<bool> LookRoundAsync(CancellationToken stop);
}
