using Concord.Bilingual;
using Concord.Domain.People;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Search;

/// <summary>One record that was found.</summary>
/// <param name="Record">Its id: to load what is shown of it.</param>
/// <param name="Field">Key of the label of the field that tells why.</param>
/// <param name="Words">The words of that field.</param>
/// <param name="Language">Their language.</param>
internal sealed record Find(Guid Record, string Kind, string Key, string Field, string Words, string Language);

/// <summary>One page of what was found.</summary>
/// <param name="Finds">Best first.</param>
/// <param name="Count">How many there are in all, of the kind that was asked for.</param>
/// <param name="Kinds">How many there are of each kind.</param>
internal sealed record Found(IReadOnlyList<Find> Finds, int Count, IReadOnlyDictionary<string, int> Kinds)
{
    public static readonly Found Nothing = new([], 0, new Dictionary<string, int>());
}

/// <summary>
/// Finds records by words. What a reader may not see is out before anything is ranked, and nothing is ranked by statistics of the whole
/// index: the order of what he sees cannot tell of what he does not.
/// </summary>
internal sealed class Search(Db db, Kept kept, Me me)
{
    /// <summary>The ids of the records of one kind that hold the words: to filter a list by. Null when the words hold nothing to search for.</summary>
    public IQueryable<Guid>? RecordsWith(string? words, string kind) =>
        string.IsNullOrWhiteSpace(words) ? null : Matching(words)?.Where(entry => entry.Kind == kind).Select(entry => entry.Record);

    /// <param name="words">What was typed, in any language of the programme.</param>
    /// <param name="kind">One kind of record only; null: all.</param>
    /// <param name="language">The reader's language: its wordings are preferred as the reason.</param>
    /// <param name="skip">How many of the best to leave out: those of earlier pages.</param>
    public async Task<Found> FindAsync(string words, string? kind, string language, int skip, int take, CancellationToken stop = default)
    {
        if (Matching(words) is not { } matching) return Found.Nothing;

        var ranked = await kept.Of($"ranking {language} {me.Can(Can.SeePeople)} {words}", all => all.Count / 20, () => RankAsync(matching, language, stop), stop);
        var kinds = ranked.GroupBy(one => one.Kind).ToDictionary(group => group.Key, group => group.Count());
        var count = kind is null ? ranked.Count : kinds.GetValueOrDefault(kind);
        if (count == 0) return new([], 0, kinds);

        var page = ranked.Where(one => kind is null || one.Kind == kind).Skip(skip).Take(take).ToList();
        var ids = page.Select(one => one.Why).ToList();
        var reasons = await db.SearchEntries.AsNoTracking().Where(entry => ids.Contains(entry.Id)).ToDictionaryAsync(entry => entry.Id, stop);
        return new([.. page.Where(one => reasons.ContainsKey(one.Why)).Select(one => Reason(reasons[one.Why]))], count, kinds);

        static Find Reason(SearchEntry why) => new(why.Record, why.Kind, why.RecordKey, why.Field, why.Words, why.Language);
    }

    /// <summary>Every record that was found, once, best first: by field, then date, then key.</summary>
    /// <param name="language">The reader's: of two reasons in one field, that in it is given.</param>
    private static async Task<IReadOnlyList<Ranked>> RankAsync(IQueryable<SearchEntry> matching, string language, CancellationToken stop)
    {
        var all = await matching.Select(entry => new { entry.Id, entry.Record, entry.Kind, entry.RecordKey, entry.On, entry.Place, Other = entry.Language != language }).ToListAsync(stop);
        return
        [
            .. all.GroupBy(one => one.Record)
                .Select(same => same.MinBy(one => (one.Place, one.Other, one.Id))!)
                .OrderBy(one => one.Place)
                .ThenBy(one => one.On is null)
                .ThenByDescending(one => one.On)
                .ThenBy(one => one.RecordKey, StringComparer.Ordinal)
                .Select(one => new Ranked(one.Kind, one.Id)),
        ];
    }

    /// <param name="Why">Id of the entry that tells why it was found.</param>
    private readonly record struct Ranked(string Kind, long Why);

    private IQueryable<SearchEntry>? Matching(string words)
    {
        var query = SearchWords.Parse(words);
        if ((db.IsSqlite ? query.ToFts5() : query.ToTsQuery()) is not { Length: > 0 } expression) return null;

        var found = db.IsSqlite
            ? db.SearchEntries.FromSql($"select * from search_entry where id in (select rowid from search_text where search_text match {expression})")
            : db.SearchEntries.FromSql($"select * from search_entry where found_by @@ to_tsquery('simple', {expression})");

        // Whom the programme deals with is not for every reader of the record's audience.
        return me.Can(Can.SeePeople) ? found : found.Where(entry => entry.Kind != nameof(Person));
    }
}
