using System.Security.Cryptography;
using NodaTime;

namespace Concord.Records.Sealing;

/// <summary>The installation's own key pair (ECDSA on P-256), with which it seals and attests.</summary>
public sealed class SealingKey : IDisposable
{
    private readonly ECDsa pair;

    private SealingKey(ECDsa pair, Instant from)
    {
        this.pair = pair;
        var point = pair.ExportParameters(includePrivateParameters: false).Q;
        Public = new(Bytes.Spell(point.X), Bytes.Spell(point.Y), Instant.FromUnixTimeSeconds(from.ToUnixTimeSeconds()), null);
    }

    /// <summary>What is published of it.</summary>
    public PublishedKey Public { get; }

    /// <summary>A new key, in use from now on.</summary>
    public static SealingKey New(Instant now) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), now);

    /// <summary>A key that was stored.</summary>
    /// <param name="secret">As <see cref="Export"/> gives it.</param>
    /// <exception cref="CryptographicException">It is none.</exception>
    public static SealingKey Import(ReadOnlySpan<byte> secret, Instant from)
    {
        var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(secret, out _);
        return new(pair, from);
    }

    /// <summary>The whole key (PKCS #8), to be stored where nobody reads it.</summary>
    public byte[] Export() => pair.ExportPkcs8PrivateKey();

    /// <inheritdoc/>
    public void Dispose() => pair.Dispose();

    internal byte[] Sign(byte[] what) => pair.SignData(what, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
}
