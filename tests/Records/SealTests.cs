using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Concord.Records;
using Concord.Records.Sealing;
using Concord.Tests.Support;
using NodaTime;

namespace Concord.Tests.Records;

/// <summary>The seal: what it holds, whose it is, and that there is only one spelling of it.</summary>
public sealed class SealTests : IDisposable
{
    private readonly SealingKey key = SealingKey.New(SomeRecord.Signed);
    private readonly SoftPasskey passkey = new();

    private PublishedKeys Keys => new([key.Public]);

    public void Dispose()
    {
        key.Dispose();
        passkey.Dispose();
    }

    [Fact]
    public void A_seal_survives_its_file()
    {
        var seal = New();

        var again = Seal.Read(seal.SignWith(key), Keys);

        Assert.Equal((seal.Number, seal.Previous, seal.Record, seal.SealedAt), (again.Number, again.Previous, again.Record, again.SealedAt));
        Assert.Equal(seal.Proofs, again.Proofs);
        Assert.Equal(seal.Files, again.Files);
        Assert.All(again.Proofs, proof => Assert.Null(proof.Verify(Keys)));
    }

    [Fact]
    public void The_next_seal_names_the_file_of_the_one_before()
    {
        var first = New().SignWith(key);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(first))), New(first).Previous);
    }

    [Fact]
    public void A_seal_made_again_with_another_key_is_refused()
    {
        using var other = SealingKey.New(SomeRecord.Signed);

        Assert.Throws<ForeignSealException>(() => Seal.Read(New().SignWith(other), Keys));
    }

    [Fact]
    public void A_key_counts_only_while_it_was_in_use()
    {
        var seal = New().SignWith(key);
        var at = SomeRecord.Signed + Duration.FromMinutes(5);

        Assert.NotNull(Seal.Read(seal, new([key.Public with { Until = at + Duration.FromSeconds(1) }])));
        Assert.Throws<ForeignSealException>(() => Seal.Read(seal, new([key.Public with { Until = at }])));
        Assert.Throws<ForeignSealException>(() => Seal.Read(seal, new([key.Public with { From = at + Duration.FromSeconds(1) }])));
    }

    [Theory]
    [InlineData("number")]
    [InlineData("chain")]
    [InlineData("statement")]
    [InlineData("proof")]
    [InlineData("file")]
    [InlineData("time")]
    public void What_is_changed_inside_breaks_the_signature(string what)
    {
        var parts = New(New().SignWith(key)).SignWith(key).Split('.');
        var payload = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        switch (what)
        {
            case "number": payload["number"] = "2"; break;
            case "chain": payload["previous"] = null; break;
            case "statement": payload["proofs"]![0]!["statement"]!["person"]!["en"] = "Somebody Else"; break;
            case "proof": payload["proofs"]![0]!["signature"] = payload["proofs"]![0]!["authenticatorData"]!.GetValue<string>(); break;
            case "file": payload["files"]![0]!["sha256"] = new string('0', 64); break;
            default: payload["sealedAt"] = "2027-04-15T00:00:00Z"; break;
        }

        var changed = string.Join('.', parts[0], Base64Url.EncodeToString(CanonicalJson.Of(Encoding.UTF8.GetBytes(payload.ToJsonString()))), parts[2]);

        Assert.Throws<ForeignSealException>(() => Seal.Read(changed, Keys));
    }

    /// <summary>Signed with the right key, and still not a seal.</summary>
    [Theory]
    [InlineData("{\"alg\":\"none\",\"kid\":\"KID\",\"typ\":\"concord-seal+jws\"}")]
    [InlineData("{\"alg\":\"HS256\",\"kid\":\"KID\",\"typ\":\"concord-seal+jws\"}")]
    [InlineData("{\"alg\":\"ES384\",\"kid\":\"KID\",\"typ\":\"concord-seal+jws\"}")]
    [InlineData("{\"alg\":\"ES256\",\"kid\":\"KID\",\"typ\":\"JWT\"}")]
    [InlineData("{\"alg\":\"ES256\",\"kid\":\"KID\"}")]
    [InlineData("{\"alg\":\"ES256\",\"crit\":[],\"kid\":\"KID\",\"typ\":\"concord-seal+jws\"}")]
    [InlineData("{\"alg\":\"ES256\",\"jwk\":{},\"kid\":\"KID\",\"typ\":\"concord-seal+jws\"}")]
    [InlineData("{\"alg\":\"ES256\",\"kid\":\"KID\",\"kid\":\"KID\",\"typ\":\"concord-seal+jws\"}")]
    [InlineData("{\"kid\":\"KID\",\"alg\":\"ES256\",\"typ\":\"concord-seal+jws\"}")]
    [InlineData("{\"alg\":\"ES256\", \"kid\":\"KID\",\"typ\":\"concord-seal+jws\"}")]
    public void Another_header_is_refused(string header)
    {
        var payload = New().SignWith(key).Split('.')[1];

        Assert.Throws<UnreadableException>(() => Seal.Read(Signed(header.Replace("KID", key.Public.Kid, StringComparison.Ordinal), payload), Keys));
    }

    [Theory]
    [InlineData("{\"", "{ \"")]
    [InlineData("{\"", "{\"also\":1,\"")]
    [InlineData("\"number\":\"1\"", "\"number\":\"1\",\"number\":\"1\"")]
    [InlineData("\"number\":\"1\"", "\"number\":1")]
    [InlineData("\"number\":\"1\"", "\"number\":\"\"")]
    [InlineData("\"kind\":\"passkey\"", "\"kind\":\"promised\"")]
    [InlineData("\"previous\":null", "\"previous\":\"\"")]
    [InlineData("09:35:00Z", "09:35:00+00:00")]
    [InlineData("09:35:00Z", "09:25:00Z")]
    [InlineData("\"party\":\"china\"", "\"party\":\"eu\"")]
    [InlineData("record.docx", "record.json")]
    public void Another_payload_is_refused_whoever_signed_it(string written, string instead)
    {
        var parts = New().SignWith(key).Split('.');
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        Assert.Contains(written, payload, StringComparison.Ordinal);
        var at = payload.IndexOf(written, StringComparison.Ordinal);
        var changed = payload[..at] + instead + payload[(at + written.Length)..];

        Assert.Throws<UnreadableException>(() => Seal.Read(Signed(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])), Text(changed)), Keys));
    }

    [Fact]
    public void There_is_one_spelling_of_a_seal()
    {
        var seal = New().SignWith(key);
        var parts = seal.Split('.');

        foreach (var other in new[] { seal + "\n", " " + seal, seal + ".", "." + seal, seal + "=", seal.Replace(".", ". ", StringComparison.Ordinal), parts[0] + "." + parts[1], seal + "A", seal[..^1], parts[0] + ".." + parts[2], "", OtherEnd(seal) })
        {
            Assert.ThrowsAny<Exception>(() => Seal.Read(other, Keys));
        }
    }

    /// <summary>Of an ECDSA signature (r, s) the other (r, n - s) fits as well: a second seal that would break the chain.</summary>
    [Fact]
    public void The_twin_of_a_signature_is_refused()
    {
        var parts = New().SignWith(key).Split('.');
        var signature = Base64Url.DecodeFromChars(parts[2]);
        var order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var twin = (order - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] other = [.. signature[..32], .. new byte[32 - twin.Length], .. twin];

        var exception = Assert.Throws<ForeignSealException>(() => Seal.Read($"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(other)}", Keys));
        Assert.Contains("changed", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_published_and_read_again()
    {
        using var old = SealingKey.New(SomeRecord.Signed - Duration.FromDays(400));
        PublishedKeys keys = new([old.Public with { Until = SomeRecord.Signed }, key.Public]);

        Assert.Equal(keys.Keys, PublishedKeys.Read(keys.ToJson()).Keys);
        Assert.Equal([key.Public], PublishedKeys.Read(Encoding.UTF8.GetBytes(key.Public.ToJwk().ToJsonString())).Keys);
    }

    /// <summary>RFC 7638 has an RSA key as its sample; this one is the EC key of RFC 7517, appendix A.1, with the thumbprint that npm jose gives it.</summary>
    [Fact]
    public void A_key_is_called_by_its_thumbprint() =>
        Assert.Equal("cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s", new PublishedKey("MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM", null, null).Kid);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"keys\":[]}")]
    [InlineData("{\"keys\":[null]}")]
    [InlineData("{\"kty\":\"RSA\"}")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\",\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\",\"kid\":\"1\"}")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\",\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\",\"d\":\"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE\"}")]
    public void Other_keys_are_refused(string json) => Assert.Throws<UnreadableException>(() => PublishedKeys.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_key_can_be_stored()
    {
        using var again = SealingKey.Import(key.Export(), SomeRecord.Signed);

        Assert.Equal(key.Public, again.Public);
        Assert.NotNull(Seal.Read(New().SignWith(again), Keys));
    }

    private Seal New(string? previous = null) =>
        Seal.Of(
            "1",
            previous,
            SomeRecord.Text().Hash(),
            SomeRecord.Signed + Duration.FromMinutes(5),
            [SomeRecord.Passkey(passkey, SomeRecord.Statement()), AttestedProof.Of(SomeRecord.Statement("china"), key)],
            [("record.json", SomeRecord.Text().ToJson()), ("record.docx", [1, 2, 3])]);

    /// <summary>The last character of a signature stands for four bits and two that mean nothing: here they are set.</summary>
    private static string OtherEnd(string seal)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return seal[..^1] + Alphabet[Alphabet.IndexOf(seal[^1], StringComparison.Ordinal) + 1];
    }

    private string Signed(string header, string payload)
    {
        var text = Text(header) + "." + payload;
        using var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(key.Export(), out _);
        return text + "." + Base64Url.EncodeToString(CompactJws.Lower(pair.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256)));
    }

    private static string Text(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
