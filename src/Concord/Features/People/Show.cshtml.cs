using Concord.Domain.People;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.People;

/// <summary>What the programme holds on one official or expert: all of it.</summary>
[Authorize(Policy = Can.SeePeople)]
internal sealed class ShowModel(Db db, Today today) : PageModel
{
    public Person Person { get; private set; } = null!;

    public bool IsPast => Person.IsPastRetention(today.Date);

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        var found = await db.People.AsNoTracking().Include(one => one.Organisation).SingleOrDefaultAsync(one => one.Key == key, stop);
        if (found is null) return NotFound();

        Person = found;
        return Page();
    }
}
