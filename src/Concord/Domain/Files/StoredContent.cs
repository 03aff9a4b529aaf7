using NodaTime;

namespace Concord.Domain.Files;

/// <summary>Content in the store. What exists already is not stored twice: several files may have the same.</summary>
internal sealed class StoredContent
{
    /// <summary>SHA-256, 64 hexadecimal digits in lower case.</summary>
    public required string Hash { get; init; }

    /// <summary>In bytes.</summary>
    public required long Size { get; init; }

    /// <summary>When it was last stored.</summary>
    public required Instant SeenAt { get; set; }
}
