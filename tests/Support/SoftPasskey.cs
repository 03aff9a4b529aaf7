using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Concord.Tests.Support;

/// <summary>An authenticator made of software: signs as a device would (WebAuthn), also wrongly when a test wants it to.</summary>
internal sealed class SoftPasskey(string algorithm = "ES256") : IDisposable
{
    private readonly ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RSA rsa = RSA.Create(2048);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(32);

    public uint Count { get; set; }

    /// <summary>Whether its owner shows it their fingerprint.</summary>
    public bool VerifiesOwner { get; set; } = true;

    public string? UserHandle { get; set; }

    public string Id => Base64Url.EncodeToString(id);

    /// <summary>What navigator.credentials.create would give.</summary>
    public string Make(JsonElement options, string origin)
    {
        UserHandle = options.GetProperty("user").GetProperty("id").GetString();
        var data = ClientData("webauthn.create", options, origin);
        byte[] credential = [.. new byte[16], 0, (byte)id.Length, .. id, .. PublicKey()];
        var authenticator = Authenticator(options.GetProperty("rp").GetProperty("id").GetString()!, 0x40, credential);
        byte[] attestation = [0xa3, .. Words("fmt"), .. Words("none"), .. Words("attStmt"), 0xa0, .. Words("authData"), .. Bytes(authenticator)];
        return JsonSerializer.Serialize(new { id = Id, rawId = Id, type = "public-key", clientExtensionResults = new { }, response = new { clientDataJSON = Base64Url.EncodeToString(data), attestationObject = Base64Url.EncodeToString(attestation), transports = new[] { "internal" } } });
    }

    /// <summary>What navigator.credentials.get would give.</summary>
    public string Sign(JsonElement options, string origin)
    {
        Count++;
        return Sign(Authenticator(options.GetProperty("rpId").GetString()!, 0, []), ClientData("webauthn.get", options, origin));
    }

    /// <summary>The same for whatever the device and the browser are to say.</summary>
    public string Sign(byte[] authenticator, byte[] data)
    {
        byte[] signed = [.. authenticator, .. SHA256.HashData(data)];
        var signature = algorithm == "ES256" ? curve.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence) : rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return JsonSerializer.Serialize(new { id = Id, rawId = Id, type = "public-key", clientExtensionResults = new { }, response = new { clientDataJSON = Base64Url.EncodeToString(data), authenticatorData = Base64Url.EncodeToString(authenticator), signature = Base64Url.EncodeToString(signature), userHandle = UserHandle } });
    }

    /// <summary>What a page would ask it.</summary>
    public static JsonElement Question(byte[] challenge, string rpId) => JsonSerializer.SerializeToElement(new { challenge = Base64Url.EncodeToString(challenge), rpId });

    /// <summary>Its public key, as an installation keeps it.</summary>
    public string CoseKey => Base64Url.EncodeToString(PublicKey());

    public void Dispose()
    {
        curve.Dispose();
        rsa.Dispose();
    }

    private static byte[] ClientData(string type, JsonElement options, string origin) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = options.GetProperty("challenge").GetString(), origin, crossOrigin = false });

    private byte[] Authenticator(string rpId, byte flags, byte[] credential)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(rpId)), (byte)(flags | 1 | (VerifiesOwner ? 4 : 0)), .. count, .. credential];
    }

    /// <summary>A COSE key: kty 2 and P-256, or kty 3.</summary>
    private byte[] PublicKey()
    {
        if (algorithm == "ES256")
        {
            var key = curve.ExportParameters(false);
            return [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, .. Bytes(key.Q.X!), 0x22, .. Bytes(key.Q.Y!)];
        }

        var own = rsa.ExportParameters(false);
        var name = algorithm == "RS256" ? -257 : -258; // the other one is RS384, which is not offered
        return [0xa4, 0x01, 0x03, 0x03, 0x39, .. Two(-1 - name), 0x20, .. Bytes(own.Modulus!), 0x21, .. Bytes(own.Exponent!)];
    }

    // CBOR (RFC 8949), as much as is needed.
    private static byte[] Words(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Bytes(byte[] bytes) => bytes.Length < 24 ? [(byte)(0x40 + bytes.Length), .. bytes] : bytes.Length < 256 ? [0x58, (byte)bytes.Length, .. bytes] : [0x59, .. Two(bytes.Length), .. bytes];

    private static byte[] Two(int number) => [(byte)(number >> 8), (byte)number];
}
