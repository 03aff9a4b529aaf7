using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Organisations;
using Concord.Domain.Programmes;
using NodaTime;

namespace Concord.Domain.Activities;

internal enum ActivityState
{
    Planned,
    Ready,
    Held,
    Postponed,
    Cancelled,

    /// <summary>Announced, and no source tells whether it took place.</summary>
    Unknown,
}

/// <summary>Something the programme does: a workshop, a visit, a study. What was planned and what took place are kept apart.</summary>
internal sealed class Activity : Entity, ISearchable
{
    private readonly List<ActivityPartner> partners = [];
    private readonly List<ActivityPlace> places = [];
    private readonly List<ActivityCommitment> commitments = [];

    private Activity()
    {
    } // for EF Core

    public Activity(Text name, string type) => (Name, Type) = (name, type);

    public Text Name { get; set; } = null!;

    /// <summary>Key of the programme's activity type.</summary>
    public string Type { get; set; } = null!;

    /// <summary>The source's own word for the type; null when it is the same.</summary>
    public Text? Word { get; set; }

    /// <summary>Key of the pillar; null when it belongs to none or to all.</summary>
    public string? Pillar { get; set; }

    /// <summary>Key of the phase of the programme.</summary>
    public string? Phase { get; set; }

    public ActivityState State { get; set; }

    public PartialDate? PlannedStart { get; set; }

    public PartialDate? PlannedEnd { get; set; }

    public PartialDate? HeldStart { get; set; }

    public PartialDate? HeldEnd { get; set; }

    /// <summary>The year is not printed in the source but inferred; <see cref="DateNote"/> says from what.</summary>
    public bool DatesInferred { get; set; }

    public Text? DateNote { get; set; }

    /// <summary>Keys of countries where it took place.</summary>
    public Items<string> Countries { get; set; } = [];

    /// <summary>Numbers of participants as the sources give them; they may contradict one another.</summary>
    public Items<ParticipantFigure> Participants { get; set; } = [];

    public Text? Note { get; set; }

    public IReadOnlyList<ActivityPartner> Partners => partners;

    public IReadOnlyList<ActivityPlace> Places => places;

    /// <summary>The commitments it serves.</summary>
    public IReadOnlyList<ActivityCommitment> Commitments => commitments;

    /// <summary>When it began, or was to begin; null when neither is known.</summary>
    public PartialDate? Start => HeldStart ?? PlannedStart;

    public PartialDate? End => HeldStart is not null ? HeldEnd : PlannedEnd;

    /// <summary>Sorts lists: the first day it can mean. Year 1 when no date is known, so that such activities stand last, newest first,
    /// in both databases.</summary>
    public LocalDate FirstDay
    {
        get => Start?.Earliest ?? Unknown;
        private set { } // stored for sorting, computed from the dates
    }

    /// <summary>The last day it can mean; year 1 when no date is known.</summary>
    public LocalDate LastDay
    {
        get => (End ?? Start)?.Latest ?? Unknown;
        private set { } // stored for sorting, computed from the dates
    }

    public static LocalDate Unknown { get; } = new(1, 1, 1);

    public IEnumerable<(string Field, Text Text)> Searched
    {
        get
        {
            yield return ("Activity.Name", Name);
            if (Word is not null) yield return ("Activity.Word", Word);
            if (Note is not null) yield return ("Activity.Note", Note);
            foreach (var partner in partners.Where(partner => partner.Words is not null)) yield return ("Activity.Partners", partner.Words!);
        }
    }

    public LocalDate? SearchedOn => Start?.Latest;

    /// <summary>When it is to take place.</summary>
    /// <exception cref="RuleBroken">The end lies before the start, or stands alone.</exception>
    public void IsPlannedFor(PartialDate? start, PartialDate? end)
    {
        InOrder(start, end);
        (PlannedStart, PlannedEnd) = (start, end);
    }

    /// <summary>When it took place, as precisely as known; both null when that is not known.</summary>
    /// <param name="today">The programme's day: what took place does not lie after it.</param>
    /// <exception cref="RuleBroken">The end lies before the start or stands alone, or either is yet to come.</exception>
    public void TookPlace(PartialDate? start, PartialDate? end, LocalDate today)
    {
        InOrder(start, end);
        if (start?.Earliest > today) throw new RuleBroken("Activity.NotYet", start);
        if (end?.Earliest > today) throw new RuleBroken("Activity.NotYet", end);
        (HeldStart, HeldEnd) = (start, end);
    }

