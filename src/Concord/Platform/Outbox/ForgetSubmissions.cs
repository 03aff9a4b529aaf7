using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Outbox;

/// <summary>Remove the rows of forms that nobody will send a second time any more, and ask for the same again tomorrow.</summary>
internal sealed record ForgetSubmissions : IJob;

internal sealed class ForgetOldSubmissions(Db db, IClock clock) : IDo<ForgetSubmissions>
{
    public static readonly Duration Kept = Duration.FromDays(7);

    public async Task DoAsync(IReadOnlyList<ForgetSubmissions> jobs, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var before = now - Kept;
        await db.InOneTransaction(() => db.Submissions.Where(one => one.At < before).ExecuteDeleteAsync(stop), stop);
        await Schedule(db, now, Duration.FromDays(1), stop);
    }

    /// <summary>Asks for it once, however many nodes start or finish at the same time.</summary>
    public static async Task Schedule(Db db, Instant now, Duration wait, CancellationToken stop)
    {
        if (await db.Outbox.AnyAsync(row => row.Job == nameof(ForgetSubmissions) && row.Due > now, stop)) return;

        db.Later(new ForgetSubmissions(), now + wait);
        await db.SaveChangesAsync(stop);
    }
}

internal static class RecurringWork
{
    /// <summary>What is done again and again has a row in the outbox from the first start on.</summary>
    public static async Task ScheduleAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Me>().IsTheProgram("outbox");
        var now = scope.ServiceProvider.GetRequiredService<IClock>().GetCurrentInstant();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await ForgetOldSubmissions.Schedule(db, now, Duration.FromHours(1), CancellationToken.None);
        await ForgetOldSignIns.Schedule(db, now, Duration.FromHours(1), CancellationToken.None);
    }
}
