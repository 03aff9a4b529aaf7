using Concord.Domain.Programmes;
using Concord.Domain.Rounds;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Pictures;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Dialogue;

/// <summary>The political dialogue: its rounds, its tracks under the names each side gives them, and the way to the ledger.</summary>
[AllowAnonymous]
internal sealed class IndexModel(Db db, Words words) : PageModel
{
    private Dictionary<Guid, int> commitments = [];

    /// <summary>Latest first; those without a date last.</summary>
    public IReadOnlyList<Round> Rounds { get; private set; } = [];

    public Timeline Timeline { get; private set; } = null!;

    /// <summary>How many commitments are in the ledger.</summary>
    public int Commitments { get; private set; }

    /// <summary>How many were made in a round.</summary>
    public int CommitmentsOf(Guid round) => commitments.GetValueOrDefault(round);

    public async Task OnGetAsync(CancellationToken stop)
    {
        Rounds = [.. (await db.Rounds.AsNoTracking().ToListAsync(stop)).OrderByDescending(round => round.FirstDay).ThenBy(round => round.Key, StringComparer.Ordinal)];
        Commitments = await db.Commitments.CountAsync(stop);
        commitments = await db.Commitments.Where(one => one.RoundId != null).GroupBy(one => one.RoundId!.Value).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, stop);
        Timeline = await db.ReadTimelineAsync(words, null, true, stop);
    }

    /// <summary>When a name was in use, open at the end that is not known.</summary>
    public string Period(OfficialName name) => name switch
    {
        { To: null } => words["Dialogue.From", words.Date(name.From)],
        { From: null } => words["Dialogue.Until", words.Date(name.To)],
        _ => words.Dates(name.From, name.To),
    };
}
