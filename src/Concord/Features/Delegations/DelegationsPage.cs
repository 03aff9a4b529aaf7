using Concord.Domain.Programmes;
using Concord.Domain.Rounds;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Delegations;

/// <summary>A page that shows who comes to a round, as far as its reader may know.</summary>
internal abstract class DelegationsPage(Db db, Words words) : PageModel
{
    public Round Round { get; private set; } = null!;

    /// <summary>The sides in the order of the reader's language, then the team.</summary>
    public IReadOnlyList<Delegation> Delegations { get; private set; } = [];

    public int Count => Delegations.Sum(one => one.Delegates.Count);

    /// <returns>Whether there is such a round.</returns>
    protected async Task<bool> Load(string key, CancellationToken stop)
    {
        if (await db.Rounds.AsNoTracking().SingleOrDefaultAsync(one => one.Key == key, stop) is not { } round) return false;

        Round = round;
        var delegates = await db.Delegates.AsNoTracking().Include(one => one.Organisation).Where(one => one.RoundId == round.Id).ToListAsync(stop);
        Delegations = Delegation.Of(delegates, words.Programme.PartiesFor(words.Code).Select(party => party.Key));
        return true;
    }
}
