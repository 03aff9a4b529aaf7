using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.History;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Concord.Features.Desk;

/// <summary>What waits for me, most urgent first; what is due; what changed since I was here.</summary>
[Authorize(Policy = Can.EnterWorkspace)]
internal sealed class IndexModel(Db db, Kept kept, Me me, Words words, Today today, Chronicle chronicle, ToTranslate texts) : PageModel
{
    private const int DaysAhead = 60;
    private const int MostOfASort = 50;
    private const int MostChanges = 25;

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    /// <summary>The records that changed since I was here, latest first.</summary>
    public IReadOnlyList<Change> Changes { get; private set; } = [];

    /// <summary>Since when <see cref="Changes"/> counts.</summary>
    public Instant Since { get; private set; }

    /// <summary>Up to when this page knows: what comes later is new at the next visit.</summary>
    public string Until => InstantPattern.ExtendedIso.Format(today.Now);

    public bool IsTeam => me.Clearance.MayRead(Audience.Team);

    public async Task OnGetAsync(CancellationToken stop)
    {
        List<Line> lines = [.. await Commitments(stop), .. await Statements(stop), .. await Roles(stop), .. await PastRetention(stop), .. await Translations(stop)];
        Lines = [.. lines.OrderBy(line => line.Rank).ThenBy(line => line.On ?? LocalDate.MaxIsoValue).ThenBy(line => line.Address, StringComparer.Ordinal)];
        await Changed(stop);
    }

    /// <summary>I have seen what changed.</summary>
    public async Task<IActionResult> OnPostSeenAsync(string until, CancellationToken stop)
    {
        if (InstantPattern.ExtendedIso.Parse(until) is not { Success: true } parsed) return BadRequest();

        var seen = Instant.Min(parsed.Value, today.Now);
        await db.InOneTransaction(() => db.Accounts.Where(account => account.Id == me.Id).ExecuteUpdateAsync(set => set.SetProperty(account => account.DeskSeenAt, seen), stop), stop);
        return LocalRedirect(words.To("/desk"));
    }

    /// <summary>Overdue, or due soon: my side's, and both sides' together; all of them for the team.</summary>
    private async Task<IEnumerable<Line>> Commitments(CancellationToken stop)
    {
        if (me.Party is null && !IsTeam) return [];

        var day = today.Date;
        var horizon = day.PlusDays(DaysAhead);
        var found = db.Commitments.AsNoTracking().StillExpected(words.Programme).Where(one => one.DueLatest <= horizon);
        if (!IsTeam) found = found.Where(one => one.Owner == null || one.Owner == me.Party);
        var due = await kept.Of(
            $"due {me.Party} {IsTeam} {day}",
            list => list.Count,
            () => found.OrderBy(one => one.DueLatest).ThenBy(one => one.Key).Take(MostOfASort).Select(one => new { one.Key, one.Name, one.Due, one.DueLatest, one.Owner, one.Fictitious }).ToListAsync(stop),
            stop);
        return due.Select(one => new Line(
            one.DueLatest < day ? 0 : 3,
            one.DueLatest,
            words.To("/commitments/" + one.Key),
            one.DueLatest < day ? "Desk.Overdue" : "Desk.Due",
            [one.Owner is null ? words["Desk.BothSides"] : words.Plain(words.Programme.Party(one.Owner).Short), words.Date(one.Due)],
            one.Name,
            one.Fictitious));
    }

