using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Web.Forms;

namespace Concord.Features.Concordance;

/// <summary>A paragraph of a programme's text in a form.</summary>
internal sealed class ParagraphInput : IFormRow
{
    public ParagraphInput()
    {
    }

    public ParagraphInput(ProgrammeParagraph paragraph) => (Kind, Words) = (paragraph.Kind, new(paragraph.Words));

    [Display(Name = "ProgrammeText.Kind")]
    public ProgrammeParagraphKind Kind { get; set; }

    [Display(Name = "ProgrammeText.Words")]
    public TextInput Words { get; set; } = new();

    public bool IsEmpty => Words.IsEmpty;

    public static IEnumerable<ProgrammeParagraph> Over(IEnumerable<ParagraphInput> rows, Items<ProgrammeParagraph> before) =>
        [.. rows.Where(row => !row.IsEmpty).Select(row => new ProgrammeParagraph(row.Kind, row.Words.OverOneOf(before.Select(one => (Text?)one.Words))!))];
}
