using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Concord.Features.Accounts;

/// <summary>
/// By passkey, or one form for e-mail, password and code. The answer never tells which of them was wrong, nor whether there is such an account. What
/// somebody had sent when their sign-in had expired goes along with the form (see <see cref="KeptPost"/>).
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class SignInModel(Credentials credentials, Passkeys passkeys, SignInThrottle throttle, Recognition recognition, Me me, Words words, Platform.Languages.Languages languages, Platform.Operations.Pulse pulse) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public PasskeyAnswer Answer { get; set; } = new();

    /// <summary>Where to go afterwards: an address of ours.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    /// <summary>What had been sent before, as JSON.</summary>
    [BindProperty]
    public string? Kept { get; set; }

    /// <summary>Signed in: this is to be sent again.</summary>
    public KeptPost? Resumed { get; private set; }

    public string? Refused { get; private set; }

    public void OnGet()
    {
        if (KeptPosts.Of(HttpContext) is not { } kept) return;

        // What was asked for has not been done: the status says so. Browsers show the page all the same.
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Kept = kept.ToJson();
    }

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
        if (KeptPost.FromJson(Kept) is { } kept && Url.IsLocalUrl(kept.To))
        {
            Resumed = kept; // rendered now that this request is theirs, so that the form gets a token of theirs
            return Page();
        }

        return LocalRedirect(Url.IsLocalUrl(Back) ? Back! : Home(account));
    }

    /// <summary>In the account's language; somebody without a role in effect sees what they are waiting for.</summary>
    private string Home(Account account) => "/" + (languages[account.Language] ?? words.Language).Code + (me.LacksSecondFactor ? SignInPages.SecondFactor : me.Can(Can.EnterWorkspace) ? "/desk" : "/me");

    private PageResult Refuse(Duration wait)
    {
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Response.Headers.RetryAfter = ((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        Refused = words["SignIn.TooMany", (int)Math.Ceiling(wait.TotalMinutes)];
        return Page();
    }

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
