using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.Accounts;

/// <summary>
/// Asks for a link to a new way in, by mail. Whatever is typed, the same is answered and the same is done: one row of the outbox
/// (see <see cref="OfferReset"/>).
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ForgottenModel(Db db, SignInThrottle throttle, MailServer server, MailSecret secrets, Words words) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    /// <summary>Whether mail leaves this installation.</summary>
    public bool IsMailed => server.IsSetUp;

    public bool IsDone { get; private set; }

    public string? Refused { get; private set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (!IsMailed || !ModelState.IsValid) return Page();

        if (await throttle.CountForgottenAsync(HttpContext, Input.Email!) is { } wait)
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = ((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            Refused = words["Forgotten.TooMany", (int)Math.Ceiling(wait.TotalMinutes)];
            return Page();
        }

        db.Later(new OfferReset(secrets.Seal(Input.Email!.Trim())));
        await db.SaveChangesAsync(stop);
        IsDone = true;
        return Page();
    }

    public sealed class Form
    {
        [Required, EmailAddress, StringLength(254), Display(Name = "Account.Email")]
        public string? Email { get; set; }
    }
}
