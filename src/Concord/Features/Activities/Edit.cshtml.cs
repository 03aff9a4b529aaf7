using System.ComponentModel.DataAnnotations;
using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Activities;

/// <summary>Enters an activity or changes one, with its places, partners, figures and sources. The commitments it serves have a page of
/// their own.</summary>
[Authorize(Policy = Can.EditActivities)]
internal sealed class EditModel(Db db, Me me, Words words, Today today) : EditPage<EditModel.Form>(db)
{
    private List<SelectListItem> organisations = [];

    /// <summary>Null while a new one is entered.</summary>
    public Activity? Activity { get; private set; }

    public IEnumerable<SelectListItem> Types => words.Programme.ActivityTypes.Select(type => Choice.Of(words, type.Name, type.Key));

    public IEnumerable<SelectListItem> Pillars => words.Programme.Pillars.Select(pillar => Choice.Of(words, pillar.Title, pillar.Key));

    public IEnumerable<SelectListItem> Phases => words.Programme.Phases.Select(phase => Choice.Of(words, phase.Name, phase.Key));

    public IEnumerable<SelectListItem> States => Enum.GetValues<ActivityState>().Select(state => new SelectListItem(words[ActivityWords.KeyOf(state)], state.ToString()));

    public IEnumerable<SelectListItem> Places => words.Programme.Places.Where(place => place.IsCity).Select(place => Choice.Of(words, place.Name, place.Key));

    public IEnumerable<SelectListItem> Countries => words.Programme.Places.Where(place => !place.IsCity).Select(place => Choice.Of(words, place.Name, place.Key));

    public IEnumerable<SelectListItem> Qualifiers => ParticipantFigure.Qualifiers.Select(one => new SelectListItem(words["Activity.Qualifier." + one], one));

    /// <summary>The organisations that this writer may know, by name; the value is the key.</summary>
    public IEnumerable<SelectListItem> Organisations => organisations;

    public IEnumerable<SelectListItem> Audiences => AudienceChoice.For(me, words, Activity?.Audience);

