using System.Reflection;
using System.Text.Json;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Live;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Outbox;

/// <summary>
/// Does what the outbox holds, in order, at least once. A job is leased while it is worked on, so that several workers share the rows;
/// a job that fails is tried again later and later, and then kept for an administrator to see.
/// </summary>
internal sealed class OutboxWorker(IServiceScopeFactory scopes, Bus bus, IClock clock, Operations.Pulse pulse, ILogger<OutboxWorker> log) : Lookout(TimeSpan.FromSeconds(1), log, bus, Topic.Work)
{
    private const int Batch = 200;

    private static readonly Duration Lease = Duration.FromMinutes(2);

    /// <summary>Some nine hours, with ever longer waits between; then an administrator is shown the job.</summary>
    private const int MostAttempts = 20;

    private static readonly MethodInfo DoBatchMethod = typeof(OutboxWorker).GetMethod(nameof(DoBatch), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static readonly Dictionary<string, Type> Jobs = typeof(OutboxWorker).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(IJob)) && !type.IsInterface)
        .ToDictionary(type => type.Name);

    protected override async Task<bool> LookRoundAsync(CancellationToken stop) => await DoDueAsync(stop) > 0;

    /// <summary>Does what is due now, one batch.</summary>
    /// <returns>How many jobs were taken.</returns>
    public async Task<int> DoDueAsync(CancellationToken stop)
    {
        var taken = await Take(stop);
        var count = taken.Count;

        // In order, but neighbours of one sort together: a load asks for a thousand of them.
        while (taken.Count > 0)
        {
            var batch = taken.TakeWhile(row => row.Job == taken[0].Job).ToList();
            await Do(batch, stop);
            taken.RemoveRange(0, batch.Count);
        }

        return count;
    }

    private async Task<List<OutboxRow>> Take(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = AsTheOutbox(scope);
        var now = clock.GetCurrentInstant();
        var rows = new List<OutboxRow>();
        if (!await db.Outbox.AnyAsync(row => row.DeadAt == null && row.Due <= now && (row.LeasedUntil == null || row.LeasedUntil < now), stop)) return rows;

        await db.InOneTransaction(
            async () =>
            {
                var free = db.IsSqlite
                    ? db.Outbox.Where(row => row.DeadAt == null && row.Due <= now && (row.LeasedUntil == null || row.LeasedUntil < now)).OrderBy(row => row.Id).Take(Batch)
                    : db.Outbox.FromSql($"select * from outbox where dead_at is null and due <= {now.ToDateTimeUtc()} and (leased_until is null or leased_until < {now.ToDateTimeUtc()}) order by id limit {Batch} for update skip locked");
                rows = [.. (await free.ToListAsync(stop)).OrderBy(row => row.Id)];
                foreach (var row in rows) (row.LeasedUntil, row.Attempts) = (now + Lease, row.Attempts + 1);
                await db.SaveChangesAsync(stop);
            },
            stop);
        return rows;
    }

    private async Task Do(List<OutboxRow> batch, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = AsTheOutbox(scope);
        var rows = batch.Select(row => row.Id).ToList();
        if (!Jobs.TryGetValue(batch[0].Job, out var job))
        {
            // A newer version, running beside this one, has asked for it and will do it.
            var later = clock.GetCurrentInstant() + Duration.FromMinutes(1);
            await db.InOneTransaction(() => db.Outbox.Where(row => rows.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeasedUntil, (Instant?)null).SetProperty(row => row.Due, later), stop), stop);
            return;
        }

        try
        {
            await (Task)DoBatchMethod.MakeGenericMethod(job).Invoke(null, [scope.ServiceProvider, batch, stop])!;
            await db.InOneTransaction(() => db.Outbox.Where(row => rows.Contains(row.Id)).ExecuteDeleteAsync(stop), stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            pulse.JobFailed(batch[0].Job);
            Log.LogError(failure, "The job {Job} failed and will be tried again.", batch[0].Job);
            db.ChangeTracker.Clear();
            var kept = await db.Outbox.Where(row => rows.Contains(row.Id)).ToListAsync(stop);
            foreach (var row in kept)
            {
                row.LeasedUntil = null;
                row.Due = clock.GetCurrentInstant() + Duration.FromSeconds(Math.Min(3600, Math.Pow(2, row.Attempts)));
                row.Error = failure.GetType().Name;
                if (row.Attempts >= MostAttempts) row.DeadAt = clock.GetCurrentInstant();
            }

            await db.SaveChangesAsync(stop);
        }
    }

    /// <summary>The same job asked for several times is done once: jobs carry ids, not contents.</summary>
    private static Task DoBatch<TJob>(IServiceProvider services, List<OutboxRow> batch, CancellationToken stop)
        where TJob : IJob =>
        services.GetRequiredService<IDo<TJob>>().DoAsync([.. batch.Select(row => row.Data).Distinct().Select(data => JsonSerializer.Deserialize<TJob>(data, Stored.Json)!)], stop);

    private static Db AsTheOutbox(AsyncServiceScope scope)
    {
        scope.ServiceProvider.GetRequiredService<Me>().IsTheProgram("outbox");
        return scope.ServiceProvider.GetRequiredService<Db>();
    }
}
