using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Scheduled;

/// <summary>Does recurring work when its time has come: on one node, however many there are, and with a line in its history.</summary>
internal sealed class Clockwork(IServiceScopeFactory scopes, IClock clock, ILogger<Clockwork> log) : Live.Lookout(TimeSpan.FromSeconds(5), log)
{
    private static readonly Duration Lease = Duration.FromMinutes(15);
    private static readonly Duration History = Duration.FromDays(90);

    /// <summary>The work there is, by name.</summary>
    public static IReadOnlyDictionary<string, Type> All { get; } = typeof(IRecur).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IRecur)))
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .ToDictionary(type => type.Name);

    protected override async Task<bool> LookRoundAsync(CancellationToken stop)
    {
        await DoDueAsync(stop);
        return false;
    }

    /// <summary>Does what is due now.</summary>
    /// <returns>How many pieces of work were done here.</returns>
    public async Task<int> DoDueAsync(CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var done = 0;
        foreach (var work in await Due(now, stop))
        {
            if (!await Take(work, now, stop)) continue;

            await Do(work, now, stop);
            done++;
        }

        return done;
    }

    private async Task<List<ScheduledWork>> Due(Instant now, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var known = await db.ScheduledWork.AsNoTracking().ToListAsync(stop);
        foreach (var (name, type) in All.Where(one => known.All(work => work.Name != one.Key)))
        {
            // Several nodes may see it for the first time; one row stays.
            var next = ((IRecur)ActivatorUtilities.GetServiceOrCreateInstance(scope.ServiceProvider, type)).NextAfter(now).ToDateTimeUtc();
            await db.InOneTransaction(() => db.Database.ExecuteSqlAsync($"insert into scheduled_work (name, next_at) values ({name}, {next}) on conflict (name) do nothing", stop), stop);
        }

        return [.. known.Where(work => All.ContainsKey(work.Name) && work.NextAt <= now && (work.LeasedUntil is null || work.LeasedUntil < now)).OrderBy(work => work.NextAt)];
    }

    /// <summary>Only one node's statement finds the row as all of them saw it.</summary>
    private async Task<bool> Take(ScheduledWork work, Instant now, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var (taken, until) = (0, now + Lease);
        await db.InOneTransaction(
            async () => taken = await db.ScheduledWork
                .Where(one => one.Name == work.Name && one.NextAt == work.NextAt && (one.LeasedUntil == null || one.LeasedUntil < now))
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.LeasedUntil, until), stop),
            stop);
        return taken == 1;
    }

    private async Task Do(ScheduledWork work, Instant started, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Me>().IsTheProgram("clockwork");
        var recurring = (IRecur)ActivatorUtilities.GetServiceOrCreateInstance(scope.ServiceProvider, All[work.Name]);
        var (done, error) = (0, (string?)null);
        try
        {
            done = await recurring.DoAsync(stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.LogError(failure, "The recurring work {Work} failed; it will be done at its next time.", work.Name);
            error = failure.GetType().Name;
        }

        // In a context of its own: what failed may have left its changes in the other.
        await using var ending = scopes.CreateAsyncScope();
        var db = ending.ServiceProvider.GetRequiredService<Db>();
        var ended = clock.GetCurrentInstant();
        var next = recurring.NextAfter(ended);
        var old = ended - History;
        await db.InOneTransaction(
            async () =>
            {
                db.WorkRuns.Add(new() { Name = work.Name, StartedAt = started, EndedAt = ended, Done = done, Error = error, AskedBy = work.AskedBy });
                await db.SaveChangesAsync(stop);
                await db.WorkRuns.Where(run => run.Name == work.Name && run.StartedAt < old).ExecuteDeleteAsync(stop);
                await db.ScheduledWork.Where(one => one.Name == work.Name).ExecuteUpdateAsync(set => set.SetProperty(one => one.NextAt, next).SetProperty(one => one.AskedBy, (Guid?)null).SetProperty(one => one.LeasedUntil, (Instant?)null), stop);
            },
            stop);
    }
}

internal static class ClockworkSetup
{
    public static void AddClockwork(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Clockwork>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Clockwork>());
    }
}
