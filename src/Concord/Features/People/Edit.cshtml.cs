using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Domain.People;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.People;

/// <summary>Enters an official or expert, or corrects what is held: no more than the purpose needs.</summary>
[Authorize(Policy = Can.EditPeople)]
internal sealed class EditModel(Db db, Me me, Words words) : EditPage<EditModel.Form>(db)
{
    /// <summary>Null while somebody new is entered.</summary>
    public Person? Person { get; private set; }

    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public IEnumerable<SelectListItem> Languages => words.Programme.Languages.Select(language => new SelectListItem(words.NameOf(language.Code), language.Code));

    /// <summary>Never everyone: people are not published.</summary>
    public IEnumerable<SelectListItem> Audiences => AudienceChoice.For(me, words, Person?.Audience).Where(one => one.Value != Audience.Public.Code || Person?.Audience == Audience.Public);

    public override IEnumerable<SelectListItem>? ChoicesFor(string field) => field switch
    {
        nameof(Form.Organisation) => Organisations,
        nameof(Form.Language) => Languages,
        nameof(Form.Audience) => Audiences,
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(string key)
    {
        if (!await Load(key)) return NotFound();

        if (Person is null) Input = new() { Audience = Audience.Programme.Code };
        else Open(Person, FormOf(Person));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key)
    {
        if (!await Load(key)) return NotFound();
        if (RowsChanged()) return Page();

        this.CheckReading(Input.Name, Input.Reading, words);
        if (!ModelState.IsValid) return Page();
        if (!Audiences.Any(one => one.Value == Input.Audience)) throw new RuleBroken("Form.Invalid", Input.Audience);
        if (Input.Language is not null && !Languages.Any(one => one.Value == Input.Language)) throw new RuleBroken("Form.Invalid", Input.Language);
        if (IsHidden(Input.Organisation)) throw new RuleBroken("Form.Invalid", Input.Organisation);

        if (Person is not null) return await SaveAsync(Person, FormOf, Apply, () => db.People.SingleOrDefaultAsync(one => one.Key == key), words.To("/people/" + key));

        var entered = new Person(Text.Empty, Text.Empty, Input.RetainUntil!);
        return await EnterAsync(entered, Apply, words.To("/people/"));
    }

    private async Task<bool> Load(string key)
    {
        var code = words.Code;
        var named = db.Organisations.AsNoTracking()
            .Join(db.SortNames.Where(name => name.Language == code), one => one.Id, name => name.Record, (one, name) => new { one.Id, one.Key, one.Name, name.SortKey })
            .OrderBy(one => one.SortKey).ThenBy(one => one.Key);
        Organisations = [.. (await named.ToListAsync()).Select(one => Choice.Of(words, one.Name, one.Id.ToString()))];
        if (key == Entity.New) return true;

        Person = await db.People.SingleOrDefaultAsync(one => one.Key == key);
        return Person is not null;
    }

    /// <summary>An organisation that this writer may not read is neither shown nor touched.</summary>
    private bool IsHidden(Guid? organisation) => organisation is not null && Organisations.All(one => one.Value != organisation.ToString());

    private Form FormOf(Person person) => new()
    {
        Name = new(person.Name),
        Reading = Readings.Of(person.Name, words),
        Position = new(person.Position),
        Organisation = IsHidden(person.OrganisationId) ? null : person.OrganisationId,
        Language = person.Language,
        Purpose = new(person.Purpose),
        RetainUntil = person.RetainUntil,
        Sources = SourceInput.Of(person.Sources),
        Audience = person.Audience.Code,
    };

    private void Apply(Person person)
    {
        person.Name = Readings.Over(Input.Name.Over(person.Name), Input.Reading, words);
        person.Position = Input.Position.OverOrNull(person.Position);
        if (Input.Organisation is not null || !IsHidden(person.OrganisationId)) person.OrganisationId = Input.Organisation;
        person.Language = Input.Language;
        person.Purpose = Input.Purpose.Over(person.Purpose);
        person.RetainUntil = Input.RetainUntil!;
        person.Sources = SourceInput.Over(Input.Sources, person.Sources);
        person.Audience = Audience.FromCode(Input.Audience!);
    }

    internal sealed class Form
    {
        [SomeWording, Display(Name = "Person.Name")]
        public TextInput Name { get; set; } = new();

        [StringLength(200), Display(Name = "Reading.Label")]
        public string? Reading { get; set; }

        [Display(Name = "Person.Position")]
        public TextInput Position { get; set; } = new();

        [Display(Name = "Person.Organisation")]
        public Guid? Organisation { get; set; }

        [Display(Name = "Person.Language")]
        public string? Language { get; set; }

        [SomeWording, Display(Name = "Person.Purpose")]
        public TextInput Purpose { get; set; } = new();

        [Required, Display(Name = "Person.RetainUntil")]
        public PartialDate? RetainUntil { get; set; }

        [Display(Name = "Source.Title")]
        public List<SourceInput> Sources { get; set; } = [];

        [Required, Display(Name = "Record.Audience")]
        public string? Audience { get; set; }
    }
}
