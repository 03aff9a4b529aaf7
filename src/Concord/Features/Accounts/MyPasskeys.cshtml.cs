using Concord.Domain.Common;
using Concord.Features.Accounts.Providers;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Accounts;

/// <summary>My passkeys. The last way in cannot be removed.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MyPasskeysModel(Db db, Me me, Credentials credentials, ProviderLinks links, AccountEvents events, Recognition recognition, Words words) : PageModel
{
    public List<Passkey> Passkeys { get; private set; } = [];

    public bool MayRemove { get; private set; }

    public Task OnGetAsync() => Load();

    public async Task<IActionResult> OnPostRenameAsync(Guid passkey, string? name)
    {
        await Load();
        if (Passkeys.Find(one => one.Id == passkey) is not { } found || string.IsNullOrWhiteSpace(name) || name.Trim().Length > Passkey.LongestName) return LocalRedirect(Here);

        found.Name = name.Trim();
        await db.SaveChangesAsync();
        return LocalRedirect(Here);
    }

    /// <summary>Removes it and signs every other device out: the one it was on may be lost.</summary>
    [Fresh]
    public async Task<IActionResult> OnPostRemoveAsync(Guid passkey)
    {
        Account? account = null;
        await db.InOneTransaction(async () =>
        {
            await Load();
            if (Passkeys.Find(one => one.Id == passkey) is not { } found) return;
            if (!MayRemove) throw new RuleBroken("MyPasskeys.Last");

            account = await db.Accounts.SingleAsync(one => one.Id == me.Id);
            db.Passkeys.Remove(found);
            await credentials.SetAsync(account, null, null);
            events.Enter(account, "passkey-removed");
            await db.SaveChangesAsync();
        });
        if (account is not null) await recognition.SignInAsync(HttpContext, account, me.SignIn!.Method);
        return LocalRedirect(Here);
    }

    private string Here => words.To("/me/passkeys");

    private async Task Load()
    {
        Passkeys = await db.Passkeys.Where(one => one.Account == me.Id).OrderBy(one => one.Id).ToListAsync();
        var left = await links.OfAsync(me.Account!) with { Passkeys = Math.Max(0, Passkeys.Count - 1) };
        MayRemove = !left.IsNone;
    }
}
