using Concord.Domain.Programmes;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Waiting;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Agenda;

/// <summary>Items of coming agendas that my side has neither agreed to nor reserved.</summary>
internal sealed class AgendaForMe(Db db, Kept kept, Me me, Words words) : IAwaitMe
{
    public async Task<IEnumerable<Waiting>> ReadAsync(CancellationToken stop)
    {
        if (!me.Can(Can.EditRounds) || me.Party is not { } party) return [];

        var items = await kept.Of(
            "coming agendas",
            list => list.Count,
            () => db.AgendaItems.AsNoTracking().Include(item => item.Round).Where(item => item.Round.Status == RoundStatus.Planned || item.Round.Status == RoundStatus.AgendaAgreed).OrderBy(item => item.Key).ToListAsync(stop),
            stop);
        return items.Where(item => item.IsTabled && item.StandOf(party).Consent == Consent.Open)
            .GroupBy(item => item.RoundId)
            .Select(group => (group.First().Round, Count: group.Count()))
            .Select(one => new Waiting(2, one.Round.FirstDay, words.To($"/dialogue/{one.Round.Key}/agenda"), "Desk.Agenda", [one.Count, words.Plain(words.Programme.Party(party).Short)], one.Round.Name, one.Round.Fictitious));
    }
}
