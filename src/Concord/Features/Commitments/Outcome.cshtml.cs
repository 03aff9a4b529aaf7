using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Domain.Rounds;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Pictures;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Commitments;

/// <summary>What came of a round: the commitments that were made in it, where each stands, and what has been done under each.</summary>
[AllowAnonymous]
internal sealed class OutcomeModel(Db db, Words words, Today today) : PageModel
{
    public Round Round { get; private set; } = null!;

    public IReadOnlyList<Commitment> Commitments { get; private set; } = [];

    public Trails Picture { get; private set; } = null!;

    /// <summary>How many stand in which group of statuses; those of which nobody has said anything under null.</summary>
    public IEnumerable<(StatusGroup? Group, int Count)> Tallies =>
        Commitments.GroupBy(one => StandingOf(one) is [var first, ..] ? (StatusGroup?)words.Programme.Status(first.Status).Group : null).OrderBy(group => group.Key ?? (StatusGroup)99).Select(group => (group.Key, group.Count()));

    public int Overdue => Commitments.Count(IsOverdue);

    public bool IsOverdue(Commitment commitment) => commitment.IsOverdue(words.Programme, today.Date);

    public static IReadOnlyList<Statement> StandingOf(Commitment commitment) => Statement.Standing([.. Ordered(commitment).Select(entry => entry.Statement)]);

    public static IEnumerable<StatusEntry> Ordered(Commitment commitment) => commitment.Trail.OrderBy(entry => entry.Order).ThenBy(entry => entry.Id);

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        if (await db.Rounds.AsNoTracking().SingleOrDefaultAsync(one => one.Key == key, stop) is not { } round) return NotFound();

        Round = round;
        var made = db.Commitments.AsNoTracking().Where(one => one.RoundId == round.Id).OrderBy(one => one.Key);
        Commitments = await made
            .Include(one => one.Trail).ThenInclude(entry => entry.Replies)
            .Include(one => one.Responsible).ThenInclude(link => link.Organisation)
            .Include(one => one.Activities).ThenInclude(link => link.Activity)
            .AsSplitQuery()
            .ToListAsync(stop);
        Picture = await TrailsOf.ReadAsync(made, words, today, stop);
        return Page();
    }
}
