using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Domain.Records;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Waiting;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Records;

/// <summary>Paragraphs of records under negotiation that my side has not agreed to.</summary>
internal sealed class ParagraphsForMe(Db db, Kept kept, Me me, Words words) : IAwaitMe
{
    public async Task<IEnumerable<Waiting>> ReadAsync(CancellationToken stop)
    {
        if (!me.Can(Can.NegotiateRecords) || me.Party is not { } party) return [];

        var open = await kept.Of("open paragraphs " + party, list => list.Count, () => OpenAsync(party, stop), stop);
        return open.Select(one => new Waiting(2, null, words.To($"/records/{one.Key}?show=mine"), "Desk.Clear", [one.Count, words.Plain(words.Programme.Party(party).Short)], one.Name, one.Fictitious));
    }

    private async Task<List<(string Key, Text Name, bool Fictitious, int Count)>> OpenAsync(string party, CancellationToken stop) =>
    [
        .. (await db.Paragraphs.AsNoTracking().Include(one => one.Record).Where(one => one.Record.SealedAt == null).ToListAsync(stop))
            .Where(one => one.IsTabled && one.Of(party) != Clearing.Agreed)
            .GroupBy(one => one.RecordId)
            .Select(group => (group.First().Record, Count: group.Count()))
            .OrderBy(one => one.Record.Key, StringComparer.Ordinal)
            .Take(IAwaitMe.Most)
            .Select(one => (one.Record.Key, one.Record.Name, one.Record.Fictitious, one.Count)),
    ];
}

/// <summary>Sealed records that another side's desk would let go further and mine has said nothing about.</summary>
internal sealed class RecordsToRelease(Db db, Kept kept, Me me, Words words) : IAwaitMe
{
    public async Task<IEnumerable<Waiting>> ReadAsync(CancellationToken stop)
    {
        if (!me.Can(Can.Release) || me.Party is not { } party) return [];

        var waiting = await kept.Of("records to release " + party, list => list.Count, () => ReadAsync(party, stop), stop);
        return waiting.Select(one => new Waiting(2, null, words.To($"/records/{one.Key}/release"), "Desk.ReleaseRecord", [words.Plain(words.Programme.Party(party).Short)], one.Name, one.Fictitious));
    }

    private async Task<List<JointRecord>> ReadAsync(string party, CancellationToken stop) =>
        [.. (await db.JointRecords.AsNoTracking().Where(one => one.Audience != Audience.Public && (string)(object)one.Releases != "[]").OrderBy(one => one.Key).ToListAsync(stop)).Where(one => Releasing.AwaitsWordOf(party, one.Releases, one.Audience)).Take(IAwaitMe.Most)];
}

/// <summary>Records that are agreed word by word and lack the signature of my side.</summary>
internal sealed class RecordsToSign(Db db, Kept kept, Me me, Words words, RecordOfRows rows) : IAwaitMe
{
    public async Task<IEnumerable<Waiting>> ReadAsync(CancellationToken stop)
    {
        if (!me.Can(Can.SignRecords) || me.Party is not { } party) return [];

        var ready = await kept.Of("records to sign " + party, list => list.Count, () => ReadyAsync(party, stop), stop);
        return ready.Select(one => new Waiting(0, null, words.To($"/records/{one.Key}/sign"), "Desk.Sign", [words.Plain(words.Programme.Party(party).Short)], one.Name, one.Fictitious));
    }

    private async Task<List<(string Key, Text Name, bool Fictitious)>> ReadyAsync(string party, CancellationToken stop)
    {
        var ready = new List<(string, Text, bool)>();
        var unsigned = db.JointRecords.AsNoTracking().Where(record => record.SealedAt == null && !db.Signatures.Any(one => one.RecordId == record.Id && one.Party == party && one.VoidedAt == null));
        foreach (var record in await unsigned.OrderBy(record => record.Key).Take(IAwaitMe.Most).ToListAsync(stop))
        {
            if (rows.UnsettledIn(await rows.RowsAsync(record, "", stop)).MayBeSigned) ready.Add((record.Key, record.Name, record.Fictitious));
        }

        return ready;
    }
}
