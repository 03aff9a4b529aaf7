using Concord.Domain.Common;
using NodaTime;

namespace Concord.Platform.Database;

/// <summary>Sorts a record by its name in one language; see Concord.Bilingual's SortKey. Kept with the record, in the same transaction.</summary>
internal sealed class SortName
{
    public required Guid Record { get; init; }

    public required string Language { get; init; }

    public required string SortKey { get; set; }
}

/// <summary>Who changed what, when, why, from what to what.</summary>
internal sealed class AuditEntry
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Instant At { get; init; }

    /// <summary>The account that did it; null: the program itself, on behalf of <see cref="Origin"/>.</summary>
    public Guid? Account { get; init; }

    /// <summary>What did it when no account did: load, outbox.</summary>
    public string? Origin { get; init; }

    /// <summary>Name of the record's type: Commitment, Activity.</summary>
    public required string Kind { get; init; }

    public required Guid Record { get; init; }

    public required string RecordKey { get; init; }

    /// <summary>The narrower of what the record's audience was and became: old words stay with those who could read them.</summary>
    public required Audience Audience { get; set; }

    /// <summary>added, changed, withdrawn, restored, or opened to more readers.</summary>
    public required string Action { get; init; }

    /// <summary>The record's version after it.</summary>
    public required int Version { get; init; }

    public string? Reason { get; init; }

    /// <summary>JSON: field to [before, after], each as stored; null where there was or is nothing.</summary>
    public required string Changes { get; init; }
}

/// <summary>Work that was promised in a transaction and is done after it.</summary>
internal sealed class OutboxRow
{
    public long Id { get; private set; }

    public required string Job { get; init; }

    public required string Data { get; init; }

    public required Instant Due { get; set; }

    public int Attempts { get; set; }

    /// <summary>Taken by a worker until then; null: free.</summary>
    public Instant? LeasedUntil { get; set; }

    /// <summary>Name of the last failure; null: none.</summary>
    public string? Error { get; set; }

    /// <summary>When it was given up; null: it is tried again.</summary>
    public Instant? DeadAt { get; set; }
}

/// <summary>One text of one record in one language, as it is found by search.</summary>
internal sealed class SearchEntry
{
    public long Id { get; private set; }

    public required Guid Record { get; init; }

    public required string Kind { get; init; }

    public required string RecordKey { get; init; }

    /// <summary>Copied from the record in the transaction that changes it, so that search is never wider than the record.</summary>
    public required Audience Audience { get; set; }

    public required string Language { get; init; }

    /// <summary>Key of the label of the field the words stand in.</summary>
    public required string Field { get; init; }

    /// <summary>0 for the name, then upwards: a find in an earlier field counts more.</summary>
    public required int Place { get; init; }

    /// <summary>The words as people read them.</summary>
    public required string Words { get; init; }

    /// <summary>Later first among equals; null last.</summary>
    public LocalDate? On { get; init; }
}

/// <summary>The programme as one JSON document; one row.</summary>
internal sealed class ProgrammeDocument
{
    public required Guid Id { get; init; }

    public required string Document { get; set; }

    public int Version { get; set; }
}

/// <summary>A record as the programme's data last brought it: tells what people have changed since.</summary>
internal sealed class LoadedRecord
{
    public required Guid Record { get; init; }

    public required string Kind { get; init; }

    /// <summary>JSON: field to value, as stored.</summary>
    public required string Fields { get; set; }
}

/// <summary>A value that all nodes share.</summary>
internal sealed class Setting
{
    public required string Name { get; init; }

    public required string Value { get; set; }
}

/// <summary>Gives one record to one translator, by the team or by a party.</summary>
internal sealed class Assignment
{
    public required Guid Record { get; init; }

    public required Guid Account { get; init; }

    /// <summary>Key of the party that assigned it; null: the team.</summary>
    public string? Party { get; init; }
}
