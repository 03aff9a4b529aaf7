using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Accounts;

/// <summary>My own account. Open to everybody who is signed in, also while their role waits for its confirmation.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MineModel(Db db, Me me, Credentials credentials, AccountEvents events, Recognition recognition, Words words, Platform.Languages.Languages languages, IClock clock) : PageModel
{
    public List<RoleGrant> Grants { get; private set; } = [];

    /// <summary>Where I am signed in; this device first, then the latest seen.</summary>
    public List<SignIn> Devices { get; private set; } = [];

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
        await recognition.SignOutAsync(HttpContext);
        return LocalRedirect(words.To("/sign-in"));
    }

    /// <summary>Signs another device of mine out. One that is signed out already stays so.</summary>
    public async Task<IActionResult> OnPostDeviceAsync(Guid device)
    {
        var now = clock.GetCurrentInstant();
        await db.InOneTransaction(async () =>
        {
            var ended = await db.SignIns.Where(one => one.Id == device && one.Account == me.Id && one.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(one => one.EndedAt, now));
            if (ended == 0) return;

            events.Enter(me.Account!, "device-signed-out");
            await db.SaveChangesAsync();
        });
        return LocalRedirect(words.To("/me"));
    }

    private async Task Load()
    {
        Grants = await db.Grants.AsNoTracking().Where(one => one.Account == me.Id && one.EndedAt == null).OrderBy(one => one.Id).ToListAsync();
        var since = Platform.Accounts.SignIn.MustBeSeenSince(clock.GetCurrentInstant());
        var devices = await db.SignIns.AsNoTracking().Where(one => one.Account == me.Id && one.EndedAt == null && one.Stamp == me.Account!.SecurityStamp && one.SeenAt >= since).ToListAsync();
        Devices = [.. devices.OrderByDescending(one => one.Id == me.SignIn?.Id).ThenByDescending(one => one.SeenAt).ThenByDescending(one => one.Id)];
    }
}
