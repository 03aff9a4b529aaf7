using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Domain.Records;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Records;

/// <summary>What of a record is not settled.</summary>
/// <param name="Tabled">Paragraphs that all sides know.</param>
/// <param name="Open">Those of them that not every side has agreed to.</param>
/// <param name="Errors">That stand in the way, in all of them.</param>
internal sealed record Unsettled(int Tabled, int Open, int Errors)
{
    public bool MayBeSigned => Tabled > 0 && Open == 0 && Errors == 0;
}

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

    /// <summary>One row as it is after this request's own change, as the others would show it; null when it is gone.</summary>
    public async Task<RowView?> RowAsync(Guid paragraph, CancellationToken stop) => (await RowsAsync(db.Paragraphs.Where(one => one.Id == paragraph), stop)).SingleOrDefault();

    /// <summary>Some rows of a record, as far as they are there.</summary>
    public Task<IReadOnlyList<RowView>> RowsAsync(string record, IReadOnlyCollection<string> paragraphs, CancellationToken stop) =>
        RowsAsync(db.Paragraphs.Where(one => paragraphs.Contains(one.Key) && one.Record.Key == record), stop);

    /// <summary>A number is that among the paragraphs before it, in the order of <see cref="Ordered"/>, that are tabled (see <see cref="Paragraph.IsTabled"/>).</summary>
    private async Task<IReadOnlyList<RowView>> RowsAsync(IQueryable<Paragraph> some, CancellationToken stop)
    {
        await doubts.PrepareAsync(stop);
        var tabled = new[] { Audience.Public, Audience.Programme, Audience.Parties };
        var found = await some.AsNoTracking().Include(one => one.Record)
            .Select(one => new
            {
                Paragraph = one,
                Before = db.Paragraphs.Count(other => other.RecordId == one.RecordId && tabled.Contains(other.Audience) && (other.Sequence < one.Sequence || (other.Sequence == one.Sequence && other.Key.CompareTo(one.Key) < 0))),
            })
            .ToListAsync(stop);
        var ids = found.ConvertAll(one => one.Paragraph.Id);
        var drafts = (await db.Proposals.AsNoTracking().Where(one => ids.Contains(one.ParagraphId) && one.TabledAt == null).OrderBy(one => one.Id).ToListAsync(stop)).ToLookup(one => one.ParagraphId);
        return [.. found.Select(one => View(one.Paragraph, one.Paragraph.IsTabled ? one.Before + 1 : null, [.. drafts[one.Paragraph.Id]], one.Paragraph.Record.IsSealed, ""))];
    }

    /// <summary>How far a record is from being signed.</summary>
    public Unsettled UnsettledIn(IEnumerable<RowView> rows)
    {
        var tabled = rows.Where(row => row.Paragraph.IsTabled).ToList();
        return new(tabled.Count, tabled.Count(row => row.Paragraph.Among(Parties) != Clearing.Agreed), tabled.Sum(row => row.Doubts.Count(doubt => doubt.Blocks)));
    }

    /// <summary>Tables a wording; what every side would leave out goes with it.</summary>
    public void Table(Proposal proposal, Paragraph paragraph, Instant at) => proposal.Table(paragraph, at, Parties, words["Paragraph.LeftOutByAll"]);

    /// <summary>The paragraphs of a record in their order.</summary>
    public IQueryable<Paragraph> Ordered(Guid record) => db.Paragraphs.Where(one => one.RecordId == record).OrderBy(one => one.Sequence).ThenBy(one => one.Key);

    /// <summary>What was doubtful, and who let it pass, stays between the sides when the record is released.</summary>
    private RowView View(Paragraph paragraph, int? number, IReadOnlyList<Proposal> drafts, bool isSealed, string query) =>
        new(paragraph, number, isSealed && !me.Clearance.MayRead(Audience.Parties) ? [] : doubts.Of(paragraph), drafts, Party, me.Can(Can.DraftRecords) && !isSealed, isSealed, query);
}
