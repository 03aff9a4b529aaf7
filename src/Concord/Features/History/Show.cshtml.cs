using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.History;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.History;

/// <summary>What became of one record, latest first: who changed what, when and why. The last change of a field can be undone.</summary>
[Authorize(Policy = Can.EnterWorkspace)]
internal sealed class ShowModel(Db db, Me me, Words words, AllRecords records, Chronicle chronicle) : PageModel
{
    public Entity Record { get; private set; } = null!;

    public string Kind { get; private set; } = "";

    public IReadOnlyList<Reading> Readings { get; private set; } = [];

    /// <summary>The fields whose last change I may undo, each with the entry that changed it.</summary>
    public HashSet<(Guid Entry, string Field)> Undoable { get; private set; } = [];

    public string Address => words.To(AllRecords.AddressOf(Kind, Record.Key));

    public async Task<IActionResult> OnGetAsync(string kind, string key, CancellationToken stop) => await Load(kind, key, stop) ? Page() : NotFound();

    /// <summary>Sets a field back to what it was before its last change: a change like any other, with an entry of its own.</summary>
    public async Task<IActionResult> OnPostUndoAsync(string kind, string key, Guid entry, string field, int version, CancellationToken stop)
    {
        if (!await Load(kind, key, stop)) return NotFound();
        if (!records.MayEdit(Record) || Record.IsWithdrawn) return Forbid();
        if (Readings.FirstOrDefault(one => one.Entry.Id == entry) is not { } reading || chronicle.Settable(reading.Entry, field) is not { } property) return NotFound();
        if (!Undoable.Contains((entry, field)) || Record.Version != version) throw new RuleBroken("History.ChangedSince");

        db.Because(words["History.UndoReason", words.Moment(reading.Entry.At)]);
        db.Entry(Record).Property(field).CurrentValue = Chronicle.FromStored(property, Chronicle.Changes(reading.Entry)[field][0]);
        try
        {
            await db.SaveAsync(Record, version, stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleBroken("History.ChangedSince");
        }

        return LocalRedirect(words.To($"/history/{kind}/{key}"));
    }

    private async Task<bool> Load(string kind, string key, CancellationToken stop)
    {
        // Who may bring a withdrawn record back may read how it came to be withdrawn.
        var withdrawnToo = me.Can(Can.Withdraw);
        if (!me.IsMember || await records.FindAsync(kind, key, withdrawnToo, stop) is not { } found) return false;

        (Record, Kind) = (found, found.GetType().Name);
        var entries = await db.Audit.AsNoTracking()
            .Where(entry => entry.Record == found.Id && (entry.Kind == Kind || entry.Kind.StartsWith(Kind + ".")))
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id)
            .ToListAsync(stop);
        Readings = await chronicle.ReadAsync(entries, withdrawnToo, strict: true, stop);
        if (records.MayEdit(found) && !found.IsWithdrawn) Undoable = LastChanges();
        return true;
    }

    private HashSet<(Guid, string)> LastChanges()
    {
        var now = db.Snapshot(Record);
        var last = new HashSet<(Guid, string)>();
        var seen = new HashSet<string>();
        foreach (var reading in Readings.Where(one => one.Part is null))
        {
            // Only what the reader sees of both sides: a field left out cannot be set back.
            foreach (var field in reading.Lines.Select(line => line.Field).Distinct())
            {
                if (!seen.Add(field) || chronicle.Settable(reading.Entry, field) is not { } property) continue;
                var change = Chronicle.Changes(reading.Entry)[field];
                if (now.GetValueOrDefault(field) != change[1] || (change[0] is null && !property.IsNullable)) continue;
                if (reading.Lines.Any(line => line.Field == field && (change[0] is null) != (line.From is null) && property.IsForeignKey())) continue;
                last.Add((reading.Entry.Id, field));
            }
        }

        return last;
    }
}
