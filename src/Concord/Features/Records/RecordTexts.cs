using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Domain.Records;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Records;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Records;

/// <summary>A record as it is signed.</summary>
internal sealed class RecordTexts(Db db, Words words)
{
    private Programme Programme => words.Programme;

    /// <summary>The paragraphs that are signed, in order: those that both sides know.</summary>
    public async Task<IReadOnlyList<Paragraph>> ParagraphsAsync(Guid record, CancellationToken stop) =>
        (await db.Paragraphs.AsNoTracking().Where(one => one.RecordId == record).OrderBy(one => one.Sequence).ThenBy(one => one.Key).ToListAsync(stop)).FindAll(one => one.IsTabled);

    /// <param name="record">With its round, and with what it amends.</param>
    public async Task<RecordText> OfAsync(JointRecord record, CancellationToken stop)
    {
        var items = await db.AgendaItems.AsNoTracking().Where(one => one.RoundId == record.RoundId).ToDictionaryAsync(one => one.Id, stop);
        var sections = new List<(Guid? Item, List<RecordParagraph> Paragraphs)>();
        foreach (var one in await ParagraphsAsync(record.Id, stop))
        {
            if (sections.Count == 0 || sections[^1].Item != one.AgendaItemId) sections.Add((one.AgendaItemId, []));
            sections[^1].Paragraphs.Add(new(one.Key, one.Kind, In(one.Name), [.. one.Statements.Select(said => new RecordStatement(said.Party, said.Disagreement, In(said.Words)))]));
        }

        var languages = Programme.Languages.Select(one => one.Code).ToList();
        var round = record.Round;
        return new(
            record.Key,
            In(Programme.Name),
            In(record.Name),
            new(round.Key, In(round.Name), round.Start?.ToString(), round.End?.ToString(), round.Place is null ? null : In(Programme.Place(round.Place).Name)),
            languages,
            record.Authentic.Count == 0 ? languages : [.. record.Authentic],
            [.. Programme.PartiesFor(languages[0]).Select(party => new RecordParty(party.Key, In(party.Name)))],
            [.. sections.Select(section => new RecordSection(section.Item is { } id && items.TryGetValue(id, out var item) ? item.Key : null, section.Item is { } named && items.TryGetValue(named, out var known) ? In(known.Name) : null, section.Paragraphs))],
            record.Amends?.Canonical is { } canonical ? RecordText.Read(System.Text.Encoding.UTF8.GetBytes(canonical)).Hash() : null);
    }

    /// <summary>What stands in a record, as everything else is printed.</summary>
    public static Text Of(Wordings words) => words.Aggregate(Text.Empty, (text, one) => text.With(one.Key, new(one.Value)));

    public static Wordings In(Text text) => new(text.Wordings.Select(one => KeyValuePair.Create(one.Key, one.Value.Text)));
}
