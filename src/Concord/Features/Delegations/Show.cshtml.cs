using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Delegations;

/// <summary>One entry of a delegation: all that is held.</summary>
[Authorize(Policy = Can.EnterWorkspace)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ShowModel(Db db, AllRecords records) : PageModel
{
    public Delegate Delegate { get; private set; } = null!;

    public bool MayErase => records.MayEdit(Delegate);

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        if (await db.Delegates.AsNoTracking().Include(one => one.Round).Include(one => one.Person).Include(one => one.Organisation).SingleOrDefaultAsync(one => one.Key == key, stop) is not { } found) return NotFound();

        Delegate = found;
        return Page();
    }
}
