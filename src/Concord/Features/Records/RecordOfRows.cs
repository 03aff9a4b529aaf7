using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Domain.Records;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Records;

/// <summary>A record with its paragraphs as one reader sees them.</summary>
internal sealed class RecordOfRows(Db db, Me me, Words words, Doubts doubts)
{
    public IReadOnlyList<string> Languages => [.. words.Programme.Languages.Select(one => one.Code)];

    public IReadOnlyList<string> Parties => [.. words.Programme.PartiesFor(words.Code).Select(party => party.Key)];

    /// <summary>Key of the side that the reader negotiates for; null: for none.</summary>
    public string? Party => me.Can(Can.NegotiateRecords) ? me.Party : null;

    public async Task<IReadOnlyList<RowView>> RowsAsync(JointRecord record, string query, CancellationToken stop)
    {
        await doubts.PrepareAsync(stop);
        var paragraphs = await Ordered(record.Id).AsNoTracking().ToListAsync(stop);
        var drafts = (await db.Proposals.AsNoTracking().Where(one => one.RecordId == record.Id && one.TabledAt == null).OrderBy(one => one.Id).ToListAsync(stop)).ToLookup(one => one.ParagraphId);
        var number = 0;
        return [.. paragraphs.Select(paragraph => View(paragraph, paragraph.IsTabled ? ++number : null, [.. drafts[paragraph.Id]], record.IsSealed, query))];
    }

    /// <summary>One row, as the others would show it; null when it is gone.</summary>
    public Task<RowView?> RowAsync(Guid paragraph, string query, CancellationToken stop) => RowAsync(db.Paragraphs.Where(one => one.Id == paragraph), query, stop);

    /// <param name="one">Asks for one paragraph at most.</param>
    public async Task<RowView?> RowAsync(IQueryable<Paragraph> one, string query, CancellationToken stop)
    {
        await doubts.PrepareAsync(stop);
        if (await one.AsNoTracking().Include(paragraph => paragraph.Record).SingleOrDefaultAsync(stop) is not { } found) return null;

        var drafts = await db.Proposals.AsNoTracking().Where(proposal => proposal.ParagraphId == found.Id && proposal.TabledAt == null).OrderBy(proposal => proposal.Id).ToListAsync(stop);
        var before = found.IsTabled ? await TabledBefore(found).CountAsync(stop) : 0;
        return View(found, found.IsTabled ? before + 1 : null, drafts, found.Record.IsSealed, query);
    }

    /// <summary>Those that <see cref="Ordered"/> has before it and that are tabled (see <see cref="Paragraph.IsTabled"/>).</summary>
    private IQueryable<Paragraph> TabledBefore(Paragraph one) => db.Paragraphs.Where(other =>
        other.RecordId == one.RecordId
        && new[] { Audience.Public, Audience.Programme, Audience.Parties }.Contains(other.Audience)
        && (other.Sequence < one.Sequence || (other.Sequence == one.Sequence && other.Key.CompareTo(one.Key) < 0)));

    /// <summary>Whether a record may be signed: something is tabled, every side has agreed to all of it, and no error is open.</summary>
    public bool MayBeSigned(IEnumerable<RowView> rows)
    {
        var tabled = rows.Where(row => row.Paragraph.IsTabled).ToList();
        return tabled.Count > 0 && tabled.TrueForAll(row => row.Paragraph.Among(Parties) == Clearing.Agreed && row.Doubts.All(doubt => !doubt.Blocks));
    }

    /// <summary>The paragraphs of a record in their order.</summary>
    public IQueryable<Paragraph> Ordered(Guid record) => db.Paragraphs.Where(one => one.RecordId == record).OrderBy(one => one.Sequence).ThenBy(one => one.Key);

    /// <summary>What was doubtful, and who let it pass, stays between the sides when the record is released.</summary>
    private RowView View(Paragraph paragraph, int? number, IReadOnlyList<Proposal> drafts, bool isSealed, string query) =>
        new(paragraph, number, isSealed && !me.Clearance.MayRead(Audience.Parties) ? [] : doubts.Of(paragraph), drafts, Party, me.Can(Can.DraftRecords) && !isSealed, isSealed, query);
}
