using Concord.Platform.Accounts;
using Concord.Platform.Accounts.Providers;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Accounts.Providers;

/// <summary>The identity providers through which I come in.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MineModel(Db db, Me me, IdentityProviders providers, ProviderLinks links, Recognition recognition, Words words) : PageModel
{
    /// <summary>Each provider, my link with it, and whether it may bring me in at all.</summary>
    public List<(IdentityProvider Provider, IdentityUserLogin<Guid>? Login, bool Fits)> Rows { get; private set; } = [];

    public Task OnGetAsync() => Load();

    [Fresh]
    public async Task<IActionResult> OnPostUnlinkAsync(string? provider)
    {
        await Load();
        if (await links.EndAsync(me.Id!.Value, provider, mayBeLast: false, "provider-unlinked") is { } account) await recognition.SignInAsync(HttpContext, account, me.SignIn!.Method, me.SignIn.ProvedAt);
        return LocalRedirect(words.To("/me/providers"));
    }

    private async Task Load()
    {
        var logins = await db.Logins.Where(one => one.UserId == me.Id).ToListAsync();
        var open = await db.Grants.AsNoTracking().Where(one => one.Account == me.Id && one.EndedAt == null).ToListAsync();
        Rows = [.. providers.Select(provider => (provider, logins.FirstOrDefault(one => one.ProviderDisplayName == provider.Key), provider.MayBringIn(open)))];
    }
}
