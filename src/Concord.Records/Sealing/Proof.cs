using System.Text.Json.Serialization;

namespace Concord.Records.Sealing;

/// <summary>That a person made a statement, in a form that can be checked by anybody, years later, without us.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PasskeyProof), "passkey")]
[JsonDerivedType(typeof(AttestedProof), "attested")]
public abstract record Proof(SigningStatement Statement)
{
    /// <summary>Checks the proof against its own statement.</summary>
    /// <param name="keys">The installation's keys, as published: what the installation itself attests is checked by them.</param>
    /// <returns>Null when it holds, otherwise the first thing that is wrong.</returns>
    public ProofFault? Verify(PublishedKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        try
        {
            Statement.Check();
            return FaultOf(keys);
        }
        catch (UnreadableException)
        {
            return ProofFault.Malformed;
        }
    }

    /// <summary>Canonical JSON (RFC 8785), to be kept until the record is sealed.</summary>
    public byte[] ToJson() => StrictJson.Write(this);

    /// <summary>Reads canonical JSON.</summary>
    /// <exception cref="UnreadableException">It is not exactly what <see cref="ToJson"/> makes.</exception>
    public static Proof Read(ReadOnlySpan<byte> json) => StrictJson.Read<Proof>(json);

    private protected abstract ProofFault? FaultOf(PublishedKeys keys);
}

/// <summary>What is wrong with a proof.</summary>
public enum ProofFault
{
    /// <summary>It cannot be read.</summary>
    Malformed,

    /// <summary>The client data is not of an assertion (webauthn.get).</summary>
    WrongType,

    /// <summary>What was signed is not the statement.</summary>
    WrongChallenge,

    /// <summary>It was signed on a page of another origin, or within one.</summary>
    WrongOrigin,

    /// <summary>The passkey belongs to another domain.</summary>
    WrongDomain,

    /// <summary>Nobody was there.</summary>
    NotPresent,

    /// <summary>The device did not verify who was there.</summary>
    NotVerified,

    /// <summary>The key is of a kind, or a size, that is not accepted.</summary>
    WrongKey,

    /// <summary>The signature does not fit.</summary>
    WrongSignature,

    /// <summary>It is attested by a key that is not among those given, or was not in use at that time.</summary>
    UnknownKey,
}
