using Concord.Bilingual;
using Concord.Domain.Common;
using Concord.Platform.Database;
using Concord.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Search;

/// <summary>Writes a record's words into the search index, one row per field and language.</summary>
internal sealed class SearchIndex(Db db) : IDo<IndexRecord>
{
    public async Task DoAsync(IndexRecord job, CancellationToken stop)
    {
        var record = await Find(job.Kind, job.Id, stop);
        await db.InOneTransaction(
            async () =>
            {
                await db.SearchEntries.Where(entry => entry.Record == job.Id).ExecuteDeleteAsync(stop);
                if (record is ISearchable searchable and Entity { IsWithdrawn: false } entity) await Write(entity, searchable, job.Kind, stop);
            },
            stop);
    }

    private async Task Write(Entity entity, ISearchable searchable, string kind, CancellationToken stop)
    {
        var entries = searchable.Searched
            .SelectMany((one, place) => one.Text.Wordings.Select(wording => new SearchEntry
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
            }))
            .ToList();
        db.SearchEntries.AddRange(entries);
        await db.SaveChangesAsync(stop);

        foreach (var entry in entries)
        {
            var words = SearchWords.ForIndex(entry.Words);
            if (db.IsSqlite) await db.Database.ExecuteSqlAsync($"insert into search_text (rowid, words) values ({entry.Id}, {words})", stop);
            else await db.Database.ExecuteSqlAsync($"update search_entry set found_by = to_tsvector('simple', {words}) where id = {entry.Id}", stop);
        }
    }

    private async Task<Entity?> Find(string kind, Guid id, CancellationToken stop) => kind switch
    {
        "Organisation" => await db.Organisations.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop),
        "Person" => await db.People.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop),
        "Round" => await db.Rounds.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop),
        "Activity" => await db.Activities.AsNoTracking().Include(one => one.Partners).SingleOrDefaultAsync(one => one.Id == id, stop),
        "Commitment" => await db.Commitments.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop),
        "Term" => await db.Terms.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop),
        _ => throw new InvalidOperationException($"{kind} is not searched."),
    };
}
