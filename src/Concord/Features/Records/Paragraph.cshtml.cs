using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Domain.Records;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Records;

/// <summary>One paragraph: its texts, what is doubtful, what the sides state of it; and what is done with it, each act with its own address.</summary>
[AllowAnonymous]
internal sealed class ParagraphModel(Db db, Me me, Words words, RecordOfRows rows, IClock clock) : PageModel
{
    public Paragraph Paragraph { get; private set; } = null!;

    public RowView Row { get; private set; } = null!;

    /// <summary>What was tabled, newest first.</summary>
    public IReadOnlyList<Proposal> Tabled { get; private set; } = [];

    /// <summary>Names of the people who let doubts pass, by account.</summary>
    public IReadOnlyDictionary<Guid, Text> Names { get; private set; } = new Dictionary<Guid, Text>();

    /// <summary>The texts that the reader acts on: what has changed meanwhile is not what he saw.</summary>
    [BindProperty]
    public string? Texts { get; set; }

    [BindProperty, StringLength(1000), Display(Name = "Paragraph.Why")]
    public string? Why { get; set; }

    public bool MayAct => rows.Party is not null && !Paragraph.Record.IsSealed;

    public bool MayDraft => me.Can(Can.DraftRecords) && !Paragraph.Record.IsSealed;

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        if (!await Load(key, stop)) return NotFound();

