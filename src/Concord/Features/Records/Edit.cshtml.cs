using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Domain.Records;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Records;

/// <summary>Opens the joint record of a round, or changes its title and which languages are authentic.</summary>
[Authorize(Policy = Can.EditRounds)]
internal sealed class EditModel(Db db, Words words) : EditPage<EditModel.Form>(db)
{
    public Round Round { get; private set; } = null!;

    /// <summary>Null while a new one is opened.</summary>
    public JointRecord? Record { get; private set; }

    public IEnumerable<SelectListItem> Authentics =>
        [new(words["Joint.AllAuthentic"], ""), .. words.Programme.Languages.Select(language => new SelectListItem(words.NameOf(language.Code), language.Code))];

    /// <summary>The sealed records that a new one may amend.</summary>
    public IReadOnlyList<JointRecord> Sealed { get; private set; } = [];

    public IEnumerable<SelectListItem> Amendable => [new(words["Joint.AmendsNone"], ""), .. Sealed.Select(one => new SelectListItem(words["Joint.NumberAndName", one.Number, words.Plain(one.Name)], one.Key))];

    public override IEnumerable<SelectListItem>? ChoicesFor(string field) => field switch
    {
        nameof(Form.Authentic) => Authentics,
        nameof(Form.Amends) => Amendable,
        _ => null,
    };

    /// <param name="amends">Key of the sealed record that a new one is to change; null: none.</param>
    public async Task<IActionResult> OnGetAsync(string key, string? round, string? amends)
    {
        if (!await Load(key, round)) return NotFound();

        if (Record is null) Input = new() { Name = new(Suggested(Sealed.FirstOrDefault(one => one.Key == amends))), Amends = amends };
        else Open(Record, FormOf(Record));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key, string? round)
    {
        if (!await Load(key, round)) return NotFound();
        if (!ModelState.IsValid) return Page();

        Record?.MustNotBeSealed();
        if (Record is not null) return await SaveAsync(Record, FormOf, Apply, () => db.JointRecords.SingleOrDefaultAsync(one => one.Key == key), words.To("/records/" + key));
        if (await db.JointRecords.AnyAsync(one => one.RoundId == Round.Id && one.SealedAt == null)) throw new RuleBroken("Joint.OneIsOpen");

        var amended = string.IsNullOrEmpty(Input.Amends) ? null : Sealed.FirstOrDefault(one => one.Key == Input.Amends) ?? throw new RuleBroken("Form.Invalid", Input.Amends);
        return await EnterAsync(new JointRecord(Round.Id, Text.Empty) { AmendsId = amended?.Id, Audience = Audience.NarrowerOf(Audience.Parties, Round.Audience), Fictitious = Round.Fictitious }, Apply, words.To("/records/"));
    }

    /// <summary>A title in every language that the round, or the record that is to be amended, has a name in.</summary>
    private Text Suggested(JointRecord? amended) =>
        (amended?.Name ?? Round.Name).Wordings.Aggregate(Text.Empty, (text, name) => text.With(name.Key, new(words.In(name.Key, amended is null ? "Joint.SuggestedName" : "Joint.SuggestedAmendment", name.Value.Text), WordingState.Draft)));

    private static Form FormOf(JointRecord record) => new() { Name = new(record.Name), Authentic = record.Authentic.FirstOrDefault() };

    private void Apply(JointRecord record)
    {
        record.Name = Input.Name.Over(record.Name);
        record.Authentic = string.IsNullOrEmpty(Input.Authentic) ? [] : [Input.Authentic];
    }

    private async Task<bool> Load(string key, string? round)
    {
        if (key != Entity.New)
        {
            Record = await db.JointRecords.Include(one => one.Round).SingleOrDefaultAsync(one => one.Key == key);
            if (Record is null) return false;
        }

        var found = Record?.Round ?? await db.Rounds.AsNoTracking().SingleOrDefaultAsync(one => one.Key == round);
        if (found is null) return false;

        Round = found;
        if (Record is null) Sealed = await db.JointRecords.AsNoTracking().Where(one => one.SealedAt != null).OrderBy(one => one.Number).ToListAsync();
        return true;
    }

    internal sealed class Form
    {
        [SomeWording, Display(Name = "Joint.Name")]
        public TextInput Name { get; set; } = new();

        [Display(Name = "Joint.Authentic")]
        public string? Authentic { get; set; }

        /// <summary>Key of the sealed record that a new one amends; empty: none.</summary>
        [Display(Name = "Joint.Amends")]
        public string? Amends { get; set; }
    }
}
