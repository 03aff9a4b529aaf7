using System.ComponentModel.DataAnnotations;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Accounts;

/// <summary>Shows what the erasure of an account takes and what it leaves, and asks why before it is done.</summary>
[Authorize(Policy = Can.ManageAccounts)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class EraseModel(Db db, AccountErasure erasure, Words words) : PageModel
{
    [BindProperty, Required, StringLength(500), Display(Name = "Person.EraseReason")]
    public string? Reason { get; set; }

    public Account Account { get; private set; } = null!;

    public IReadOnlyList<(string Place, int Count)> Places { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id) => await Load(id) ? Page() : NotFound();

    [Fresh]
    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!await Load(id)) return NotFound();
        if (!ModelState.IsValid) return Page();

        await erasure.EraseAsync(id, Reason!);
        return LocalRedirect(words.To("/accounts/" + id));
    }

    private async Task<bool> Load(Guid id)
    {
        Account = (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id && one.ErasedAt == null))!;
        if (Account is null) return false;

        Places = await db.WhereaboutsOfAsync(Account);
        return true;
    }
}
