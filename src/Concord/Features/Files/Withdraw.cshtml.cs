using System.ComponentModel.DataAnnotations;
using Concord.Domain.Files;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Files;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Files;

/// <summary>Takes a file out of its readers' hands with a reason; it stays in the store. Or erases it: what it held about people is gone then.</summary>
[Authorize(Policy = Can.Withdraw)]
internal sealed class WithdrawModel(Db db, Me me, Words words, Erasure erasure, Today today) : PageModel
{
    [BindProperty, Required, StringLength(500), Display(Name = "Withdraw.Reason")]
    public string? Reason { get; set; }

    public new StoredFile File { get; private set; } = null!;

    private string Address => words.To("/files/" + File.Id);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) => await Load(id, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (!await Load(id, stop)) return NotFound();
        if (!ModelState.IsValid) return Page();
        if (File.WithdrawnAt is not null) return LocalRedirect(Address);

        File.Withdraw(Reason, today.Now);
        db.Because(Reason);
        await db.SaveChangesAsync(stop);
        return LocalRedirect(Address);
    }

    public async Task<IActionResult> OnPostEraseAsync(Guid id, CancellationToken stop)
    {
        if (!await Load(id, stop)) return NotFound();
        if (!ModelState.IsValid) return Page();

        await erasure.EraseAsync(File, Reason!, stop);
        return LocalRedirect(Address);
    }

    private async Task<bool> Load(Guid id, CancellationToken stop)
    {
        if (await db.Files.Include(one => one.Commitment).Include(one => one.Paper).SingleOrDefaultAsync(one => one.Id == id, stop) is not { IsErased: false } found) return false;
        if (found.Paper is { } paper && paper.Party != me.Party) return false; // of another side's paper it takes nothing

        File = found;
        return true;
    }
}
