using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Concord.Records.Sealing;

/// <summary>A statement signed with a passkey (WebAuthn): proves that whoever holds the device, and unlocked it, signed this statement.</summary>
/// <param name="AuthenticatorData">As the device said it; base64url, as are the other bytes.</param>
/// <param name="ClientDataJson">As the browser said it.</param>
/// <param name="Signature">Over authenticator data and SHA-256 of the client data.</param>
/// <param name="PublicKey">Of the passkey: a COSE key (RFC 9052), ES256 or RS256.</param>
/// <param name="RpId">The domain that the passkey is for.</param>
/// <param name="Origin">The site it was signed on.</param>
public sealed record PasskeyProof(SigningStatement Statement, string AuthenticatorData, string ClientDataJson, string Signature, string PublicKey, string RpId, string Origin)
    : Proof(Statement)
{
    private const byte UserPresent = 0x01, UserVerified = 0x04, BackupEligible = 0x08, BackedUp = 0x10, AttestedCredential = 0x40, Extensions = 0x80;

    private const int HashLength = 32, FlagsAt = 32, ShortestData = 37;

    /// <summary>A proof from what the browser answered. Verify it before it is kept.</summary>
    /// <param name="credentialJson">JSON of the browser's PublicKeyCredential.</param>
    /// <param name="publicKey">Of the passkey that was recognised, a COSE key in base64url.</param>
    /// <exception cref="UnreadableException">The answer is none.</exception>
    public static PasskeyProof From(SigningStatement statement, string credentialJson, string publicKey, string rpId, string origin)
    {
        try
        {
            using var credential = JsonDocument.Parse(credentialJson);
            var response = credential.RootElement.GetProperty("response");
            string Text(string name) => Bytes.Spell(Bytes.Read(response.GetProperty(name).GetString() ?? ""));
            return new(statement, Text("authenticatorData"), Text("clientDataJSON"), Text("signature"), publicKey, rpId, origin);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new UnreadableException("No answer of a passkey.", wrong);
        }
    }

    /// <summary>As WebAuthn Level 3, section 7.2, wants it, as far as it does not ask who has an account.</summary>
    private protected override ProofFault? FaultOf(PublishedKeys keys)
    {
        var clientData = Bytes.Read(ClientDataJson);
        var data = Bytes.Read(AuthenticatorData);
        if (FaultOfClient(clientData) is { } client) return client;
        if (FaultOfDevice(data) is { } device) return device;
        if (CoseKey.Read(Bytes.Read(PublicKey)) is not { } key) return ProofFault.WrongKey;

        using (key) return key.Signed([.. data, .. SHA256.HashData(clientData)], Bytes.Read(Signature)) ? null : ProofFault.WrongSignature;
    }

    private ProofFault? FaultOfClient(byte[] clientData)
    {
        try
        {
            using var read = JsonDocument.Parse(clientData, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var client = read.RootElement;
            if (client.GetProperty("type").GetString() != "webauthn.get") return ProofFault.WrongType;
            if (!CryptographicOperations.FixedTimeEquals(Bytes.Read(client.GetProperty("challenge").GetString() ?? ""), Statement.Challenge())) return ProofFault.WrongChallenge;
            if (client.GetProperty("origin").GetString() != Origin || !IsOf(Origin, RpId)) return ProofFault.WrongOrigin;
            if (client.TryGetProperty("crossOrigin", out var cross) && cross.ValueKind != JsonValueKind.False) return ProofFault.WrongOrigin;
            return client.TryGetProperty("topOrigin", out _) ? ProofFault.WrongOrigin : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return ProofFault.Malformed;
        }
    }

    /// <summary>Whether an origin is a site of a domain: the domain itself or one below it.</summary>
    private static bool IsOf(string origin, string domain) =>
        domain.Length > 0
        && Uri.TryCreate(origin, UriKind.Absolute, out var site)
        && (site.Scheme == Uri.UriSchemeHttps || site is { Scheme: "http", Host: "localhost" })
        && (site.Host == domain || site.Host.EndsWith("." + domain, StringComparison.Ordinal));

    private ProofFault? FaultOfDevice(byte[] data)
    {
        if (data.Length < ShortestData) return ProofFault.Malformed;
        if (!data.AsSpan(0, HashLength).SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(RpId)))) return ProofFault.WrongDomain;

        var flags = data[FlagsAt];
        if ((flags & UserPresent) == 0) return ProofFault.NotPresent;
        if ((flags & UserVerified) == 0) return ProofFault.NotVerified;
        if ((flags & BackedUp) != 0 && (flags & BackupEligible) == 0) return ProofFault.Malformed;
        if ((flags & AttestedCredential) != 0) return ProofFault.Malformed; // belongs to the making of a passkey
        return IsWellFormed(data.AsMemory(ShortestData), (flags & Extensions) != 0) ? null : ProofFault.Malformed;
    }

    /// <summary>Behind the counter stands one map of extensions when the flag says so, and nothing otherwise.</summary>
    private static bool IsWellFormed(ReadOnlyMemory<byte> rest, bool hasExtensions)
    {
        if (!hasExtensions) return rest.Length == 0;
        try
        {
            var reader = new CborReader(rest, CborConformanceMode.Ctap2Canonical);
            if (reader.PeekState() != CborReaderState.StartMap) return false;
            reader.SkipValue();
            return reader.BytesRemaining == 0;
        }
        catch (CborContentException)
        {
            return false;
        }
    }
}
