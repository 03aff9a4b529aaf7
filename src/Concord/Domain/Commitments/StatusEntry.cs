using Concord.Domain.Common;
using Concord.Domain.Files;
using NodaTime;

namespace Concord.Domain.Commitments;

/// <summary>Whose statement a status entry is.</summary>
internal enum Asserter
{
    /// <summary>One side: the entry names it.</summary>
    Party,

    /// <summary>Both sides together, or a source that speaks of both.</summary>
    Both,

    /// <summary>The team, from a source it names.</summary>
    Team,
}

/// <summary>What the other side says of a side's statement.</summary>
internal enum Reply
{
    None,
    Confirmed,
    Differs,
}

/// <summary>One statement of where a commitment stands: by whom, of when, on what evidence.</summary>
internal sealed class StatusEntry : IReleasable
{
    private readonly List<StoredFile> files = [];
    private readonly List<StatusReply> replies = [];
    private readonly List<StatusActivity> shownBy = [];

    private StatusEntry()
    {
    } // for EF Core

    public StatusEntry(string status, Asserter asserter, string? party, PartialDate? on, Audience audience)
    {
        if (asserter == Asserter.Party && party is null) throw new RuleBroken("Status.WithoutParty");
        (Status, Asserter, Party, On, Audience) = (status, asserter, asserter == Asserter.Party ? party : null, on, audience);
    }

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid CommitmentId { get; private set; }

    public Commitment Commitment { get; private set; } = null!;

    /// <summary>Of its own, and never wider than the commitment's in effect: both are asked.</summary>
    public Audience Audience { get; private set; }

    public Items<Release> Releases { get; private set; } = [];

    /// <summary>Since when those who read it now read it; null: since it was entered.</summary>
    public Instant? ReleasedAt { get; private set; }

    /// <summary>Key of the programme's status.</summary>
    public string Status { get; private set; } = null!;

    public Asserter Asserter { get; private set; }

    /// <summary>Key of the side that says it; null when both or the team do.</summary>
    public string? Party { get; private set; }

    /// <summary>Since when; null when not known.</summary>
    public PartialDate? On { get; private set; }

    /// <summary>The source's own word for the status.</summary>
    public Text? Words { get; init; }

    public Text? Note { get; init; }

    /// <summary>Address of the evidence; null when none is given.</summary>
    public string? Evidence { get; init; }

    /// <summary>Files that are its evidence.</summary>
    public IReadOnlyList<StoredFile> Files => files;

    /// <summary>What other sides say of it, oldest first.</summary>
    public IReadOnlyList<StatusReply> Replies => replies;

    /// <summary>The activities that are its evidence.</summary>
    public IReadOnlyList<StatusActivity> ShownBy => shownBy;

    /// <summary>When it was entered here; null for what the programme's data brought.</summary>
    public Instant? EnteredAt { get; init; }

    /// <summary>Position in the trail among entries of the same or no date.</summary>
    public int Order { get; init; }

    public Statement Statement => new(Status, On, Asserter, Party, replies.Any(reply => reply.Says == Reply.Confirmed));

    public bool SaysTheSameAs(StatusEntry other) =>
        Status == other.Status && Asserter == other.Asserter && Party == other.Party && On == other.On && Audience == other.Audience;

    /// <summary>The other side confirms the statement or differs. It may differ first and confirm later; what it has confirmed stands.</summary>
    /// <exception cref="RuleBroken">It is the side's own statement, or nobody's in particular; it differs without saying how; it has confirmed already.</exception>
    public void Answer(string party, Reply says, Text? note, Instant at)
    {
        if (Asserter != Asserter.Party || Party == party || says == Reply.None) throw new RuleBroken("Status.NotYoursToAnswer");
        if (says == Reply.Differs && (note is null || note.IsEmpty)) throw new RuleBroken("Status.DiffersHow");
        if (IsConfirmedBy(party)) throw new RuleBroken("Status.ConfirmedAlready");
        replies.Add(new(CommitmentId, party, says, note, at));
    }

    public bool IsConfirmedBy(string party) => replies.Any(reply => reply.Party == party && reply.Says == Reply.Confirmed);

    public void IsShownBy(Guid commitment, Guid activity) => shownBy.Add(new(commitment, activity));

    /// <summary>A side shows the other what it had kept to itself.</summary>
    /// <exception cref="RuleBroken">It is not the side's own, or the other side knows it already.</exception>
    public void Table(string party)
    {
        if (Audience != Audience.Party(party)) throw new RuleBroken("Status.NotYoursToTable");
        IsFor(Audience.Parties);
    }

    /// <summary>See <see cref="Releasing.Let"/>. It may go further than the commitment does: it is read where both are.</summary>
    public void Let(string party, Audience to, IEnumerable<string> parties, Instant at)
    {
        var (words, audience) = Releasing.Let(this, party, to, parties);
        Releases = words;
        if (audience == Audience) return;

        IsFor(audience);
        ReleasedAt = at;
    }

    /// <summary>See <see cref="Releasing.TakeBack"/>.</summary>
    public void TakeBack(string party, IEnumerable<string> parties) => Releases = Releasing.TakeBack(this, party, parties);

    /// <summary>See <see cref="Releasing.Recall"/>.</summary>
    public void Recall(string? reason, IEnumerable<string> parties)
    {
        (Releases, var audience) = Releasing.Recall(this, reason, parties);
        IsFor(audience);
        ReleasedAt = null;
        foreach (var reply in replies) reply.GoesBack();
    }

    private void IsFor(Audience audience)
    {
        Audience = audience;
        foreach (var file in files) file.IsFor(audience);
    }
}
