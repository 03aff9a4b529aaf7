using Concord.Platform.Accounts.Providers;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.Accounts.Providers;

/// <summary>Why a sign-in through a provider led nowhere, what that means, and what else there is.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ProblemModel(IdentityProviders providers, Words words) : PageModel
{
    /// <summary>The reasons, and the status that each is answered with.</summary>
    private static readonly Dictionary<string, int> Reasons = new(StringComparer.Ordinal)
    {
        ["denied"] = StatusCodes.Status403Forbidden,
        ["invitation"] = StatusCodes.Status403Forbidden,
        ["linked"] = StatusCodes.Status403Forbidden,
        ["other-address"] = StatusCodes.Status403Forbidden,
        ["other-side"] = StatusCodes.Status403Forbidden,
        ["own-factor"] = StatusCodes.Status403Forbidden,
        ["refused"] = StatusCodes.Status403Forbidden,
        ["stale"] = StatusCodes.Status400BadRequest,
        ["uninvited"] = StatusCodes.Status403Forbidden,
        ["unknown"] = StatusCodes.Status403Forbidden,
        ["unreachable"] = StatusCodes.Status503ServiceUnavailable,
        ["unverified"] = StatusCodes.Status403Forbidden,
    };

    /// <summary>As in the key of its sentence, ProviderProblem.….</summary>
    public string Why { get; private set; } = "";

    public IdentityProvider? Provider { get; private set; }

    public bool MayTryAgain => Provider is not null && Why is "denied" or "stale" or "unreachable";

    public IActionResult OnGet(string? provider, string? why)
    {
        if (!Reasons.TryGetValue(why ?? "", out var status)) return LocalRedirect(words.To("/sign-in"));

        (Provider, Why, Response.StatusCode) = (providers[provider ?? ""], why!, status);
        return Page();
    }
}
