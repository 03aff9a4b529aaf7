using System.Text.Json.Serialization;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.History;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Live;

/// <summary>That a record has changed, as an open page is told.</summary>
/// <param name="Entry">Tells the page which it has heard already.</param>
/// <param name="Address">The record's page, without the language.</param>
/// <param name="At">Milliseconds of the Unix clock.</param>
/// <param name="Who">Language to name; null when the program did it.</param>
/// <param name="Mine">Whether the one who is told did it.</param>
internal sealed record LiveEvent(Guid Entry, string Address, long At, IReadOnlyDictionary<string, string>? Who, [property: JsonIgnore] Guid? Account)
{
    public bool Mine { get; init; }
}

/// <summary>
/// What one reader is told of changes: what the history of the records would show them at this moment, and nothing else. The filters of
/// <see cref="Db"/> are asked anew each time; when in doubt nothing is told.
/// </summary>
internal sealed class LiveEvents(Db db, Me me, Chronicle chronicle)
{
    /// <summary>More at once nobody reads: the page says how many it has heard of.</summary>
    public const int Most = 200;

    /// <summary>A transaction may end this long after it has written down its moment.</summary>
    public static readonly Duration Slack = Duration.FromSeconds(2);

    /// <summary>The same for all who are told the same, and for nobody else.</summary>
    public string Name => me.Clearance.Name + "/" + string.Join(' ', me.Roles.Select(role => $"{role.Role} {role.Party}").Order(StringComparer.Ordinal));

    public Task<IReadOnlyList<LiveEvent>> OfAsync(IReadOnlyCollection<Change> changes, CancellationToken stop)
    {
        // Only spares the database the question: what it answers decides.
        var ids = changes.Where(MightRead).Select(change => change.Entry).ToList();
        return ids.Count == 0 ? Task.FromResult<IReadOnlyList<LiveEvent>>([]) : ReadAsync(db.Audit.Where(entry => ids.Contains(entry.Id)), stop);
    }

    public Task<IReadOnlyList<LiveEvent>> SinceAsync(Instant since, CancellationToken stop)
    {
        var from = since - Slack;
        return ReadAsync(db.Audit.Where(entry => entry.At >= from), stop);
    }

    private bool MightRead(Change change) => me.Clearance.MayRead(change.Audience, change.Record);

    private async Task<IReadOnlyList<LiveEvent>> ReadAsync(IQueryable<AuditEntry> asked, CancellationToken stop)
    {
        // The history is for members; the administrator is none.
        if (!me.IsMember) return [];

        var entries = await asked.AsNoTracking().OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(Most).ToListAsync(stop);
        entries.Reverse();
        var readings = await chronicle.ReadAsync(entries, withdrawnToo: me.Can(Can.Withdraw), strict: true, stop);
        var people = readings.Select(reading => reading.Entry.Account).OfType<Guid>().Distinct().ToList();
        var names = await db.Accounts.AsNoTracking().Where(one => people.Contains(one.Id)).ToDictionaryAsync(one => one.Id, one => one.Name, stop);
        return [.. readings.Select(reading => new LiveEvent(
            reading.Entry.Id,
            reading.Record!.Address,
            reading.Entry.At.ToUnixTimeMilliseconds(),
            reading.Entry.Account is { } who && names.TryGetValue(who, out var name) ? NamesIn(name) : null,
            reading.Entry.Account))];
    }

    /// <summary>One browser has pages in several languages: it is told the name in each.</summary>
    public static IReadOnlyDictionary<string, string> NamesIn(Text name) => name.Wordings.ToDictionary(pair => pair.Key, pair => pair.Value.Text);
}
