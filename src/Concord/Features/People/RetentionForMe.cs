using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Waiting;

namespace Concord.Features.People;

/// <summary>Data on people that are kept longer than was said.</summary>
internal sealed class RetentionForMe(Db db, Kept kept, Me me, Words words, Today today) : IAwaitMe
{
    public async Task<IEnumerable<Waiting>> ReadAsync(CancellationToken stop)
    {
        if (!me.Can(Can.EditPeople)) return [];

        var day = today.Date;
        var past = await kept.Of($"retention {day}", list => list.Count / 10, () => db.PastRetentionAsync(day, stop), stop);
        return past.Count == 0 ? [] : [new(1, past.Min(until => until.Latest), words.To("/people"), "Desk.Retention", [past.Count])];
    }
}
