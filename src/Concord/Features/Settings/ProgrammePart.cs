using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Web.Forms;

namespace Concord.Features.Settings;

/// <summary>One part of the programme's document that people edit at a time.</summary>
/// <param name="Sort">general, section, pillar, outcome, phase or office.</param>
/// <param name="Title">What it is called in the list of parts.</param>
internal sealed record ProgrammePart(string Sort, string Key, Text Title, ProgrammeForm Form)
{
    public string Address => Sort + "/" + Key;

    public static IReadOnlyList<ProgrammePart> Of(Programme programme) =>
    [
        new("general", "programme", programme.Short, new() { Name = new(programme.Name), Short = new(programme.Short), Headline = new(programme.Headline), Lead = new(programme.Lead), Contact = programme.Contact ?? "", First = programme.Name }),
        .. programme.Sections.Select(one => new ProgrammePart("section", one.Key, one.Title, new() { Title = new(one.Title), Paragraphs = [.. one.Paragraphs.Select(text => new TextInput(text))], First = one.Paragraphs.FirstOrDefault() ?? one.Title })),
        .. programme.Pillars.Select(one => new ProgrammePart("pillar", one.Key, one.Short, new() { Title = new(one.Title), Short = new(one.Short), Description = new(one.Description), First = one.Title })),
        .. programme.Outcomes.Select(one => new ProgrammePart("outcome", one.Key, Text.In("", one.Key), new() { Text = new(one.Text), First = one.Text })),
        .. programme.Phases.Select(one => new ProgrammePart("phase", one.Key, one.Name, new() { Name = new(one.Name), Funding = new(one.Funding), Disclaimer = new(one.Disclaimer), Budget = new(one.Budget), Note = new(one.Note), First = one.Funding ?? one.Name })),
        .. programme.Offices.Select(one => new ProgrammePart("office", one.Key, one.Name, new() { Name = new(one.Name), Address = new(one.Address), Phone = one.Phone ?? "", Fax = one.Fax ?? "", Email = one.Email ?? "", First = one.Address })),
    ];

    /// <summary>The programme with this part as the form tells it.</summary>
    public Programme Apply(Programme programme, ProgrammeForm form) => Sort switch
    {
        "general" => programme with { Name = form.Name!.Over(programme.Name), Short = form.Short!.Over(programme.Short), Headline = form.Headline!.Over(programme.Headline), Lead = form.Lead!.Over(programme.Lead), Contact = OrNull(form.Contact) },
        "section" => programme with { Sections = Changed(programme.Sections, one => one.Key, one => one with { Title = form.Title!.Over(one.Title), Paragraphs = [.. form.Paragraphs!.Select((input, at) => input.Over(one.Paragraphs.ElementAtOrDefault(at))).Where(text => !text.IsEmpty)] }) },
        "pillar" => programme with { Pillars = Changed(programme.Pillars, one => one.Key, one => one with { Title = form.Title!.Over(one.Title), Short = form.Short!.Over(one.Short), Description = form.Description!.OverOrNull(one.Description) }) },
        "outcome" => programme with { Outcomes = Changed(programme.Outcomes, one => one.Key, one => one with { Text = form.Text!.Over(one.Text) }) },
        "phase" => programme with { Phases = Changed(programme.Phases, one => one.Key, one => one with { Name = form.Name!.Over(one.Name), Funding = form.Funding!.OverOrNull(one.Funding), Disclaimer = form.Disclaimer!.OverOrNull(one.Disclaimer), Budget = form.Budget!.OverOrNull(one.Budget), Note = form.Note!.OverOrNull(one.Note) }) },
        _ => programme with { Offices = Changed(programme.Offices, one => one.Key, one => one with { Name = form.Name!.Over(one.Name), Address = form.Address!.Over(one.Address), Phone = OrNull(form.Phone), Fax = OrNull(form.Fax), Email = OrNull(form.Email) }) },
    };

    private Items<T> Changed<T>(Items<T> all, Func<T, string> keyOf, Func<T, T> change) => [.. all.Select(one => keyOf(one) == Key ? change(one) : one)];

    private static string? OrNull(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}

/// <summary>The fields of every sort of part; a part has some of them, and the others are null.</summary>
internal sealed class ProgrammeForm
{
    /// <summary>What the list of parts shows of it.</summary>
    internal Text First { get; init; } = Domain.Common.Text.Empty;

    [SomeWording, Display(Name = "Field.Name")]
    public TextInput? Name { get; set; }

    [SomeWording, Display(Name = "Field.Title")]
    public TextInput? Title { get; set; }

    [SomeWording, Display(Name = "Field.Short")]
    public TextInput? Short { get; set; }

    [SomeWording, Display(Name = "Field.Headline")]
    public TextInput? Headline { get; set; }

    [SomeWording, Display(Name = "Field.Lead")]
    public TextInput? Lead { get; set; }

    [Display(Name = "Field.Paragraphs")]
    public List<TextInput>? Paragraphs { get; set; }

    [Display(Name = "Field.Description")]
    public TextInput? Description { get; set; }

    [SomeWording, Display(Name = "Field.Text")]
    public TextInput? Text { get; set; }

    [Display(Name = "Field.Funding")]
    public TextInput? Funding { get; set; }

    [Display(Name = "Field.Disclaimer")]
    public TextInput? Disclaimer { get; set; }

    [Display(Name = "Field.Budget")]
    public TextInput? Budget { get; set; }

    [Display(Name = "Field.Note")]
    public TextInput? Note { get; set; }

    [SomeWording, Display(Name = "Field.Address")]
    public TextInput? Address { get; set; }

    [StringLength(200), Display(Name = "Field.Contact")]
    public string? Contact { get; set; }

    [StringLength(200), Display(Name = "Field.Phone")]
    public string? Phone { get; set; }

    [StringLength(200), Display(Name = "Field.Fax")]
    public string? Fax { get; set; }

    [StringLength(200), EmailAddress, Display(Name = "Field.Email")]
    public string? Email { get; set; }
}
