using Concord.Platform.Accounts.Providers;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Concord.Features.Accounts.Providers;

/// <summary>
/// Tells somebody who came through a provider that they are signed out here and perhaps not there, and leads them there if they want to
/// end that too (OpenID Connect RP-Initiated Logout). We end nothing there by ourselves: other sites of theirs hang on it.
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class SignedOutModel(IdentityProviders providers, IOptionsMonitor<OpenIdConnectOptions> options, Words words) : PageModel
{
    public IdentityProvider? Provider { get; private set; }

    /// <summary>Null when the provider does not offer it, or does not answer.</summary>
    public string? EndThere { get; private set; }

    public async Task OnGetAsync(string? provider, CancellationToken stop)
    {
        if (providers[provider ?? ""] is not { } found) return;

        Provider = found;
        try
        {
            var metadata = await options.Get(found.Scheme).ConfigurationManager!.GetConfigurationAsync(stop);
            if (!Uri.TryCreate(metadata.EndSessionEndpoint, UriKind.Absolute, out var end)) return;

            EndThere = QueryHelpers.AddQueryString(end.ToString(), new Dictionary<string, string?>
            {
                ["client_id"] = found.ClientId,
                ["post_logout_redirect_uri"] = $"{Request.Scheme}://{Request.Host}/",
                ["ui_locales"] = words.Code,
            });
        }
        catch (InvalidOperationException unreachable) when (Handshake.IsUnreachable(unreachable))
        {
            // The page says all the same that there may be something to end there.
        }
    }
}
