using Concord.Platform.Accounts;
using Concord.Platform.Accounts.Providers;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.Accounts.Providers;

/// <summary>Why a sign-in through a provider led nowhere, what that means, and what else there is.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ProblemModel(IdentityProviders providers, Me me, Words words) : PageModel
{
    /// <summary>The reasons, and the status that each is answered with.</summary>
    private static readonly Dictionary<string, int> Reasons = new(StringComparer.Ordinal)
    {
        ["denied"] = StatusCodes.Status403Forbidden,
        ["invitation"] = StatusCodes.Status403Forbidden,
        ["linked"] = StatusCodes.Status403Forbidden,
        ["not-anew"] = StatusCodes.Status403Forbidden,
        ["other-address"] = StatusCodes.Status403Forbidden,
        ["other-person"] = StatusCodes.Status403Forbidden,
        ["other-side"] = StatusCodes.Status403Forbidden,
        ["own-factor"] = StatusCodes.Status403Forbidden,
        ["refused"] = StatusCodes.Status403Forbidden,
        ["stale"] = StatusCodes.Status400BadRequest,
        ["uninvited"] = StatusCodes.Status403Forbidden,
        ["unknown"] = StatusCodes.Status403Forbidden,
        ["unreachable"] = StatusCodes.Status503ServiceUnavailable,
        ["unverified"] = StatusCodes.Status403Forbidden,
    };

    private string wayBack = "";

    /// <summary>As in the key of its sentence, ProviderProblem.….</summary>
    public string Why { get; private set; } = "";

    public IdentityProvider? Provider { get; private set; }

    /// <summary>Where to begin again; null: it would lead here again.</summary>
    public string? Again =>
        Provider is null || Why is not ("denied" or "stale" or "unreachable" or "not-anew" or "other-person") ? null
        : Proves ? words.To(FreshFilter.Page + wayBack)
        : words.To("/sign-in/with/" + Provider.Key + wayBack);

    public string OtherWays => words.To("/sign-in" + wayBack);

    /// <summary>Whether they were to prove that it is they.</summary>
    public bool Proves { get; private set; }

    /// <summary>Whether what they had sent before is kept.</summary>
    public bool IsKept { get; private set; }

    public IActionResult OnGet(string? provider, string? why, string? back, Guid? ticket, bool proves)
    {
        if (!Reasons.TryGetValue(why ?? "", out var status)) return LocalRedirect(words.To("/sign-in"));

        (Provider, Why, Proves, Response.StatusCode) = (providers[provider ?? ""], why!, proves && me.IsSignedIn, status);
        IsKept = ticket is { } kept && KeptPostStore.IsHeld(HttpContext, kept);
        wayBack = Departure.QueryOf(back, ticket);
        return Page();
    }
}
