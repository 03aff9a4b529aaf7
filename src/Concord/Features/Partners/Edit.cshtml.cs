using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Domain.Organisations;
using Concord.Domain.Programmes;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Partners;

/// <summary>Enters an organisation or changes one: its names, its place in the hierarchy, what came before and after it.</summary>
[Authorize(Policy = Can.EditOrganisations)]
internal sealed class EditModel(Db db, Me me, Words words) : EditPage<EditModel.Form>(db)
{
    /// <summary>What this writer may read: the hierarchy he sees, and all he may choose from.</summary>
    private Dictionary<Guid, (Guid? Parent, Guid? Successor)> readable = [];

    /// <summary>Null while a new one is entered.</summary>
    public Organisation? Organisation { get; private set; }

    /// <summary>All but itself.</summary>
    public IReadOnlyList<SelectListItem> Others { get; private set; } = [];

    public IEnumerable<SelectListItem> Sides => words.Programme.PartiesFor(words.Code).Select(party => Choice.Of(words, party.Short, party.Key));

    public IEnumerable<SelectListItem> Roles => Enum.GetValues<OrganisationRole>().Select(role => new SelectListItem(words["Organisation.Role." + role], role.ToString()));

    public IEnumerable<SelectListItem> Types => words.Programme.OrganisationTypes.Select(type => Choice.Of(words, type.Name, type.Key));

    public IEnumerable<SelectListItem> Countries => words.Programme.Places.Where(place => !place.IsCity).Select(place => Choice.Of(words, place.Name, place.Key));

    public IEnumerable<SelectListItem> Audiences => AudienceChoice.For(me, words, Organisation?.Audience);

