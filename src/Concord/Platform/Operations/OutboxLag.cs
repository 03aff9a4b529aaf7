using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Operations;

/// <summary>How far the outbox is behind: on all nodes together, since they share its rows.</summary>
internal static class OutboxLag
{
    /// <returns>How many jobs are due, and how long the oldest has waited; zero when there is none.</returns>
    public static async Task<(int Due, Duration Oldest)> OfAsync(Db db, Instant now, CancellationToken stop)
    {
        var waiting = db.Outbox.Where(row => row.DeadAt == null && row.Due <= now); // taken by a node or not: what is done is gone
        var count = await waiting.CountAsync(stop);
        var oldest = await waiting.OrderBy(row => row.Due).Select(row => (Instant?)row.Due).FirstOrDefaultAsync(stop);
        return (count, oldest is { } due ? now - due : Duration.Zero);
    }
}

/// <summary>Looks at the outbox and the streams now and then, so that asking for the figures asks nothing of the database.</summary>
internal sealed class OutboxWatch(IServiceScopeFactory scopes, Live.LiveStreams streams, Pulse pulse, IClock clock, ILogger<OutboxWatch> log) : Live.Lookout(TimeSpan.FromSeconds(5), log)
{
    protected override async Task<bool> LookRoundAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (due, oldest) = await OutboxLag.OfAsync(scope.ServiceProvider.GetRequiredService<Db>(), clock.GetCurrentInstant(), stop);
        pulse.OutboxHolds(due, oldest.TotalSeconds);
        pulse.Listening(streams.Count);
        return false;
    }
}
