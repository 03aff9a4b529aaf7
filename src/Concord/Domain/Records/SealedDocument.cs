namespace Concord.Domain.Records;

/// <summary>A file of a sealed record, as its seal names it.</summary>
internal sealed class SealedDocument
{
    public Guid RecordId { get; init; }

    public JointRecord Record { get; private set; } = null!;

    public required string Name { get; init; }

    /// <summary>Media type.</summary>
    public required string Type { get; init; }

    /// <summary>SHA-256 in lower-case hexadecimal: under which it lies in the store.</summary>
    public required string Hash { get; init; }

    /// <summary>In bytes.</summary>
    public long Size { get; init; }

    /// <summary>Its place among the files: lower first.</summary>
    public int Sequence { get; init; }
}
