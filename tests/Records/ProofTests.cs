using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Concord.Records;
using Concord.Records.Sealing;
using Concord.Tests.Support;
using NodaTime;

namespace Concord.Tests.Records;

/// <summary>Proofs by a passkey and by the installation, and every way in which they can be wrong.</summary>
public sealed class ProofTests
{
    private const string Domain = "concord.example", Site = "https://concord.example";

    private static readonly PublishedKeys none = new([]);

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    public void A_passkey_proves_a_statement_offline(string algorithm)
    {
        using var passkey = new SoftPasskey(algorithm);
        var proof = SomeRecord.Passkey(passkey, SomeRecord.Statement());

        Assert.Null(proof.Verify(none));
        Assert.Null(Proof.Read(proof.ToJson()).Verify(none));
        Assert.Equal(proof, Proof.Read(proof.ToJson()));
    }

    [Theory]
    [InlineData("RS384")]
    public void Other_algorithms_are_refused(string algorithm)
    {
        using var passkey = new SoftPasskey(algorithm);

        Assert.Equal(ProofFault.WrongKey, SomeRecord.Passkey(passkey, SomeRecord.Statement()).Verify(none));
    }

    [Fact]
    public void A_statement_changed_afterwards_is_not_proved()
    {
        using var passkey = new SoftPasskey();
        var proof = SomeRecord.Passkey(passkey, SomeRecord.Statement());
        var said = proof.Statement;

        foreach (var other in new[]
        {
            said with { Party = "china" }, said with { PartyName = Wordings.Of("China", "中国") }, said with { Person = Wordings.Of("Anna Examplf", "安娜·示例") }, said with { Person = Wordings.Of("Anna Example", "安娜·示范") },
            said with { Capacity = Wordings.Of("Minister", "部长") }, said with { At = said.At + Duration.FromSeconds(1) }, said with { Record = new string('0', 64) },
            said with { Nonce = SomeRecord.Statement().Nonce },
        })
        {
            Assert.Equal(ProofFault.WrongChallenge, (proof with { Statement = other }).Verify(none));
        }

        Assert.Equal(ProofFault.Malformed, (proof with { Statement = said with { Format = "concord-signing-statement/2" } }).Verify(none));
        Assert.Equal(ProofFault.Malformed, (proof with { Statement = said with { Record = said.Record.ToUpperInvariant() } }).Verify(none));
        Assert.Equal(ProofFault.Malformed, (proof with { Statement = said with { Nonce = "" } }).Verify(none));
    }

    /// <summary>What the browser says, changed and then truly signed.</summary>
    public static TheoryData<string, string, ProofFault> Browsers() => new()
    {
        { "type", "\"webauthn.create\"", ProofFault.WrongType },
        { "challenge", "\"AAAA\"", ProofFault.WrongChallenge },
        { "challenge", "null", ProofFault.WrongChallenge },
        { "origin", "\"https://concord.example.evil.test\"", ProofFault.WrongOrigin },
        { "origin", "\"http://concord.example\"", ProofFault.WrongOrigin },
        { "crossOrigin", "true", ProofFault.WrongOrigin },
        { "crossOrigin", "\"false\"", ProofFault.WrongOrigin },
        { "topOrigin", "\"https://elsewhere.example\"", ProofFault.WrongOrigin },
        { "type", "7", ProofFault.Malformed },
    };

    [Theory]
    [MemberData(nameof(Browsers))]
    public void What_the_browser_says_must_fit(string member, string value, ProofFault expected)
    {
        using var passkey = new SoftPasskey();
        var statement = SomeRecord.Statement();
        var client = Client(statement);
        client[member] = JsonNode.Parse(value);

        Assert.Equal(expected, Signed(passkey, statement, Device(), client.ToJsonString()).Verify(none));
    }

    [Fact]
    public void Browsers_may_say_more_but_nothing_twice()
    {
        using var passkey = new SoftPasskey();
        var statement = SomeRecord.Statement();
        var client = Client(statement);
        client.Remove("crossOrigin");
        client["other_keys_can_be_added_here"] = "do not compare clientDataJSON against a template";

        Assert.Null(Signed(passkey, statement, Device(), client.ToJsonString()).Verify(none));
        Assert.Equal(ProofFault.Malformed, Signed(passkey, statement, Device(), client.ToJsonString().Insert(1, "\"type\":\"webauthn.create\",")).Verify(none));
        Assert.Equal(ProofFault.Malformed, Signed(passkey, statement, Device(), "[]").Verify(none));
        Assert.Equal(ProofFault.Malformed, Signed(passkey, statement, Device(), client.ToJsonString() + "x").Verify(none));
    }

