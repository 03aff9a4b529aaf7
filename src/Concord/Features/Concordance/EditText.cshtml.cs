using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Concordance;

/// <summary>Enters a text of the programme or changes one, paragraph by paragraph in all languages.</summary>
[Authorize(Policy = Can.EditProgramme)]
internal sealed class EditTextModel(Db db, Me me, Words words) : EditPage<EditTextModel.Form>(db)
{
    /// <summary>Null while a new one is entered.</summary>
    public ProgrammeText? Text { get; private set; }

    public IEnumerable<SelectListItem> Kinds => Enum.GetValues<ProgrammeParagraphKind>().Select(kind => new SelectListItem(words["ProgrammeText.Kind." + kind], kind.ToString()));

    public IEnumerable<SelectListItem> Audiences => AudienceChoice.For(me, words, Text?.Audience);

    public override IEnumerable<SelectListItem>? ChoicesFor(string field) => field switch
    {
        "Paragraphs.Kind" => Kinds,
        nameof(Form.Audience) => Audiences,
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(string key)
    {
        if (!await Load(key)) return NotFound();

        if (Text is null) Input = new() { Audience = Audience.Public.Code, Paragraphs = [new()] };
        else Open(Text, FormOf(Text));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key)
    {
        if (!await Load(key)) return NotFound();
        if (RowsChanged()) return Page();
        if (!ModelState.IsValid) return Page();
        if (!Audiences.Any(one => one.Value == Input.Audience)) throw new RuleBroken("Form.Invalid", Input.Audience);

        if (Text is not null) return await SaveAsync(Text, FormOf, Apply, () => db.ProgrammeTexts.SingleOrDefaultAsync(one => one.Key == key), words.To("/texts/" + key));

        return await EnterAsync(new ProgrammeText(Domain.Common.Text.Empty), Apply, words.To("/texts/"));
    }

    private async Task<bool> Load(string key)
    {
        if (key == Entity.New) return true;

        Text = await db.ProgrammeTexts.SingleOrDefaultAsync(one => one.Key == key);
        return Text is not null;
    }

    private static Form FormOf(ProgrammeText text) => new()
    {
        Name = new(text.Name),
        Paragraphs = [.. text.Paragraphs.Select(one => new ParagraphInput(one))],
        Sources = SourceInput.Of(text.Sources),
        Audience = text.Audience.Code,
    };

    private void Apply(ProgrammeText text)
    {
        text.Name = Input.Name.Over(text.Name);
        text.Says(ParagraphInput.Over(Input.Paragraphs, text.Paragraphs));
        text.Sources = SourceInput.Over(Input.Sources, text.Sources);
        text.Audience = Audience.FromCode(Input.Audience!);
    }

    internal sealed class Form
    {
        [SomeWording, Display(Name = "ProgrammeText.Name")]
        public TextInput Name { get; set; } = new();

        [Display(Name = "ProgrammeText.Paragraphs")]
        public List<ParagraphInput> Paragraphs { get; set; } = [];

        [Display(Name = "Source.Title")]
        public List<SourceInput> Sources { get; set; } = [];

        [Required, Display(Name = "Record.Audience")]
        public string? Audience { get; set; }
    }
}
