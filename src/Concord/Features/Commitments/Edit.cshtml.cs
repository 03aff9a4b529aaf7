using System.ComponentModel.DataAnnotations;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Commitments;

/// <summary>Enters a commitment or changes one: its words, owner, date and place among the others. Its trail has a page of its own.</summary>
[Authorize(Policy = Can.EditCommitments)]
internal sealed class EditModel(Db db, Me me, Words words, Today today) : EditPage<EditModel.Form>(db)
{
    /// <summary>Null while a new one is entered.</summary>
    public Commitment? Commitment { get; private set; }

    public IEnumerable<SelectListItem> Rounds { get; private set; } = [];

    public IEnumerable<SelectListItem> Pillars => words.Programme.Pillars.Select(pillar => Choice.Of(words, pillar.Title, pillar.Key));

    public IEnumerable<SelectListItem> Owners => words.Programme.Parties.Select(party => Choice.Of(words, party.Short, party.Key)).Prepend(new(words["Commitment.Both"], "both"));

    /// <summary>Beyond the two sides it goes only by the word of their desks; from there it may come back.</summary>
    public IEnumerable<SelectListItem> Audiences => AudienceChoice.For(me, words, Commitment?.Audience)
        .Where(one => Audience.FromCode(one.Value) is var chosen && (!chosen.IsWiderThan(Audience.Parties) || chosen == Commitment?.Audience || Commitment?.Audience.IsWiderThan(chosen) == true));

    public override IEnumerable<SelectListItem>? ChoicesFor(string field) => field switch
    {
        nameof(Form.Round) => Rounds,
        nameof(Form.Pillar) => Pillars,
        nameof(Form.Owner) => Owners,
        nameof(Form.Audience) => Audiences,
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(string key)
    {
        if (!await Load(key)) return NotFound();

        if (Commitment is null) Input = new() { Owner = "both", Audience = Audience.Parties.Code };
        else Open(Commitment, FormOf(Commitment));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key)
    {
        if (!await Load(key)) return NotFound();
        KeepWhatIsLifted();
        if (RowsChanged()) return Page();
        if (!ModelState.IsValid) return Page();
        if (!Audiences.Any(one => one.Value == Input.Audience)) throw new RuleBroken("Form.Invalid", Input.Audience);

        if (Commitment is not null) return await SaveAsync(Commitment, FormOf, Apply, () => db.Commitments.Include(one => one.Round).SingleOrDefaultAsync(one => one.Key == key), words.To("/commitments/" + key));

        var entered = new Commitment(Text.Empty, Audience.FromCode(Input.Audience!));
        return await EnterAsync(entered, Apply, words.To("/commitments/"));
    }

    private async Task<bool> Load(string key)
    {
        Rounds = (await db.Rounds.AsNoTracking().OrderBy(round => round.Key).ToListAsync()).Select(round => Choice.Of(words, round.Name, round.Id.ToString())).ToList();
        if (key == Entity.New) return true;

        Commitment = await db.Commitments.Include(one => one.Round).SingleOrDefaultAsync(one => one.Key == key);
        return Commitment is not null;
    }

    /// <summary>What stands in a sealed record is shown and not asked for.</summary>
    private void KeepWhatIsLifted()
    {
        if (Commitment is not { IsLifted: true } lifted) return;

        (Input.Name, Input.Round) = (new(lifted.Name), IsHidden(lifted.RoundId) ? null : lifted.RoundId);
        foreach (var field in ModelState.Keys.Where(field => field.StartsWith("Input.Name", StringComparison.Ordinal) || field == "Input.Round").ToList()) ModelState.Remove(field);
    }

    /// <summary>A round that this writer may not read is neither shown nor touched.</summary>
    private bool IsHidden(Guid? round) => round is not null && Rounds.All(one => one.Value != round.ToString());

    private Form FormOf(Commitment commitment) => new()
    {
        Name = new(commitment.Name),
        Origin = new(commitment.Origin),
        Round = IsHidden(commitment.RoundId) ? null : commitment.RoundId,
        Pillar = commitment.Pillar,
        Owner = commitment.Owner ?? "both",
        Made = commitment.Made,
        Due = commitment.Due,
        Continuous = commitment.IsContinuous,
        Milestones = [.. commitment.Milestones.Select(step => new MilestoneInput(step))],
        Sources = SourceInput.Of(commitment.Sources),
        Audience = commitment.Audience.Code,
    };

    private void Apply(Commitment commitment)
    {
        commitment.Name = Input.Name.Over(commitment.Name);
        commitment.Origin = Input.Origin.OverOrNull(commitment.Origin);
        if (IsHidden(Input.Round)) throw new RuleBroken("Form.Invalid", Input.Round);
        if (Input.Round is not null || !IsHidden(commitment.RoundId)) commitment.RoundId = Input.Round;
        commitment.Pillar = Input.Pillar;
        commitment.Owner = Input.Owner == "both" ? null : Input.Owner;
        commitment.Made = Input.Made;
        commitment.Falls(Input.Due, Input.Continuous);
        commitment.GoesBy(MilestoneInput.Over(Input.Milestones, commitment.Milestones), today.Date);
        commitment.Sources = SourceInput.Over(Input.Sources, commitment.Sources);
        commitment.IsFor(Audience.FromCode(Input.Audience!));
    }

    internal sealed class Form
    {
        [SomeWording, Display(Name = "Commitment.Name")]
        public TextInput Name { get; set; } = new();

        [Display(Name = "Commitment.Origin")]
        public TextInput Origin { get; set; } = new();

        [Display(Name = "Commitment.Round")]
        public Guid? Round { get; set; }

        [Display(Name = "Commitment.Pillar")]
        public string? Pillar { get; set; }

        [Required, Display(Name = "Commitment.Owner")]
        public string? Owner { get; set; }

        [Display(Name = "Commitment.Made")]
        public PartialDate? Made { get; set; }

        [Display(Name = "Commitment.Due")]
        public PartialDate? Due { get; set; }

        [Display(Name = "Commitment.Continuous")]
        public bool Continuous { get; set; }

        [Display(Name = "Commitment.Milestones")]
        public List<MilestoneInput> Milestones { get; set; } = [];

        [Display(Name = "Source.Title")]
        public List<SourceInput> Sources { get; set; } = [];

        [Required, Display(Name = "Record.Audience")]
        public string? Audience { get; set; }
    }
}
