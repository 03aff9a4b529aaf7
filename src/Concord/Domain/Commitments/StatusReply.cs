using Concord.Domain.Activities;
using Concord.Domain.Common;
using NodaTime;

namespace Concord.Domain.Commitments;

/// <summary>
/// What another side says of a side's statement. It is between the sides until both desks release it, whoever reads the statement by then: what was
/// released did not hold it.
/// </summary>
internal sealed class StatusReply : IReleasable
{
    private StatusReply()
    {
    } // for EF Core

    public StatusReply(Guid commitment, string party, Reply says, Text? note, Instant at) =>
        (CommitmentId, Party, Says, Note, At, Audience) = (commitment, party, says, note, at, Audience.Parties);

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid CommitmentId { get; private set; }

    public Commitment Commitment { get; private set; } = null!;

    public Guid StatusEntryId { get; private set; }

    public StatusEntry StatusEntry { get; private set; } = null!;

    /// <summary>Of its own, and never wider than the statement's in effect: both are asked.</summary>
    public Audience Audience { get; private set; }

    public Items<Release> Releases { get; private set; } = [];

    /// <summary>Key of the side that replied.</summary>
    public string Party { get; private set; } = null!;

    public Reply Says { get; private set; }

    public Text? Note { get; private set; }

    public Instant At { get; private set; }

    /// <summary>See <see cref="Releasing.Let"/>.</summary>
    public void Let(string party, Audience to, IEnumerable<string> parties) => (Releases, Audience) = Releasing.Let(this, party, to, parties);

    /// <summary>See <see cref="Releasing.TakeBack"/>.</summary>
    public void TakeBack(string party, IEnumerable<string> parties) => Releases = Releasing.TakeBack(this, party, parties);

    /// <summary>See <see cref="Releasing.Recall"/>.</summary>
    public void Recall(string? reason, IEnumerable<string> parties) => (Releases, Audience) = Releasing.Recall(this, reason, parties);

    /// <summary>Its statement was called back: it goes with it.</summary>
    public void GoesBack() => (Releases, Audience) = ([], Audience.IsWiderThan(Audience.Parties) ? Audience.Parties : Audience);
}

/// <summary>An activity that shows what a statement says. Seen only by those who may read both.</summary>
internal sealed class StatusActivity
{
    private StatusActivity()
    {
    } // for EF Core

    public StatusActivity(Guid commitment, Guid activity) => (CommitmentId, ActivityId) = (commitment, activity);

    public Guid CommitmentId { get; private set; }

    public Commitment Commitment { get; private set; } = null!;

    public Guid StatusEntryId { get; private set; }

    public StatusEntry StatusEntry { get; private set; } = null!;

    public Guid ActivityId { get; private set; }

    public Activity Activity { get; private set; } = null!;
}
