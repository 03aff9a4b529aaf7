using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Domain.Records;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Records;

/// <summary>A dialogue desk says how far a sealed record may go, takes its word back, or calls back what went.</summary>
[Authorize(Policy = Can.Release)]
internal sealed class ReleaseModel(Db db, Me me, Words words, RecordOfRows rows) : PageModel
{
    public JointRecord Record { get; private set; } = null!;

    public IEnumerable<string> Parties => words.Programme.PartiesFor(words.Code).Select(party => party.Key);

    /// <summary>Whether the reader's desk may take its word back: it reaches further than what is in effect.</summary>
    public bool MayTakeBack => Record.WordOf(me.Party!) is { } word && word.IsWiderThan(Record.Audience);

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop) => await Load(key, stop) ? Page() : NotFound();

    /// <summary>My desk lets it go so far.</summary>
    /// <param name="to">Code of the audience.</param>
    public async Task<IActionResult> OnPostAsync(string key, string? to, CancellationToken stop)
    {
        if (!await Load(key, stop)) return NotFound();
        if (!Releasing.Targets.Any(one => one.Code == to)) throw new RuleBroken("Release.NoWord");
        return await ChangeAsync(key, (record, paragraphs) => record.Let(me.Party!, Audience.FromCode(to!), Parties, paragraphs), stop);
    }

    /// <summary>My desk takes its word back before it has taken effect.</summary>
    public Task<IActionResult> OnPostTakeBackAsync(string key, CancellationToken stop) => ChangeAsync(key, (record, _) => record.TakeBack(me.Party!, Parties), stop);

    /// <summary>My desk calls back what both had let go.</summary>
    public Task<IActionResult> OnPostRecallAsync(string key, string? reason, CancellationToken stop)
    {
        db.Because(reason);
        return ChangeAsync(key, (record, paragraphs) => record.Recall(reason, Parties, paragraphs), stop);
    }

    private async Task<IActionResult> ChangeAsync(string key, Action<JointRecord, IReadOnlyList<Paragraph>> change, CancellationToken stop)
    {
        if (!await Load(key, stop)) return NotFound();

        await db.AloneWith(
            Record,
            async () =>
            {
                db.ChangeTracker.Clear();
                var record = await db.JointRecords.SingleAsync(one => one.Id == Record.Id, stop);
                change(record, [.. (await rows.Ordered(record.Id).ToListAsync(stop)).Where(one => one.IsTabled)]);
                await db.SaveChangesAsync(stop);
            },
            stop);
        return LocalRedirect(words.To($"/records/{key}/release"));
    }

    private async Task<bool> Load(string key, CancellationToken stop)
    {
        if (await db.JointRecords.AsNoTracking().Include(one => one.Round).SingleOrDefaultAsync(one => one.Key == key && one.SealedAt != null, stop) is not { } found) return false;

        Record = found;
        return true;
    }
}
