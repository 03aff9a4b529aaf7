using Concord.Domain.Common;
using Concord.Domain.Organisations;
using Concord.Domain.People;
using NodaTime;

namespace Concord.Domain.Rounds;

/// <summary>As what somebody comes.</summary>
internal enum DelegateRole
{
    Head,
    Member,
    Interpreter,
    Observer,
}

/// <summary>
/// Somebody in the delegation of a side to a round, or of the programme's team. Personal data, kept for the round and until a date, and then
/// erased; a side prepares its delegation for itself and tables it to the others.
/// </summary>
internal sealed class Delegate : Entity, ISearchable, IOfASide
{
    private Delegate()
    {
    } // for EF Core

    /// <param name="party">Key of the side; null: the team.</param>
    public Delegate(Guid round, string? party, Text name, PartialDate retainUntil)
    {
        (RoundId, Party, Name, RetainUntil) = (round, party, name, retainUntil);
        Audience = party is null ? Audience.Team : Audience.Party(party);
    }

    public Guid RoundId { get; private set; }

    public Round Round { get; private set; } = null!;

    /// <summary>Key of the side; null: the team.</summary>
    public string? Party { get; private set; }

    /// <summary>Its place in the order of protocol: lower first.</summary>
    public int Sequence { get; set; }

    public DelegateRole Role { get; set; } = DelegateRole.Member;

    /// <summary>The person as entered under people; null when there is none. Name and position are those of the round all the same.</summary>
    public Guid? PersonId { get; set; }

    public Person? Person { get; private set; }

    /// <summary>In each script; in Chinese the family name comes first.</summary>
    public Text Name { get; set; } = null!;

    public Text? Position { get; set; }

    public Guid? OrganisationId { get; set; }

    public Organisation? Organisation { get; private set; }

    /// <summary>After this the entry is erased by itself.</summary>
    public PartialDate RetainUntil { get; set; } = null!;

    /// <summary>Whether the other side knows.</summary>
    public bool IsTabled => Audience.PartyKey is null && Audience != Audience.Team;

    public IEnumerable<(string Field, Text Text)> Searched => Position is null ? [("Delegate.Name", Name)] : [("Delegate.Name", Name), ("Delegate.Position", Position)];

    public LocalDate? SearchedOn => null;

    public bool IsPastRetention(LocalDate today) => RetainUntil.Latest < today;

    /// <summary>Whether the reason of an erasure may be kept when the data are gone.</summary>
    /// <exception cref="RuleBroken">There is none, or it repeats a part of the name that is to be erased.</exception>
    public void MayBeErased(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw new RuleBroken("Person.EraseWithoutReason");
        if (Person.Repeats(Name, reason)) throw new RuleBroken("Person.ReasonNames");
    }

    /// <summary>As what they come.</summary>
    /// <param name="others">The rest of the delegation.</param>
    /// <exception cref="RuleBroken">It has a head already.</exception>
    public void ComesAs(DelegateRole role, IEnumerable<Delegate> others)
    {
        if (role == DelegateRole.Head && others.FirstOrDefault(one => one.Id != Id && one.Role == DelegateRole.Head) is { } head) throw new RuleBroken("Delegate.SecondHead", head.Name);
        Role = role;
    }

    /// <summary>Shows the others who comes: to both parties, or to the round's readers where these are fewer.</summary>
    public void Table(Audience round) => Audience = Audience.NarrowerOf(Audience.Parties, round) is var both && both.IsWiderThan(Audience) ? both : Audience;

    /// <summary>How long the data of a round's delegates are needed, unless somebody says otherwise: until a year after it.</summary>
    /// <param name="today">The programme's day, for a round without a date.</param>
    public static PartialDate UsualRetention(Round round, LocalDate today) => PartialDate.On(((round.End ?? round.Start)?.Latest ?? today).PlusYears(1));
}