    /// <summary>Where it stands, and the focus area it belongs to: what may become of it depends on both, so they change together. The
    /// dates come first.</summary>
    /// <param name="pillar">Key of the pillar; null: none or all.</param>
    /// <param name="programme">Tells which pillars need safeguards.</param>
    /// <exception cref="RuleBroken">It needs safeguards that are not cleared; what is to come has no date; what was not held has one.</exception>
    public void Becomes(ActivityState state, string? pillar, Programme programme)
    {
        // No safeguard can be answered and cleared yet: until then nothing of such a pillar becomes ready.
        if (state == ActivityState.Ready && pillar is not null && programme.Pillar(pillar).Safeguarded) throw new RuleBroken("Activity.SafeguardsFirst", programme.Pillar(pillar).Title);
        if (state is ActivityState.Planned or ActivityState.Ready && PlannedStart is null) throw new RuleBroken("Activity.PlannedWithoutDate");
        if (state is not (ActivityState.Held or ActivityState.Unknown) && HeldStart is not null) throw new RuleBroken("Activity.HeldOnlyWhenHeld");
        (State, Pillar) = (state, pillar);
    }

    /// <summary>Who took part, in this order. Whoever is named as before stays the same part: only what changed is changed.</summary>
    public void PartnersAre(IEnumerable<ActivityPartner> those)
    {
        var before = partners.OrderBy(partner => partner.Order).ToList();
        partners.Clear();
        var last = -1;
        foreach (var one in those)
        {
            var partner = before.Find(one.SaysTheSameAs) ?? one;
            before.Remove(partner);
            partner.StandAfter(last);
            last = partner.Order;
            partners.Add(partner);
        }
    }

    /// <summary>Where it takes place, in this order; a place named twice stands once.</summary>
    public void PlacesAre(IEnumerable<string> keys)
    {
        var before = places.ToDictionary(place => place.Place);
        places.Clear();
        var last = -1;
        foreach (var key in keys.Distinct())
        {
            var place = before.GetValueOrDefault(key) ?? new ActivityPlace(key, last + 1);
            place.StandAfter(last);
            last = place.Order;
            places.Add(place);
        }
    }

    public void Serves(Guid commitment, Text? note = null, string? source = null)
    {
        if (commitments.Any(link => link.CommitmentId == commitment)) throw new RuleBroken("Activity.ServesAlready");
        commitments.Add(new(commitment, note, source));
    }

    public void ServesNoLonger(Guid commitment) => commitments.RemoveAll(link => link.CommitmentId == commitment);

    /// <summary>As far as the dates tell: 2015-04 may well end in 2015.</summary>
    private static void InOrder(PartialDate? start, PartialDate? end)
    {
        if (start is null && end is not null) throw new RuleBroken("Activity.EndWithoutStart", end);
        if (end?.Latest < start?.Earliest) throw new RuleBroken("Activity.EndBeforeStart", start, end);
    }
}

/// <summary>A number of participants in the words of one source.</summary>
/// <param name="Number">People.</param>
/// <param name="Qualifier">over, about or more-than, as the source says; null: exactly.</param>
internal sealed record ParticipantFigure(int Number, string? Qualifier, string? Source, Text? Note)
{
    public static readonly IReadOnlyList<string> Qualifiers = ["over", "about", "more-than"];
}

/// <summary>Who took part in an activity: an organisation on record, or the source's words for one that is not.</summary>
internal sealed class ActivityPartner
{
    private ActivityPartner()
    {
    } // for EF Core

    /// <exception cref="RuleBroken">Neither or both are given: the words would tell of an organisation that not everybody may know.</exception>
    public ActivityPartner(Guid? organisationId, Text? words, int order = 0)
    {
        if (organisationId is null == words is null) throw new RuleBroken("Activity.PartnerIsOneOf");
        (OrganisationId, Words, Order) = (organisationId, words, order);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid ActivityId { get; private set; }

    public Activity Activity { get; private set; } = null!;

    public Guid? OrganisationId { get; private set; }

    public Organisation? Organisation { get; private set; }

    public Text? Words { get; private set; }

    /// <summary>Sorts; the numbers have gaps, and two may be equal, where a reader sees only some of them.</summary>
    public int Order { get; private set; }

    public bool SaysTheSameAs(ActivityPartner other) => OrganisationId == other.OrganisationId && Equals(Words, other.Words);

    public void StandAfter(int order) => Order = Math.Max(Order, order + 1);
}

/// <summary>A place of an activity, by the key of the programme's place.</summary>
internal sealed class ActivityPlace
{
    private ActivityPlace()
    {
    } // for EF Core

    public ActivityPlace(string place, int order) => (Place, Order) = (place, order);

    public Guid ActivityId { get; private set; }

    public Activity Activity { get; private set; } = null!;

    public string Place { get; private set; } = null!;

    public int Order { get; private set; }

    public void StandAfter(int order) => Order = Math.Max(Order, order + 1);
}

/// <summary>The golden thread between an activity and a commitment it serves.</summary>
internal sealed class ActivityCommitment
{
    private ActivityCommitment()
    {
    } // for EF Core

    public ActivityCommitment(Guid commitmentId, Text? note, string? source) => (CommitmentId, Note, Source) = (commitmentId, note, source);

    public Guid ActivityId { get; private set; }

    public Activity Activity { get; private set; } = null!;

    public Guid CommitmentId { get; private set; }

    public Commitment Commitment { get; private set; } = null!;

    /// <summary>What the link rests on, e.g. that it is an inference.</summary>
    public Text? Note { get; private set; }

    public string? Source { get; private set; }
}
