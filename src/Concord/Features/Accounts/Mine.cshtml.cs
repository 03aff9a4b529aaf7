using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Accounts;

/// <summary>My own account. Open to everybody who is signed in, also while their role waits for its confirmation.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MineModel(Db db, Me me, Credentials credentials, AccountEvents events, Words words, Platform.Languages.Languages languages) : PageModel
{
    public List<RoleGrant> Grants { get; private set; } = [];

    /// <summary>What I tell my party's desk before it confirms a role that waits; null when none does.</summary>
    public string? Code => Grants.Any(grant => grant.IsPending) ? RecognitionCode.Of(me.Account!) : null;

    public Task OnGetAsync() => Load();

    public async Task<IActionResult> OnPostLanguageAsync(string? language)
    {
        await Load();
        if (languages[language ?? ""] is not { } chosen) return Page();

        var account = await db.Accounts.SingleAsync(one => one.Id == me.Id);
        account.Language = chosen.Code;
        await db.SaveChangesAsync();
        return LocalRedirect($"/{chosen.Code}/me");
    }

    /// <summary>Ends every sign-in of this account, this one included.</summary>
    public async Task<IActionResult> OnPostEverywhereAsync()
    {
        var account = await db.Accounts.SingleAsync(one => one.Id == me.Id);
        await credentials.SetAsync(account, null, null);
        events.Enter(account, "signed-out-everywhere");
        await db.SaveChangesAsync();
        await HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return LocalRedirect(words.To("/sign-in"));
    }

    private async Task Load() => Grants = await db.Grants.AsNoTracking().Where(one => one.Account == me.Id && one.EndedAt == null).OrderBy(one => one.Id).ToListAsync();
}
