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

    public override IEnumerable<SelectListItem>? ChoicesFor(string field) => field == nameof(Form.Authentic) ? Authentics : null;

    public async Task<IActionResult> OnGetAsync(string key, string? round)
    {
        if (!await Load(key, round)) return NotFound();

        if (Record is null) Input = new() { Name = new(Suggested()) };
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

        return await EnterAsync(new JointRecord(Round.Id, Text.Empty) { Audience = Audience.NarrowerOf(Audience.Parties, Round.Audience), Fictitious = Round.Fictitious }, Apply, words.To("/records/"));
    }

    /// <summary>A title in every language that the round has a name in.</summary>
    private Text Suggested() => Round.Name.Wordings.Aggregate(Text.Empty, (text, name) => text.With(name.Key, new(words.In(name.Key, "Joint.SuggestedName", name.Value.Text), WordingState.Draft)));

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
        return true;
    }

    internal sealed class Form
    {
        [SomeWording, Display(Name = "Joint.Name")]
        public TextInput Name { get; set; } = new();

        [Display(Name = "Joint.Authentic")]
        public string? Authentic { get; set; }
    }
}
