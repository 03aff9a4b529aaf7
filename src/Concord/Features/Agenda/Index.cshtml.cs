using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Agenda;

/// <summary>The agenda of a round: its items in order, where each side stands on them, what is still open from before, and what can be carried over.</summary>
[AllowAnonymous]
internal sealed class IndexModel(Db db, Me me, Words words) : PageModel
{
    public Round Round { get; private set; } = null!;

    public IReadOnlyList<AgendaItem> Items { get; private set; } = [];

    /// <summary>The round of the same track before this one; null when there is none that the reader may read.</summary>
    public Round? Before { get; private set; }

    /// <summary>Its items that do not stand on this agenda yet.</summary>
    public IReadOnlyList<AgendaItem> Leftover { get; private set; } = [];

    /// <summary>Commitments of which something is still expected, with where they stand.</summary>
    public IReadOnlyList<Commitment> Arising { get; private set; } = [];

    /// <summary>When each item is up; empty while nobody has said when the round sits, and for whoever does not read all that is tabled.</summary>
    public IReadOnlyList<Slot> Slots { get; private set; } = [];

    public VenueTime Time { get; private set; } = null!;

    /// <summary>Whether the day stands with each time: the round has several, or its own date does not tell it.</summary>
    public bool SaysDay => Round.Start?.Day is null || Round.Sittings.Select(sitting => sitting.Day).Distinct().Count() > 1;

    /// <summary>Tabled items that are open again, or still, although the agenda is said to be agreed.</summary>
    public IReadOnlyList<AgendaItem> Reopened => Round.Status == RoundStatus.AgendaAgreed ? [.. Items.Where(item => item.IsTabled && item.Among(Parties) == Consent.Open)] : [];

    public IEnumerable<string> Parties => words.Programme.PartiesFor(words.Code).Select(party => party.Key);

    /// <summary>Minutes of all items that have a length.</summary>
    public int Total => Items.Sum(item => item.Minutes ?? 0);

    public bool MayArrange => me.Can(Can.EditRounds);

    /// <summary>The side for which the reader may agree or reserve; null: none.</summary>
    public string? AnswersFor => MayArrange ? me.Party : null;

    public string Length(int minutes) => minutes < 60 ? words["Agenda.Minutes", minutes] : minutes % 60 == 0 ? words["Agenda.Hours", minutes / 60] : words["Agenda.HoursMinutes", minutes / 60, minutes % 60];

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop) => await Load(key, stop) ? Page() : NotFound();

    /// <summary>A side agrees to an item, or takes back what it said. What it reserves it reserves on the item's own page, saying why.</summary>
    /// <param name="item">Its key.</param>
    public async Task<IActionResult> OnPostAnswerAsync(string key, string item, bool agrees, CancellationToken stop)
    {
        if (AnswersFor is not { } party) return Forbid();
        if (!await Load(key, stop) || Find(item) is not { } known) return NotFound();

        await db.AnswerAsync(known, party, agrees ? Consent.Agreed : Consent.Open, null, stop);
        return Back(key, item);
    }

    /// <summary>Moves an item up or down among those that the reader sees.</summary>
    public async Task<IActionResult> OnPostMoveAsync(string key, string item, bool up, CancellationToken stop)
    {
        if (!MayArrange) return Forbid();
        if (!await Load(key, stop) || Find(item) is null) return NotFound();

        await db.AloneWith(
            Round,
            async () =>
            {
                db.ChangeTracker.Clear();
                var items = await Ordered(db.AgendaItems, Round.Id).ToListAsync(stop);
                var at = items.FindIndex(one => one.Key == item);
                var to = up ? at - 1 : at + 1;
                if (at < 0 || to < 0 || to >= items.Count) return;

                (items[at], items[to]) = (items[to], items[at]);
                foreach (var (place, one) in items.Index()) one.Sequence = place;
                await db.SaveChangesAsync(stop);
            },
            stop);
        return Back(key, item);
    }

    /// <summary>Puts an item of the last round on this agenda.</summary>
    public async Task<IActionResult> OnPostCarryAsync(string key, string item, CancellationToken stop)
    {
        if (!MayArrange) return Forbid();
        if (!await Load(key, stop) || Leftover.FirstOrDefault(one => one.Key == item) is not { } left) return NotFound();

        var carried = left.CarriedTo(Round.Id, me.Party);
        carried.Audience = Audience.NarrowerOf(carried.Audience, Round.Audience);
        carried.Sequence = Items.Select(one => one.Sequence).DefaultIfEmpty(-1).Max() + 1;
        db.Add(carried);
        await db.SaveChangesAsync(stop);
        return Back(key, carried.Key);
    }

    private LocalRedirectResult Back(string key, string item) => LocalRedirect(words.To($"/dialogue/{key}/agenda") + "#" + item);

    private AgendaItem? Find(string item) => Items.FirstOrDefault(one => one.Key == item);

    private async Task<bool> Load(string key, CancellationToken stop)
    {
        var round = await db.Rounds.AsNoTracking().SingleOrDefaultAsync(one => one.Key == key, stop);
        if (round is null) return false;

        Round = round;
        Items = await Ordered(db.AgendaItems.AsNoTracking().Include(item => item.Lead), round.Id).ToListAsync(stop);

        // Who does not read what is between the sides would be told wrong times.
        Slots = me.Clearance.MayRead(Audience.Parties) ? Timetable.Of(Items, round.Sittings) : [];
        Time = VenueTime.Of(words, round.Place, Slots.Count > 0 && me.IsSignedIn ? await db.ZoneOfAsync(me, stop) : null);
        if (MayArrange) await LoadLeftover(stop);

        Arising = round.Status >= RoundStatus.Held
            ? []
            : await db.Commitments.AsNoTracking().Include(one => one.Trail).StillExpected(words.Programme).OrderBy(one => one.DueLatest == null).ThenBy(one => one.DueLatest).ThenBy(one => one.Key).ToListAsync(stop);
        return true;
    }

    private async Task LoadLeftover(CancellationToken stop)
    {
        var earlier = await db.Rounds.AsNoTracking().Where(one => one.Track == Round.Track && one.Id != Round.Id).ToListAsync(stop);
        Before = earlier.Where(one => one.FirstDay is not null && (Round.FirstDay is null || one.FirstDay < Round.FirstDay)).MaxBy(one => one.FirstDay);
        if (Before is null) return;

        var carried = Items.Select(item => item.CarriedFromId).OfType<Guid>().ToHashSet();
        Leftover = (await Ordered(db.AgendaItems.AsNoTracking(), Before.Id).ToListAsync(stop)).FindAll(item => item.IsTabled && !carried.Contains(item.Id));
    }

    private static IOrderedQueryable<AgendaItem> Ordered(IQueryable<AgendaItem> items, Guid round) =>
        items.Where(item => item.RoundId == round).OrderBy(item => item.Sequence).ThenBy(item => item.Key);
}