        Tabled = await db.Proposals.AsNoTracking().Where(one => one.ParagraphId == Paragraph.Id && one.TabledAt != null).OrderByDescending(one => one.TabledAt).ToListAsync(stop);
        var people = Paragraph.Waivers.Select(waiver => waiver.Account).OfType<Guid>().ToList();
        Names = await db.Accounts.AsNoTracking().Where(one => people.Contains(one.Id)).ToDictionaryAsync(one => one.Id, one => one.Name, stop);
        return Page();
    }

    /// <summary>The reader's side says where it stands.</summary>
    public Task<IActionResult> OnPostClearAsync(string key, Clearing clearing, CancellationToken stop) =>
        ActForSide(key, (paragraph, party) => paragraph.Clear(party, clearing, me.Id, clock.GetCurrentInstant(), rows.Languages), stop);

    /// <summary>Settles a bracket.</summary>
    public Task<IActionResult> OnPostSettleAsync(string key, string language, int bracket, int alternative, CancellationToken stop) =>
        ActForSide(key, (paragraph, _) => paragraph.Settle(language, bracket, alternative), stop);

    /// <summary>Somebody has looked at a text whose counterpart changed.</summary>
    public Task<IActionResult> OnPostConfirmAsync(string key, string language, CancellationToken stop) =>
        Act(key, Can.DraftRecords, paragraph => paragraph.Confirm(language), stop);

    /// <summary>The reader's side lets a doubt pass.</summary>
    public Task<IActionResult> OnPostWaiveAsync(string key, string doubt, CancellationToken stop) =>
        ActForSide(key, (paragraph, party) => paragraph.Waive(doubt, party, Said(), me.Id, clock.GetCurrentInstant()), stop);

    public Task<IActionResult> OnPostUnwaiveAsync(string key, string doubt, CancellationToken stop) =>
        ActForSide(key, (paragraph, party) => paragraph.TakeBackWaiver(doubt, party), stop);

    /// <summary>A reservation of the reader's side, or that it has agreed to disagree; without words it is taken back.</summary>
    public Task<IActionResult> OnPostStateAsync(string key, bool disagreement, CancellationToken stop) =>
        ActForSide(key, (paragraph, party) => paragraph.State(party, disagreement, Said()), stop);

    /// <summary>Tables a draft: the paragraph itself, or a wording for it.</summary>
    public async Task<IActionResult> OnPostTableAsync(string key, string? proposal, CancellationToken stop)
    {
        if (rows.Party is not { } party) return Forbid();
        if (!await Load(key, stop)) return NotFound();

        var readers = Audience.NarrowerOf(Audience.Parties, Paragraph.Record.Audience);
        var drafts = proposal is null ? [] : await db.Proposals.AsNoTracking().Where(one => one.Key == proposal && one.ParagraphId == Paragraph.Id && one.TabledAt == null).ToListAsync(stop);
        if (proposal is not null && drafts.Count == 0) return NotFound();

        return await Save(async paragraph =>
        {
            if (proposal is null) paragraph.Table(party, readers);
            else rows.Table(await db.Proposals.SingleAsync(one => one.Key == proposal, stop), paragraph, clock.GetCurrentInstant());
        }, stop);
    }

    /// <summary>The reader's side would leave the paragraph out. When every side would, it goes.</summary>
    public Task<IActionResult> OnPostLeaveOutAsync(string key, CancellationToken stop) =>
        ActForSide(
            key,
            (paragraph, party) =>
            {
                var proposal = new Proposal(paragraph, party, Proposal.LeavingOut(paragraph, party, paragraph.Name.Languages)) { Note = Said(), Fictitious = paragraph.Fictitious };
                rows.Table(proposal, paragraph, clock.GetCurrentInstant());
                db.Add(proposal);
            },
            stop);

    /// <summary>Throws a wording away that was not tabled.</summary>
    public async Task<IActionResult> OnPostDropAsync(string key, string proposal, CancellationToken stop)
    {
        if (rows.Party is null) return Forbid();
        if (!await Load(key, stop) || await db.Proposals.SingleOrDefaultAsync(one => one.Key == proposal && one.ParagraphId == Paragraph.Id && one.TabledAt == null, stop) is not { } draft) return NotFound();

        draft.Withdraw(words["Proposal.Dropped"], clock.GetCurrentInstant());
        await db.SaveChangesAsync(stop);
        return await Back(stop);
    }

    /// <summary>Moves it before the one above it, or behind the one below.</summary>
    public async Task<IActionResult> OnPostMoveAsync(string key, bool up, CancellationToken stop)
    {
        if (!me.Can(Can.DraftRecords)) return Forbid();
        if (!await Load(key, stop)) return NotFound();

        await db.AloneWith(
            Paragraph.Record,
            async () =>
            {
                db.ChangeTracker.Clear();
                var all = await rows.Ordered(Paragraph.RecordId).ToListAsync(stop);
                var at = all.FindIndex(one => one.Id == Paragraph.Id);
                var to = up ? at - 1 : at + 1;
                if (at < 0 || to < 0 || to >= all.Count) return;

                var moved = all[at];
                var neighbour = all[to];
                all.RemoveAt(at);
                all.Insert(to, moved);
                moved.MoveTo(Places.At(all, to), neighbour.AgendaItemId);
                await db.SaveChangesAsync(stop);
            },
            stop);
        return await Back(stop);
    }

    /// <summary>Takes in the paragraph below.</summary>
    public async Task<IActionResult> OnPostJoinAsync(string key, CancellationToken stop)
    {
        if (!me.Can(Can.DraftRecords)) return Forbid();
        if (!await Load(key, stop)) return NotFound();

        await db.AloneWith(
            Paragraph.Record,
            async () =>
            {
                db.ChangeTracker.Clear();
                var all = await rows.Ordered(Paragraph.RecordId).ToListAsync(stop);
                var at = all.FindIndex(one => one.Id == Paragraph.Id);
                if (at < 0 || at + 1 >= all.Count || all[at + 1].Audience != all[at].Audience) throw new RuleBroken("Paragraph.NothingToJoin");

                all[at].JoinWith(all[at + 1], language => words.In(language, "Paragraph.BetweenSentences"), words["Paragraph.JoinedInto"], clock.GetCurrentInstant());
                await db.SaveChangesAsync(stop);
            },
            stop);
        return await Back(stop);
    }

    private Text? Said() => string.IsNullOrWhiteSpace(Why) ? null : Text.In(words.Code, Why.Trim());

    private async Task<IActionResult> ActForSide(string key, Action<Paragraph, string> act, CancellationToken stop) =>
        rows.Party is { } party ? await Act(key, Can.NegotiateRecords, paragraph => act(paragraph, party), stop) : Forbid();

    private async Task<IActionResult> Act(string key, string right, Action<Paragraph> act, CancellationToken stop)
    {
        if (!me.Can(right)) return Forbid();
        if (!await Load(key, stop)) return NotFound();
        if (!ModelState.IsValid) return Page();

        return await Save(
            paragraph =>
            {
                if (paragraph.Fingerprint != Texts) throw new RuleBroken("Paragraph.ChangedMeanwhile");
                act(paragraph);
                return Task.CompletedTask;
            },
            stop);
    }

    private async Task<IActionResult> Save(Func<Paragraph, Task> act, CancellationToken stop)
    {
        await db.AloneWith(
            Paragraph,
            async () =>
            {
                db.ChangeTracker.Clear();
                var paragraph = await db.Paragraphs.Include(one => one.Record).SingleAsync(one => one.Id == Paragraph.Id, stop);
                paragraph.Record.MustNotBeSealed();
                await act(paragraph);
                await db.SaveChangesAsync(stop);
            },
            stop);
        return await Back(stop);
    }

    /// <summary>To the row among the others; to a page that asks for it, the row itself.</summary>
    private async Task<IActionResult> Back(CancellationToken stop)
    {
        if (!Request.Headers.ContainsKey("X-Rows")) return LocalRedirect(words.To("/records/" + Paragraph.Record.Key) + "#" + Paragraph.Key);

        db.ChangeTracker.Clear();
        return await rows.RowAsync(Paragraph.Id, stop) is { } row ? Partial("_Row", row) : StatusCode(StatusCodes.Status410Gone);
    }

    private async Task<bool> Load(string key, CancellationToken stop)
    {
        if (await db.Paragraphs.AsNoTracking().Include(one => one.Record).ThenInclude(one => one.Round).SingleOrDefaultAsync(one => one.Key == key, stop) is not { } found) return false;

        (Paragraph, Row) = (found, (await rows.RowAsync(found.Id, stop))!);
        return true;
    }
}
