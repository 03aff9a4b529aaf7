using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Domain.Rounds;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Pictures;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Home;

/// <summary>What the programme is, and what is true of it today. Every number is counted from what the reader may see, and leads to it.</summary>
[AllowAnonymous]
internal sealed class IndexModel(Db db, Kept kept, Words words, Today today) : PageModel
{
    private Facts facts = null!;

    public Round? LastRound => facts.LastRound;

    public Round? NextRound => facts.NextRound;

    public Glimpse? LastDone => facts.LastDone;

    public Glimpse? NextActivity => facts.NextActivity;

    public Timeline Timeline => facts.Timeline;

    /// <summary>How many activities the reader may see.</summary>
    public int Activities => facts.ActivitiesByPillar.Values.Sum();

    public int Commitments => facts.Tallies.Sum(one => one.Count);

    /// <summary>Of which nobody has said where they stand.</summary>
    public int Unstated => facts.Tallies.Where(one => one.Status is null).Sum(one => one.Count);

    /// <summary>The filters of the ledger, each with how many it shows.</summary>
    public IEnumerable<(string State, int Count)> States =>
        Enum.GetValues<StatusGroup>()
            .Select(group => (group.ToString().ToLowerInvariant(), facts.Tallies.Where(one => one.Status is { } status && words.Programme.Status(status).Group == group).Sum(one => one.Count)))
            .Append(("overdue", facts.Overdue));

    public int ActivitiesOf(string pillar) => facts.ActivitiesByPillar.GetValueOrDefault(pillar);

    public int CommitmentsOf(string pillar) => facts.Tallies.Where(one => one.Pillar == pillar).Sum(one => one.Count);

    public async Task OnGetAsync(CancellationToken stop) => facts = await kept.Of($"home {words.Code} {today.Date}", _ => 500, () => ReadAsync(stop), stop);

    private async Task<Facts> ReadAsync(CancellationToken stop)
    {
        var tallies = await db.Commitments
            .Select(one => new { one.Pillar, Status = one.Trail.OrderByDescending(entry => entry.Order).ThenByDescending(entry => entry.Id).Select(entry => entry.Status).FirstOrDefault() })
            .GroupBy(one => new { one.Pillar, one.Status })
            .Select(group => new Tally(group.Key.Pillar, group.Key.Status, group.Count()))
            .ToListAsync(stop);
        var day = today.Date;
        var overdue = await db.Commitments.StillExpected(words.Programme).CountAsync(one => one.DueLatest < day, stop);
        var perPillar = await db.Activities.GroupBy(one => one.Pillar).Select(group => new { Pillar = group.Key, Count = group.Count() }).ToListAsync(stop);
        var rounds = (await db.Rounds.AsNoTracking().ToListAsync(stop)).OrderBy(round => round.FirstDay).ThenBy(round => round.Key, StringComparer.Ordinal).ToList();
        return new(
            tallies,
            overdue,
            perPillar.ToDictionary(one => one.Pillar ?? "", one => one.Count),
            rounds.LastOrDefault(round => round.Status >= RoundStatus.Held && round.FirstDay is not null),
            rounds.FirstOrDefault(round => round.Status < RoundStatus.Held && round.Start?.Latest >= day),
            await db.Activities.AsNoTracking()
                .Where(one => one.State == ActivityState.Held && one.FirstDay != Activity.Unknown)
                .OrderByDescending(one => one.FirstDay).ThenByDescending(one => one.LastDay).ThenBy(one => one.Key)
                .Select(Glimpse.Of).FirstOrDefaultAsync(stop),
            await db.Activities.AsNoTracking()
                .Where(one => (one.State == ActivityState.Planned || one.State == ActivityState.Ready) && one.LastDay >= day)
                .OrderBy(one => one.FirstDay).ThenBy(one => one.Key)
                .Select(Glimpse.Of).FirstOrDefaultAsync(stop),
            await db.ReadTimelineAsync(words, db.Activities, true, stop));
    }

    /// <summary>What the page tells.</summary>
    /// <param name="ActivitiesByPillar">Those of no one focus area stand under the empty key.</param>
    private sealed record Facts(
        List<Tally> Tallies, int Overdue, Dictionary<string, int> ActivitiesByPillar, Round? LastRound, Round? NextRound, Glimpse? LastDone, Glimpse? NextActivity, Timeline Timeline);

    /// <summary>As much of an activity as the home page tells.</summary>
    internal sealed record Glimpse(string Key, Text Name, PartialDate? PlannedStart, PartialDate? PlannedEnd, PartialDate? HeldStart, PartialDate? HeldEnd, bool Fictitious, List<string> Places)
    {
        public static readonly System.Linq.Expressions.Expression<Func<Activity, Glimpse>> Of = one => new(
            one.Key, one.Name, one.PlannedStart, one.PlannedEnd, one.HeldStart, one.HeldEnd, one.Fictitious, one.Places.OrderBy(place => place.Order).Select(place => place.Place).ToList());

        public PartialDate? Start => HeldStart ?? PlannedStart;

        public PartialDate? End => HeldStart is not null ? HeldEnd : PlannedEnd;
    }

    private sealed record Tally(string? Pillar, string? Status, int Count);
}
