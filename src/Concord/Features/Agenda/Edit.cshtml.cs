using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Agenda;

/// <summary>Proposes an item for the agenda of a round, or changes one. A draft of one side is tabled by widening who may read it.</summary>
[Authorize(Policy = Can.EditRounds)]
internal sealed class EditModel(Db db, Me me, Words words) : EditPage<EditModel.Form>(db)
{
    public Round Round { get; private set; } = null!;

    /// <summary>Null while a new one is proposed.</summary>
    public AgendaItem? Item { get; private set; }

    public IEnumerable<SelectListItem> Leads { get; private set; } = [];

    /// <summary>Never wider than the round's.</summary>
    public IEnumerable<SelectListItem> Audiences =>
        AudienceChoice.For(me, words, Item?.Audience).Where(one => Audience.FromCode(one.Value) is var chosen && (chosen == Round.Audience || Round.Audience.IsWiderThan(chosen)));

    public override IEnumerable<SelectListItem>? ChoicesFor(string field) => field switch
    {
        nameof(Form.Lead) => Leads,
        nameof(Form.Audience) => Audiences,
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(string key, string? round)
    {
        if (!await Load(key, round)) return NotFound();

        if (Item is null) Input = new() { Audience = Audience.NarrowerOf(Audience.Parties, Round.Audience).Code };
        else Open(Item, FormOf(Item));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key, string? round)
    {
        if (!await Load(key, round)) return NotFound();
        if (RowsChanged()) return Page();
        if (!ModelState.IsValid) return Page();
        if (!Audiences.Any(one => one.Value == Input.Audience)) throw new RuleBroken("Form.Invalid", Input.Audience);

        if (Item is not null) return await SaveAsync(Item, FormOf, Apply, () => db.AgendaItems.SingleOrDefaultAsync(one => one.Key == key), words.To("/agenda/" + key));

        var last = await db.AgendaItems.Where(one => one.RoundId == Round.Id).MaxAsync(one => (int?)one.Sequence) ?? -1;
        return await EnterAsync(new AgendaItem(Round.Id, me.Party, Text.Empty) { Sequence = last + 1 }, Apply, words.To("/agenda/"));
    }

    private async Task<bool> Load(string key, string? round)
    {
        if (key != Entity.New)
        {
            Item = await db.AgendaItems.Include(one => one.Round).SingleOrDefaultAsync(one => one.Key == key);
            if (Item is null) return false;
        }

        var found = Item?.Round ?? await db.Rounds.AsNoTracking().SingleOrDefaultAsync(one => one.Key == round);
        if (found is null) return false;

        Round = found;
        var all = await db.Organisations.AsNoTracking().Select(one => new { one.Id, one.Name }).ToListAsync();
        Leads = [.. all.Select(one => Choice.Of(words, one.Name, one.Id.ToString())).OrderBy(one => one.Text, StringComparer.Create(words.Culture, false))];
        return true;
    }

    private Form FormOf(AgendaItem item) => new()
    {
        Name = new(item.Name),
        Aim = new(item.Aim),
        Lead = IsHidden(item.LeadId) ? null : item.LeadId,
        Minutes = item.Minutes,
        Sources = SourceInput.Of(item.Sources),
        Audience = item.Audience.Code,
    };

    /// <summary>An organisation that this writer may not read is neither shown nor touched.</summary>
    private bool IsHidden(Guid? lead) => lead is not null && Leads.All(one => one.Value != lead.ToString());

    private void Apply(AgendaItem item)
    {
        if (IsHidden(Input.Lead)) throw new RuleBroken("Form.Invalid", Input.Lead);

        var lead = Input.Lead is null && IsHidden(item.LeadId) ? item.LeadId : Input.Lead;
        item.Says(Input.Name.Over(item.Name), Input.Aim.OverOrNull(item.Aim), lead, Input.Minutes);
        item.Sources = SourceInput.Over(Input.Sources, item.Sources);
        item.Audience = Audience.FromCode(Input.Audience!);
    }

    internal sealed class Form
    {
        [SomeWording, Display(Name = "Agenda.Name")]
        public TextInput Name { get; set; } = new();

        [Display(Name = "Agenda.Aim")]
        public TextInput Aim { get; set; } = new();

        [Display(Name = "Agenda.Lead")]
        public Guid? Lead { get; set; }

        [Range(1, AgendaItem.MostMinutes), Display(Name = "Agenda.Length")]
        public int? Minutes { get; set; }

        [Display(Name = "Source.Title")]
        public List<SourceInput> Sources { get; set; } = [];

        [Required, Display(Name = "Record.Audience")]
        public string? Audience { get; set; }
    }
}
