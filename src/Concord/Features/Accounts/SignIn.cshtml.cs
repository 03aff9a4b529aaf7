using System.ComponentModel.DataAnnotations;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Features.Accounts;

/// <summary>
/// By passkey, or one form for e-mail, password and code. The answer never tells which of them was wrong, nor whether there is such an account.
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class SignInModel(
    Credentials credentials, Passkeys passkeys, SignInThrottle throttle, Recognition recognition, Me me, KeptPostStore posts, Words words, Platform.Languages.Languages languages, Platform.Operations.Pulse pulse) : AskingPage(posts, words)
{
    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public PasskeyAnswer Answer { get; set; } = new();

    public Task OnGetAsync() => TakeOver();

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (!ModelState.IsValid) return Page();

        if (await throttle.CountAsync(HttpContext, Input.Email!) is { } wait) return Refuse(wait);

        if (await credentials.CheckAsync(Input.Email!, Input.Password!, Input.Code ?? "", stop) is not { } account)
        {
            pulse.SignInRefused(SignInMethod.Password);
            Refused = words["SignIn.Wrong"];
            ModelState.Remove("Input.Code"); // the next one will be another
            Input.Code = null;
            return Page();
        }

        return await Enter(account, SignInMethod.Password);
    }

    /// <summary>What a browser is to ask for: the same for everybody.</summary>
    public async Task<IActionResult> OnPostOptionsAsync() => new JsonResult(await passkeys.AskAnyAsync(HttpContext));

    public async Task<IActionResult> OnPostPasskeyAsync(CancellationToken stop)
    {
        ModelState.Clear(); // the other form's
        if (await throttle.CountAsync(HttpContext) is { } wait) return Refuse(wait);

        if (await passkeys.CheckAsync(HttpContext, Answer, null, stop) is { } account) return await Enter(account, SignInMethod.Passkey);

        pulse.SignInRefused(SignInMethod.Passkey);
        Refused = words["Passkey.Wrong"];
        return Page();
    }

    private async Task<IActionResult> Enter(Account account, SignInMethod how)
    {
        await throttle.SucceededAsync(HttpContext, account.Email!);
        await recognition.SignInAsync(HttpContext, account, how);
        return await GoOn(account, Home(account));
    }

    /// <summary>In the account's language; somebody without a role in effect sees what they are waiting for.</summary>
    private string Home(Account account) => "/" + (languages[account.Language] ?? words.Language).Code + (me.LacksSecondFactor ? SignInPages.SecondFactor : me.Can(Can.EnterWorkspace) ? "/desk" : "/me");

    public sealed class Form
    {
        [Required, StringLength(254), Display(Name = "Account.Email")]
        public string? Email { get; set; }

        [Required, StringLength(Passwords.Longest), Display(Name = "Account.Password")]
        public string? Password { get; set; }

        [StringLength(40), Display(Name = "Account.Code")]
        public string? Code { get; set; }
    }
}
