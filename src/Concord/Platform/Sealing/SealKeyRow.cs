using Concord.Records.Sealing;
using NodaTime;

namespace Concord.Platform.Sealing;

/// <summary>A key of the installation, in use or of old.</summary>
internal sealed class SealKeyRow
{
    /// <summary>Thumbprint of the public half.</summary>
    public required string Kid { get; init; }

    public required string X { get; init; }

    public required string Y { get; init; }

    /// <summary>The private half, sealed; null once another key is in use.</summary>
    public string? Secret { get; set; }

    public required Instant UsedFrom { get; set; }

    public Instant? UsedUntil { get; set; }

    public PublishedKey ToPublished() => new(X, Y, UsedFrom, UsedUntil);
}
