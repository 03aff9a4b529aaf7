using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Waiting;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Commitments;

/// <summary>What is overdue or due soon, and so to be reported on: my side's, and both sides' together; all of it for the team.</summary>
internal sealed class DueForMe(Db db, Kept kept, Me me, Words words, Today today) : IAwaitMe
{
    public async Task<IEnumerable<Waiting>> ReadAsync(CancellationToken stop)
    {
        var isTeam = me.Clearance.MayRead(Audience.Team);
        if (me.Party is null && !isTeam) return [];

        var day = today.Date;
        var horizon = day.PlusDays(IAwaitMe.DaysAhead);
        var open = db.Commitments.AsNoTracking().StillExpected(words.Programme);
        if (!isTeam) open = open.Where(one => one.Owner == null || one.Owner == me.Party);
        var due = await kept.Of(
            $"due {me.Party} {isTeam} {day}",
            list => list.Count,
            () => open.Where(one => one.DueLatest <= horizon).OrderBy(one => one.DueLatest).ThenBy(one => one.Key).Take(IAwaitMe.Most).Select(one => new { one.Key, one.Name, one.Due, one.DueLatest, one.Owner, one.Fictitious }).ToListAsync(stop),
            stop);

        // Steps stand inside their commitments, of which few have any.
        var stepping = await kept.Of(
            $"milestones {me.Party} {isTeam}",
            list => list.Count,
            () => open.Where(one => (string)(object)one.Milestones != "[]").OrderBy(one => one.Key).Select(one => new { one.Key, one.Name, one.Milestones, one.Owner, one.Fictitious }).ToListAsync(stop),
            stop);
        return
        [
            .. due.Select(one => Line(one.Key, one.Name, one.Fictitious, one.DueLatest!.Value, day, "Desk.Overdue", "Desk.Due", [Who(one.Owner), words.Date(one.Due)])),
            .. stepping.SelectMany(one => one.Milestones.Where(step => step.DoneOn is null && step.Due?.Latest <= horizon).Select(step => Line(one.Key, one.Name, one.Fictitious, step.Due!.Latest, day, "Desk.MilestoneOverdue", "Desk.MilestoneDue", [Who(one.Owner), words.Date(step.Due), words.Plain(step.What)]))).Take(IAwaitMe.Most),
        ];
    }

    private Waiting Line(string key, Text name, bool fictitious, LocalDate on, LocalDate day, string late, string soon, object?[] values) =>
        new(on < day ? 0 : 3, on, words.To("/commitments/" + key), on < day ? late : soon, values, name, fictitious);

    private string Who(string? owner) => owner is null ? words["Desk.BothSides"] : words.Plain(words.Programme.Party(owner).Short);
}

/// <summary>What was lifted from a sealed record and is due nobody knows when: whose it is, and by when, the record does not say.</summary>
internal sealed class CommitmentsToComplete(Db db, Kept kept, Me me, Words words) : IAwaitMe
{
    public async Task<IEnumerable<Waiting>> ReadAsync(CancellationToken stop)
    {
        if (!me.Can(Can.EditCommitments)) return [];

        var bare = await kept.Of(
            "commitments to complete",
            list => list.Count,
            () => db.Commitments.AsNoTracking().StillExpected(words.Programme).Where(one => one.ParagraphId != null && one.DueLatest == null && !one.IsContinuous).OrderBy(one => one.Key).Take(IAwaitMe.Most).Select(one => new { one.Key, one.Name, one.Fictitious }).ToListAsync(stop),
            stop);
        return bare.Select(one => new Waiting(3, null, words.To($"/commitments/{one.Key}/edit"), "Desk.Complete", [], one.Name, one.Fictitious));
    }
}

/// <summary>What the other side has stated here and mine has not answered.</summary>
internal sealed class AnswersOwed(Db db, Kept kept, Me me, Words words) : IAwaitMe
{
    public async Task<IEnumerable<Waiting>> ReadAsync(CancellationToken stop)
    {
        if (!me.Can(Can.ReportProgress) || me.Party is not { } party) return [];

        var open = await kept.Of(
            $"unanswered {party}",
            list => list.Count,
            () => db.StatusEntries.AsNoTracking()
                .Where(entry => entry.Asserter == Asserter.Party && entry.Party != party && !entry.Replies.Any(reply => reply.Party == party) && entry.EnteredAt != null)
                .OrderBy(entry => entry.EnteredAt).ThenBy(entry => entry.Id)
                .Take(IAwaitMe.Most)
                .Select(entry => new { entry.Commitment.Key, entry.Commitment.Name, entry.Commitment.Fictitious, entry.Party, entry.Status, entry.EnteredAt })
                .ToListAsync(stop),
            stop);
        return open.Select(entry => new Waiting(
            2,
            entry.EnteredAt!.Value.InZone(words.Programme.Zone).Date,
            words.To("/commitments/" + entry.Key),
            "Desk.Answer",
            [words.Plain(words.Programme.Party(entry.Party!).Short), words.Plain(words.Programme.Status(entry.Status).Name), words.Plain(words.Programme.Party(party).Short)],
            entry.Name,
            entry.Fictitious));
    }
}

/// <summary>What the desk of another side would let go further and mine has said nothing about.</summary>
internal sealed class ReleasesToGive(Db db, Kept kept, Me me, Words words) : IAwaitMe
{
    public async Task<IEnumerable<Waiting>> ReadAsync(CancellationToken stop)
    {
        if (!me.Can(Can.Release) || me.Party is not { } party) return [];

        var waiting = await kept.Of($"releases {party}", list => list.Count, () => ReadAsync(party, stop), stop);
        return waiting.Select(one => new Waiting(2, null, words.To($"/commitments/{one.Key}/release"), "Desk.Release", [one.Things, words.Plain(words.Programme.Party(party).Short)], one.Name, one.Fictitious));
    }

    private async Task<List<(string Key, Text Name, bool Fictitious, int Things)>> ReadAsync(string party, CancellationToken stop)
    {
        var commitments = await db.Commitments.AsNoTracking().Where(one => one.Audience != Audience.Public && (string)(object)one.Releases != "[]").Select(one => new { one.Key, one.Name, one.Fictitious, one.Audience, one.Releases }).ToListAsync(stop);
        var statements = await db.StatusEntries.AsNoTracking().Where(one => one.Audience != Audience.Public && (string)(object)one.Releases != "[]").Select(one => new { one.Commitment.Key, one.Commitment.Name, one.Commitment.Fictitious, one.Audience, one.Releases }).ToListAsync(stop);
        return
        [
            .. commitments.Concat(statements)
                .Where(one => Releasing.AwaitsWordOf(party, one.Releases, one.Audience))
                .GroupBy(one => one.Key, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Take(IAwaitMe.Most)
                .Select(group => (group.Key, group.First().Name, group.First().Fictitious, group.Count())),
        ];
    }
}
