using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Pictures;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Pillars;

/// <summary>One focus area: what was done in it, what was promised, and by whom with whom.</summary>
[AllowAnonymous]
internal sealed class ShowModel(Db db, Words words) : PageModel
{
    /// <summary>So many are listed here; the filtered lists have them all.</summary>
    private const int Listed = 40;

    public Pillar Pillar { get; private set; } = null!;

    public Timeline Timeline { get; private set; } = null!;

    public int ActivityCount { get; private set; }

    public IReadOnlyList<ActivityRow> Activities { get; private set; } = [];

    public int CommitmentCount { get; private set; }

    public IReadOnlyList<CommitmentRow> Commitments { get; private set; } = [];

    /// <summary>Organisations on record that took part in its activities, in the order of the reader's language.</summary>
    public IReadOnlyList<PartnerRow> Partners { get; private set; } = [];

    public bool HoldsFiction => Activities.Any(one => one.Fictitious) || Commitments.Any(one => one.Fictitious);

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        Pillar = words.Programme.Pillars.FirstOrDefault(pillar => pillar.Key == key)!;
        if (Pillar is null) return NotFound();

        var activities = db.Activities.Where(one => one.Pillar == key);
        Timeline = await db.ReadTimelineAsync(words, activities, false, stop, key);
        ActivityCount = await activities.CountAsync(stop);
        Activities = await activities.AsNoTracking().OrderByDescending(one => one.FirstDay).ThenBy(one => one.Key).Take(Listed)
            .Select(one => new ActivityRow(one.Key, one.Name, one.PlannedStart, one.PlannedEnd, one.HeldStart, one.HeldEnd, one.Fictitious)).ToListAsync(stop);

        var commitments = db.Commitments.Where(one => one.Pillar == key);
        CommitmentCount = await commitments.CountAsync(stop);
        Commitments = await commitments.AsNoTracking().OrderBy(one => one.Key).Take(Listed)
            .Select(one => new CommitmentRow(one.Key, one.Name, one.Fictitious, one.Trail.OrderBy(entry => entry.Order).ThenBy(entry => entry.Id).Select(entry => new Point(entry.Status, entry.On)).ToList())).ToListAsync(stop);

        var (code, parts) = (words.Code, db.Set<ActivityPartner>());
        Partners = await db.Organisations.AsNoTracking()
            .Where(one => parts.Any(part => part.OrganisationId == one.Id && part.Activity.Pillar == key && part.Activity.WithdrawnAt == null))
            .Join(db.SortNames.Where(name => name.Language == code), one => one.Id, name => name.Record, (one, name) => new { one.Key, one.Name, one.Party, name.SortKey })
            .OrderBy(one => one.SortKey).ThenBy(one => one.Key)
            .Select(one => new PartnerRow(one.Key, one.Name, one.Party)).ToListAsync(stop);
        return Page();
    }

    internal sealed record ActivityRow(string Key, Text Name, PartialDate? PlannedStart, PartialDate? PlannedEnd, PartialDate? HeldStart, PartialDate? HeldEnd, bool Fictitious)
    {
        public PartialDate? Start => HeldStart ?? PlannedStart;

        public PartialDate? End => HeldStart is not null ? HeldEnd : PlannedEnd;
    }

    internal sealed record CommitmentRow(string Key, Text Name, bool Fictitious, List<Point> Trail);

    internal sealed record Point(string Status, PartialDate? On);

    internal sealed record PartnerRow(string Key, Text Name, string? Party);
}
