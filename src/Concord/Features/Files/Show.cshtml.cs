using Concord.Domain.Files;
using Concord.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Files;

/// <summary>One file: what it is, what record it belongs to, and how to have it.</summary>
[AllowAnonymous]
internal sealed class ShowModel(Db db) : PageModel
{
    public new StoredFile File { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await db.Files.AsNoTracking().Include(one => one.Commitment).Include(one => one.StatusEntry).Include(one => one.Paper).SingleOrDefaultAsync(one => one.Id == id, stop) is not { } found) return NotFound();

        File = found;
        return Page();
    }
}
