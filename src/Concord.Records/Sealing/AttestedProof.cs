namespace Concord.Records.Sealing;

/// <summary>
/// A statement that the installation itself signed, after the person had proved it was they by password and code. Whoever trusts it trusts
/// the installation: it is reported as "attested by the installation".
/// </summary>
/// <param name="Attestation">A JWS (RFC 7515, compact, ES256) whose payload is the canonical JSON of the statement.</param>
public sealed record AttestedProof(SigningStatement Statement, string Attestation)
    : Proof(Statement)
{
    private const string Type = "concord-attestation+jws";

    /// <summary>Signs a statement in the installation's name.</summary>
    public static AttestedProof Of(SigningStatement statement, SealingKey key)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return new(statement, CompactJws.Sign(key, Type, statement.ToJson()));
    }

    private protected override ProofFault? FaultOf(PublishedKeys keys)
    {
        var jws = CompactJws.Read(Attestation, Type);
        if (!jws.Payload.AsSpan().SequenceEqual(Statement.ToJson())) return ProofFault.WrongChallenge;
        if (keys.Find(jws.Kid, Statement.At) is not { } key) return ProofFault.UnknownKey;
        return jws.IsSignedBy(key) ? null : ProofFault.WrongSignature;
    }
}
