using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Withdrawn;

/// <summary>Takes a record out of every list with a reason, or brings it back. Nothing is deleted.</summary>
[Authorize(Policy = Can.Withdraw)]
internal sealed class WithdrawModel(Db db, Words words, AllRecords records, IClock clock) : PageModel
{
    [BindProperty, Required, StringLength(500), Display(Name = "Withdraw.Reason")]
    public string? Reason { get; set; }

    [BindProperty]
    public int Version { get; set; }

    public Entity Record { get; private set; } = null!;

    public string Kind => Record.GetType().Name;

    public string Address => words.To(AllRecords.AddressOf(Kind, Record.Key));

    public async Task<IActionResult> OnGetAsync(string kind, string key, CancellationToken stop)
    {
        if (!await Load(kind, key, withdrawnToo: false, stop)) return NotFound();

        Version = Record.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string kind, string key, CancellationToken stop)
    {
        if (!await Load(kind, key, withdrawnToo: false, stop)) return NotFound();
        if (!ModelState.IsValid) return Page();
        if (records.IsOfOthersToo(Record)) throw new RuleBroken("Record.OfAllSides");

        Record.Withdraw(Reason, clock.GetCurrentInstant());
        db.Because(Reason);
        return await Save(words.To($"/withdrawn?kind={Kind}&key={Uri.EscapeDataString(Record.Key)}"), stop);
    }

    public async Task<IActionResult> OnPostRestoreAsync(string kind, string key, CancellationToken stop)
    {
        ModelState.Clear();
        if (!await Load(kind, key, withdrawnToo: true, stop)) return NotFound();
        if (!Record.IsWithdrawn) return LocalRedirect(Address);

        Record.Restore();
        return await Save(Address, stop);
    }

    private async Task<IActionResult> Save(string to, CancellationToken stop)
    {
        try
        {
            await db.SaveAsync(Record, Version, stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleBroken("Withdraw.ChangedMeanwhile");
        }

        return LocalRedirect(to);
    }

    private async Task<bool> Load(string kind, string key, bool withdrawnToo, CancellationToken stop)
    {
        if (await records.FindAsync(kind, key, withdrawnToo, stop) is not { } found) return false;

        Record = found;
        return true;
    }
}
