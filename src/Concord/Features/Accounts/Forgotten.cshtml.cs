using System.ComponentModel.DataAnnotations;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Features.Accounts;

/// <summary>
/// Asks for a link to a new way in, by mail. Whatever is typed, the same is answered and the same is done: one row of the outbox
/// (see <see cref="OfferReset"/>).
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ForgottenModel(Db db, SignInThrottle throttle, MailServer server, MailSecret secrets, Words words) : ThrottledPage(words)
{
    [BindProperty]
    public Form Input { get; set; } = new();

    /// <summary>Whether mail leaves this installation.</summary>
    public bool IsMailed => server.IsSetUp;

    public bool IsDone { get; private set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (!IsMailed || !ModelState.IsValid) return Page();

        if (await throttle.CountForgottenAsync(HttpContext, Input.Email!) is { } wait) return Refuse(wait, "Forgotten.TooMany");

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
