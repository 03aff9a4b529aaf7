using System.Text.Json;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Outbox;

/// <summary>
/// Does what the outbox holds, in order, at least once. A job is leased while it is worked on, so that several workers share the rows;
/// a job that fails is tried again later and later, and kept.
/// </summary>
internal sealed class OutboxWorker(IServiceScopeFactory scopes, IClock clock, ILogger<OutboxWorker> log) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly Duration Lease = Duration.FromMinutes(2);

    private static readonly Dictionary<string, Type> Jobs = typeof(OutboxWorker).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(IJob)) && !type.IsInterface)
        .ToDictionary(type => type.Name);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await DoDueAsync(stoppingToken) > 0) continue;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "The outbox could not be read; trying again.");
            }

            await Task.Delay(Pause, stoppingToken);
        }
    }

    /// <summary>Does what is due now, one batch.</summary>
    /// <returns>How many jobs were taken.</returns>
    public async Task<int> DoDueAsync(CancellationToken stop)
    {
        var taken = await Take(stop);

        // The same job asked for several times is done once: jobs carry ids, not contents.
        foreach (var group in taken.GroupBy(row => (row.Job, row.Data)))
        {
            await Do(group.Key.Job, group.Key.Data, [.. group.Select(row => row.Id)], stop);
        }

        return taken.Count;
    }

    private async Task<List<OutboxRow>> Take(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = AsTheOutbox(scope);
        var now = clock.GetCurrentInstant();
        var rows = new List<OutboxRow>();
        if (!await db.Outbox.AnyAsync(row => row.Due <= now && (row.LeasedUntil == null || row.LeasedUntil < now), stop)) return rows;

        await db.InOneTransaction(
            async () =>
            {
                var free = db.Outbox.AsQueryable();
                if (!db.IsSqlite) free = db.Outbox.FromSqlRaw("select * from outbox for update skip locked");
                rows = await free.Where(row => row.Due <= now && (row.LeasedUntil == null || row.LeasedUntil < now)).OrderBy(row => row.Id).Take(Batch).ToListAsync(stop);
                foreach (var row in rows) (row.LeasedUntil, row.Attempts) = (now + Lease, row.Attempts + 1);
                await db.SaveChangesAsync(stop);
            },
            stop);
        return rows;
    }

    private async Task Do(string name, string data, List<long> rows, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = AsTheOutbox(scope);
        try
        {
            var type = Jobs[name];
            var job = (IJob)JsonSerializer.Deserialize(data, type, Stored.Json)!;
            var worker = scope.ServiceProvider.GetRequiredService(typeof(IDo<>).MakeGenericType(type));
            await (Task)worker.GetType().GetMethod(nameof(IDo<IJob>.DoAsync), [type, typeof(CancellationToken)])!.Invoke(worker, [job, stop])!;
            await db.Outbox.Where(row => rows.Contains(row.Id)).ExecuteDeleteAsync(stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "The job {Job} failed and will be tried again.", name);
            db.ChangeTracker.Clear();
            var kept = await db.Outbox.Where(row => rows.Contains(row.Id)).ToListAsync(stop);
            foreach (var row in kept)
            {
                row.LeasedUntil = null;
                row.Due = clock.GetCurrentInstant() + Duration.FromSeconds(Math.Min(3600, Math.Pow(2, row.Attempts)));
                row.Error = failure.GetType().Name;
            }

            await db.SaveChangesAsync(stop);
        }
    }

    private static Db AsTheOutbox(AsyncServiceScope scope)
    {
        scope.ServiceProvider.GetRequiredService<Me>().IsTheProgram("outbox");
        return scope.ServiceProvider.GetRequiredService<Db>();
    }
}
