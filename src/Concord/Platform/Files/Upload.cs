using NodaTime;

namespace Concord.Platform.Files;

/// <summary>A file on its way here. All that is known of it is in the database and the store: any node goes on where another stopped.</summary>
internal sealed class Upload
{
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>Who sends it; nobody else knows of it.</summary>
    public required Guid Account { get; init; }

    public required string Name { get; set; }

    /// <summary>In bytes; null while the sender has not said it.</summary>
    public long? Size { get; set; }

    /// <summary>Bytes that are safe: where the sender goes on.</summary>
    public long Received { get; set; }

    public Staged Staged { get; set; } = Staged.Nothing;

    public required Instant StartedAt { get; init; }

    public required Instant ExpiresAt { get; set; }

    /// <summary>A request is writing until then; null: none.</summary>
    public Instant? LockedUntil { get; set; }

    /// <summary>Which request.</summary>
    public Guid? Lock { get; set; }

    /// <summary>SHA-256; null until all of it has been received and looked at.</summary>
    public string? Hash { get; set; }

    /// <summary>Media type, by its content.</summary>
    public string? Type { get; set; }

    /// <summary>Why it cannot be taken; null: it can.</summary>
    public Refusal? Refused { get; set; }

    public bool IsComplete => Size == Received;
}

/// <summary>Why a file cannot be taken: key of a text, and its values.</summary>
internal sealed record Refusal(string TextKey, IReadOnlyList<string> Values);

/// <summary>What the store needs to go on with a staged file.</summary>
/// <param name="Length">Bytes that are safe.</param>
/// <param name="Multipart">Name that an S3 service gave to the upload in parts; null: none was begun.</param>
/// <param name="Parts">Tags of the parts that the service has, in order.</param>
internal sealed record Staged(long Length, string? Multipart, IReadOnlyList<string> Parts)
{
    public static Staged Nothing { get; } = new(0, null, []);
}
