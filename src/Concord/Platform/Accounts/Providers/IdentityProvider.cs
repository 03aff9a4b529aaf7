using Concord.Domain.Common;

namespace Concord.Platform.Accounts.Providers;

/// <summary>One whose word this installation takes on who somebody is (OpenID Connect), and for whom it may speak.</summary>
internal sealed record IdentityProvider
{
    /// <summary>Its part of our addresses: small letters, digits, hyphens.</summary>
    public required string Key { get; init; }

    public required Text Name { get; init; }

    /// <summary>Where its metadata is found; its tokens must name the issuer that the metadata name.</summary>
    public required Uri Authority { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Null: none, the client is public and proves itself by PKCE alone.</summary>
    public string? Secret { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Key of the party it speaks for; null: none, and then for no party's people.</summary>
    public string? Party { get; init; }

    public Admission Admission { get; init; }

    public IReadOnlyList<RoleRule> Roles { get; init; } = [];

    /// <summary>The claim and value that say that a second factor was used; null: its word on that is not taken.</summary>
    public Claimed? SecondFactor { get; init; }

    public string Scheme => "provider-" + Key;

    /// <summary>Where it sends people back to; one address each, so that the answer of one is never taken for that of another.</summary>
    public string Callback => "/sign-in/from/" + Key;

    /// <summary>Which roles it may give: a party's own, or, when it speaks for none, those of no party; never the administrator's.</summary>
    public static bool MayGive(Role role, string? party) =>
        party is null ? role != Role.Administrator && !RoleGrant.IsOfAParty(role) : RoleGrant.IsOfAParty(role) || role == Role.Translator;

    /// <summary>
    /// Whether somebody with these roles, in effect or waiting, may come in on its word: only those of its own side. Whoever runs a
    /// provider can be anybody it knows, so one side's must open no door of another side, nor the administrator's.
    /// </summary>
    public bool MayBringIn(IEnumerable<RoleGrant> open) => open.All(grant => grant.Party == Party && MayGive(grant.Role, Party));

    /// <summary>The roles that follow from what it says.</summary>
    /// <param name="values">The values of a claim.</param>
    public IReadOnlyList<Role> RolesFor(Func<string, IEnumerable<string>> values) =>
        [.. Roles.Where(rule => values(rule.When.Claim).Contains(rule.When.Value, StringComparer.Ordinal)).Select(rule => rule.Role).Distinct()];
}

/// <summary>Whom it may bring in.</summary>
internal enum Admission
{
    /// <summary>Whoever has been invited and has said themselves that the two belong together.</summary>
    InvitedOnly,

    /// <summary>Also somebody new to whom it gives a role: the account is made when they come.</summary>
    JustInTime,
}

internal sealed record Claimed(string Claim, string Value);

/// <summary>Whoever has this value of this claim gets this role.</summary>
internal sealed record RoleRule(Claimed When, Role Role);
