using Concord.Domain.Common;
using NodaTime;

namespace Concord.Domain.Records;

/// <summary>A paragraph as it stood from one moment on: what versions of a record are compared by. Read by those who could read it then.</summary>
internal sealed class ParagraphVersion
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid ParagraphId { get; init; }

    public Paragraph Paragraph { get; private set; } = null!;

    public Guid RecordId { get; init; }

    /// <summary>The version of the paragraph that began with it.</summary>
    public int Number { get; init; }

    public Audience Audience { get; init; }

    public Instant At { get; init; }

    /// <summary>Who changed it; null: the program.</summary>
    public Guid? Account { get; init; }

    /// <summary>Key of the side that changed it; null: somebody of no side.</summary>
    public string? Party { get; init; }

    public required Text Name { get; init; }

    public long Sequence { get; init; }

    public bool Withdrawn { get; init; }
}
