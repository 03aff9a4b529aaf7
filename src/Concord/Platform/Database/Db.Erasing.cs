using Concord.Domain.Common;
using Concord.Domain.People;
using Concord.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Database;

/// <summary>Erasing: the one deletion there is (DESIGN, rule 3).</summary>
internal sealed partial class Db
{
    private const string Erased = "erased";

    /// <summary>
    /// Erases a person's data wherever they stand: the record, what its history tells (values, reasons, and the address, which is often
    /// the name), sort keys, search index, assignments, and the copy that a load compares with. Of the history remains that and when
    /// something was done, and that the data were erased, why and by whom.
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
                if (await People.IgnoreQueryFilters().Where(one => one.Id == person.Id).ExecuteDeleteAsync(stop) == 0) return;

                await SearchEntries.IgnoreQueryFilters().Where(entry => entry.Record == person.Id).ExecuteDeleteAsync(stop);
                await SortNames.Where(name => name.Record == person.Id).ExecuteDeleteAsync(stop);
                await Assignments.Where(one => one.Record == person.Id).ExecuteDeleteAsync(stop);
                await Submissions.Where(one => one.LedTo!.Contains(person.Key)).ExecuteUpdateAsync(set => set.SetProperty(one => one.LedTo, (string?)null), stop);
                await Loaded.Where(one => one.Record == person.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Fields, "{}"), stop);
                await Audit.IgnoreQueryFilters().Where(entry => entry.Record == person.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(entry => entry.Changes, "{}").SetProperty(entry => entry.Reason, (string?)null).SetProperty(entry => entry.RecordKey, Erased),
                    stop);

                Because(why);
                Enter(nameof(Person), person.Id, Erased, person.Audience, Erased, new Dictionary<string, string?[]>(), person.Version + 1);

                // The index may be being written at this moment, from what the person was: it is looked at once more.
                Later(new IndexRecord(nameof(Person), person.Id));
                Later(new ForgetErased());
                if (person.Audience == Audience.Public) Later(new DropCachedPages());
                await SaveChangesAsync(stop);
                reason = null;
            },
            stop);
    }
}
