using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Delegations;

/// <summary>Who comes to a round. Each side puts its own delegation together and in order, and tables it.</summary>
[Authorize(Policy = Can.EnterWorkspace)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class IndexModel(Db db, Me me, Words words) : DelegationsPage(db, words)
{
    /// <summary>Whether the reader may add to this delegation.</summary>
    public bool MayPrepare(Delegation one) => me.Can(Can.PrepareRounds) && one.Party == me.Party;

    /// <summary>The order of protocol of what is tabled is whoever tables' to decide.</summary>
    public bool MayOrder(Delegation one) => MayPrepare(one) && (me.Can(Can.EditRounds) || !one.Delegates.Any(member => member.IsTabled));

    public bool MayTable(Delegation one) => MayPrepare(one) && me.Can(Can.EditRounds) && one.Delegates.Any(member => !member.IsTabled);

    /// <summary>Whether the reader's own side has nobody yet: then it stands in the list all the same.</summary>
    public bool AddsForTeam => me.Can(Can.PrepareRounds) && me.Party is null && Delegations.All(one => one.Party is not null);

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop) => await Load(key, stop) ? Page() : NotFound();

    /// <summary>Moves somebody up or down in the order of protocol.</summary>
    /// <param name="one">Key of the entry.</param>
    public async Task<IActionResult> OnPostMoveAsync(string key, string one, bool up, CancellationToken stop)
    {
        if (!await Load(key, stop) || Own(one) is not { } own) return NotFound();
        if (!MayOrder(own)) return Forbid();

        await Alone(own, rows =>
        {
            var at = rows.FindIndex(row => row.Key == one);
            var to = up ? at - 1 : at + 1;
            if (at < 0 || to < 0 || to >= rows.Count) return;

            (rows[at], rows[to]) = (rows[to], rows[at]);
            foreach (var (place, row) in rows.Index()) row.Sequence = place;
        }, stop);
        return LocalRedirect(words.To($"/dialogue/{key}/delegations") + "#" + one);
    }

    /// <summary>Shows the others whom the reader's side sends.</summary>
    public async Task<IActionResult> OnPostTableAsync(string key, CancellationToken stop)
    {
        if (!await Load(key, stop)) return NotFound();
        if (Delegations.FirstOrDefault(one => one.Party == me.Party) is not { } own || !MayTable(own)) return Forbid();

        await Alone(own, rows => rows.ForEach(row => row.Table(Round.Audience)), stop);
        return LocalRedirect(words.To($"/dialogue/{key}/delegations"));
    }

    private Delegation? Own(string one) => Delegations.FirstOrDefault(side => side.Party == me.Party && side.Delegates.Any(row => row.Key == one));

    /// <summary>Changes the entries of a delegation while nobody else does.</summary>
    private Task Alone(Delegation own, Action<List<Delegate>> change, CancellationToken stop) =>
        db.AloneWith(
            Round,
            async () =>
            {
                db.ChangeTracker.Clear();
                change(await db.Delegates.Where(row => row.RoundId == Round.Id && row.Party == own.Party).OrderBy(row => row.Sequence).ThenBy(row => row.Key).ToListAsync(stop));
                await db.SaveChangesAsync(stop);
            },
            stop);
}
