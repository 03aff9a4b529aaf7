using Concord.Domain.Activities;
using Concord.Domain.Commitments;
using Concord.Domain.Organisations;
using Concord.Domain.People;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Partners;

/// <summary>One organisation: its names, its place, and along the golden thread what it took part in and what that served.</summary>
[AllowAnonymous]
internal sealed class ShowModel(Db db, Me me, Words words) : PageModel
{
    /// <summary>Of longer lists the latest are shown.</summary>
    public const int Most = 50;

    public Organisation Organisation { get; private set; } = null!;

    /// <summary>From the top down.</summary>
    public IReadOnlyList<Organisation> Above { get; private set; } = [];

    public IReadOnlyList<Organisation> Below { get; private set; } = [];

    public IReadOnlyList<Organisation> Predecessors { get; private set; } = [];

    /// <summary>Latest first.</summary>
    public IReadOnlyList<Activity> Activities { get; private set; } = [];

    public int ActivityCount { get; private set; }

    /// <summary>What the activities serve.</summary>
    public IReadOnlyList<Commitment> Commitments { get; private set; } = [];

    public int CommitmentCount { get; private set; }

    public IReadOnlyList<Person> People { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        var found = await db.Organisations.AsNoTracking().Include(one => one.Parent).Include(one => one.Successor).SingleOrDefaultAsync(one => one.Key == key, stop);
        if (found is null) return NotFound();

        Organisation = found;
        Above = await Climb(found, stop);
        Below = await ByName(db.Organisations.Where(one => one.ParentId == found.Id)).ToListAsync(stop);
        Predecessors = await ByName(db.Organisations.Where(one => one.SuccessorId == found.Id)).ToListAsync(stop);

        var activities = db.Activities.AsNoTracking().Where(one => one.Partners.Any(partner => partner.OrganisationId == found.Id));
        ActivityCount = await activities.CountAsync(stop);
        Activities = await activities.OrderByDescending(one => one.FirstDay).ThenBy(one => one.Key).Take(Most).ToListAsync(stop);
        var commitments = db.Commitments.AsNoTracking().Where(one => one.Activities.Any(link => link.Activity.Partners.Any(partner => partner.OrganisationId == found.Id)));
        CommitmentCount = await commitments.CountAsync(stop);
        Commitments = await commitments.OrderBy(one => one.Key).Take(Most).ToListAsync(stop);
        if (me.Can(Can.SeePeople)) People = await db.People.AsNoTracking().Where(one => one.OrganisationId == found.Id).OrderBy(one => one.Key).Take(Most).ToListAsync(stop);
        return Page();
    }

    private async Task<List<Organisation>> Climb(Organisation from, CancellationToken stop)
    {
        var above = new List<Organisation>();
        for (var next = from.Parent; next is not null && next.Id != from.Id && above.TrueForAll(one => one.Id != next.Id);)
        {
            above.Insert(0, next);
            next = next.ParentId is { } id ? await db.Organisations.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop) : null;
        }

        return above;
    }

    private IQueryable<Organisation> ByName(IQueryable<Organisation> found)
    {
        var code = words.Code;
        return found.AsNoTracking()
            .Join(db.SortNames.Where(name => name.Language == code), one => one.Id, name => name.Record, (one, name) => new { one, name.SortKey })
            .OrderBy(pair => pair.SortKey).ThenBy(pair => pair.one.Key).Select(pair => pair.one);
    }
}
