using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Waiting;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Records;

/// <summary>Paragraphs of records under negotiation that lack a text, or have one that nobody has looked at since the other changed.</summary>
internal sealed class ParagraphsToTranslate(Db db, Kept kept, Me me, Words words, RecordOfRows rows) : IAwaitMe
{
    public async Task<IEnumerable<Waiting>> ReadAsync(CancellationToken stop)
    {
        if (!me.Can(Can.DraftRecords)) return [];

        var wanting = await kept.Of("paragraphs to translate", list => list.Count, () => WantingAsync(stop), stop);
        return wanting.Select(one => new Waiting(3, null, words.To($"/records/{one.Key}/translate"), "Translating.Waits", [one.Count], one.Name, one.Fictitious));
    }

    private async Task<List<(string Key, Text Name, bool Fictitious, int Count)>> WantingAsync(CancellationToken stop) =>
    [
        .. (await db.Paragraphs.AsNoTracking().Include(one => one.Record).Where(one => one.Record.SealedAt == null).ToListAsync(stop))
            .Where(one => one.WantsIn(rows.Languages))
            .GroupBy(one => one.RecordId)
            .Select(group => (group.First().Record, Count: group.Count()))
            .OrderBy(one => one.Record.Key, StringComparer.Ordinal)
            .Take(IAwaitMe.Most)
            .Select(one => (one.Record.Key, one.Record.Name, one.Record.Fictitious, one.Count)),
    ];
}