    [Theory]
    [InlineData(0x05, null)]
    [InlineData(0x1d, null)] // may be copied to other devices, and was
    [InlineData(0x04, ProofFault.NotPresent)]
    [InlineData(0x01, ProofFault.NotVerified)]
    [InlineData(0x00, ProofFault.NotPresent)]
    [InlineData(0x15, ProofFault.Malformed)] // was copied and may not be
    [InlineData(0x45, ProofFault.Malformed)] // brings a new credential
    [InlineData(0x85, ProofFault.Malformed)] // announces extensions and has none
    public void The_device_must_have_verified_its_owner(int flags, ProofFault? expected)
    {
        using var passkey = new SoftPasskey();
        var statement = SomeRecord.Statement();

        Assert.Equal(expected, Signed(passkey, statement, Device((byte)flags), Client(statement).ToJsonString()).Verify(none));
    }

    [Fact]
    public void What_the_device_says_must_be_whole_and_of_this_domain()
    {
        using var passkey = new SoftPasskey();
        var statement = SomeRecord.Statement();
        var client = Client(statement).ToJsonString();

        Assert.Null(Signed(passkey, statement, [.. Device(0x85), 0xa0], client).Verify(none));
        Assert.Null(Signed(passkey, statement, [.. Device(0x85), 0xa1, 0x61, (byte)'a', 0xf5], client).Verify(none));
        Assert.Equal(ProofFault.Malformed, Signed(passkey, statement, [.. Device(0x85), 0xa0, 0x00], client).Verify(none));
        Assert.Equal(ProofFault.Malformed, Signed(passkey, statement, [.. Device(0x85), 0x80], client).Verify(none));
        Assert.Equal(ProofFault.Malformed, Signed(passkey, statement, [.. Device(), 0x00], client).Verify(none));
        Assert.Equal(ProofFault.Malformed, Signed(passkey, statement, Device()[..36], client).Verify(none));
        Assert.Equal(ProofFault.WrongDomain, Signed(passkey, statement, Device(domain: "other.example"), client).Verify(none));
    }

