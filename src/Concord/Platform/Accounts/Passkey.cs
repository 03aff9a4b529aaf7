using System.Buffers.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace Concord.Platform.Accounts;

/// <summary>A passkey: a key pair on a device of its owner, who proves to it that it is they. It counts as two factors.</summary>
internal sealed class Passkey
{
    public const int LongestName = 60;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid Account { get; set; }

    /// <summary>Its owner's word for it.</summary>
    public string Name { get; set; } = "";

    /// <summary>In base64url, as are the other bytes.</summary>
    public required string CredentialId { get; init; }

    /// <summary>A COSE key (RFC 9052), ES256 or RS256.</summary>
    public required string PublicKey { get; init; }

    /// <summary>The domain it was made for: it works for no other.</summary>
    public required string RpId { get; init; }

    /// <summary>How often it has signed, as it says itself; always 0 for passkeys that several devices share.</summary>
    public long SignCount { get; set; }

    /// <summary>How a browser reaches it, as it said: "internal hybrid".</summary>
    public required string Transports { get; init; }

    /// <summary>Whether it may be copied to other devices of its owner.</summary>
    public required bool BackupEligible { get; init; }

    public required bool BackedUp { get; set; }

    /// <summary>What the authenticator said when it was made, with the client data of that moment.</summary>
    public required string Attestation { get; init; }

    public required string ClientData { get; init; }

    [JsonIgnore] // of the row
    public Instant MadeAt { get; set; }

    [JsonIgnore]
    public Instant? UsedAt { get; set; }

    public static Passkey From(UserPasskeyInfo made, string rpId, string name, Instant now) =>
        new()
        {
            Name = name,
            CredentialId = Base64Url.EncodeToString(made.CredentialId),
            PublicKey = Base64Url.EncodeToString(made.PublicKey),
            RpId = rpId,
            SignCount = made.SignCount,
            Transports = string.Join(' ', made.Transports ?? []),
            BackupEligible = made.IsBackupEligible,
            BackedUp = made.IsBackedUp,
            Attestation = Base64Url.EncodeToString(made.AttestationObject),
            ClientData = Base64Url.EncodeToString(made.ClientDataJson),
            MadeAt = now,
        };

    /// <summary>As the framework's handler wants it.</summary>
    public UserPasskeyInfo ToInfo() =>
        new(
            Base64Url.DecodeFromChars(CredentialId),
            Base64Url.DecodeFromChars(PublicKey),
            MadeAt.ToDateTimeOffset(),
            (uint)SignCount,
            Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            isUserVerified: true,
            BackupEligible,
            BackedUp,
            Base64Url.DecodeFromChars(Attestation),
            Base64Url.DecodeFromChars(ClientData))
        {
            Name = Name,
        };
}
