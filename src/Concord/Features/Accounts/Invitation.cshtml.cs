using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Accounts;

/// <summary>What a one-time link leads to: make a passkey; or choose a password, set an authenticator up, and prove that it works.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class InvitationModel(
    Db db, Invitations invitations, Credentials credentials, Passkeys passkeys, Passwords passwords, NewAuthenticator authenticators, SignInThrottle throttle, Recognition recognition, Words words, IClock clock) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public PasskeyAnswer Answer { get; set; } = new();

    /// <summary>The authenticator's secret, sealed.</summary>
    [BindProperty]
    public string? Secret { get; set; }

    /// <summary>Null: the link does not work.</summary>
    public Account? Account { get; private set; }

    public AuthenticatorSetup Authenticator { get; private set; } = null!;

    /// <summary>What to tell the party's desk: the new credentials wait for its confirmation.</summary>
    public string? Waits { get; private set; }

    /// <summary>Whether the account's roles let it do with a password alone.</summary>
    public bool MayDoWithout { get; private set; }

    /// <summary>The first administrator says who they are; for everybody else it has been said.</summary>
    public bool AsksWho => Account is { Email: null };

    public async Task<IActionResult> OnGetAsync(string token)
    {
        await Load(token);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string token)
    {
        if (await Load(token) is not { } secret) return Page();

        LeaveWho();
        var email = Account!.Email ?? Input.Email;
        if (Input.Password is { Length: > 0 } typed && passwords.Problem(typed, email) is { } problem) ModelState.AddModelError("Input.Password", words[problem, Passwords.Shortest]);
        var without = MayDoWithout && Input.Without;
        if (without) ModelState.Remove("Input.Code");
        var step = Totp.StepOf(secret, Input.Code ?? "", clock.GetCurrentInstant());
        if (!without && Input.Code is { Length: > 0 } && step is null) ModelState.AddModelError("Input.Code", words["Accept.WrongCode"]);
        if (!ModelState.IsValid) return Page();

        return await Accept(token, without ? new(credentials.Hash(Input.Password!), null, 0, null) : new(credentials.Hash(Input.Password!), secret, step!.Value, null));
    }

    /// <summary>What the browser is to make a passkey for.</summary>
    public async Task<IActionResult> OnPostOptionsAsync(string token) =>
        await Load(token) is null ? NotFound() : new JsonResult(await passkeys.AskNewAsync(HttpContext, Account!, Input.Email));

    public async Task<IActionResult> OnPostPasskeyAsync(string token, CancellationToken stop)
    {
        if (await Load(token) is null) return Page();

        LeaveWho();

        // Of the other form's fields none was sent.
        foreach (var field in ModelState.Keys.Where(key => !AsksWho || key != "Input.Email").ToList()) ModelState.Remove(field);
        if (!ModelState.IsValid) return Page();

        if (await passkeys.ReadNewAsync(HttpContext, Answer, Account!.Id, null, stop) is { } passkey) return await Accept(token, new(null, null, 0, passkey));

        ModelState.AddModelError("", words["Passkey.NotMade"]);
        return Page();
    }

    private void LeaveWho()
    {
        if (AsksWho) return;

        ModelState.Remove("Input.Email");
        Input.Names.Clear();
    }

    private async Task<IActionResult> Accept(string token, NewCredentials chosen)
    {
        var (outcome, account, reset) = await invitations.AcceptAsync(token, chosen, Input.Email, InviteModel.NameOf(Input.Names));
        switch (outcome)
        {
            case Accepted.Yes:
                throttle.Remember(HttpContext, account!.Email!);
                await recognition.SignInAsync(HttpContext, account!, chosen.Passkey is null ? SignInMethod.Password : SignInMethod.Passkey);
                return LocalRedirect(words.To("/me"));
            case Accepted.Waits:
                Waits = RecognitionCode.Of(reset!);
                return Page();
            default:
                Account = null;
                Response.StatusCode = StatusCodes.Status404NotFound;
                return Page();
        }
    }

    /// <returns>The secret to set up; null when the link does not work.</returns>
    private async Task<string?> Load(string token)
    {
        if (await invitations.FindAsync(token) is not { } found)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return null;
        }

        Account = found.Account;
        MayDoWithout = await SecondFactor.MayDoWithoutAsync(db, await db.Grants.AsNoTracking().Where(one => one.Account == Account.Id && one.EndedAt == null).ToListAsync());
        var secret = authenticators.Open(Secret, found.Invitation.Id);
        Authenticator = authenticators.Show(secret, found.Invitation.Id, Account.Email ?? Input.Email);
        ModelState.Remove(nameof(Secret));
        return secret;
    }

    public sealed class Form
    {
        [Required, EmailAddress, StringLength(254), Display(Name = "Account.Email")]
        public string? Email { get; set; }

        public Dictionary<string, string?> Names { get; set; } = [];

        [Required, StringLength(Passwords.Longest), Display(Name = "Account.NewPassword")]
        public string? Password { get; set; }

        [Required, StringLength(20), Display(Name = "Account.Code")]
        public string? Code { get; set; }

        /// <summary>With a password alone, for now.</summary>
        public bool Without { get; set; }
    }
}
