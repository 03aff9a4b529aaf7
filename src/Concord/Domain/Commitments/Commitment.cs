using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Domain.Organisations;
using Concord.Domain.Programmes;
using Concord.Domain.Rounds;
using NodaTime;

namespace Concord.Domain.Commitments;

/// <summary>A promise made within a dialogue round. What became of it is a trail of statements, never one overwritten field.</summary>
internal sealed class Commitment : Entity, ISearchable, IReleasable, IVerbatim
{
    private readonly List<StatusEntry> trail = [];
    private readonly List<CommitmentLink> links = [];
    private readonly List<CommitmentLink> linkedFrom = [];
    private readonly List<ActivityCommitment> activities = [];
    private readonly List<CommitmentOrganisation> responsible = [];

    private Commitment()
    {
    } // for EF Core

    public Commitment(Text name, Audience audience) => (Name, Audience) = (name, audience);

    /// <summary>Lifts a commitment out of a sealed record: its words are the paragraph's in every language, and stay so.</summary>
    /// <param name="paragraph">Id of the paragraph.</param>
    /// <param name="recordNo">Number of the sealed record.</param>
    /// <param name="paragraphNo">Number of the paragraph in it.</param>
    public static Commitment LiftedFrom(Guid paragraph, string recordNo, string paragraphNo, Text words, Guid round, Audience audience, bool fictitious = false) =>
        new(words, audience) { ParagraphId = paragraph, RecordNo = recordNo, ParagraphNo = paragraphNo, RoundId = round, Fictitious = fictitious };

    public Text Name { get; set; } = null!;

    /// <summary>The paragraph of a sealed record whose words these are; null when there is no record.</summary>
    public Guid? ParagraphId { get; private set; }

    /// <summary>Number of the sealed record it was lifted from; null when there is none.</summary>
    public string? RecordNo { get; private set; }

    /// <summary>Number of the paragraph in that record.</summary>
    public string? ParagraphNo { get; private set; }

    /// <summary>Whether its words are those of a sealed record, which nobody changes.</summary>
    public bool IsLifted => RecordNo is not null;

    public IReadOnlyCollection<string> Verbatim => IsLifted ? [nameof(Name), nameof(RoundId), nameof(ParagraphId), nameof(RecordNo), nameof(ParagraphNo)] : [];

    public Guid? RoundId { get; set; }

    public Round? Round { get; private set; }

    /// <summary>Where it was made, in the source's words.</summary>
    public Text? Origin { get; set; }

    public PartialDate? Made { get; set; }

    /// <summary>Key of the pillar; null when it belongs to none or to all.</summary>
    public string? Pillar { get; set; }

    /// <summary>Key of the side that owes it; null when both do.</summary>
    public string? Owner { get; set; }

    /// <summary>2026, 2026-06 or 2026-06-30; null: continuous, or not known.</summary>
    public PartialDate? Due { get; set; }

    /// <summary>It is to be kept up without an end. False with no due date: when it is due is not known.</summary>
    public bool IsContinuous { get; private set; }

    /// <summary>Steps on the way, in the order in which they are to be taken.</summary>
    public Items<Milestone> Milestones { get; private set; } = [];

    /// <summary>The organisations that are to see to it, of either side.</summary>
    public IReadOnlyList<CommitmentOrganisation> Responsible => responsible;

    /// <summary>Last day it may be done; null when there is no due date. Stored, so that lists sort and filter by it.</summary>
    public LocalDate? DueLatest
    {
        get => Due?.Latest;
        private set { } // computed from the due date
    }

    /// <summary>Phase of the roadmap it belongs to (1, 2, after); null when none.</summary>
    public string? RoadmapPhase { get; set; }

    public Items<Release> Releases { get; private set; } = [];

    /// <summary>What was said of it, oldest first.</summary>
    public IReadOnlyList<StatusEntry> Trail => trail;

    public IReadOnlyList<CommitmentLink> Links => links;

    public IReadOnlyList<CommitmentLink> LinkedFrom => linkedFrom;

    public IReadOnlyList<ActivityCommitment> Activities => activities;

    public IEnumerable<(string Field, Text Text)> Searched
    {
        get
        {
            yield return ("Commitment.Name", Name);
            if (Origin is not null) yield return ("Commitment.Origin", Origin);
            foreach (var milestone in Milestones) yield return ("Commitment.Milestones", milestone.What);
        }
    }

    public LocalDate? SearchedOn => Made?.Latest;

    /// <summary>Past its date, and nobody has said anything final of it.</summary>
    /// <param name="programme">Tells which statuses are final.</param>
    /// <param name="today">The programme's day.</param>
    public bool IsOverdue(Programme programme, LocalDate today) => Due?.Latest < today && !IsOver(programme);

    /// <summary>Somebody has said something final of it: nothing more is expected.</summary>
    public bool IsOver(Programme programme) => trail.Any(entry => programme.Status(entry.Status).IsFinal);