    public override IEnumerable<SelectListItem>? ChoicesFor(string field) => field switch
    {
        nameof(Form.Party) or "Variants.Party" => Sides,
        nameof(Form.Role) => Roles,
        nameof(Form.Type) => Types,
        nameof(Form.Country) => Countries,
        nameof(Form.Parent) or nameof(Form.Successor) => Others,
        nameof(Form.Audience) => Audiences,
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(string key)
    {
        if (!await Load(key)) return NotFound();

        if (Organisation is null) Input = new() { Role = OrganisationRole.Partner, Audience = Audience.Programme.Code };
        else Open(Organisation, FormOf(Organisation));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key)
    {
        if (!await Load(key)) return NotFound();
        if (RowsChanged()) return Page();

        this.CheckReading(Input.Name, Input.Reading, words);
        VariantInput.Check(this, Input.Variants, words);
        if (!ModelState.IsValid) return Page();
        foreach (var (chosen, among) in new[] { (Input.Audience, Audiences), (Input.Party, Sides), (Input.Type, Types), (Input.Country, Countries), (Input.Parent?.ToString(), Others), (Input.Successor?.ToString(), Others) })
        {
            if (!string.IsNullOrEmpty(chosen) && among.All(one => one.Value != chosen)) throw new RuleBroken("Form.Invalid", chosen);
        }

        if (Organisation is not null) return await SaveAsync(Organisation, FormOf, Apply, () => db.Organisations.SingleOrDefaultAsync(one => one.Key == key), words.To("/partners/" + key));

        var entered = new Organisation(Text.Empty);
        return await EnterAsync(entered, Apply, words.To("/partners/"));
    }

    private async Task<bool> Load(string key)
    {
        var code = words.Code;
        var all = await db.Organisations.AsNoTracking()
            .Join(db.SortNames.Where(name => name.Language == code), one => one.Id, name => name.Record, (one, name) => new { one.Id, one.Key, one.Name, one.ParentId, one.SuccessorId, name.SortKey })
            .OrderBy(one => one.SortKey).ThenBy(one => one.Key).ToListAsync();
        readable = all.ToDictionary(one => one.Id, one => (one.ParentId, one.SuccessorId));
        Others = [.. all.Where(one => one.Key != key).Select(one => Choice.Of(words, one.Name, one.Id.ToString()))];
        if (key == Entity.New) return true;

        Organisation = await db.Organisations.SingleOrDefaultAsync(one => one.Key == key);
        return Organisation is not null;
    }

    /// <summary>An organisation that this writer may not read is neither shown nor touched.</summary>
    private bool IsHidden(Guid? organisation) => organisation is { } id && !readable.ContainsKey(id);

    private Form FormOf(Organisation one) => new()
    {
        Name = new(one.Name),
        Reading = Readings.Of(one.Name, words),
        Abbreviation = one.Abbreviation,
        Party = one.Party,
        Role = one.Role,
        International = one.International,
        Type = one.Type,
        Country = one.Country,
        Parent = IsHidden(one.ParentId) ? null : one.ParentId,
        ParentName = new(one.ParentName),
        ValidFrom = one.ValidFrom,
        ValidTo = one.ValidTo,
        Successor = IsHidden(one.SuccessorId) ? null : one.SuccessorId,
        FormerNames = [.. one.FormerNames.Select(name => new TextInput(name))],
        Variants = VariantInput.Of(one.Variants),
        Url = one.Url,
        Note = new(one.Note),
        Sources = SourceInput.Of(one.Sources),
        Audience = one.Audience.Code,
    };

    private void Apply(Organisation one)
    {
        one.Name = Readings.Over(Input.Name.Over(one.Name), Input.Reading, words);
        one.Abbreviation = Input.Abbreviation?.Trim();
        one.Party = Input.Party;
        one.Role = Input.Role!.Value;
        one.International = Input.International;
        one.Type = Input.Type;
        one.Country = Input.Country;
        if (Input.Parent is not null || !IsHidden(one.ParentId)) one.BelongTo(Input.Parent, id => readable.GetValueOrDefault(id).Parent);
        one.ParentName = Input.ParentName.OverOrNull(one.ParentName);
        one.Lasts(Input.ValidFrom, Input.ValidTo);
        if (Input.Successor is not null || !IsHidden(one.SuccessorId)) one.GiveWayTo(Input.Successor, id => readable.GetValueOrDefault(id).Successor);
        one.FormerNames = [.. Input.FormerNames.Where(name => !name.IsEmpty).Select(name => name.OverOneOf(one.FormerNames)!)];
        one.Variants = VariantInput.Over(Input.Variants, one.Variants);
        one.Url = Input.Url?.Trim();
        one.Note = Input.Note.OverOrNull(one.Note);
        one.Sources = SourceInput.Over(Input.Sources, one.Sources);
        one.Audience = Audience.FromCode(Input.Audience!);
    }

    internal sealed class Form
    {
        [SomeWording, Display(Name = "Organisation.Name")]
        public TextInput Name { get; set; } = new();

        [StringLength(200), Display(Name = "Reading.Label")]
        public string? Reading { get; set; }

        [StringLength(50), Display(Name = "Organisation.Abbreviation")]
        public string? Abbreviation { get; set; }

        [Display(Name = "Organisation.FormerNames")]
        public List<TextInput> FormerNames { get; set; } = [];

        [Display(Name = "Organisation.Variants")]
        public List<VariantInput> Variants { get; set; } = [];

        [Display(Name = "Organisation.Side")]
        public string? Party { get; set; }

        [Required, Display(Name = "Organisation.Role")]
        public OrganisationRole? Role { get; set; }

        [Display(Name = "Organisation.IsInternational")]
        public bool International { get; set; }

        [Display(Name = "Organisation.Type")]
        public string? Type { get; set; }

        [Display(Name = "Organisation.Country")]
        public string? Country { get; set; }

        [Display(Name = "Organisation.Parent")]
        public Guid? Parent { get; set; }

        [Display(Name = "Organisation.ParentName")]
        public TextInput ParentName { get; set; } = new();

        [Display(Name = "Organisation.ValidFrom")]
        public PartialDate? ValidFrom { get; set; }

        [Display(Name = "Organisation.ValidTo")]
        public PartialDate? ValidTo { get; set; }

        [Display(Name = "Organisation.Successor")]
        public Guid? Successor { get; set; }

        [HttpAddress, StringLength(2000), Display(Name = "Organisation.Url")]
        public string? Url { get; set; }

        [Display(Name = "Organisation.Note")]
        public TextInput Note { get; set; } = new();

        [Display(Name = "Source.Title")]
        public List<SourceInput> Sources { get; set; } = [];

        [Required, Display(Name = "Record.Audience")]
        public string? Audience { get; set; }
    }
}
