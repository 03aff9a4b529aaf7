using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Commitments;

/// <summary>One commitment: what was promised, where it came from, what became of it.</summary>
[AllowAnonymous]
internal sealed class ShowModel(Db db, Me me, Words words, Today today) : PageModel
{
    public Commitment Commitment { get; private set; } = null!;

    public bool IsOverdue => Commitment.IsOverdue(words.Programme, today.Date);

    /// <summary>The trail as it stands, in the order in which it was told.</summary>
    public IEnumerable<StatusEntry> Trail => Commitment.Trail.OrderBy(entry => entry.Order).ThenBy(entry => entry.Id);

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        var found = await db.Commitments.AsNoTracking()
            .Include(one => one.Round)
            .Include(one => one.Trail).ThenInclude(entry => entry.Files)
            .Include(one => one.Links).ThenInclude(link => link.To)
            .Include(one => one.LinkedFrom).ThenInclude(link => link.From)
            .Include(one => one.Activities).ThenInclude(link => link.Activity)
            .AsSplitQuery()
            .SingleOrDefaultAsync(one => one.Key == key, stop);
        if (found is null) return NotFound();

        Commitment = found;
        return Page();
    }

    /// <summary>Whether I speak for the side that may answer this statement.</summary>
    public bool MayAnswer(StatusEntry entry) =>
        me.Can(Can.ReportProgress) && me.Party is { } party && entry.Asserter == Asserter.Party && entry.Party != party && entry.Reply == Reply.None;

    public string By(StatusEntry entry) => entry.Asserter switch
    {
        Asserter.Party => words.Plain(words.Programme.Parties.First(party => party.Key == entry.Party).Short),
        Asserter.Both => words["Status.By.Both"],
        _ => words["Status.By.Team"],
    };
}
