using Concord.Domain.Common;
using Concord.Domain.People;
using Concord.Domain.Rounds;
using Concord.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Database;

/// <summary>Erasing: the one deletion there is (DESIGN, rule 3).</summary>
internal sealed partial class Db
{
    private const string Erased = "erased";

    /// <summary>
    /// Erases a person's data wherever they stand: the record, what its history tells (values, reasons, and the address, which is often
    /// the name), sort keys, search index, assignments, jobs and mail about it, and the copy that a load compares with. Of the history
    /// remains that and when something was done, and that the data were erased, why and by whom.
    /// </summary>
    /// <remarks>It looks behind the audience: entries of the history may be known to fewer people than the record is now, and must go all
    /// the same. The row of the copy stays, empty: it keeps the next load from bringing the person back.</remarks>
    public async Task EraseAsync(Person person, string why, CancellationToken stop = default)
    {
        person.MayBeErased(why);
        ChangeTracker.Clear();
        await InOneTransaction(
            async () =>
            {
                // The delegations that the person was in hold the same data, whichever side's they are.
                foreach (var entry in await Delegates.IgnoreQueryFilters().AsNoTracking().Where(one => one.PersonId == person.Id).ToListAsync(stop)) await ForgetAsync(entry, why, stop);
                await ForgetAsync(person, why, stop);
            },
            stop);
    }

    /// <summary>Erases the data of somebody in a delegation, as a person's: see <see cref="EraseAsync(Person, string, CancellationToken)"/>.</summary>
    /// <param name="why">Null: the date until which they were to be kept is past.</param>
    public async Task EraseAsync(Delegate person, string? why, CancellationToken stop = default)
    {
        if (why is not null) person.MayBeErased(why);
        ChangeTracker.Clear();
        await InOneTransaction(() => ForgetAsync(person, why, stop), stop);
    }

    private async Task ForgetAsync(Entity record, string? why, CancellationToken stop)
    {
        var rows = record is Person ? await People.IgnoreQueryFilters().Where(one => one.Id == record.Id).ExecuteDeleteAsync(stop) : await Delegates.IgnoreQueryFilters().Where(one => one.Id == record.Id).ExecuteDeleteAsync(stop);
        if (rows == 0) return;

        await SearchEntries.IgnoreQueryFilters().Where(entry => entry.Record == record.Id).ExecuteDeleteAsync(stop);
        await SortNames.Where(name => name.Record == record.Id).ExecuteDeleteAsync(stop);
        await Assignments.Where(one => one.Record == record.Id).ExecuteDeleteAsync(stop);
        await Submissions.Where(one => one.LedTo!.Contains(record.Key)).ExecuteUpdateAsync(set => set.SetProperty(one => one.LedTo, (string?)null), stop);
        await JobsNaming(record).ExecuteDeleteAsync(stop);
        await MailNaming(record).ExecuteDeleteAsync(stop);
        await Loaded.Where(one => one.Record == record.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Fields, "{}"), stop);
        await Audit.IgnoreQueryFilters().Where(entry => entry.Record == record.Id).ExecuteUpdateAsync(
            set => set.SetProperty(entry => entry.Changes, "{}").SetProperty(entry => entry.Reason, (string?)null).SetProperty(entry => entry.RecordKey, Erased),
            stop);

        Because(why);
        Enter(record.GetType().Name, record.Id, Erased, record.Audience, Erased, new Dictionary<string, string?[]>(), record.Version + 1);

        // The index may be being written at this moment, from what the record was: it is looked at once more.
        Later(new IndexRecord(record.GetType().Name, record.Id));
        Later(new ForgetErased());
        if (record.Audience == Audience.Public) Later(new DropCachedPages());
        await SaveChangesAsync(stop);
        reason = null;
    }

    /// <summary>
    /// Where a person's data stand and how often, as far as this reader may know: an erasure takes more where fewer people may read, and
    /// tells of none of it.
    /// </summary>
    /// <returns>Place, as in the key of its name, Erasing.Place.…, and count; only where there is something.</returns>
    public async Task<IReadOnlyList<(string Place, int Count)>> WhereaboutsOfAsync(Entity person, CancellationToken stop = default)
    {
        var places = new List<(string Place, int Count)>
        {
            ("record", 1),
            ("delegations", await Delegates.CountAsync(one => one.PersonId == person.Id, stop)),
            ("history", await Audit.CountAsync(entry => entry.Record == person.Id, stop)),
            ("search", await SearchEntries.CountAsync(entry => entry.Record == person.Id, stop)),
            ("sorting", await SortNames.CountAsync(name => name.Record == person.Id, stop)),
            ("assignments", await Assignments.CountAsync(one => one.Record == person.Id, stop)),
            ("jobs", await JobsNaming(person).CountAsync(stop)),
            ("mail", await MailNaming(person).CountAsync(stop)),
            ("copy", await Loaded.CountAsync(one => one.Record == person.Id, stop)),
        };
        return [.. places.Where(place => place.Count > 0)];
    }

    /// <summary>Texts of other records that hold the person's whole name, as far as this reader may read them. They stay: they are theirs.</summary>
    public async Task<List<SearchEntry>> MentionsOfAsync(Person person, int most, CancellationToken stop = default)
    {
        var found = new List<SearchEntry>();
        foreach (var name in person.Name.Wordings.Select(wording => wording.Value.Text).Where(name => name.Length > 1))
        {
            var lower = $"%{name.ToLowerInvariant().Replace("%", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal)}%";
            found.AddRange(await SearchEntries.AsNoTracking().Where(entry => entry.Record != person.Id && (entry.Words.Contains(name) || EF.Functions.Like(entry.Words.ToLower(), lower))).OrderBy(entry => entry.Id).Take(most).ToListAsync(stop));
        }

        return [.. found.DistinctBy(entry => entry.Record).Take(most)];
    }

    // Jobs and mail hold ids; should one hold the address instead, it is often the name.
    private IQueryable<OutboxRow> JobsNaming(Entity person)
    {
        var (id, key) = (person.Id.ToString(), $"\"{person.Key}\"");
        return Outbox.Where(row => row.Data.Contains(id) || row.Data.Contains(key));
    }

    private IQueryable<Mail.MailRow> MailNaming(Entity person)
    {
        var (id, key) = (person.Id.ToString(), $"\"{person.Key}\"");
        return Mail.Where(row => row.Data.Contains(id) || row.Data.Contains(key) || row.Once!.Contains(id));
    }
}
