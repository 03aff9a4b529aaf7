using Concord.Domain.Glossary;
using Concord.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Glossary;

/// <summary>One term: its wording in every language, who else says it how, and where that is attested.</summary>
[AllowAnonymous]
internal sealed class ShowModel(Db db) : PageModel
{
    public Term Term { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        var found = await db.Terms.AsNoTracking().SingleOrDefaultAsync(one => one.Key == key, stop);
        if (found is null) return NotFound();

        Term = found;
        return Page();
    }
}
