using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Domain.People;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Delegations;

/// <summary>Takes somebody into the delegation of one's own side, or corrects an entry. Who is entered under people already need only be chosen.</summary>
[Authorize(Policy = Can.PrepareRounds)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class EditModel(Db db, Me me, Words words, AllRecords records, Today today) : EditPage<EditModel.Form>(db)
{
    private List<Person> people = [];

    public Round Round { get; private set; } = null!;

    /// <summary>Null while somebody new is taken in.</summary>
    public Delegate? Delegate { get; private set; }

    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public IEnumerable<SelectListItem> Roles => Enum.GetValues<DelegateRole>().Select(role => new SelectListItem(words["Value.DelegateRole." + role], role.ToString()));

    public override IEnumerable<SelectListItem>? ChoicesFor(string field) => field switch
    {
        nameof(Form.Person) => People,
        nameof(Form.Organisation) => Organisations,
        nameof(Form.Role) => Roles,
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(string key, string? round, CancellationToken stop)
    {
        if (!await Load(key, round, stop)) return NotFound();
        if (!MayWrite) return Forbid();

        if (Delegate is null) Input = new() { Role = DelegateRole.Member, RetainUntil = Delegate.UsualRetention(Round, today.Date) };
        else Open(Delegate, FormOf(Delegate));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key, string? round, CancellationToken stop)
    {
        if (!await Load(key, round, stop)) return NotFound();
        if (!MayWrite) return Forbid();
        if (Input.Name.IsEmpty && Input.Person is null) ModelState.AddModelError("Input.Name", words["Delegate.Nobody"]);
        if (!ModelState.IsValid) return Page();
        if (IsHidden(People, Input.Person)) throw new RuleBroken("Form.Invalid", Input.Person);
        if (IsHidden(Organisations, Input.Organisation)) throw new RuleBroken("Form.Invalid", Input.Organisation);

        var own = await db.Delegates.AsNoTracking().Where(one => one.RoundId == Round.Id && one.Party == me.Party).ToListAsync(stop);
        if (Delegate is not null) return await SaveAsync(Delegate, FormOf, one => Apply(one, own), () => db.Delegates.SingleOrDefaultAsync(one => one.Key == key, stop), Back("#" + key));

        var entered = new Delegate(Round.Id, me.Party, Text.Empty, Input.RetainUntil!) { Sequence = own.Select(one => one.Sequence).DefaultIfEmpty(-1).Max() + 1 };
        await EnterAsync(entered, one => Apply(one, own), words.To("/delegates/"));
        return LocalRedirect(Back("#" + entered.Key));
    }

    private bool MayWrite => Delegate is null || records.MayEdit(Delegate);

    private string Back(string to) => words.To($"/dialogue/{Round.Key}/delegations") + to;

    private async Task<bool> Load(string key, string? round, CancellationToken stop)
    {
        if (key != Entity.New)
        {
            Delegate = await db.Delegates.Include(one => one.Round).SingleOrDefaultAsync(one => one.Key == key, stop);
            if (Delegate is null) return false;
        }

        if ((Delegate?.Round ?? await db.Rounds.AsNoTracking().SingleOrDefaultAsync(one => one.Key == round, stop)) is not { } found) return false;

        Round = found;
        var compare = StringComparer.Create(words.Culture, false);
        people = me.Can(Can.SeePeople) ? await db.People.AsNoTracking().ToListAsync(stop) : [];
        People = [.. people.Select(one => Choice.Of(words, one.Name, one.Id.ToString())).OrderBy(one => one.Text, compare)];
        var all = await db.Organisations.AsNoTracking().Select(one => new { one.Id, one.Name }).ToListAsync(stop);
        Organisations = [.. all.Select(one => Choice.Of(words, one.Name, one.Id.ToString())).OrderBy(one => one.Text, compare)];
        return true;
    }

    private Form FormOf(Delegate one) => new()
    {
        Person = IsHidden(People, one.PersonId) ? null : one.PersonId,
        Name = new(one.Name),
        Position = new(one.Position),
        Organisation = IsHidden(Organisations, one.OrganisationId) ? null : one.OrganisationId,
        Role = one.Role,
        RetainUntil = one.RetainUntil,
    };

    /// <summary>What this writer may not read is neither shown nor touched.</summary>
    private static bool IsHidden(IEnumerable<SelectListItem> choices, Guid? chosen) => chosen is not null && choices.All(one => one.Value != chosen.ToString());

    private void Apply(Delegate one, IReadOnlyList<Delegate> own)
    {
        if (Input.Person is not null || !IsHidden(People, one.PersonId)) one.PersonId = Input.Person;
        var person = people.Find(known => known.Id == Input.Person);
        one.Name = Input.Name.IsEmpty ? person!.Name : Input.Name.Over(one.Name);
        one.Position = Input.Position.IsEmpty && Delegate is null ? person?.Position : Input.Position.OverOrNull(one.Position);
        if (Input.Organisation is not null || !IsHidden(Organisations, one.OrganisationId)) one.OrganisationId = Input.Organisation ?? (Delegate is null ? KnownOrganisationOf(person) : null);
        one.ComesAs(Input.Role!.Value, own);
        one.RetainUntil = Input.RetainUntil!;
    }

    private Guid? KnownOrganisationOf(Person? person) => IsHidden(Organisations, person?.OrganisationId) ? null : person?.OrganisationId;

    internal sealed class Form
    {
        [Display(Name = "Delegate.Person")]
        public Guid? Person { get; set; }

        [Display(Name = "Delegate.Name")]
        public TextInput Name { get; set; } = new();

        [Display(Name = "Delegate.Position")]
        public TextInput Position { get; set; } = new();

        [Display(Name = "Delegate.Organisation")]
        public Guid? Organisation { get; set; }

        [Required, Display(Name = "Delegate.Role")]
        public DelegateRole? Role { get; set; }

        [Required, Display(Name = "Person.RetainUntil")]
        public PartialDate? RetainUntil { get; set; }
    }
}
