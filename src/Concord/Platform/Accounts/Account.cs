using Concord.Domain.Common;
using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace Concord.Platform.Accounts;

/// <summary>Somebody who can sign in. What they may do and read follows from their <see cref="RoleGrant"/>s.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    public Text Name { get; set; } = Text.Empty;

    /// <summary>Code of the language they chose.</summary>
    public string Language { get; set; } = "";

    /// <summary>Invented for a demonstration.</summary>
    public bool Fictitious { get; init; }

    /// <summary>The last step of the authenticator's clock that a code was used of: none at or before it counts again.</summary>
    public long TotpStep { get; set; }

    /// <summary>Whether its owner has taken it over, with a password or a passkey or through an identity provider; until then nobody can sign
    /// in with it.</summary>
    public bool IsOpen => PasswordHash is not null || EmailConfirmed;

    /// <summary>When its owner's data were erased; its id stays, since the history names it.</summary>
    public Instant? ErasedAt { get; private set; }

    /// <summary>When the desk was last looked at: tells what is new since.</summary>
    public Instant? DeskSeenAt { get; set; }

    /// <summary>Takes from it whatever tells of its owner, and with that every way in.</summary>
    /// <param name="instead">What stands where the name stood.</param>
    public void Erase(Text instead, Instant now)
    {
        (Name, Language, ErasedAt, DeskSeenAt, TotpStep) = (instead, "", now, null, 0);
        UserName = NormalizedUserName = Email = NormalizedEmail = PhoneNumber = PasswordHash = SecurityStamp = null;
        EmailConfirmed = PhoneNumberConfirmed = TwoFactorEnabled = false;
        ConcurrencyStamp = Guid.NewGuid().ToString();
    }
}

/// <summary>The roles of DESIGN, rule 2.</summary>
internal enum Role
{
    Administrator,
    ProgrammeManager,
    ProgrammeOfficer,
    ProtectionAdviser,
    DialogueDesk,
    FocalPoint,
    Signatory,
    Translator,
    Donor,
    Reader,
}

/// <summary>A role of an account. A party's role takes effect when that party's dialogue desk confirms it.</summary>
internal sealed class RoleGrant
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid Account { get; init; }

    public required Role Role { get; init; }

    /// <summary>Key of the party; null for the roles of no party.</summary>
    public string? Party { get; init; }

    public required Instant GrantedAt { get; init; }

    public Guid? GrantedBy { get; init; }

    /// <summary>When it took effect; null while the party's desk has not confirmed it.</summary>
    public Instant? ConfirmedAt { get; set; }

    public Guid? ConfirmedBy { get; set; }

    public Instant? EndedAt { get; set; }

    /// <summary>Key of the identity provider whose word gave it; null: a person did.</summary>
    public string? Provider { get; init; }

    /// <summary>Whether it ended because the provider no longer gives it: only then may the provider give it again.</summary>
    public bool EndedByProvider { get; set; }

    public bool IsInEffect => ConfirmedAt is not null && EndedAt is null;

    public bool IsPending => ConfirmedAt is null && EndedAt is null;

    /// <summary>For whom one acts in it: a party's key, "team", or null for the roles that take no side.</summary>
    public string? Side => Party ?? (Role is Role.ProgrammeManager or Role.ProgrammeOfficer or Role.ProtectionAdviser or Role.Translator ? "team" : null);

    /// <summary>Whether a role belongs to a side and never to the team.</summary>
    public static bool IsOfAParty(Role role) => role is Role.DialogueDesk or Role.FocalPoint or Role.Signatory;
}
