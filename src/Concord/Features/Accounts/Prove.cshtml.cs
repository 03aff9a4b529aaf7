using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Accounts;

/// <summary>
/// Before something that matters, whoever is signed in proves again that it is they (see <see cref="FreshAttribute"/>). What they were
/// sending goes along and is offered to them again.
/// </summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ProveModel(Db db, Me me, Credentials credentials, Passkeys passkeys, SignInThrottle throttle, Recognition recognition, Words words) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public PasskeyAnswer Answer { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    /// <summary>What was being sent, as JSON.</summary>
    [BindProperty]
    public string? Kept { get; set; }

    /// <summary>Proved: this is to be sent again.</summary>
    public KeptPost? Resumed { get; private set; }

    public string? Refused { get; private set; }

    public bool HasPassword => me.Account!.PasswordHash is not null;

    public bool HasPasskeys { get; private set; }

    public async Task OnGetAsync()
    {
        await Load();
        if (KeptPosts.Of(HttpContext) is not { } kept) return;

        // What was asked for has not been done.
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Kept = kept.ToJson();
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
        if (KeptPost.FromJson(Kept) is { } kept && Url.IsLocalUrl(kept.To))
        {
            Resumed = kept;
            return Page();
        }

        return LocalRedirect(Url.IsLocalUrl(Back) ? Back! : words.To("/me"));
    }

    private PageResult Refuse(Duration wait)
    {
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Response.Headers.RetryAfter = ((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        Refused = words["SignIn.TooMany", (int)Math.Ceiling(wait.TotalMinutes)];
        return Page();
    }

    private async Task Load() => HasPasskeys = await db.Passkeys.AnyAsync(one => one.Account == me.Id);

    public sealed class Form
    {
        [Required, StringLength(Passwords.Longest), Display(Name = "Account.Password")]
        public string? Password { get; set; }

        [StringLength(40), Display(Name = "Account.Code")]
        public string? Code { get; set; }
    }
}