    public override IEnumerable<SelectListItem>? ChoicesFor(string field) => field switch
    {
        nameof(Form.Type) => Types,
        nameof(Form.Pillar) => Pillars,
        nameof(Form.Phase) => Phases,
        nameof(Form.State) => States,
        nameof(Form.Places) => Places,
        nameof(Form.Countries) => Countries,
        nameof(Form.Participants) + "." + nameof(ParticipantInput.Qualifier) => Qualifiers,
        nameof(Form.Partners) + "." + nameof(PartnerInput.Organisation) => organisations,
        nameof(Form.Audience) => Audiences,
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(string key)
    {
        if (!await Load(key)) return NotFound();

        if (Activity is null) Input = new() { State = ActivityState.Planned, Audience = Audience.Programme.Code };
        else Open(Activity, FormOf(Activity));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key)
    {
        if (!await Load(key)) return NotFound();

        Recognise();
        if (RowsChanged()) return Page();
        if (!ModelState.IsValid) return Page();

        OnlyKnown(Audiences, Input.Audience);
        OnlyKnown(Types, Input.Type);
        OnlyKnown(Pillars, Input.Pillar);
        OnlyKnown(Phases, Input.Phase);
        foreach (var place in Input.Places) OnlyKnown(Places, place);
        foreach (var country in Input.Countries) OnlyKnown(Countries, country);
        foreach (var figure in Input.Participants) OnlyKnown(Qualifiers, figure.Qualifier);

        if (Activity is not null) return await SaveAsync(Activity, FormOf, Apply, () => WithParts().SingleOrDefaultAsync(one => one.Key == key), words.To("/activities/" + key));

        var entered = new Activity(Text.Empty, Input.Type!);
        return await EnterAsync(entered, Apply, words.To("/activities/"));
    }

    private IQueryable<Activity> WithParts() => db.Activities.Include(one => one.Partners).ThenInclude(partner => partner.Organisation).Include(one => one.Places).AsSplitQuery();

    private async Task<bool> Load(string key)
    {
        var code = words.Code;
        var known = await db.Organisations.AsNoTracking()
            .Join(db.SortNames.Where(name => name.Language == code), one => one.Id, name => name.Record, (one, name) => new { one.Key, one.Name, one.Abbreviation, name.SortKey })
            .OrderBy(one => one.SortKey)
            .ThenBy(one => one.Key)
            .ToListAsync();
        organisations = [.. known.Select(one => Choice.Of(words, one.Name, one.Key, words.Plain(one.Name) + (one.Abbreviation is null ? "" : words["Activity.Abbreviation", one.Abbreviation])))];
        if (key == Entity.New) return true;

        Activity = await WithParts().SingleOrDefaultAsync(one => one.Key == key);
        return Activity is not null;
    }

    /// <summary>What was picked from the list of organisations, "Name [key]", becomes the key; a name typed by hand is looked up.</summary>
    private void Recognise()
    {
        for (var row = 0; row < Input.Partners.Count; row++)
        {
            var typed = Input.Partners[row].Organisation?.Trim();
            if (string.IsNullOrEmpty(typed)) continue;

            var key = typed.EndsWith(']') ? typed[(typed.LastIndexOf('[') + 1)..^1] : typed;
            var found = organisations.FirstOrDefault(one => one.Value == key) ?? organisations.FirstOrDefault(one => string.Equals(one.Text, typed, StringComparison.OrdinalIgnoreCase));
            if (found is not null) Input.Partners[row].Organisation = found.Value;
            else ModelState.AddModelError($"{nameof(Input)}.{nameof(Form.Partners)}[{row}].{nameof(PartnerInput.Organisation)}", words["Activity.NoSuchOrganisation", typed]);

            if (!Input.Partners[row].Words.IsEmpty) ModelState.AddModelError($"{nameof(Input)}.{nameof(Form.Partners)}[{row}].{nameof(PartnerInput.Organisation)}", words["Activity.PartnerIsOneOf"]);
        }
    }

    private static void OnlyKnown(IEnumerable<SelectListItem> choices, string? chosen)
    {
        if (!string.IsNullOrEmpty(chosen) && choices.All(one => one.Value != chosen)) throw new RuleBroken("Form.Invalid", chosen);
    }

    private static Form FormOf(Activity activity) => new()
    {
        Name = new(activity.Name),
        Type = activity.Type,
        Word = new(activity.Word),
        Pillar = activity.Pillar,
        Phase = activity.Phase,
        State = activity.State,
        PlannedStart = activity.PlannedStart,
        PlannedEnd = activity.PlannedEnd,
        HeldStart = activity.HeldStart,
        HeldEnd = activity.HeldEnd,
        DatesInferred = activity.DatesInferred,
        DateNote = new(activity.DateNote),
        Places = [.. activity.Places.OrderBy(place => place.Order).ThenBy(place => place.Place, StringComparer.Ordinal).Select(place => place.Place)],
        Countries = [.. activity.Countries],
        Partners = [.. activity.Partners.OrderBy(partner => partner.Order).ThenBy(partner => partner.Id).Select(partner => new PartnerInput { Organisation = partner.Organisation?.Key, Words = new(partner.Words) })],
        Participants = [.. activity.Participants.Select(figure => new ParticipantInput { Number = figure.Number, Qualifier = figure.Qualifier, Source = figure.Source, Note = new(figure.Note) })],
        Note = new(activity.Note),
        Sources = SourceInput.Of(activity.Sources),
        Audience = activity.Audience.Code,
    };

    private void Apply(Activity activity)
    {
        activity.Name = Input.Name.Over(activity.Name);
        activity.Type = Input.Type!;
        activity.Word = Input.Word.OverOrNull(activity.Word);
        activity.Phase = Input.Phase;
        activity.IsPlannedFor(Input.PlannedStart, Input.PlannedEnd);
        activity.TookPlace(Input.HeldStart, Input.HeldEnd, today.Date);
        activity.Becomes(Input.State!.Value, Input.Pillar, words.Programme);
        activity.DatesInferred = Input.DatesInferred;
        activity.DateNote = Input.DateNote.OverOrNull(activity.DateNote);
        activity.PlacesAre(Input.Places.OfType<string>().Where(place => place != ""));
        activity.Countries = [.. Input.Countries.OfType<string>().Where(country => country != "").Distinct()];
        activity.PartnersAre(Partners(activity));
        activity.Participants =
        [
            .. Input.Participants.Where(row => row.Number is not null).Select(row => new ParticipantFigure(
                row.Number!.Value,
                string.IsNullOrEmpty(row.Qualifier) ? null : row.Qualifier,
                string.IsNullOrWhiteSpace(row.Source) ? null : row.Source.Trim(),
                row.Note.OverOneOf(activity.Participants.OrderByDescending(figure => figure.Number == row.Number).Select(figure => figure.Note)))),
        ];
        activity.Note = Input.Note.OverOrNull(activity.Note);
        activity.Sources = SourceInput.Over(Input.Sources, activity.Sources);
        activity.Audience = Audience.FromCode(Input.Audience!);
    }

    private List<ActivityPartner> Partners(Activity activity)
    {
        var ids = activity.Partners.Where(partner => partner.Organisation is not null).ToDictionary(partner => partner.Organisation!.Key, partner => partner.OrganisationId);
        var keys = Input.Partners.Select(row => row.Organisation).OfType<string>().Where(key => key != "" && !ids.ContainsKey(key)).ToList();
        foreach (var one in db.Organisations.Where(one => keys.Contains(one.Key)).Select(one => new { one.Key, one.Id })) ids[one.Key] = one.Id;
        return
        [
            .. Input.Partners.Where(row => !row.IsEmpty).Select(row => string.IsNullOrEmpty(row.Organisation)
                ? new ActivityPartner(null, row.Words.OverOneOf(activity.Partners.Select(partner => partner.Words)))
                : new ActivityPartner(ids[row.Organisation], null)),
        ];
    }

    internal sealed class Form
    {
        [SomeWording, Display(Name = "Activity.Name")]
        public TextInput Name { get; set; } = new();

        [Required, Display(Name = "Activity.Type")]
        public string? Type { get; set; }

        [Display(Name = "Activity.Word")]
        public TextInput Word { get; set; } = new();

        [Display(Name = "Activity.Pillar")]
        public string? Pillar { get; set; }

        [Display(Name = "Activity.Phase")]
        public string? Phase { get; set; }

        [Required, Display(Name = "Activity.State")]
        public ActivityState? State { get; set; }

        [Display(Name = "Activity.PlannedStart")]
        public PartialDate? PlannedStart { get; set; }

        [Display(Name = "Activity.PlannedEnd")]
        public PartialDate? PlannedEnd { get; set; }

        [Display(Name = "Activity.HeldStart")]
        public PartialDate? HeldStart { get; set; }

        [Display(Name = "Activity.HeldEnd")]
        public PartialDate? HeldEnd { get; set; }

        [Display(Name = "Activity.DatesInferred")]
        public bool DatesInferred { get; set; }

        [Display(Name = "Activity.DateNote")]
        public TextInput DateNote { get; set; } = new();

        [Display(Name = "Activity.Places")]
        public List<string?> Places { get; set; } = [];

        [Display(Name = "Activity.Countries")]
        public List<string?> Countries { get; set; } = [];

        [Display(Name = "Activity.Partners")]
        public List<PartnerInput> Partners { get; set; } = [];

        [Display(Name = "Activity.Participants")]
        public List<ParticipantInput> Participants { get; set; } = [];

        [Display(Name = "Activity.Note")]
        public TextInput Note { get; set; } = new();

        [Display(Name = "Source.Title")]
        public List<SourceInput> Sources { get; set; } = [];

        [Required, Display(Name = "Record.Audience")]
        public string? Audience { get; set; }
    }

    /// <summary>A partner: an organisation on record, or words for one that is not.</summary>
    internal sealed class PartnerInput : IFormRow
    {
        /// <summary>Its key; as typed or picked, its name with the key behind it.</summary>
        [StringLength(1000), Display(Name = "Activity.Organisation")]
        public string? Organisation { get; set; }

        [Display(Name = "Activity.PartnerWords")]
        public TextInput Words { get; set; } = new();

        public bool IsEmpty => string.IsNullOrWhiteSpace(Organisation) && Words.IsEmpty;
    }

    internal sealed class ParticipantInput : IFormRow, IValidatableObject
    {
        [Range(1, 1_000_000, ErrorMessage = "Activity.NumberOfPeople"), Display(Name = "Activity.Number")]
        public int? Number { get; set; }

        [Display(Name = "Activity.Qualifier")]
        public string? Qualifier { get; set; }

        [HttpAddress, StringLength(2000), Display(Name = "Source.Address")]
        public string? Source { get; set; }

        [Display(Name = "Activity.FigureNote")]
        public TextInput Note { get; set; } = new();

        public bool IsEmpty => Number is null && string.IsNullOrEmpty(Qualifier) && string.IsNullOrWhiteSpace(Source) && Note.IsEmpty;

        /// <summary>A row without its number would be dropped with all that was written in it.</summary>
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Number is null && !IsEmpty) yield return new(validationContext.GetRequiredService<Words>()["Form.Required"], [nameof(Number)]);
        }
    }
}
