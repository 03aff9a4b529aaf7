using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Domain.Records;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Records;
using Concord.Records.Drafts;
using Microsoft.EntityFrameworkCore;
using Paragraph = Concord.Domain.Records.Paragraph;

namespace Concord.Features.Records;

/// <summary>A record as it travels in documents: what is tabled, and of that only what the reader may read. Drafts of a side stay at home.</summary>
internal sealed class DraftOfRecord(Db db, Words words, RecordOfRows rows)
{
    public async Task<Draft> Of(JointRecord record, CancellationToken stop)
    {
        var paragraphs = await rows.Ordered(record.Id).AsNoTracking().Include(one => one.AgendaItem).ToListAsync(stop);
        var tabled = await db.Proposals.AsNoTracking().Where(one => one.RecordId == record.Id && one.TabledAt != null).OrderBy(one => one.TabledAt).ToListAsync(stop);
        var notes = tabled.Where(one => one.Note is not null).ToLookup(one => one.ParagraphId);
        return new(
            record.Key,
            Wordings(record.Name),
            rows.Languages,
            [.. words.Programme.Parties.Select(party => new RecordParty(party.Key, Wordings(party.Short)))],
            [.. paragraphs.Where(one => one.IsTabled).Select(one => new DraftParagraph(
                one.Key, one.Version, one.Kind, one.AgendaItem is { } item ? Wordings(item.Name) : null, Wordings(one.Name), Stand(one), [.. Remarks(one, notes[one.Id])]))]);
    }

    /// <summary>The words of a text.</summary>
    public static Wordings Wordings(Domain.Common.Text text) => new(text.Wordings.Select(one => KeyValuePair.Create(one.Key, one.Value.Text)));

    private Wordings? Stand(Paragraph paragraph)
    {
        var standing = rows.Parties.Where(party => paragraph.Of(party) != Clearing.Open).ToList();
        return standing.Count == 0 ? null : new(words.Programme.Languages.Select(words.In).Select(tongue => KeyValuePair.Create(
            tongue.Code,
            string.Join(tongue["Travel.Between"], standing.Select(party => tongue["Travel.Stand", Name(tongue, party), tongue["Paragraph.Clearing." + paragraph.Of(party)]])))));
    }

    private IEnumerable<DraftComment> Remarks(Paragraph paragraph, IEnumerable<Proposal> proposals)
    {
        foreach (var statement in paragraph.Statements)
            yield return new(Name(words, statement.Party), words[statement.Disagreement ? "Paragraph.Disagreement" : "Paragraph.Reservation"] + " " + words.Plain(statement.Words));
        foreach (var proposal in proposals) yield return new(Name(words, proposal.Party), words.Plain(proposal.Note));
    }

    private static string Name(Words tongue, string party) => tongue.Plain(tongue.Programme.Party(party).Short);
}
