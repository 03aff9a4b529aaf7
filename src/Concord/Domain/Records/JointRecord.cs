using Concord.Domain.Common;
using Concord.Domain.Rounds;
using NodaTime;

namespace Concord.Domain.Records;

/// <summary>
/// What a round agrees, negotiated paragraph by paragraph in every language of the programme, signed by a signatory of each side, and then
/// sealed: from then on it is what it is.
/// </summary>
internal sealed partial class JointRecord : Entity, ISearchable, IMayBeSealed, IOfAllSides
{
    private JointRecord()
    {
    } // for EF Core

    public JointRecord(Guid round, Text name) => (RoundId, Name) = (round, name);

    public Guid RoundId { get; private set; }

    public Round Round { get; private set; } = null!;

    /// <summary>Its title.</summary>
    public Text Name { get; set; } = null!;

    /// <summary>The sealed record that it changes; null: none, it is the round's first.</summary>
    public Guid? AmendsId { get; init; }

    public JointRecord? Amends { get; private set; }

    /// <summary>The languages whose texts are authentic; empty: all, equally.</summary>
    public Items<string> Authentic { get; set; } = [];

    public IEnumerable<(string Field, Text Text)> Searched => [("Joint.Name", Name)];

    public LocalDate? SearchedOn => SealedAt?.InUtc().Date;

    /// <summary>It is both sides' from the day it is opened.</summary>
    public bool IsOnlyOf(string party) => false;
}
