using System.Formats.Cbor;
using System.Security.Cryptography;

namespace Concord.Records.Sealing;

/// <summary>The public key of a passkey (COSE, RFC 9052 and 9053): ES256 or RS256, which can still be checked anywhere in years to come.</summary>
internal sealed class CoseKey : IDisposable
{
    private const int Kty = 1, Alg = 3, Ec2 = 2, Rsa = 3, Es256 = -7, Rs256 = -257, P256 = 1;

    private const int ShortestRsa = 2048;

    private readonly ECDsa? curve;
    private readonly RSA? rsa;

    private CoseKey(ECDsa? curve, RSA? rsa) => (this.curve, this.rsa) = (curve, rsa);

    /// <returns>Null when it is another kind of key, too short, or says more than a key has to.</returns>
    public static CoseKey? Read(byte[] cose)
    {
        try
        {
            var (numbers, bytes) = Members(cose);
            return numbers.GetValueOrDefault(Kty) switch
            {
                Ec2 when numbers.GetValueOrDefault(Alg) == Es256 && numbers.GetValueOrDefault(-1) == P256 && numbers.Count == 3 && bytes.Count == 2 =>
                    new(ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = bytes[-2], Y = bytes[-3] } }), null),
                Rsa when numbers.GetValueOrDefault(Alg) == Rs256 && numbers.Count == 2 && bytes.Count == 2 => OfRsa(bytes[-1], bytes[-2]),
                _ => null,
            };
        }
        catch (Exception wrong) when (wrong is CborContentException or CryptographicException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            return null;
        }
    }

    public bool Signed(byte[] what, byte[] signature) =>
        curve?.VerifyData(what, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
        ?? rsa!.VerifyData(what, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public void Dispose()
    {
        curve?.Dispose();
        rsa?.Dispose();
    }

    private static CoseKey? OfRsa(byte[] modulus, byte[] exponent)
    {
        var key = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
        if (key.KeySize >= ShortestRsa) return new(null, key);

        key.Dispose();
        return null;
    }

    /// <summary>The members of the key by their labels: numbers (kind, algorithm, curve) and bytes (coordinates, modulus).</summary>
    private static (Dictionary<int, int> Numbers, Dictionary<int, byte[]> Bytes) Members(byte[] cose)
    {
        var (numbers, bytes) = (new Dictionary<int, int>(), new Dictionary<int, byte[]>());
        var reader = new CborReader(cose, CborConformanceMode.Ctap2Canonical);
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            var label = reader.ReadInt32();
            if (reader.PeekState() == CborReaderState.ByteString) bytes[label] = reader.ReadByteString();
            else numbers[label] = reader.ReadInt32();
        }

        reader.ReadEndMap();
        return reader.BytesRemaining == 0 ? (numbers, bytes) : throw new CborContentException("Something follows the key.");
    }
}
