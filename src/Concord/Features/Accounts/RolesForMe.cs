using Concord.Domain.Programmes;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Waiting;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Accounts;

/// <summary>The roles of my side that its dialogue desk has not confirmed.</summary>
internal sealed class RolesForMe(Db db, Me me, Words words) : IAwaitMe
{
    public async Task<IEnumerable<Waiting>> ReadAsync(CancellationToken stop)
    {
        if (!me.Can(Can.ConfirmRoles) || me.Party is not { } party) return [];

        var waiting = await db.Grants.AsNoTracking().Where(grant => grant.Party == party && grant.ConfirmedAt == null && grant.EndedAt == null)
            .Select(grant => grant.GrantedAt)
            .ToListAsync(stop);
        return waiting.Count == 0 ? [] : [new(1, waiting.Min().InZone(words.Programme.Zone).Date, words.To("/roles/confirmations"), "Desk.Roles", [waiting.Count, words.Plain(words.Programme.Party(party).Short)])];
    }
}
