using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;

namespace Concord.Records.Sealing;

/// <summary>What everybody may know of a key of the installation (a JWK, RFC 7517).</summary>
/// <param name="X">Coordinate in base64url, as is the other.</param>
/// <param name="From">When it came into use; null: not said, and not asked.</param>
/// <param name="Until">When it went out of use, exclusive; null: it is still in use, or it is not said.</param>
public sealed record PublishedKey(string X, string Y, Instant? From, Instant? Until)
{
    /// <summary>Its name: the thumbprint (RFC 7638), which nobody can give to another key.</summary>
    public string Kid => Bytes.Spell(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")));

    /// <summary>Whether it was in use at a time.</summary>
    public bool WasInUse(Instant at) => !(at < From) && !(at >= Until);

    internal bool Signed(byte[] what, byte[] signature)
    {
        try
        {
            using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Bytes.Read(X), Y = Bytes.Read(Y) } });
            return key.VerifyData(what, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false; // no point of the curve
        }
    }

    internal JsonObject ToJwk()
    {
        var jwk = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = X, ["y"] = Y, ["alg"] = "ES256", ["use"] = "sig", ["kid"] = Kid };
        if (From is { } from) jwk["nbf"] = from.ToUnixTimeSeconds();
        if (Until is { } until) jwk["exp"] = until.ToUnixTimeSeconds();
        return jwk;
    }

    /// <exception cref="UnreadableException">It is no key of ours.</exception>
    internal static PublishedKey FromJwk(JsonElement jwk)
    {
        if (jwk.TryGetProperty("d", out _)) throw new UnreadableException("This is a private key: give the public one, and keep this one to yourself.");
        string? Text(string name) => jwk.TryGetProperty(name, out var value) ? value.GetString() : null;
        Instant? Time(string name) => jwk.TryGetProperty(name, out var value) ? Instant.FromUnixTimeSeconds(value.GetInt64()) : null;
        if (Text("kty") != "EC" || Text("crv") != "P-256" || Text("alg") is not (null or "ES256")) throw new UnreadableException("Only ES256 keys are used here.");

        var key = new PublishedKey(Text("x") ?? "", Text("y") ?? "", Time("nbf"), Time("exp"));
        if (Bytes.Read(key.X).Length != 32 || Bytes.Read(key.Y).Length != 32) throw new UnreadableException("A coordinate of the key has not 32 bytes.");
        return Text("kid") is { } kid && kid != key.Kid ? throw new UnreadableException("The name of the key (kid) is not its thumbprint.") : key;
    }
}

/// <summary>The installation's keys as it publishes them: the one in use and those before it (a JWKS, RFC 7517).</summary>
public sealed record PublishedKeys(IReadOnlyList<PublishedKey> Keys)
{
    private const int Most = 1000;

    private static readonly JsonSerializerOptions readable = new() { WriteIndented = true };

    /// <summary>The key of a name that was in use at a time; null when there is none.</summary>
    public PublishedKey? Find(string kid, Instant at) => Keys.FirstOrDefault(one => one.Kid == kid && one.WasInUse(at));

    /// <summary>As it is published.</summary>
    public byte[] ToJson()
    {
        var keys = new JsonArray([.. Keys.Select(one => (JsonNode)one.ToJwk())]);
        return Encoding.UTF8.GetBytes(new JsonObject { ["keys"] = keys }.ToJsonString(readable));
    }

    /// <summary>Reads a JWKS, or one JWK alone.</summary>
    /// <exception cref="UnreadableException">It is neither, or holds another kind of key, or a private one.</exception>
    public static PublishedKeys Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var read = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var keys = read.RootElement.TryGetProperty("keys", out var list) ? list.EnumerateArray().Take(Most).ToList() : [read.RootElement];
            return keys.Count == 0 ? throw new UnreadableException("There is no key.") : new([.. keys.Select(PublishedKey.FromJwk)]);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException and not UnreadableException or ArgumentOutOfRangeException)
        {
            throw new UnreadableException("Not a public key (JWK) or a set of them (JWKS).", wrong);
        }
    }
}
