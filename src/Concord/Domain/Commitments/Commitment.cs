using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Domain.Rounds;
using NodaTime;

namespace Concord.Domain.Commitments;

/// <summary>A promise made within a dialogue round. What became of it is a trail of statements, never one overwritten field.</summary>
internal sealed class Commitment : Entity, ISearchable, IReleasable
{
    private readonly List<StatusEntry> trail = [];
    private readonly List<CommitmentLink> links = [];
    private readonly List<CommitmentLink> linkedFrom = [];
    private readonly List<ActivityCommitment> activities = [];

    private Commitment()
    {
    } // for EF Core

    public Commitment(Text name, Audience audience) => (Name, Audience) = (name, audience);

    public Text Name { get; set; } = null!;

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

    public IEnumerable<(string Field, Text Text)> Searched => Origin is null ? [("Commitment.Name", Name)] : [("Commitment.Name", Name), ("Commitment.Origin", Origin)];

    public LocalDate? SearchedOn => Made?.Latest;

    /// <summary>Past its date, and nobody has said anything final of it.</summary>
    /// <param name="programme">Tells which statuses are final.</param>
    /// <param name="today">The programme's day.</param>
    public bool IsOverdue(Programme programme, LocalDate today) => Due?.Latest < today && !trail.Any(entry => programme.Status(entry.Status).IsFinal);

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
