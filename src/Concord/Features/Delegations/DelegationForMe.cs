using Concord.Domain.Programmes;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Waiting;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Delegations;

/// <summary>Who was named for my side's delegation to a coming round and is not tabled yet.</summary>
internal sealed class DelegationForMe(Db db, Kept kept, Me me, Words words) : IAwaitMe
{
    public async Task<IEnumerable<Waiting>> ReadAsync(CancellationToken stop)
    {
        if (!me.Can(Can.EditRounds) || me.Party is not { } party) return [];

        var named = await kept.Of(
            $"named {party}",
            list => list.Count,
            () => db.Delegates.AsNoTracking().Include(one => one.Round).Where(one => one.Party == party && (one.Round.Status == RoundStatus.Planned || one.Round.Status == RoundStatus.AgendaAgreed)).OrderBy(one => one.Key).ToListAsync(stop),
            stop);
        return named.Where(one => !one.IsTabled)
            .GroupBy(one => one.RoundId)
            .Select(group => (group.First().Round, Count: group.Count()))
            .Select(one => new Waiting(3, one.Round.FirstDay, words.To($"/dialogue/{one.Round.Key}/delegations"), "Desk.Delegation", [one.Count, words.Plain(words.Programme.Party(party).Short)], one.Round.Name, one.Round.Fictitious));
    }
}
