using Concord.Domain.Rounds;
using Concord.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Papers;

/// <summary>One paper of a round, or a position note: what it says, and its files.</summary>
[AllowAnonymous]
internal sealed class ShowModel(Db db) : PageModel
{
    public Paper Paper { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        if (await db.Papers.AsNoTracking().Include(one => one.Round).Include(one => one.AgendaItem).Include(one => one.Files).SingleOrDefaultAsync(one => one.Key == key, stop) is not { } found) return NotFound();

        Paper = found;
        return Page();
    }
}
