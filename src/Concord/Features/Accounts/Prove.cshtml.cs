using System.ComponentModel.DataAnnotations;
using Concord.Platform.Accounts;
using Concord.Platform.Accounts.Providers;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Accounts;

/// <summary>
/// Before something that matters, whoever is signed in proves again that it is they (see <see cref="FreshAttribute"/>): by passkey, by
/// password, or at the identity provider their account is linked with, which has to ask them anew.
/// </summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ProveModel(Db db, Me me, Credentials credentials, Passkeys passkeys, IdentityProviders providers, SignInThrottle throttle, Recognition recognition, KeptPostStore posts, Words words) : AskingPage(posts, words)
{
    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public PasskeyAnswer Answer { get; set; } = new();

    public bool HasPassword => me.Account!.PasswordHash is not null;

    public bool HasPasskeys { get; private set; }

    /// <summary>The providers that may say that it is I.</summary>
    public IReadOnlyList<IdentityProvider> Providers { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await Load();
        await TakeOver();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await Load();
        if (!ModelState.IsValid) return Page();

        var email = me.Account!.Email!;
        if (await throttle.CountAsync(HttpContext, email) is { } wait) return Refuse(wait);

        if (await credentials.CheckAsync(email, Input.Password!, Input.Code ?? "", stop) is null)
        {
            Refused = words["Mine.Wrong"];
            ModelState.Remove("Input.Code");
            Input.Code = null;
            return Page();
        }

        await throttle.SucceededAsync(HttpContext, email);
        return await Proved();
    }

    public async Task<IActionResult> OnPostOptionsAsync() => new JsonResult(await passkeys.AskForAsync(HttpContext, me.Account!));

    public async Task<IActionResult> OnPostPasskeyAsync(CancellationToken stop)
    {
        ModelState.Clear();
        await Load();
        if (await throttle.CountAsync(HttpContext) is { } wait) return Refuse(wait);
        if (await passkeys.CheckAsync(HttpContext, Answer, me.Account!, stop) is not null) return await Proved();

        Refused = words["Passkey.Wrong"];
        return Page();
    }

    private async Task<IActionResult> Proved()
    {
        await recognition.ProvedAsync(HttpContext);
        return await GoOn(me.Account!, words.To("/me"));
    }

    private async Task Load()
    {
        HasPasskeys = await db.Passkeys.AnyAsync(one => one.Account == me.Id);
        var linked = await db.Logins.Where(one => one.UserId == me.Id).Select(one => one.ProviderDisplayName).ToListAsync();
        Providers = [.. providers.Where(one => linked.Contains(one.Key))];
    }

    public sealed class Form
    {
        [Required, StringLength(Passwords.Longest), Display(Name = "Account.Password")]
        public string? Password { get; set; }

        [StringLength(40), Display(Name = "Account.Code")]
        public string? Code { get; set; }
    }
}
