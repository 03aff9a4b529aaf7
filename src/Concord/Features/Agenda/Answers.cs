using Concord.Domain.Common;
using Concord.Domain.Rounds;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Agenda;

/// <summary>What a side says of an item, saved while nobody else changes the item: neither side takes the other's answer away.</summary>
internal static class Answers
{
    /// <exception cref="RuleBroken">See <see cref="AgendaItem.Answer"/>.</exception>
    public static Task AnswerAsync(this Db db, AgendaItem item, string party, Consent consent, Text? why, CancellationToken stop) =>
        db.AloneWith(
            item,
            async () =>
            {
                db.ChangeTracker.Clear();
                (await db.AgendaItems.SingleAsync(one => one.Id == item.Id, stop)).Answer(party, consent, why);
                await db.SaveChangesAsync(stop);
            },
            stop);
}
