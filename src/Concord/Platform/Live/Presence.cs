using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Concord.Platform.Live;

/// <summary>That somebody has the form of a record open to change it.</summary>
internal sealed class Presence
{
    public required Guid Record { get; init; }

    public required Guid Account { get; init; }

    public required string Kind { get; init; }

    /// <summary>Who may know of it, if they may read the record: see <see cref="CircleOf"/>.</summary>
    public required Audience Audience { get; init; }

    public required Instant Since { get; init; }

    /// <summary>When the page last said so.</summary>
    public required Instant SeenAt { get; init; }

    /// <summary>
    /// Those who could run into the same form, and nobody else: both sides and the team where a side's desk may edit records of this kind, the
    /// team where only it may; and never more than read the record, so that what a side keeps to itself stays with it.
    /// </summary>
    public static Audience CircleOf(Entity record, string edit) =>
        Audience.NarrowerOf(record.Audience, Permissions.Allows(edit, [Role.DialogueDesk], true) ? Audience.Parties : Audience.Team);
}

internal sealed class PresenceTable : IEntityTypeConfiguration<Presence>
{
    public void Configure(EntityTypeBuilder<Presence> table) => table.ToTable("presence").HasKey(one => new { one.Record, one.Account });
}

/// <summary>Somebody who is editing a record, as its page shows it.</summary>
/// <param name="Who">Language to name.</param>
/// <param name="Since">Milliseconds of the Unix clock.</param>
internal sealed record Present(IReadOnlyDictionary<string, string> Who, long Since);

/// <summary>Says and asks who is editing a record.</summary>
internal sealed class Attendance(Db db, Me me, AllRecords records, IClock clock)
{
    /// <summary>A page says every half minute that it is still open. One that has gone without a word is forgotten after this time.</summary>
    public static readonly Duration Fresh = Duration.FromSeconds(90);

    /// <returns>The others; null when the reader may not read such a record.</returns>
    public async Task<IReadOnlyList<Present>?> AskAsync(string kind, string key, CancellationToken stop)
    {
        if (!me.IsMember || await records.FindAsync(kind, key, withdrawnToo: false, stop) is not { } record) return null;

        return [.. (await AmongAsync([record.Id], stop))[record.Id].Select(one => new Present(LiveEvents.NamesIn(one.Who), one.Since.ToUnixTimeMilliseconds()))];
    }

    /// <summary>Who else is editing which of these records, as far as the reader may know.</summary>
    public async Task<ILookup<Guid, (Text Who, Instant Since)>> AmongAsync(IReadOnlyCollection<Guid> asked, CancellationToken stop)
    {
        if (!me.IsMember) return Array.Empty<(Guid, Text, Instant)>().ToLookup(one => one.Item1, one => (one.Item2, one.Item3));

        var fresh = clock.GetCurrentInstant() - Fresh;
        var there = await db.Presences.AsNoTracking()
            .Where(one => asked.Contains(one.Record) && one.SeenAt >= fresh && one.Account != me.Id)
            .OrderBy(one => one.Since)
            .Join(db.Accounts, one => one.Account, account => account.Id, (one, account) => new { one.Record, account.Name, one.Since })
            .ToListAsync(stop);
        return there.ToLookup(one => one.Record, one => (one.Name, one.Since));
    }

    /// <returns>Whether the reader may edit such a record.</returns>
    public async Task<bool> ComeAsync(string kind, string key, CancellationToken stop)
    {
        if (await Editable(kind, key, stop) is not var (record, edit)) return false;

        var now = clock.GetCurrentInstant();
        var fresh = (now - Fresh).ToDateTimeUtc();
        var (account, circle, at) = (me.Id!.Value, Presence.CircleOf(record, edit).Code, now.ToDateTimeUtc());
        var wasThere = await db.Presences.AnyAsync(one => one.Record == record.Id && one.Account == account && one.SeenAt >= now - Fresh, stop);
        await db.InOneTransaction(
            async () =>
            {
                await db.Database.ExecuteSqlAsync(
                    $"""
                    insert into presence (record, account, kind, audience, since, seen_at) values ({record.Id}, {account}, {record.GetType().Name}, {circle}, {at}, {at})
                    on conflict (record, account) do update set
                        audience = excluded.audience,
                        since = case when presence.seen_at < {fresh} then excluded.since else presence.since end,
                        seen_at = excluded.seen_at
                    """,
                    stop);
                if (!wasThere) db.Tell(TopicOf(record));
            },
            stop);
        return true;
    }

    public async Task<bool> LeaveAsync(string kind, string key, CancellationToken stop)
    {
        if (await Editable(kind, key, stop) is not var (record, _)) return false;

        await db.InOneTransaction(
            async () =>
            {
                if (await db.Presences.Where(one => one.Record == record.Id && one.Account == me.Id).ExecuteDeleteAsync(stop) > 0) db.Tell(TopicOf(record));
            },
            stop);
        return true;
    }

    /// <summary>Of the records whose attendance has moved, the addresses of those where this reader may know of it.</summary>
    public async Task<IReadOnlyList<string>> MayKnowAsync(IEnumerable<(string Kind, Guid Record)> moved, CancellationToken stop)
    {
        var known = new List<string>();
        foreach (var kind in moved.GroupBy(one => one.Kind, one => one.Record))
        {
            if (!me.IsMember || !records.MaySee(kind.Key) || AllRecords.EditOf(kind.Key) is not { } edit) continue;

            var there = await records.All(kind.Key, [.. kind]).AsNoTracking().ToListAsync(stop);
            known.AddRange(there.Where(one => me.Clearance.MayRead(Presence.CircleOf(one, edit), one.Id)).Select(one => AllRecords.AddressOf(kind.Key, one.Key)));
        }

        return known;
    }

    public static (string Kind, Guid Record)? In(string topic) =>
        topic.Split(' ') is [Word, var kind, var id] && AllRecords.TypeOf(kind) is not null && Guid.TryParse(id, out var record) ? (kind, record) : null;

    private const string Word = "presence";

    private static string TopicOf(Entity record) => $"{Word} {record.GetType().Name} {record.Id:n}";

    private async Task<(Entity Record, string Edit)?> Editable(string kind, string key, CancellationToken stop) =>
        me.IsMember && await records.FindAsync(kind, key, withdrawnToo: false, stop) is { } record && records.MayEdit(record.GetType().Name)
            ? (record, AllRecords.EditOf(record.GetType().Name)!)
            : null;
}
