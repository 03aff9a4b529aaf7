using Concord.Domain.Common;
using NodaTime;

namespace Concord.Domain.Records;

internal sealed partial class JointRecord
{
    /// <summary>Its place among the sealed records of the programme, from 1; null while it is negotiated.</summary>
    public int? Number { get; private set; }

    public Instant? SealedAt { get; private set; }

    /// <summary>What was signed: canonical JSON (RFC 8785). Null while nobody has signed.</summary>
    public string? Canonical { get; private set; }

    /// <summary>The seal: a JWS in compact form; null until it is sealed.</summary>
    public string? Seal { get; private set; }

    public bool IsSealed => SealedAt is not null;

    /// <summary>Fixes what is signed, with the first signature.</summary>
    /// <exception cref="RuleBroken">It is sealed.</exception>
    public void Fix(string canonical)
    {
        MustNotBeSealed();
        Canonical = canonical;
    }

    /// <summary>Something changed after the first signature: there is nothing signed any more.</summary>
    public void Unfix()
    {
        MustNotBeSealed();
        Canonical = null;
    }

    public void BeSealed(int number, Instant at, string seal)
    {
        MustNotBeSealed();
        (Number, SealedAt, Seal) = (number, at, seal);
    }

    /// <exception cref="RuleBroken">It is sealed: it changes by an amendment alone.</exception>
    public void MustNotBeSealed()
    {
        if (IsSealed) throw new RuleBroken("Joint.IsSealed");
    }
}
