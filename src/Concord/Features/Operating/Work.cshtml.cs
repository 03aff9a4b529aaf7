using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Scheduled;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Operating;

/// <summary>The work that is done again and again: when next, what it did, and a way to have it done now.</summary>
[Authorize(Policy = Can.Operate)]
internal sealed class WorkModel(Db db, Me me, Words words, IClock clock) : PageModel
{
    private const int MostRuns = 20;

    public IReadOnlyList<ScheduledWork> All { get; private set; } = [];

    /// <summary>The latest times each was done, the last first.</summary>
    public ILookup<string, WorkRun> Runs { get; private set; } = null!;

    public IReadOnlyDictionary<Guid, Text> Names { get; private set; } = new Dictionary<Guid, Text>();

    public bool Asked => Request.Query.ContainsKey("asked");

    public async Task OnGetAsync(CancellationToken stop)
    {
        All = [.. (await db.ScheduledWork.AsNoTracking().ToListAsync(stop)).Where(work => Clockwork.All.ContainsKey(work.Name)).OrderBy(work => work.Name, StringComparer.Ordinal)];
        var runs = new List<WorkRun>();
        foreach (var work in All) runs.AddRange(await db.WorkRuns.AsNoTracking().Where(run => run.Name == work.Name).OrderByDescending(run => run.StartedAt).Take(MostRuns).ToListAsync(stop));
        Runs = runs.ToLookup(run => run.Name);
        var people = runs.Select(run => run.AskedBy).OfType<Guid>().Distinct().ToList();
        Names = await db.Accounts.AsNoTracking().Where(account => people.Contains(account.Id)).ToDictionaryAsync(account => account.Id, account => account.Name, stop);
    }

    /// <summary>Puts its time to now; a node does it within seconds.</summary>
    public async Task<IActionResult> OnPostNowAsync(string work, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var found = 0;
        await db.InOneTransaction(async () => found = await db.ScheduledWork.Where(one => one.Name == work).ExecuteUpdateAsync(set => set.SetProperty(one => one.NextAt, now).SetProperty(one => one.AskedBy, me.Id), stop), stop);
        return found == 0 ? NotFound() : LocalRedirect(words.To("/operating/work?asked"));
    }
}
