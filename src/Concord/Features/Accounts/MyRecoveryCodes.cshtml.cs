using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Accounts;

/// <summary>My recovery codes: how many are left, and ten new ones, which are shown once.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MyRecoveryCodesModel(Db db, Me me, Credentials credentials, AccountEvents events) : PageModel
{
    public IReadOnlyList<string>? Codes { get; private set; }

    public int Left { get; private set; }

    public bool HasAuthenticator => me.Account!.TwoFactorEnabled;

    public async Task OnGetAsync() => Left = await db.RecoveryCodes.CountAsync(one => one.Account == me.Id && one.UsedAt == null);

    [Fresh]
    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (!HasAuthenticator) return Page();

        var account = await db.Accounts.SingleAsync(one => one.Id == me.Id, stop);
        Codes = await credentials.NewRecoveryCodesAsync(account);
        events.Enter(account, "recovery-codes-made");
        await db.SaveChangesAsync(stop);
        return Page();
    }
}
