using Concord.Bilingual;
using Concord.Domain.Common;
using Concord.Platform.Database;
using Concord.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Search;

/// <summary>Writes a record's words into the search index, one row per field and language.</summary>
internal sealed class SearchIndex(Db db) : IDo<IndexRecord>
{
    public Task DoAsync(IReadOnlyList<IndexRecord> jobs, CancellationToken stop) =>
        db.InOneTransaction(
            async () =>
            {
                // Two nodes may hold jobs of one record at the same time: both would delete, and both write.
                await db.TakeTurnAsync(Turn.SearchIndex, stop);
                var ids = jobs.Select(job => job.Id).ToList();
                await db.SearchEntries.Where(entry => ids.Contains(entry.Record)).ExecuteDeleteAsync(stop);

                var entries = new List<SearchEntry>();
                foreach (var kind in jobs.GroupBy(job => job.Kind, job => job.Id))
                {
                    entries.AddRange((await Find(kind.Key, [.. kind], stop)).Where(entity => !entity.IsWithdrawn).SelectMany(entity => EntriesOf(entity, (ISearchable)entity, kind.Key)));
                }

                db.SearchEntries.AddRange(entries);
                await db.SaveChangesAsync(stop);
                foreach (var entry in entries) await Write(entry, stop);
            },
            stop);

    private static IEnumerable<SearchEntry> EntriesOf(Entity entity, ISearchable searchable, string kind) =>
        searchable.Searched.SelectMany((one, place) => one.Text.Wordings.Select(wording => new SearchEntry
        {
            Record = entity.Id,
            Kind = kind,
            RecordKey = entity.Key,
            Audience = entity.Audience,
            Language = wording.Key,
            Field = one.Field,
            Place = place == 0 ? 0 : 1,
            Words = wording.Value.Text,
            On = searchable.SearchedOn,
        }));

    private Task<int> Write(SearchEntry entry, CancellationToken stop)
    {
        var words = SearchWords.ForIndex(entry.Words);
        return db.IsSqlite
            ? db.Database.ExecuteSqlAsync($"insert into search_text (rowid, words) values ({entry.Id}, {words})", stop)
            : db.Database.ExecuteSqlAsync($"update search_entry set found_by = to_tsvector('simple', {words}) where id = {entry.Id}", stop);
    }

    private async Task<IReadOnlyList<Entity>> Find(string kind, List<Guid> ids, CancellationToken stop) => kind switch
    {
        "Organisation" => await db.Organisations.AsNoTracking().Where(one => ids.Contains(one.Id)).ToListAsync(stop),
        "Person" => await db.People.AsNoTracking().Where(one => ids.Contains(one.Id)).ToListAsync(stop),
        "Round" => await db.Rounds.AsNoTracking().Where(one => ids.Contains(one.Id)).ToListAsync(stop),
        "AgendaItem" => await db.AgendaItems.AsNoTracking().Where(one => ids.Contains(one.Id)).ToListAsync(stop),
        "Paper" => await db.Papers.AsNoTracking().Where(one => ids.Contains(one.Id)).ToListAsync(stop),
        "Delegate" => await db.Delegates.AsNoTracking().Where(one => ids.Contains(one.Id)).ToListAsync(stop),
        "JointRecord" => await db.JointRecords.AsNoTracking().Where(one => ids.Contains(one.Id)).ToListAsync(stop),
        "Paragraph" => await db.Paragraphs.AsNoTracking().Where(one => ids.Contains(one.Id)).ToListAsync(stop),
        "Proposal" => [],
        "Activity" => await db.Activities.AsNoTracking().Include(one => one.Partners).Where(one => ids.Contains(one.Id)).ToListAsync(stop),
        "Commitment" => await db.Commitments.AsNoTracking().Where(one => ids.Contains(one.Id)).ToListAsync(stop),
        "ProgrammeText" => await db.ProgrammeTexts.AsNoTracking().Where(one => ids.Contains(one.Id)).ToListAsync(stop),
        "Term" => await db.Terms.AsNoTracking().Where(one => ids.Contains(one.Id)).ToListAsync(stop),
        _ => throw new InvalidOperationException($"{kind} is not searched."),
    };
}
