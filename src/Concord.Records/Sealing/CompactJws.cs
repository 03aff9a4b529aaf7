using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Concord.Records.Sealing;

/// <summary>
/// A JWS in compact form (RFC 7515), narrowed to what we make: ES256, three members in the header, one spelling of everything. A key that
/// came along inside would be refused with every other member.
/// </summary>
internal sealed class CompactJws
{
    private const int SignatureLength = 64;

    // The order of P-256, halved: of the two signatures s and n - s that both fit, only the smaller counts, so that nobody can make a second
    // seal out of a first.
    private static readonly BigInteger order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly byte[] signed;
    private readonly byte[] signature;

    private CompactJws(string kid, byte[] payload, byte[] signed, byte[] signature) => (Kid, Payload, this.signed, this.signature) = (kid, payload, signed, signature);

    /// <summary>Thumbprint of the key it says it was signed by.</summary>
    public string Kid { get; }

    public byte[] Payload { get; }

    public static string Sign(SealingKey key, string type, byte[] payload)
    {
        var text = Bytes.Spell(StrictJson.Write(new Header("ES256", key.Public.Kid, type))) + "." + Bytes.Spell(payload);
        return text + "." + Bytes.Spell(Lower(key.Sign(Encoding.ASCII.GetBytes(text))));
    }

    /// <exception cref="UnreadableException">It is anything but what <see cref="Sign"/> makes.</exception>
    public static CompactJws Read(string text, string type)
    {
        var parts = text.Split('.');
        if (parts.Length != 3) throw new UnreadableException("Not a JWS in compact form.");

        var header = StrictJson.Read<Header>(Bytes.Read(parts[0]));
        if (header.Alg != "ES256" || header.Typ != type) throw new UnreadableException("A JWS of another kind.");
        var signature = Bytes.Read(parts[2]);
        if (signature.Length != SignatureLength) throw new UnreadableException("A signature of another length.");
        return new(header.Kid, Bytes.Read(parts[1]), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature);
    }

    public bool IsSignedBy(PublishedKey key) => key.Kid == Kid && IsLower(signature) && key.Signed(signed, signature);

    /// <summary>Of the two signatures that fit, the one that counts.</summary>
    internal static byte[] Lower(byte[] signature)
    {
        if (IsLower(signature)) return signature;

        var other = (order - S(signature)).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. signature[..(SignatureLength / 2)], .. new byte[(SignatureLength / 2) - other.Length], .. other];
    }

    private static BigInteger S(byte[] signature) => new(signature.AsSpan(SignatureLength / 2), isUnsigned: true, isBigEndian: true);

    private static bool IsLower(byte[] signature) => S(signature) <= order / 2;

    private sealed record Header(string Alg, string Kid, string Typ);
}
