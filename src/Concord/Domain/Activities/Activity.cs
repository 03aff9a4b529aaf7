using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Organisations;
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

    public void PartnersAre(IEnumerable<ActivityPartner> those)
    {
        partners.Clear();
        partners.AddRange(those);
    }

    public void PlacesAre(IEnumerable<string> keys)
    {
        places.Clear();
        places.AddRange(keys.Select((key, order) => new ActivityPlace(key, order)));
    }

    public void Serves(Guid commitment, Text? note = null, string? source = null)
    {
        if (commitments.Any(link => link.CommitmentId == commitment)) throw new RuleBroken("Activity.ServesAlready");
        commitments.Add(new(commitment, note, source));
    }

    public void ServesNoLonger(Guid commitment) => commitments.RemoveAll(link => link.CommitmentId == commitment);
}

/// <summary>A number of participants in the words of one source.</summary>
/// <param name="Number">People.</param>
/// <param name="Qualifier">over, about or more-than, as the source says; null: exactly.</param>
internal sealed record ParticipantFigure(int Number, string? Qualifier, string? Source, Text? Note);

/// <summary>Who took part in an activity: an organisation on record, or the source's words for one that is not.</summary>
internal sealed class ActivityPartner
{
    private ActivityPartner()
    {
    } // for EF Core

    public ActivityPartner(Guid? organisationId, Text? words, int order) => (OrganisationId, Words, Order) = (organisationId, words, order);

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid ActivityId { get; private set; }

    public Activity Activity { get; private set; } = null!;

    public Guid? OrganisationId { get; private set; }

    public Organisation? Organisation { get; private set; }

    public Text? Words { get; private set; }

    public int Order { get; private set; }
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
