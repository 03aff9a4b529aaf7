using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Agenda;

/// <summary>One item of an agenda: what it is for, where each side stands, and where it came from.</summary>
[AllowAnonymous]
internal sealed class ShowModel(Db db, Me me, Words words) : PageModel
{
    public AgendaItem Item { get; private set; } = null!;

    /// <summary>The item of an earlier round that it goes back to; null when there is none that the reader may read.</summary>
    public AgendaItem? Earlier { get; private set; }

    public IReadOnlyList<Paper> Papers { get; private set; } = [];

    public bool MayPrepare => me.Can(Can.PrepareRounds);

    [BindProperty, StringLength(1000), Display(Name = "Agenda.Why")]
    public string? Why { get; set; }

    public IEnumerable<string> Parties => words.Programme.PartiesFor(words.Code).Select(party => party.Key);

    /// <summary>Whether the reader may reserve a position for a side.</summary>
    public bool MayReserve => me.Can(Can.EditRounds) && me.Party is { } party && Item.IsTabled && Item.StandOf(party).Consent != Consent.Reserved;

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop) => await Load(key, stop) ? Page() : NotFound();

    /// <summary>The reader's side reserves its position.</summary>
    public async Task<IActionResult> OnPostAsync(string key, CancellationToken stop)
    {
        if (!me.Can(Can.EditRounds) || me.Party is not { } party) return Forbid();
        if (!await Load(key, stop)) return NotFound();
        if (!ModelState.IsValid) return Page();

        await db.AnswerAsync(Item, party, Consent.Reserved, string.IsNullOrWhiteSpace(Why) ? null : Text.In(words.Code, Why.Trim()), stop);
        return LocalRedirect(words.To("/agenda/" + key));
    }

    private async Task<bool> Load(string key, CancellationToken stop)
    {
        var found = await db.AgendaItems.AsNoTracking().Include(one => one.Round).Include(one => one.Lead).SingleOrDefaultAsync(one => one.Key == key, stop);
        if (found is null) return false;

        Item = found;
        Papers = await db.Papers.AsNoTracking().Include(paper => paper.Files).Where(paper => paper.AgendaItemId == found.Id).OrderBy(paper => paper.IsNote).ThenBy(paper => paper.Key).ToListAsync(stop);
        if (found.CarriedFromId is { } earlier) Earlier = await db.AgendaItems.AsNoTracking().Include(one => one.Round).SingleOrDefaultAsync(one => one.Id == earlier, stop);
        return true;
    }
}