    /// <summary>What the other side has stated here and mine has not answered.</summary>
    private async Task<IEnumerable<Line>> Statements(CancellationToken stop)
    {
        if (!me.Can(Can.ReportProgress) || me.Party is not { } party) return [];

        var open = await kept.Of(
            $"unanswered {party}",
            list => list.Count,
            () => db.StatusEntries.AsNoTracking()
                .Where(entry => entry.Asserter == Asserter.Party && entry.Party != party && entry.Reply == Reply.None && entry.EnteredAt != null)
                .OrderBy(entry => entry.EnteredAt).ThenBy(entry => entry.Id)
                .Take(MostOfASort)
                .Select(entry => new { entry.Commitment.Key, entry.Commitment.Name, entry.Commitment.Fictitious, entry.Party, entry.Status, entry.EnteredAt })
                .ToListAsync(stop),
            stop);
        return open.Select(entry => new Line(
            2,
            entry.EnteredAt!.Value.InZone(words.Programme.Zone).Date,
            words.To("/commitments/" + entry.Key),
            "Desk.Answer",
            [words.Plain(words.Programme.Party(entry.Party!).Short), words.Plain(words.Programme.Status(entry.Status).Name), words.Plain(words.Programme.Party(party).Short)],
            entry.Name,
            entry.Fictitious));
    }

    private async Task<IEnumerable<Line>> Roles(CancellationToken stop)
    {
        if (!me.Can(Can.ConfirmRoles) || me.Party is not { } party) return [];

        var waiting = await db.Grants.AsNoTracking().Where(grant => grant.Party == party && grant.ConfirmedAt == null && grant.EndedAt == null)
            .Select(grant => grant.GrantedAt)
            .ToListAsync(stop);
        return waiting.Count == 0 ? [] : [new(1, waiting.Min().InZone(words.Programme.Zone).Date, words.To("/roles/confirmations"), "Desk.Roles", [waiting.Count, words.Plain(words.Programme.Party(party).Short)], null, false)];
    }

    private async Task<IEnumerable<Line>> PastRetention(CancellationToken stop)
    {
        if (!me.Can(Can.EditPeople)) return [];

        var day = today.Date;
        var past = await kept.Of($"retention {day}", list => list.Count / 10, () => db.PastRetentionAsync(day, stop), stop);
        return past.Count == 0 ? [] : [new(1, past.Min(until => until.Latest), words.To("/people"), "Desk.Retention", [past.Count], null, false)];
    }

    private async Task<IEnumerable<Line>> Translations(CancellationToken stop)
    {
        if (!me.Can(Can.Translate)) return [];

        var count = await kept.Of($"to translate {me.Can(Can.SeePeople)}", _ => 1, () => texts.CountAsync([.. words.Programme.Languages.Select(one => one.Code)], stop), stop);
        return count == 0 ? [] : [new(4, null, words.To("/translations"), "Desk.Translate", [count], null, false)];
    }

    private async Task Changed(CancellationToken stop)
    {
        Since = me.Account!.DeskSeenAt ?? today.Now - Duration.FromDays(14);
        if (!me.IsMember) return;

        var entries = await db.Audit.AsNoTracking()
            .Where(entry => entry.At > Since && entry.Account != null && entry.Account != me.Id)
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id)
            .Take(400)
            .ToListAsync(stop);
        var readings = await chronicle.ReadAsync(entries, withdrawnToo: false, strict: true, stop);
        Changes = [.. readings.GroupBy(reading => (reading.Kind, reading.Record!.Key)).Take(MostChanges).Select(group => new Change(
            group.First().Record!,
            group.First().Entry.At,
            group.First().Entry.Action,
            [.. group.Select(one => one.Who).Distinct()],
            [.. group.SelectMany(one => one.Lines.Select(line => line.Field).DefaultIfEmpty(one.Part ?? "")).Where(field => field != "").Select(chronicle.Label).Distinct().Take(4)]))];
    }

    /// <summary>One thing that is asked, of whom it says in words.</summary>
    /// <param name="Rank">0 is most urgent.</param>
    /// <param name="On">The day that makes it urgent; null when there is none.</param>
    /// <param name="Sentence">Key of the sentence.</param>
    /// <param name="About">The record it is about; null when it is about several.</param>
    internal sealed record Line(int Rank, LocalDate? On, string Address, string Sentence, object?[] Values, Text? About, bool Fictitious);

    internal sealed record Change(RecordName Record, Instant At, string Action, IReadOnlyList<Said> Who, IReadOnlyList<string> Fields);
}
