using System.ComponentModel.DataAnnotations;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Accounts;

/// <summary>Sets an authenticator up, or puts a new one in the place of mine: a code of the old one and one of the new. Where my roles allow it, takes it away.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MyAuthenticatorModel(
    Db db, Me me, Credentials credentials, SignInThrottle throttle, NewAuthenticator authenticators, AccountEvents events, Recognition recognition, Words words, IClock clock) : ThrottledPage(words)
{
    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public string? Secret { get; set; }

    public AuthenticatorSetup Authenticator { get; private set; } = null!;

    public bool HasAuthenticator => me.Account!.TwoFactorEnabled;

    public bool MayRemove { get; private set; }

    public async Task OnGetAsync()
    {
        Load();
        MayRemove = HasAuthenticator && await MayDoWithout();
    }

    [Fresh]
    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken stop)
    {
        if (!HasAuthenticator || !await MayDoWithout()) return LocalRedirect(words.To(SignInPages.SecondFactor));

        var account = await db.Accounts.SingleAsync(one => one.Id == me.Id, stop);
        await credentials.RemoveAuthenticatorAsync(account);
        events.Enter(account, "authenticator-removed");
        await db.SaveChangesAsync(stop);
        await recognition.SignInAsync(HttpContext, account, me.SignIn!.Method);
        return LocalRedirect(words.To("/me"));
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var secret = Load();
        var email = me.Account!.Email!;
        var step = Totp.StepOf(secret, Input.NewCode ?? "", clock.GetCurrentInstant());
        if (Input.NewCode is { Length: > 0 } && step is null) ModelState.AddModelError("Input.NewCode", words["Accept.WrongCode"]);
        if (!ModelState.IsValid) return Page();

        if (await throttle.CountAsync(HttpContext, email) is { } wait) return Refuse(wait);

        if (await credentials.CheckAsync(email, Input.OldPassword!, Input.Code ?? "", stop) is not { } account)
        {
            ModelState.AddModelError("", words["Mine.Wrong"]);
            return Page();
        }

        await throttle.SucceededAsync(HttpContext, email);
        await credentials.SetAsync(account, null, secret);
        account.TotpStep = step!.Value;
        events.Enter(account, "authenticator-changed");
        await db.SaveChangesAsync(stop);
        await recognition.SignInAsync(HttpContext, account, SignInMethod.Password);
        return LocalRedirect(words.To("/me"));
    }

    private async Task<bool> MayDoWithout() => await SecondFactor.MayDoWithoutAsync(db, await db.Grants.AsNoTracking().Where(one => one.Account == me.Id && one.EndedAt == null).ToListAsync());

    private string Load()
    {
        var secret = authenticators.Open(Secret, me.Id!.Value);
        Authenticator = authenticators.Show(secret, me.Id!.Value, me.Account!.Email);
        ModelState.Remove(nameof(Secret));
        return secret;
    }

    public sealed class Form
    {
        [Required, StringLength(Passwords.Longest), Display(Name = "Account.OldPassword")]
        public string? OldPassword { get; set; }

        [StringLength(40), Display(Name = "Account.OldCode")]
        public string? Code { get; set; }

        [Required, StringLength(20), Display(Name = "Account.NewCode")]
        public string? NewCode { get; set; }
    }
}
