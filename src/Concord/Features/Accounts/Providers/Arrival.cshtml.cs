using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Concord.Platform.Accounts;
using Concord.Platform.Accounts.Providers;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Concord.Features.Accounts.Providers;

/// <summary>Where somebody stands whom a provider has sent back: let in, or asked for what its word does not cover, or told why not.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ArrivalModel(
    Arrivals arrivals, IdentityProviders providers, Credentials credentials, SignInThrottle throttle, NewAuthenticator authenticators, Recognition recognition, Me me, Words words,
    Platform.Languages.Languages languages, Platform.Operations.Pulse pulse, IClock clock) : PageModel
{
    [BindProperty, Required, StringLength(20), Display(Name = "Account.Code")]
    public string? Code { get; set; }

    /// <summary>Of an authenticator that is being set up, sealed.</summary>
    [BindProperty]
    public string? Secret { get; set; }

    public Arrival Arrival { get; private set; } = null!;

    public IdentityProvider Provider => providers[Arrival.Provider]!;

    public ArrivalStep Step { get; private set; }

    public AuthenticatorSetup? Authenticator { get; private set; }

    public string? Refused { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) =>
        await Load(stop) is not { } reception ? LocalRedirect(words.To("/sign-in"))
        : reception.Why is { } why ? await Refuse(why)
        : Step == ArrivalStep.Enter ? await Enter(null)
        : Page();

    [Fresh]
    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await Load(stop) is not { } reception) return LocalRedirect(words.To("/sign-in"));
        if (reception.Why is { } why) return await Refuse(why);
        if (Step is ArrivalStep.Enter or ArrivalStep.Link) return await Enter(null);
        if (!ModelState.IsValid) return Page();

        if (Step == ArrivalStep.Code) return await CheckCode(reception.Account!, stop);
        if (Totp.StepOf(Authenticator!.Secret, Code!, clock.GetCurrentInstant()) is { } step) return await Enter((Authenticator.Secret, step));

        ModelState.AddModelError(nameof(Code), words["Accept.WrongCode"]);
        return Page();
    }

    private async Task<IActionResult> CheckCode(Account account, CancellationToken stop)
    {
        if (await throttle.CountAsync(HttpContext, account.Email!) is { } wait)
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = ((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            Refused = words["SignIn.TooMany", (int)Math.Ceiling(wait.TotalMinutes)];
            return Page();
        }

        if (await credentials.CheckCodeAsync(account, Code!, stop))
        {
            await throttle.SucceededAsync(HttpContext, account.Email!);
            return await Enter(null);
        }

        ModelState.AddModelError(nameof(Code), words["Arrival.WrongCode"]);
        return Page();
    }

    /// <returns>Null when nobody has arrived.</returns>
    private async Task<Reception?> Load(CancellationToken stop)
    {
        if (await Arrival.OfAsync(HttpContext) is not { } arrival) return null;

        Arrival = arrival;
        var reception = await arrivals.ReceiveAsync(arrival);
        if (reception.Why is not null) return reception;

        if (await StepOf(reception, stop) is not { } step) return Reception.Refused("own-factor");

        Step = step;
        if (Step != ArrivalStep.Authenticator) return reception;

        Authenticator = authenticators.Show(authenticators.Open(Secret, arrival.Id), arrival.Id, reception.Account?.Email ?? arrival.Email);
        ModelState.Remove(nameof(Secret));
        return reception;
    }

    /// <returns>Null when the account has a second factor that cannot be asked for here: a passkey signs in by itself.</returns>
    private async Task<ArrivalStep?> StepOf(Reception reception, CancellationToken stop) =>
        !reception.IsLinked && Arrival.From.LinkTo is not null ? ArrivalStep.Link // signed in already, with all that takes
        : Arrival.HasSecondFactor ? ArrivalStep.Enter
        : reception.Account is { } account && await credentials.HasAuthenticatorAsync(account, stop) ? ArrivalStep.Code
        : reception.Account is { } holder && await arrivals.HasPasskeyAsync(holder, stop) ? null
        : ArrivalStep.Authenticator;

    private async Task<IActionResult> Enter((string Secret, long Step)? newSecret)
    {
        if (await arrivals.LetInAsync(Arrival, newSecret) is not { } account) return await Refuse("stale");

        await HttpContext.SignOutAsync(Arrival.Scheme);
        await recognition.SignInAsync(HttpContext, account, SignInMethod.Provider);
        CameThrough.Note(HttpContext, Arrival.Provider);
        if (Arrival.From.LinkTo is not null) return LocalRedirect(words.To("/me/providers"));
        return LocalRedirect(Url.IsLocalUrl(Arrival.From.Back) ? Arrival.From.Back! : "/" + (languages[account.Language] ?? words.Language).Code + (me.Can(Can.EnterWorkspace) ? "/desk" : "/me"));
    }

    private async Task<IActionResult> Refuse(string why)
    {
        pulse.SignInRefused(SignInMethod.Provider);
        await HttpContext.SignOutAsync(Arrival.Scheme);
        return LocalRedirect(words.To($"/sign-in/problem?provider={Arrival.Provider}&why={why}"));
    }
}

/// <summary>What is still to be done before somebody is let in.</summary>
internal enum ArrivalStep
{
    /// <summary>Nothing.</summary>
    Enter,

    /// <summary>To say that the provider's account and the one that is signed in belong together.</summary>
    Link,

    /// <summary>A code of the account's own authenticator.</summary>
    Code,

    /// <summary>To set an authenticator up: there is none yet, and the provider's word does not stand for it.</summary>
    Authenticator,
}
