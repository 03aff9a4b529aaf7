using System.Security.Claims;
using System.Text.Json;
using Concord.Platform.Database;
using Microsoft.AspNetCore.Authentication;

namespace Concord.Platform.Accounts.Providers;

/// <summary>
/// Somebody whom an identity provider has sent back with its word, before we have decided whether to let them in. Kept sealed in a
/// cookie for ten minutes, so any node can go on with it.
/// </summary>
/// <param name="Id">One arrival lets in once.</param>
/// <param name="Provider">Key of the provider.</param>
/// <param name="Issuer">Whose word it is, as the checked token says; with <paramref name="Subject"/> it names one person for good.</param>
/// <param name="Email">Null when the provider does not say that it has checked the address, or names several.</param>
/// <param name="Roles">The roles its word gives.</param>
/// <param name="HasSecondFactor">Whether it says so, and its word on that is taken.</param>
/// <param name="ProvedAt">When they proved there who they are, by our clock, in Unix seconds; null: it does not say. A provider that knows somebody already need not ask.</param>
internal sealed record Arrival(Guid Id, string Provider, string Issuer, string Subject, string? Email, string? Name, IReadOnlyList<Role> Roles, bool HasSecondFactor, long? ProvedAt, Departure From)
{
    /// <summary>Name of the cookie's scheme.</summary>
    public const string Scheme = "arrival";

    public ClaimsPrincipal Sealable() => new(new ClaimsIdentity([new(Scheme, JsonSerializer.Serialize(this, Stored.Json))], Scheme));

    /// <summary>The arrival of this browser; null when there is none.</summary>
    public static async Task<Arrival?> OfAsync(HttpContext http) =>
        (await http.AuthenticateAsync(Scheme)).Principal?.FindFirstValue(Scheme) is { } json ? JsonSerializer.Deserialize<Arrival>(json, Stored.Json) : null;
}

/// <summary>What somebody set out for when they left for the provider; it comes back sealed in the state.</summary>
/// <param name="Language">Code of the language they read.</param>
/// <param name="Back">Local address to go on to; null: the desk.</param>
/// <param name="Invitation">Token of the one-time link that they are using; null: none.</param>
/// <param name="LinkTo">The account, signed in, that they want to link; null: none.</param>
/// <param name="Proves">The account, signed in, whose owner is to prove that it is they: the provider must ask anew, and the same person must come back; null: none.</param>
/// <param name="Ticket">Of what they had sent before (see <see cref="KeptPostStore"/>); null: nothing.</param>
/// <param name="At">When, in Unix seconds.</param>
internal sealed record Departure(string Language, string? Back, string? Invitation, Guid? LinkTo, Guid? Proves, Guid? Ticket, long At)
{
    private const string Key = "departure";

    public AuthenticationProperties Sealable() => new(new Dictionary<string, string?> { [Key] = JsonSerializer.Serialize(this, Stored.Json) }) { RedirectUri = $"/{Language}/sign-in/arrival" };

    /// <summary>What follows an address to set out with the same again: a query, or nothing.</summary>
    public static string QueryOf(string? back, Guid? ticket, string? more = null)
    {
        string?[] parts = [more, string.IsNullOrEmpty(back) ? null : "back=" + Uri.EscapeDataString(back), ticket is null ? null : "ticket=" + ticket];
        var query = string.Join('&', parts.Where(part => part is not null));
        return query == "" ? "" : "?" + query;
    }

    /// <summary>Null when the state was not ours or is lost.</summary>
    public static Departure? Of(AuthenticationProperties? state) =>
        state?.Items.TryGetValue(Key, out var json) == true && json is not null ? JsonSerializer.Deserialize<Departure>(json, Stored.Json) : null;
}
