using System.ComponentModel.DataAnnotations;
using Concord.Platform.Accounts;
using Concord.Platform.Accounts.Providers;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Concord.Features.Accounts.Providers;

/// <summary>Where somebody stands whom a provider has sent back: let in, or asked for what its word does not cover, or told why not.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ArrivalModel(
    Arrivals arrivals, IdentityProviders providers, Credentials credentials, SignInThrottle throttle, NewAuthenticator authenticators, Recognition recognition, Me me, KeptPostStore posts, Words words,
    Platform.Languages.Languages languages, Platform.Operations.Pulse pulse, IClock clock) : AskingPage(posts, words)
{
    /// <summary>Whether the account has not been linked with the provider before.</summary>
    private bool isFirst;

    [BindProperty, Required, StringLength(20), Display(Name = "Account.Code")]
    public string? Code { get; set; }

    /// <summary>Of an authenticator that is being set up, sealed.</summary>
    [BindProperty]
    public string? Secret { get; set; }

    public Arrival Arrival { get; private set; } = null!;

    public IdentityProvider Provider => providers[Arrival.Provider]!;

    public ArrivalStep Step { get; private set; }

    public AuthenticatorSetup? Authenticator { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) =>
        await Load(stop) is not { } reception ? LocalRedirect(words.To("/sign-in"))
        : reception.Why is { } why ? await Refuse(why)
        : Step == ArrivalStep.Enter ? await Enter(ProvedThere)
        : Page();

    /// <summary>Says that the two belong together.</summary>
    [Fresh]
    public async Task<IActionResult> OnPostLinkAsync(CancellationToken stop) =>
        await Load(stop) is not { } reception ? LocalRedirect(words.To("/me/providers"))
        : reception.Why is { } why ? await Refuse(why)
        : Step == ArrivalStep.Link ? await Enter(me.SignIn!.ProvedAt)
        : LocalRedirect(words.To("/sign-in/arrival"));

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await Load(stop) is not { } reception) return LocalRedirect(words.To("/sign-in"));
        if (reception.Why is { } why) return await Refuse(why);
        if (Step == ArrivalStep.Enter) return await Enter(ProvedThere);
        if (Step == ArrivalStep.Link || !ModelState.IsValid) return Page();

        if (Step == ArrivalStep.Code) return await CheckCode(reception.Account!, stop);
        if (Totp.StepOf(Authenticator!.Secret, Code!, clock.GetCurrentInstant()) is { } step) return await Enter(ProvedThere, (Authenticator.Secret, step));

        ModelState.AddModelError(nameof(Code), words["Accept.WrongCode"]);
        return Page();
    }

    private async Task<IActionResult> CheckCode(Account account, CancellationToken stop)
    {
        if (await throttle.CountAsync(HttpContext, account.Email!) is { } wait) return Refuse(wait);

        if (await credentials.CheckCodeAsync(account, Code!, stop))
        {
            await throttle.SucceededAsync(HttpContext, account.Email!);
            return await Enter(clock.GetCurrentInstant());
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
        isFirst = !reception.IsLinked;
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

    /// <summary>When they proved at the provider who they are. Where that is not known it was too long ago for what matters (see <see cref="FreshAttribute"/>).</summary>
    private Instant ProvedThere => Arrival.ProvedAt is { } second ? Instant.FromUnixTimeSeconds(second) : clock.GetCurrentInstant() - FreshAttribute.Lasts;

    private async Task<IActionResult> Enter(Instant provedAt, (string Secret, long Step)? newSecret = null)
    {
        if (await arrivals.LetInAsync(Arrival, newSecret) is not { } account) return await Refuse("stale");

        await HttpContext.SignOutAsync(Arrival.Scheme);
        await recognition.SignInAsync(HttpContext, account, SignInMethod.Provider, provedAt);
        if (isFirst) throttle.Remember(HttpContext, account.Email!); // of how it began they are told: it is no news that they come from here
        CameThrough.Note(HttpContext, Arrival.Provider);
        if (Arrival.From.LinkTo is not null) return LocalRedirect(words.To("/me/providers"));

        (Back, Ticket, Kept) = (Arrival.From.Back, Arrival.From.Ticket, null);
        return await GoOn(account, "/" + (languages[account.Language] ?? words.Language).Code + (me.Can(Can.EnterWorkspace) ? "/desk" : "/me"));
    }

    private async Task<IActionResult> Refuse(string why)
    {
        pulse.SignInRefused(SignInMethod.Provider);
        await HttpContext.SignOutAsync(Arrival.Scheme);
        return LocalRedirect(words.To("/sign-in/problem" + Handshake.ProblemQuery(Arrival.Provider, why, Arrival.From)));
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
