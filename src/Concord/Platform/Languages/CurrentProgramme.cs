using System.Text.Json;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Languages;

/// <summary>
/// The programme this installation serves, kept in memory by each node and read again when the outbox says that it changed.
/// One installation serves one programme: what two sides keep confidential shares a database with nothing else (ADR 0003).
/// </summary>
internal sealed class CurrentProgramme
{
    private static readonly Programme None = new()
    {
        Key = "none",
        Name = Text.In("en", "Concord"),
        Short = Text.In("en", "Concord"),
        Headline = Text.In("en", "Concord"),
        Lead = Text.Empty,
        Languages = [new("en", "English", "en-GB", [])],
        TimeZone = "Etc/UTC",
    };

    private volatile Programme now = None;

    public Programme Now => now;

    /// <summary>False until a programme has been loaded into the database.</summary>
    public bool IsLoaded => !ReferenceEquals(now, None);

    public void Becomes(Programme programme) => now = programme;

    public async Task ReadAsync(Db db, CancellationToken stop = default)
    {
        var row = await db.ProgrammeDocuments.AsNoTracking().SingleOrDefaultAsync(stop);
        if (row is not null) now = JsonSerializer.Deserialize<Programme>(row.Document, Stored.Json)!;
    }
}

/// <summary>The programme's day, asked once and passed on.</summary>
internal sealed class Today(CurrentProgramme programme, IClock clock)
{
    public LocalDate Date => clock.GetCurrentInstant().InZone(programme.Now.Zone).Date;

    public Instant Now => clock.GetCurrentInstant();
}
