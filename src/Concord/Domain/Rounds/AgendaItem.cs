using Concord.Domain.Common;
using Concord.Domain.Organisations;
using NodaTime;

namespace Concord.Domain.Rounds;

/// <summary>What a side says of an item of the agenda.</summary>
internal enum Consent
{
    Open,
    Agreed,
    Reserved,
}

/// <summary>Where a side stands on an item.</summary>
/// <param name="Party">Key of the side.</param>
/// <param name="Why">Of a reservation; null for the others.</param>
internal sealed record Stand(string Party, Consent Consent, Text? Why);

/// <summary>
/// An item of a round's agenda: proposed by a side or the team, agreed by each side or reserved. A side prepares it for itself and tables it by
/// widening its audience to both.
/// </summary>
internal sealed class AgendaItem : Entity, ISearchable, IAgreedTo
{
    /// <summary>The longest an item may be planned for, in minutes: a day.</summary>
    public const int MostMinutes = 24 * 60;

    private AgendaItem()
    {
    } // for EF Core

    /// <param name="proposer">Key of the side that proposes it; null: the team does.</param>
    public AgendaItem(Guid round, string? proposer, Text name) =>
        (RoundId, Proposer, Name, Stands) = (round, proposer, name, proposer is null ? [] : [new(proposer, Consent.Agreed, null)]);

    public Guid RoundId { get; private set; }

    public Round Round { get; private set; } = null!;

    public Text Name { get; private set; } = null!;

    /// <summary>What it is to bring about; null when not said.</summary>
    public Text? Aim { get; private set; }

    /// <summary>Key of the side that proposed it; null: the team did.</summary>
    public string? Proposer { get; private set; }

    /// <summary>The organisation that leads the discussion; null when not known.</summary>
    public Guid? LeadId { get; private set; }

    public Organisation? Lead { get; private set; }

    /// <summary>Planned length in minutes; null when not known.</summary>
    public int? Minutes { get; private set; }

    /// <summary>Its place among the items of the round: lower first. Items of one place stand by their key.</summary>
    public int Sequence { get; set; }

    /// <summary>What each side has said; a side that is not there has said nothing.</summary>
    public Items<Stand> Stands { get; private set; } = [];

    /// <summary>The item of an earlier round that it was carried over from; null when it is new.</summary>
    public Guid? CarriedFromId { get; private set; }

    /// <summary>Whether the other sides know of it.</summary>
    public bool IsTabled => Audience.PartyKey is null && Audience != Audience.Team;

    public IEnumerable<(string Field, Text Text)> Searched
    {
        get
        {
            yield return ("Agenda.Name", Name);
            if (Aim is not null) yield return ("Agenda.Aim", Aim);
        }
    }

    public LocalDate? SearchedOn => null;

    public Stand StandOf(string party) => Stands.FirstOrDefault(stand => stand.Party == party) ?? new(party, Consent.Open, null);

    /// <summary>Agreed by all of these sides, reserved by one, or open.</summary>
    public Consent Among(IEnumerable<string> parties)
    {
        var all = parties.Select(party => StandOf(party).Consent).ToList();
        return all.Contains(Consent.Reserved) ? Consent.Reserved : all.TrueForAll(one => one == Consent.Agreed) ? Consent.Agreed : Consent.Open;
    }

    /// <summary>What the item is.</summary>
    /// <exception cref="RuleBroken">The length is none.</exception>
    public void Says(Text name, Text? aim, Guid? lead, int? minutes)
    {
        if (minutes is < 1 or > MostMinutes) throw new RuleBroken("Agenda.MinutesBetween", 1, MostMinutes);
        (Name, Aim, LeadId, Minutes) = (name, aim, lead, minutes);
    }

    public IReadOnlyCollection<string> AgreedTo => [nameof(Name), nameof(Aim), nameof(LeadId), nameof(Minutes)];

    public void Reopen(string? by) => Stands = by is null ? [] : [new(by, Consent.Agreed, null)];

    /// <summary>A side agrees to the item, reserves its position, or takes back what it said.</summary>
    /// <exception cref="RuleBroken">It is not tabled yet, or reserved without saying why.</exception>
    public void Answer(string party, Consent consent, Text? why)
    {
        if (!IsTabled) throw new RuleBroken("Agenda.NotTabled");
        if (consent == Consent.Reserved && (why is null || why.IsEmpty)) throw new RuleBroken("Agenda.ReservedWithoutWhy");

        Stands = [.. Stands.Where(stand => stand.Party != party), new(party, consent, consent == Consent.Reserved ? why : null)];
    }

    /// <summary>The same item for a later round, tabled by a side or the team.</summary>
    public AgendaItem CarriedTo(Guid round, string? by) =>
        new(round, by, Name) { Audience = Audience.Parties, Aim = Aim, LeadId = LeadId, Minutes = Minutes, CarriedFromId = Id, Fictitious = Fictitious };
}