    [Fact]
    public void Domain_and_origin_belong_together()
    {
        using var passkey = new SoftPasskey();
        var statement = SomeRecord.Statement();
        PasskeyProof Of(string domain, string origin) => PasskeyProof.From(statement, passkey.Sign(SoftPasskey.Question(statement.Challenge(), domain), origin), passkey.CoseKey, domain, origin);

        Assert.Null(Of("example", "https://concord.example").Verify(none));
        Assert.Null(Of("localhost", "http://localhost:5080").Verify(none));
        Assert.Equal(ProofFault.WrongOrigin, Of("concord.example", "https://notconcord.example").Verify(none));
        Assert.Equal(ProofFault.WrongOrigin, Of("concord.example", "https://example").Verify(none));
        Assert.Equal(ProofFault.WrongOrigin, Of("concord.example", "concord.example").Verify(none));
        Assert.Equal(ProofFault.WrongOrigin, Of("", "https://concord.example").Verify(none));
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    public void A_signature_or_key_changed_in_any_place_does_not_fit(string algorithm)
    {
        using var passkey = new SoftPasskey(algorithm);
        using var other = new SoftPasskey(algorithm);
        var proof = SomeRecord.Passkey(passkey, SomeRecord.Statement());

        Assert.Equal(ProofFault.WrongSignature, (proof with { PublicKey = other.CoseKey }).Verify(none));
        foreach (var changed in EveryByteOf(proof.Signature)) Assert.NotNull((proof with { Signature = changed }).Verify(none));
        foreach (var changed in EveryByteOf(proof.AuthenticatorData)) Assert.NotNull((proof with { AuthenticatorData = changed }).Verify(none));
        foreach (var changed in EveryByteOf(proof.ClientDataJson)) Assert.NotNull((proof with { ClientDataJson = changed }).Verify(none));
        foreach (var changed in EveryByteOf(proof.PublicKey)) Assert.NotNull((proof with { PublicKey = changed }).Verify(none));
        Assert.NotNull((proof with { Signature = proof.Signature + "AA" }).Verify(none));
        Assert.NotNull((proof with { PublicKey = proof.PublicKey + "AA" }).Verify(none));
        Assert.Equal(ProofFault.Malformed, (proof with { Signature = proof.Signature + "=" }).Verify(none));
        Assert.Equal(ProofFault.WrongOrigin, (proof with { Origin = "https://www.concord.example" }).Verify(none));
    }

    [Fact]
    public void A_short_key_is_refused()
    {
        using var rsa = RSA.Create(1024);
        var own = rsa.ExportParameters(false);
        byte[] cose = [0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x58, 0x80, .. own.Modulus!, 0x21, 0x43, .. own.Exponent!];
        var statement = SomeRecord.Statement();
        byte[] data = [.. Device()], client = Encoding.UTF8.GetBytes(Client(statement).ToJsonString());
        var signature = rsa.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        var proof = new PasskeyProof(statement, Text(data), Text(client), Text(signature), Text(cose), Domain, Site);

        Assert.Equal(ProofFault.WrongKey, proof.Verify(none));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"response":{"authenticatorData":"AA==","clientDataJSON":"AA","signature":"AA"}}""")]
    [InlineData("""{"response":{"authenticatorData":7,"clientDataJSON":"AA","signature":"AA"}}""")]
    public void What_is_no_answer_of_a_passkey_makes_no_proof(string answer) =>
        Assert.Throws<UnreadableException>(() => PasskeyProof.From(SomeRecord.Statement(), answer, "AA", Domain, Site));

    [Fact]
    public void The_installation_attests_with_the_key_in_use()
    {
        using var key = SealingKey.New(SomeRecord.Signed);
        using var other = SealingKey.New(SomeRecord.Signed);
        var proof = AttestedProof.Of(SomeRecord.Statement(), key);
        PublishedKeys keys = new([other.Public, key.Public]);

        Assert.Null(proof.Verify(keys));
        Assert.Equal(proof, Proof.Read(proof.ToJson()));
        Assert.Equal(ProofFault.UnknownKey, proof.Verify(new([other.Public])));
        Assert.Equal(ProofFault.UnknownKey, proof.Verify(new([key.Public with { From = SomeRecord.Signed + Duration.FromSeconds(1) }])));
        Assert.Equal(ProofFault.UnknownKey, proof.Verify(new([key.Public with { Until = SomeRecord.Signed }])));
        Assert.Equal(ProofFault.WrongChallenge, (proof with { Statement = SomeRecord.Statement() }).Verify(keys));
        Assert.Equal(ProofFault.Malformed, (proof with { Attestation = proof.Attestation + "\n" }).Verify(keys));
        Assert.Equal(ProofFault.UnknownKey, AttestedProof.Of(SomeRecord.Statement(), other).Verify(new([key.Public])));
    }

    [Fact]
    public void Whoever_seals_may_not_pass_a_seal_for_an_attestation()
    {
        using var key = SealingKey.New(SomeRecord.Signed);
        var statement = SomeRecord.Statement();
        var foreign = CompactJws.Sign(key, "concord-seal+jws", statement.ToJson());

        Assert.Equal(ProofFault.Malformed, new AttestedProof(statement, foreign).Verify(new([key.Public])));
    }

    internal static IEnumerable<string> EveryByteOf(string base64)
    {
        var bytes = Base64Url.DecodeFromChars(base64);
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = bytes.ToArray();
            changed[at] ^= 1;
            yield return Text(changed);
        }
    }

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static JsonObject Client(SigningStatement statement) =>
        new() { ["type"] = "webauthn.get", ["challenge"] = Text(statement.Challenge()), ["origin"] = Site, ["crossOrigin"] = false };

    private static byte[] Device(byte flags = 0x05, string domain = Domain) => [.. SHA256.HashData(Encoding.UTF8.GetBytes(domain)), flags, 0, 0, 0, 7];

    private static PasskeyProof Signed(SoftPasskey passkey, SigningStatement statement, byte[] device, string client) =>
        PasskeyProof.From(statement, passkey.Sign(device, Encoding.UTF8.GetBytes(client)), passkey.CoseKey, Domain, Site);
}
