using NodaTime;

namespace Concord.Platform.Scheduled;

/// <summary>When recurring work is to be done next.</summary>
internal sealed class ScheduledWork
{
    public required string Name { get; init; }

    public required Instant NextAt { get; set; }

    /// <summary>Account that wants it done now; null: its time comes by itself.</summary>
    public Guid? AskedBy { get; set; }

    /// <summary>A node is at it until then; when the node dies, another takes over. Null: none is.</summary>
    public Instant? LeasedUntil { get; set; }
}

/// <summary>One time that recurring work was done.</summary>
internal sealed class WorkRun
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Name { get; init; }

    public required Instant StartedAt { get; init; }

    public required Instant EndedAt { get; init; }

    /// <summary>How many things it did.</summary>
    public required int Done { get; init; }

    /// <summary>Name of the failure; null: none.</summary>
    public string? Error { get; init; }

    public Guid? AskedBy { get; init; }
}
