using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Files;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Papers;

/// <summary>Puts forward a paper for a round, writes a position note, or changes one. Focal points prepare for their side; what its desk has
/// tabled the desk changes.</summary>
[Authorize(Policy = Can.PrepareRounds), TakesFiles]
internal sealed class EditModel(Db db, Me me, Words words, AllRecords records, Evidence evidence) : EditPage<EditModel.Form>(db)
{
    public Round Round { get; private set; } = null!;

    /// <summary>Null while a new one is written.</summary>
    public Paper? Paper { get; private set; }

    public bool IsNote { get; private set; }

    /// <summary>Items of the round's agenda.</summary>
    public IReadOnlyList<SelectListItem> Items { get; private set; } = [];

    /// <summary>A file that comes with the form; those that are there stay.</summary>
    [BindProperty]
    public Attachment Sent { get; set; } = new();

    /// <summary>Never wider than the round's; and only its own side's for whoever does not table.</summary>
    public IEnumerable<SelectListItem> Audiences =>
        AudienceChoice.For(me, words, Paper?.Audience).Where(one => Audience.FromCode(one.Value) is var chosen && (chosen == Own || (me.Can(Can.EditRounds) && (chosen == Round.Audience || Round.Audience.IsWiderThan(chosen)))));

    private Audience Own => me.Party is { } party ? Audience.Party(party) : Audience.Team;

    public override IEnumerable<SelectListItem>? ChoicesFor(string field) => field switch
    {
        nameof(Form.Item) => Items,
        nameof(Form.Audience) => Audiences,
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(string key, string? round, string? item, bool note, CancellationToken stop)
    {
        if (!await Load(key, round, item, note, stop)) return NotFound();
        if (!MayWrite) return Forbid();

        if (Paper is null) Input = new() { Audience = Own.Code, Item = Items.FirstOrDefault(one => item is not null && one.Selected)?.Value is { } chosen ? Guid.Parse(chosen) : null };
        else Open(Paper, FormOf(Paper));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key, string? round, string? item, bool note, CancellationToken stop)
    {
        if (!await Load(key, round, item, note, stop)) return NotFound();
        if (!MayWrite) return Forbid();
        if (RowsChanged()) return Page();

        if (FilesInForms.ProblemOf(HttpContext) is { } problem) ModelState.AddModelError(problem.Field, problem.Why);
        if (IsNote) ModelState.Remove("Input.Audience");
        if (!ModelState.IsValid) return Page();
        if (!IsNote && !Audiences.Any(one => one.Value == Input.Audience)) throw new RuleBroken("Form.Invalid", Input.Audience);
        if (IsHidden(Input.Item)) throw new RuleBroken("Form.Invalid", Input.Item);

        var sent = Sent.Upload is { } upload ? await evidence.FindAsync(upload, stop) : null;
        if (Paper is not null) return await SaveAsync(Paper, FormOf, one => Apply(one, sent), () => db.Papers.Include(one => one.Files).SingleOrDefaultAsync(one => one.Key == key, stop), words.To("/papers/" + key));

        return await EnterAsync(new Paper(Round.Id, me.Party, Text.Empty, IsNote), one => Apply(one, sent), words.To("/papers/"));
    }

    private bool MayWrite => Paper is null ? !IsNote || me.Party is not null : records.MayEdit(Paper);

    private async Task<bool> Load(string key, string? round, string? item, bool note, CancellationToken stop)
    {
        if (key != Entity.New)
        {
            Paper = await db.Papers.Include(one => one.Round).SingleOrDefaultAsync(one => one.Key == key, stop);
            if (Paper is null) return false;
        }

        var about = item is null ? null : await db.AgendaItems.AsNoTracking().Include(one => one.Round).SingleOrDefaultAsync(one => one.Key == item, stop);
        if ((Paper?.Round ?? about?.Round ?? await db.Rounds.AsNoTracking().SingleOrDefaultAsync(one => one.Key == round, stop)) is not { } found) return false;

        (Round, IsNote) = (found, Paper?.IsNote ?? note);
        var items = await db.AgendaItems.AsNoTracking().Where(one => one.RoundId == found.Id).OrderBy(one => one.Sequence).ThenBy(one => one.Key).ToListAsync(stop);
        Items = items.ConvertAll(one => Choice.Of(words, one.Name, one.Id.ToString()));
        foreach (var one in Items) one.Selected = one.Value == about?.Id.ToString();
        return true;
    }

    private Form FormOf(Paper paper) => new()
    {
        Name = new(paper.Name),
        Body = new(paper.Body),
        Item = IsHidden(paper.AgendaItemId) ? null : paper.AgendaItemId,
        Sources = SourceInput.Of(paper.Sources),
        Audience = paper.Audience.Code,
    };

    /// <summary>An item that this writer may not read is neither shown nor touched.</summary>
    private bool IsHidden(Guid? item) => item is not null && Items.All(one => one.Value != item.ToString());

    private void Apply(Paper paper, Upload? sent)
    {
        var item = Input.Item is null && IsHidden(paper.AgendaItemId) ? paper.AgendaItemId : Input.Item;
        paper.Says(Input.Name.Over(paper.Name), Input.Body.OverOrNull(paper.Body), item, sent is not null || paper.Files.Any(file => file.WithdrawnAt is null));
        paper.Sources = SourceInput.Over(Input.Sources, paper.Sources);
        if (!paper.IsNote) paper.IsFor(Audience.FromCode(Input.Audience!));
        if (sent is not null) evidence.Add(paper, sent);
    }

    internal sealed class Attachment
    {
        [Display(Name = "Paper.File")]
        public Guid? Upload { get; set; }
    }

    internal sealed class Form
    {
        [SomeWording, Display(Name = "Paper.Name")]
        public TextInput Name { get; set; } = new();

        [Display(Name = "Paper.Body")]
        public TextInput Body { get; set; } = new();

        [Display(Name = "Paper.Item")]
        public Guid? Item { get; set; }

        [Display(Name = "Source.Title")]
        public List<SourceInput> Sources { get; set; } = [];

        [Required, Display(Name = "Record.Audience")]
        public string? Audience { get; set; }
    }
}
