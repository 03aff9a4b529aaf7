using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Rounds;
using NodaTime;

namespace Concord.Domain.Files;

internal enum FileState
{
    /// <summary>Not looked at by the scanner yet; nobody may have it.</summary>
    Waiting,

    Ready,

    /// <summary>The scanner found something; nobody may have it.</summary>
    Refused,
}

/// <summary>A file of a record. Its content lies in the store under its hash; whoever reads the record reads the file.</summary>
internal sealed class StoredFile
{
    private StoredFile()
    {
    } // for EF Core

    /// <param name="entry">The statement that it is evidence for: its audience is the file's.</param>
    /// <param name="hash">SHA-256 of the content, 64 hexadecimal digits in lower case.</param>
    /// <param name="size">In bytes.</param>
    /// <param name="type">Media type, by its content.</param>
    public StoredFile(StatusEntry entry, string hash, long size, string name, string type, FileState state, Guid? uploadedBy, Instant at) =>
        (StatusEntryId, Audience, Hash, Size, Name, Type, State, UploadedBy, UploadedAt) = (entry.Id, entry.Audience, hash, size, name, type, state, uploadedBy, at);

    /// <param name="paper">The paper that it belongs to: its audience is the file's.</param>
    /// <param name="hash">SHA-256 of the content, 64 hexadecimal digits in lower case.</param>
    /// <param name="size">In bytes.</param>
    /// <param name="type">Media type, by its content.</param>
    public StoredFile(Paper paper, string hash, long size, string name, string type, FileState state, Guid? uploadedBy, Instant at) =>
        (PaperId, Audience, Hash, Size, Name, Type, State, UploadedBy, UploadedAt) = (paper.Id, paper.Audience, hash, size, name, type, state, uploadedBy, at);

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The commitment of whose trail it is evidence; null: it belongs to a paper.</summary>
    public Guid? CommitmentId { get; private set; }

    public Commitment? Commitment { get; private set; }

    public Guid? StatusEntryId { get; private set; }

    public StatusEntry? StatusEntry { get; private set; }

    public Guid? PaperId { get; private set; }

    public Paper? Paper { get; private set; }

    /// <summary>The record that it is part of, where that was loaded with it.</summary>
    public Entity Whole => (Entity?)Commitment ?? Paper!;

    /// <summary>What kind of record that is, and its id.</summary>
    public (string Kind, Guid Id) PartOf => PaperId is { } paper ? (nameof(Paper), paper) : (nameof(Commitment), CommitmentId!.Value);

    /// <summary>Of its own, and never wider than the record's in effect: both are asked.</summary>
    public Audience Audience { get; private set; }

    /// <summary>Null once the file was erased.</summary>
    public string? Hash { get; private set; }

    /// <summary>Hash of a small picture of it; null while there is none.</summary>
    public string? Thumbnail { get; private set; }

    /// <summary>As its sender called it; empty once the file was erased.</summary>
    public string Name { get; private set; } = null!;

    public string Type { get; private set; } = null!;

    /// <summary>In bytes.</summary>
    public long Size { get; private set; }

    public FileState State { get; private set; }

    /// <summary>What the scanner calls what it found; null when it found nothing.</summary>
    public string? Finding { get; private set; }

    public Guid? UploadedBy { get; private set; }

    public Instant UploadedAt { get; private set; }

    /// <summary>When it was withdrawn; null while it stands.</summary>
    public Instant? WithdrawnAt { get; private set; }

    public string? WithdrawnReason { get; private set; }

    public bool IsErased => Hash is null;

    /// <summary>Whether those who may read it may have it now.</summary>
    public bool IsServed => State == FileState.Ready && WithdrawnAt is null && Hash is not null;

    public void IsPartOf(Commitment commitment) => CommitmentId = commitment.Id;

    /// <summary>Follows the statement that it is evidence for, or its paper.</summary>
    public void IsFor(Audience audience) => Audience = audience;

    /// <summary>The scanner has looked at it.</summary>
    /// <param name="finding">What it found; null: nothing.</param>
    public void Scanned(string? finding) => (State, Finding) = (finding is null ? FileState.Ready : FileState.Refused, finding);

    public void IsShownBy(string thumbnail) => Thumbnail = thumbnail;

    /// <exception cref="RuleBroken">Without a reason.</exception>
    public void Withdraw(string? reason, Instant at)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw new RuleBroken("Withdraw.WithoutReason");
        (WithdrawnAt, WithdrawnReason) = (at, reason.Trim());
    }

    /// <summary>Forgets content and name: what is left says that there was a file.</summary>
    public void Erase(string? reason, Instant at)
    {
        Withdraw(reason, WithdrawnAt ?? at);
        (Hash, Thumbnail, Name, Finding) = (null, null, "", null);
    }
}