    /// <summary>By when it is to be done.</summary>
    /// <param name="continuous">Without an end.</param>
    /// <exception cref="RuleBroken">It has an end and is without one.</exception>
    public void Falls(PartialDate? due, bool continuous = false)
    {
        if (due is not null && continuous) throw new RuleBroken("Commitment.DueOrContinuous");
        (Due, IsContinuous) = (due, continuous);
    }

    /// <summary>The steps on the way.</summary>
    /// <param name="today">The programme's day.</param>
    /// <exception cref="RuleBroken">One is said to be done on a day to come.</exception>
    public void GoesBy(IEnumerable<Milestone> milestones, LocalDate today)
    {
        var steps = milestones.ToList();
        if (steps.Find(step => step.DoneOn?.Earliest > today) is { DoneOn: { } early }) throw new RuleBroken("Commitment.NotYet", early);
        Milestones = [.. steps];
    }

    /// <exception cref="RuleBroken">It is responsible already.</exception>
    public void IsUpTo(Guid organisation)
    {
        if (responsible.Any(link => link.OrganisationId == organisation)) throw new RuleBroken("Commitment.ResponsibleAlready");
        responsible.Add(new(organisation));
    }

    public void IsNoLongerUpTo(Guid organisation) => responsible.RemoveAll(link => link.OrganisationId == organisation);

    /// <summary>Adds a statement to the trail.</summary>
    /// <exception cref="RuleBroken">It lies in the future, or the same was said before by the same side.</exception>
    public void Record(StatusEntry entry, LocalDate today)
    {
        if (entry.On?.Earliest > today) throw new RuleBroken("Commitment.NotYet", entry.On);
        if (trail.Any(entry.SaysTheSameAs)) throw new RuleBroken("Commitment.SaidBefore");

        trail.Add(entry);
    }

    /// <summary>Chooses its readers. Beyond the two sides it goes only by the word of their desks.</summary>
    /// <exception cref="RuleBroken">The audience is wider than that of both sides, and wider than it was.</exception>
    public void IsFor(Audience audience)
    {
        if (audience == Audience) return;
        if (audience.IsWiderThan(Audience.Parties) && audience.IsWiderThan(Audience)) throw new RuleBroken("Release.OnlyByDesks");
        (Audience, Releases) = (audience, []);
    }

    /// <summary>See <see cref="Releasing.Let"/>.</summary>
    public void Let(string party, Audience to, IEnumerable<string> parties) => (Releases, Audience) = Releasing.Let(this, party, to, parties);

    /// <summary>See <see cref="Releasing.TakeBack"/>.</summary>
    public void TakeBack(string party, IEnumerable<string> parties) => Releases = Releasing.TakeBack(this, party, parties);

    /// <summary>See <see cref="Releasing.Recall"/>.</summary>
    public void Recall(string? reason, IEnumerable<string> parties) => (Releases, Audience) = Releasing.Recall(this, reason, parties);

    public void LinkTo(Guid other, LinkKind kind, Text? note = null)
    {
        if (other == Id) throw new RuleBroken("Commitment.LinkToItself");
        if (links.Any(link => link.ToId == other && link.Kind == kind)) throw new RuleBroken("Commitment.LinkedAlready");

        links.Add(new(other, kind, note));
    }

    public void Unlink(Guid other, LinkKind kind) => links.RemoveAll(link => link.ToId == other && link.Kind == kind);
}

internal enum LinkKind
{
    DependsOn,
    InParallelWith,
    Supersedes,
    PartOf,
}

/// <summary>How one commitment hangs on another. Seen only by those who may read both.</summary>
internal sealed class CommitmentLink
{
    private CommitmentLink()
    {
    } // for EF Core

    public CommitmentLink(Guid toId, LinkKind kind, Text? note) => (ToId, Kind, Note) = (toId, kind, note);

    public Guid FromId { get; private set; }

    public Commitment From { get; private set; } = null!;

    public Guid ToId { get; private set; }

    public Commitment To { get; private set; } = null!;

    public LinkKind Kind { get; private set; }

    public Text? Note { get; private set; }
}

/// <summary>A step on the way to a commitment.</summary>
/// <param name="Due">Null when not known.</param>
/// <param name="DoneOn">Null while it is not done.</param>
internal sealed record Milestone(Text What, PartialDate? Due, PartialDate? DoneOn)
{
    public bool IsOverdue(LocalDate today) => DoneOn is null && Due?.Latest < today;
}

/// <summary>An organisation that is to see to a commitment. Seen only by those who may read both.</summary>
internal sealed class CommitmentOrganisation
{
    private CommitmentOrganisation()
    {
    } // for EF Core

    public CommitmentOrganisation(Guid organisationId) => OrganisationId = organisationId;

    public Guid CommitmentId { get; private set; }

    public Commitment Commitment { get; private set; } = null!;

    public Guid OrganisationId { get; private set; }

    public Organisation Organisation { get; private set; } = null!;
}
