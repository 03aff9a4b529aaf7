using System.Security.Cryptography;
using NodaTime;

namespace Concord.Records.Sealing;

/// <summary>What a person signs: that he or she signs this very record, for whom, as what and when.</summary>
/// <param name="Format">Tells it from anything else that is ever signed.</param>
/// <param name="Record">SHA-256 of the record's canonical JSON, in lower-case hexadecimal.</param>
/// <param name="Party">Key of the side that is signed for.</param>
/// <param name="PartyName">Its name, as the record has it.</param>
/// <param name="Person">The name, as written in each language.</param>
/// <param name="Capacity">In which capacity; null when not said.</param>
/// <param name="At">When, to the second, by the installation's clock.</param>
/// <param name="Nonce">32 random bytes in base64url: no two statements are alike.</param>
public sealed record SigningStatement(string Format, string Record, string Party, Wordings PartyName, Wordings Person, Wordings? Capacity, Instant At, string Nonce)
{
    /// <summary>The only format there is.</summary>
    public const string ThisFormat = "concord-signing-statement/1";

    private const int NonceLength = 32;

    /// <summary>A new statement.</summary>
    /// <param name="party">Key of one of the record's sides.</param>
    /// <exception cref="UnreadableException">The record cannot stand, or has no such side.</exception>
    public static SigningStatement New(RecordText record, string party, Wordings person, Wordings? capacity, Instant now) =>
        new(ThisFormat, record.Hash(), party, (record.Parties.FirstOrDefault(one => one.Key == party) ?? throw new UnreadableException("The record has no such side.")).Name, person, capacity, Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds()), Bytes.Spell(RandomNumberGenerator.GetBytes(NonceLength)));

    /// <summary>Canonical JSON (RFC 8785): the bytes that are signed.</summary>
    public byte[] ToJson() => StrictJson.Write(this);

    /// <summary>SHA-256 of the canonical JSON: the challenge that a passkey signs (WebAuthn).</summary>
    public byte[] Challenge() => SHA256.HashData(ToJson());

    /// <summary>Reads canonical JSON.</summary>
    /// <exception cref="UnreadableException">It is not exactly what <see cref="ToJson"/> makes.</exception>
    public static SigningStatement Read(ReadOnlySpan<byte> json)
    {
        var statement = StrictJson.Read<SigningStatement>(json);
        statement.Check();
        return statement;
    }

    /// <exception cref="UnreadableException">It says less than a statement has to.</exception>
    internal void Check()
    {
        if (Format != ThisFormat) throw new UnreadableException("Not a signing statement of this format.");
        if (!Hashes.IsHash(Record)) throw new UnreadableException("The record must be named by a SHA-256.");
        if (Party.Length == 0 || PartyName.Count == 0 || Person.Count == 0) throw new UnreadableException("A statement must say who signs for whom.");
        if (Bytes.Read(Nonce).Length != NonceLength) throw new UnreadableException("The nonce must have 32 bytes.");
    }
}
