using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.History;
using Concord.Platform.Languages;
using Concord.Platform.Waiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Concord.Features.Desk;

/// <summary>What waits for me, most urgent first; what is due; what changed since I was here.</summary>
[Authorize(Policy = Can.EnterWorkspace)]
internal sealed class IndexModel(Db db, Me me, Words words, Today today, Chronicle chronicle, WaitingForMe waiting) : PageModel
{
    private const int MostChanges = 25;

    public IReadOnlyList<Waiting> Lines { get; private set; } = [];

    /// <summary>The records that changed since I was here, latest first.</summary>
    public IReadOnlyList<Change> Changes { get; private set; } = [];

    /// <summary>Since when <see cref="Changes"/> counts.</summary>
    public Instant Since { get; private set; }

    /// <summary>Up to when this page knows: what comes later is new at the next visit.</summary>
    public string Until => InstantPattern.ExtendedIso.Format(today.Now);

    public async Task OnGetAsync(CancellationToken stop)
    {
        Lines = await waiting.ReadAsync(stop);
        await Changed(stop);
    }

    /// <summary>I have seen what changed.</summary>
    public async Task<IActionResult> OnPostSeenAsync(string until, CancellationToken stop)
    {
        if (InstantPattern.ExtendedIso.Parse(until) is not { Success: true } parsed) return BadRequest();

        var seen = Instant.Min(parsed.Value, today.Now);
        await db.InOneTransaction(() => db.Accounts.Where(account => account.Id == me.Id).ExecuteUpdateAsync(set => set.SetProperty(account => account.DeskSeenAt, seen), stop), stop);
        return LocalRedirect(words.To("/desk"));
    }

    private async Task Changed(CancellationToken stop)
    {
        Since = me.Account!.DeskSeenAt ?? today.Now - Duration.FromDays(14);
        if (!me.IsMember) return;

        var entries = await db.Audit.AsNoTracking()
            .Where(entry => entry.At > Since && entry.Account != null && entry.Account != me.Id)
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id)
            .Take(400)
            .ToListAsync(stop);
        var readings = await chronicle.ReadAsync(entries, withdrawnToo: false, strict: true, stop);
        Changes = [.. readings.GroupBy(reading => (reading.Kind, reading.Record!.Key)).Take(MostChanges).Select(group => new Change(
            group.First().Record!,
            group.First().Entry.At,
            group.First().Entry.Action,
            [.. group.Select(one => one.Who).Distinct()],
            [.. group.SelectMany(one => one.Lines.Select(line => line.Field).DefaultIfEmpty(one.Part ?? "")).Where(field => field != "").Select(chronicle.Label).Distinct().Take(4)]))];
    }

    internal sealed record Change(RecordName Record, Instant At, string Action, IReadOnlyList<Said> Who, IReadOnlyList<string> Fields);
}
