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

    /// <summary>Who implements the programme, each with the phases, in the order of the phases: stands at the foot of every page.</summary>
    public IReadOnlyList<(string Organisation, Text Name, IReadOnlyList<Phase> Phases)> Implementers { get; private set; } = [];

    public void Becomes(Programme programme) => now = programme;

    public async Task ReadAsync(Db db, CancellationToken stop = default)
    {
        var row = await db.ProgrammeDocuments.AsNoTracking().SingleOrDefaultAsync(stop);
        if (row is null) return;

        var read = JsonSerializer.Deserialize<Programme>(row.Document, Stored.Json)!;
        var phases = read.Phases.Where(phase => !phase.Predecessor).SelectMany(phase => phase.Implementers, (phase, key) => (phase, key)).ToLookup(pair => pair.key, pair => pair.phase);
        var keys = phases.Select(group => group.Key).ToList();

        // Every page of everybody shows them: only what is public may stand there, whoever asks.
        var names = await db.Organisations.AsNoTracking().Where(one => keys.Contains(one.Key) && one.Audience == Audience.Public).ToDictionaryAsync(one => one.Key, one => one.Name, stop);
        Implementers = [.. keys.Where(names.ContainsKey).Select(key => (key, names[key], (IReadOnlyList<Phase>)[.. phases[key]]))];
        now = read;
    }
}

/// <summary>The programme's day, asked once and passed on.</summary>
internal sealed class Today(CurrentProgramme programme, IClock clock)
{
    public LocalDate Date => clock.GetCurrentInstant().InZone(programme.Now.Zone).Date;

    public Instant Now => clock.GetCurrentInstant();
}
