using Concord.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Errors;

/// <summary>Where the second of two equal forms leads. The token is known only to whoever sent the form.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class AlreadySavedModel(Db db) : PageModel
{
    /// <summary>Where the first led to; null when it led nowhere in particular.</summary>
    public string? LedTo { get; private set; }

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken stop)
    {
        if (await db.Submissions.AsNoTracking().SingleOrDefaultAsync(one => one.Token == token, stop) is not { } submission) return NotFound();

        LedTo = Url.IsLocalUrl(submission.LedTo) ? submission.LedTo : null;
        return Page();
    }
}
