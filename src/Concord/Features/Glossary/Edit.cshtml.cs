using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Domain.Glossary;
using Concord.Domain.Programmes;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Glossary;

/// <summary>Enters a term or changes one: its wordings, and who says it otherwise.</summary>
[Authorize(Policy = Can.EditTerms)]
internal sealed class EditModel(Db db, Me me, Words words) : EditPage<EditModel.Form>(db)
{
    /// <summary>Null while a new one is entered.</summary>
    public Term? Term { get; private set; }

    public IEnumerable<SelectListItem> Domains => words.Programme.TermDomains.Select(domain => Choice.Of(words, domain.Name, domain.Key));

    public IEnumerable<SelectListItem> Audiences => AudienceChoice.For(me, words, Term?.Audience);

    public override IEnumerable<SelectListItem>? ChoicesFor(string field) => field switch
    {
        nameof(Form.Domain) => Domains,
        "Variants.Party" => words.Programme.PartiesFor(words.Code).Select(party => Choice.Of(words, party.Short, party.Key)),
        nameof(Form.Audience) => Audiences,
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(string key)
    {
        if (!await Load(key)) return NotFound();

        if (Term is null) Input = new() { Audience = Audience.Public.Code };
        else Open(Term, FormOf(Term));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key)
    {
        if (!await Load(key)) return NotFound();
        if (RowsChanged()) return Page();

        this.CheckReading(Input.Name, Input.Reading, words);
        VariantInput.Check(this, Input.Variants, words);
        if (!ModelState.IsValid) return Page();
        if (!Audiences.Any(one => one.Value == Input.Audience)) throw new RuleBroken("Form.Invalid", Input.Audience);
        if (!Domains.Any(one => one.Value == Input.Domain)) throw new RuleBroken("Form.Invalid", Input.Domain);

        if (Term is not null) return await SaveAsync(Term, FormOf, Apply, () => db.Terms.SingleOrDefaultAsync(one => one.Key == key), words.To("/glossary/" + key));

        var entered = new Term(Text.Empty, Input.Domain!);
        return await EnterAsync(entered, Apply, words.To("/glossary/"));
    }

    private async Task<bool> Load(string key)
    {
        if (key == Entity.New) return true;

        Term = await db.Terms.SingleOrDefaultAsync(one => one.Key == key);
        return Term is not null;
    }

    private Form FormOf(Term term) => new()
    {
        Name = new(term.Name),
        Reading = Readings.Of(term.Name, words),
        Domain = term.Domain,
        Variants = VariantInput.Of(term.Variants),
        Sources = SourceInput.Of(term.Sources),
        Audience = term.Audience.Code,
    };

    private void Apply(Term term)
    {
        term.Name = Readings.Over(Input.Name.Over(term.Name), Input.Reading, words);
        term.Domain = Input.Domain!;
        term.Variants = VariantInput.Over(Input.Variants, term.Variants);
        term.Sources = SourceInput.Over(Input.Sources, term.Sources);
        term.Audience = Audience.FromCode(Input.Audience!);
    }

    internal sealed class Form
    {
        [SomeWording, Display(Name = "Term.Name")]
        public TextInput Name { get; set; } = new();

        [StringLength(200), Display(Name = "Reading.Label")]
        public string? Reading { get; set; }

        [Required, Display(Name = "Term.Domain")]
        public string? Domain { get; set; }

        [Display(Name = "Term.Variants")]
        public List<VariantInput> Variants { get; set; } = [];

        [Display(Name = "Source.Title")]
        public List<SourceInput> Sources { get; set; } = [];

        [Required, Display(Name = "Record.Audience")]
        public string? Audience { get; set; }
    }
}
