using System.ComponentModel.DataAnnotations;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Accounts;

/// <summary>Changes my password, or sets one where I had none; whoever found my screen open cannot.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MyPasswordModel(Db db, Me me, Credentials credentials, SignInThrottle throttle, Passwords passwords, AccountEvents events, Recognition recognition, Words words, IClock clock) : ThrottledPage(words)
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public bool HasPassword => me.Account!.PasswordHash is not null;

    /// <summary>Without a password there is none to ask for here: a passkey or a provider has to prove just now who it is.</summary>
    private bool MustProve => !HasPassword && !me.SignIn!.IsFresh(clock.GetCurrentInstant());

    public IActionResult OnGet() => MustProve ? Prove() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (MustProve) return Prove();

        var email = me.Account!.Email!;
        if (!HasPassword) ModelState.Remove("Input.OldPassword");
        if (Input.NewPassword is { Length: > 0 } typed && passwords.Problem(typed, email) is { } problem) ModelState.AddModelError("Input.NewPassword", words[problem, Passwords.Shortest]);
        if (!ModelState.IsValid) return Page();

        if (HasPassword && await throttle.CountAsync(HttpContext, email) is { } wait) return Refuse(wait);

        var account = HasPassword ? await credentials.CheckAsync(email, Input.OldPassword!, Input.Code ?? "", stop) : await db.Accounts.SingleAsync(one => one.Id == me.Id, stop);
        if (account is null)
        {
            ModelState.AddModelError("", words["Mine.Wrong"]);
            return Page();
        }

        await throttle.SucceededAsync(HttpContext, email);
        await credentials.SetAsync(account, credentials.Hash(Input.NewPassword!), null);
        events.Enter(account, "password-changed");
        await db.SaveChangesAsync(stop);
        await recognition.SignInAsync(HttpContext, account, me.SignIn!.Method); // here; every other browser is signed out
        return LocalRedirect(words.To("/me"));
    }

    private LocalRedirectResult Prove() => LocalRedirect(words.To(FreshFilter.Page + "?back=" + Uri.EscapeDataString(words.To("/me/password"))));

    public sealed class Form
    {
        [Required, StringLength(Passwords.Longest), Display(Name = "Account.OldPassword")]
        public string? OldPassword { get; set; }

        [StringLength(40), Display(Name = "Account.Code")]
        public string? Code { get; set; }

        [Required, StringLength(Passwords.Longest), Display(Name = "Account.NewPassword")]
        public string? NewPassword { get; set; }
    }
}
