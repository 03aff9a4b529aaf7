using System.Collections.Concurrent;
using System.Security.Claims;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using NodaTime;

namespace Concord.Platform.Live;

/// <summary>
/// The browsers that listen at this node. Of each piece of news every one of them is asked anew, from the database, who they are and what
/// they may read; those who may read the same are told the same. Whoever may no longer listen is let go within seconds, news or none.
/// </summary>
internal sealed class LiveStreams(Bus bus, Recognition recognition, DataVersion version, IServiceScopeFactory scopes, ILogger<LiveStreams> log) : BackgroundService
{
    public const int Most = 1_000;
    public const int MostOfOneAccount = 8;

    /// <summary>How often everybody is asked whether they may still listen.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>News that comes close together is told together.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<LiveStream, bool> open = [];
    private readonly ConcurrentQueue<News> heard = [];
    private readonly Wake wake = new();

    public int Count => open.Count;

    /// <returns>Null when there are too many already: of this account, or at this node.</returns>
    public LiveStream? Open(Guid account, ClaimsPrincipal user)
    {
        if (open.Count >= Most || open.Keys.Count(one => one.Account == account) >= MostOfOneAccount) return null;

        var stream = new LiveStream(account, user);
        open[stream] = true;
        return stream;
    }

    public void Close(LiveStream stream)
    {
        stream.End();
        open.TryRemove(stream, out _);
    }

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = bus.Listen(news =>
        {
            if (open.IsEmpty) return;
            heard.Enqueue(news);
            wake.Ring();
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            await wake.WaitAsync(Pause, stoppingToken);
            if (!heard.IsEmpty) await Task.Delay(Gathering, stoppingToken);
            var news = new List<News>();
            while (heard.TryDequeue(out var one)) news.Add(one);
            await TellAll(new Round([.. news.SelectMany(one => one.Changes)], [.. news.SelectMany(one => one.Topics).Distinct().Select(Attendance.In).OfType<(string, Guid)>()], news.Min(one => one.MissedSince)), stoppingToken);
        }
    }

    private async Task TellAll(Round round, CancellationToken stop)
    {
        if (open.IsEmpty || await StateAsync(stop) is not { } state) return;

        foreach (var stream in open.Keys)
        {
            try
            {
                await Tell(stream, round, state, stop);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // It comes back and asks for what it has not been told.
                log.LogError(failure, "A browser that listens could not be told, and is let go.");
                Close(stream);
            }
        }
    }

    /// <summary>The state of the database after the news, asked for once for all who are told; null, and everybody is let go, when it cannot be had.</summary>
    private async Task<string?> StateAsync(CancellationToken stop)
    {
        try
        {
            return await version.NowAsync(stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "The browsers that listen could not be told, and are let go.");
            foreach (var stream in open.Keys) Close(stream);
            return null;
        }
    }

    private async Task Tell(LiveStream stream, Round round, string state, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Kept>().AsOf(state);
        if (await recognition.AgainAsync(scope.ServiceProvider, stream.User, stop))
        {
            if (!round.HasNews) return;

            var (events, moved) = await round.ForAsync(scope.ServiceProvider, stop);
            stream.Send(events);
            stream.SendAttendance(moved);
        }
        else
        {
            Close(stream);
        }
    }

    /// <summary>News on its way to everybody: read once for all who may read the same.</summary>
    private sealed class Round(IReadOnlyCollection<Change> changes, IReadOnlyCollection<(string Kind, Guid Record)> attendance, Instant? missedSince)
    {
        private readonly Dictionary<string, (IReadOnlyList<LiveEvent>, IReadOnlyList<string>)> read = [];

        public bool HasNews => changes.Count + attendance.Count > 0 || missedSince is not null;

        public async Task<(IReadOnlyList<LiveEvent> Events, IReadOnlyList<string> Moved)> ForAsync(IServiceProvider reader, CancellationToken stop)
        {
            var events = reader.GetRequiredService<LiveEvents>();
            if (read.TryGetValue(events.Name, out var same)) return same;

            return read[events.Name] = (
                missedSince is { } since ? await events.SinceAsync(since, stop) : await events.OfAsync(changes, stop),
                await reader.GetRequiredService<Attendance>().MayKnowAsync(attendance, stop));
        }
    }
}
