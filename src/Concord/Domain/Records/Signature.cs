using NodaTime;

namespace Concord.Domain.Records;

/// <summary>A signatory's signature under what stood in a record at that moment. Void when anything changes before the seal.</summary>
internal sealed class Signature
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid RecordId { get; init; }

    public JointRecord Record { get; private set; } = null!;

    /// <summary>Key of the side.</summary>
    public required string Party { get; init; }

    public Guid Account { get; init; }

    public Instant At { get; init; }

    /// <summary>The proof with the statement that was signed, as JSON of the library.</summary>
    public required string Proof { get; init; }

    /// <summary>When something changed and made it void; null while it stands.</summary>
    public Instant? VoidedAt { get; private set; }

    public void Void(Instant at) => VoidedAt ??= at;
}
