using System.ComponentModel.DataAnnotations;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Delegations;

/// <summary>Erases an entry of one's own delegation for good; asks once more, and why.</summary>
[Authorize(Policy = Can.PrepareRounds)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class EraseModel(Db db, Words words, AllRecords records) : PageModel
{
    [BindProperty, Required, StringLength(500), Display(Name = "Person.EraseReason")]
    public string? Reason { get; set; }

    public Delegate Delegate { get; private set; } = null!;

    public IReadOnlyList<(string Place, int Count)> Places { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop) => await Load(key, stop) ? MayErase ? Page() : Forbid() : NotFound();

    public async Task<IActionResult> OnPostAsync(string key, CancellationToken stop)
    {
        if (!await Load(key, stop)) return NotFound();
        if (!MayErase) return Forbid();
        if (!ModelState.IsValid) return Page();

        await db.EraseAsync(Delegate, Reason!, stop);
        return LocalRedirect(words.To($"/dialogue/{Delegate.Round.Key}/delegations"));
    }

    private bool MayErase => records.MayEdit(Delegate);

    private async Task<bool> Load(string key, CancellationToken stop)
    {
        // Whoever was withdrawn has a right to be forgotten too.
        if (await db.Delegates.IgnoreQueryFilters([Db.Standing]).AsNoTracking().Include(one => one.Round).SingleOrDefaultAsync(one => one.Key == key, stop) is not { } found) return false;

        Delegate = found;
        Places = await db.WhereaboutsOfAsync(found, stop);
        return true;
    }
}
