using Concord.Platform.Accounts;
using Concord.Platform.Accounts.Providers;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using NodaTime;

namespace Concord.Features.Accounts.Providers;

/// <summary>
/// Leads to an identity provider. It is a link and no form: browsers hold every address that a form leads on to against our
/// form-action, and where a provider sends people next is its own affair. A link from another site is asked about first.
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class WithModel(IdentityProviders providers, Me me, Words words, IClock clock, ILogger<WithModel> log) : PageModel
{
    public IdentityProvider Provider { get; private set; } = null!;

    /// <param name="back">Local address to go on to.</param>
    /// <param name="invitation">Token of the one-time link that is being used.</param>
    /// <param name="link">Whether to link the account that is signed in.</param>
    /// <param name="proves">Whether its owner is to prove that it is they.</param>
    /// <param name="ticket">Of what they had sent before.</param>
    public async Task<IActionResult> OnGetAsync(string provider, string? back, string? invitation, bool link, bool proves, Guid? ticket)
    {
        if (providers[provider] is not { } found) return NotFound();

        Provider = found;
        if (Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site") return Page();
        if ((link || proves) && !me.IsSignedIn) return LocalRedirect(words.To("/sign-in" + Departure.QueryOf(null, ticket)));

        var now = clock.GetCurrentInstant();
        if (link && !me.SignIn!.IsFresh(now)) return LocalRedirect(words.To(FreshFilter.Page + Departure.QueryOf(words.To("/me/providers"), null))); // asked now, for the arrival does not wait for it

        var departure = new Departure(words.Code, Url.IsLocalUrl(back) ? back : null, invitation, link ? me.Id : null, proves ? me.Id : null, ticket, now.ToUnixTimeSeconds());
        try
        {
            await HttpContext.ChallengeAsync(found.Scheme, departure.Sealable());
            return new EmptyResult();
        }
        catch (Exception failure) when (Handshake.IsUnreachable(failure) || failure is OpenIdConnectProtocolException)
        {
            var why = Handshake.IsUnreachable(failure) ? "unreachable" : "refused";
            log.LogWarning("Nobody could be led to the provider {Provider}: {Why} ({Failure}).", found.Key, why, failure.GetType().Name);
            return LocalRedirect(words.To("/sign-in/problem" + Handshake.ProblemQuery(found.Key, why, departure)));
        }
    }
}
