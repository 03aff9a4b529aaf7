using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Concord.Platform.Web;
using NodaTime;
using Npgsql;

namespace Concord.Platform.Live;

/// <summary>
/// Brings every node what was committed on any of them, within a second. On PostgreSQL the news is sent by NOTIFY in the transaction of the
/// change itself, so that what is rolled back is never told, and each node listens on one connection. On SQLite the one node watches the
/// file, and so notices the command line beside it too. Writers reach it through <see cref="Database.Db"/> alone.
/// </summary>
internal sealed class Bus(Installation installation, IClock clock, ILogger<Bus> log) : BackgroundService
{
    /// <summary>Channel of NOTIFY. A database has its own.</summary>
    public const string Channel = "concord";

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>A line that has died without a word is found to be dead within this time.</summary>
    private static readonly Duration Unnoticed = Duration.FromSeconds(20);

    private readonly Wake committed = new();
    private readonly TaskCompletionSource up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableList<Action<News>> listeners = [];

    /// <summary>Done once the line has been up: what is committed from then on is heard.</summary>
    public Task Up => up.Task;

    /// <summary>Hears all news from now on, one after another, on the bus's own time: a listener hands work on and returns.</summary>
    /// <returns>Ends it when disposed of.</returns>
    public IDisposable Listen(Action<News> hear)
    {
        ImmutableInterlocked.Update(ref listeners, all => all.Add(hear));
        return new Ending(() => ImmutableInterlocked.Update(ref listeners, all => all.Remove(hear)));
    }

    /// <summary>Says that this process has committed to SQLite. The changes themselves are read from the file.</summary>
    public void Committed(IReadOnlyList<string> topics)
    {
        if (topics.Count > 0) Tell(new([], topics));
        committed.Ring();
    }

    public override void Dispose()
    {
        committed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = ShortestWait;
        var since = clock.GetCurrentInstant();
        var isUp = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (installation.Postgres is { } postgres) await ListenTo(postgres, Connected, stoppingToken);
                else await SqliteWatch.RunAsync(installation, committed, Connected, Tell, stoppingToken);
            }
            catch (Exception failure) when (failure is DbException or IOException or TimeoutException)
            {
                if (isUp) since = clock.GetCurrentInstant() - Unnoticed;
                isUp = false;
                log.LogWarning("The line between the nodes is down ({Failure}); trying again in {Wait} ms.", failure.GetType().Name, wait.TotalMilliseconds);
                await Task.Delay(wait, stoppingToken);
                wait = wait * 2 > LongestWait ? LongestWait : wait * 2;
            }
        }

        void Connected()
        {
            (wait, isUp) = (ShortestWait, true);
            Tell(News.Gap(since));
            up.TrySetResult();
        }
    }

    private async Task ListenTo(string postgres, Action connected, CancellationToken stop)
    {
        // Of its own and never pooled: it waits all its life. A query every few seconds finds a line that has died without a word.
        var line = new NpgsqlConnectionStringBuilder(postgres) { Pooling = false, KeepAlive = 5, TcpKeepAlive = true, Timeout = 5, ApplicationName = "concord bus" };
        await using var connection = new NpgsqlConnection(line.ConnectionString);
        connection.Notification += (_, letter) => Hear(letter.Payload);
        await connection.OpenAsync(stop);
        await using (var listen = new NpgsqlCommand("listen " + Channel, connection)) await listen.ExecuteNonQueryAsync(stop);
        connected();
        while (true) await connection.WaitAsync(stop);
    }

    private void Hear(string letter)
    {
        try
        {
            Tell(News.Read(letter));
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            // A node of another version may write what this one cannot read: it is looked up instead.
            log.LogWarning("A letter of another node could not be read ({Failure}).", failure.GetType().Name);
            Tell(News.Gap(clock.GetCurrentInstant() - Unnoticed));
        }
    }

    private void Tell(News news)
    {
        foreach (var hear in listeners) hear(news);
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
