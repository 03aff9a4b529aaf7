using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Domain.Organisations;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Platform.Web.Forms;

/// <summary>A variant in a form: one row of the list that _VariantsEditor.cshtml shows.</summary>
internal sealed class VariantInput : IFormRow
{
    public VariantInput()
    {
    }

    public VariantInput(Variant variant) =>
        (Language, Text, Party, Usage, Source) = (variant.Language, variant.Words, variant.Party, new(variant.Usage), variant.Sources.FirstOrDefault()?.Address);

    [StringLength(500), Display(Name = "Variant.Words")]
    public string? Text { get; set; }

    [Display(Name = "Variant.Language")]
    public string? Language { get; set; }

    [Display(Name = "Variant.Party")]
    public string? Party { get; set; }

    [Display(Name = "Variant.Usage")]
    public TextInput Usage { get; set; } = new();

    /// <summary>Address of the first source; a variant whose source is only a note shows none and keeps it.</summary>
    [HttpAddress, StringLength(2000), Display(Name = "Variant.Source")]
    public string? Source { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && Usage.IsEmpty && string.IsNullOrWhiteSpace(Source);

    public static List<VariantInput> Of(IEnumerable<Variant> variants) => [.. variants.Select(variant => new VariantInput(variant))];

    /// <summary>An error at each row that says something but not what, or in which language.</summary>
    public static void Check(PageModel page, IReadOnlyList<VariantInput> rows, Words words)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            if (rows[row].IsEmpty) continue;
            if (string.IsNullOrWhiteSpace(rows[row].Text)) page.ModelState.AddModelError($"Input.Variants[{row}].Text", words["Form.Required"]);
            if (words.Programme.Languages.All(language => language.Code != rows[row].Language)) page.ModelState.AddModelError($"Input.Variants[{row}].Language", words["Form.Required"]);
            if (rows[row].Party is { Length: > 0 } party && words.Programme.Parties.All(one => one.Key != party)) page.ModelState.AddModelError($"Input.Variants[{row}].Party", words["Form.Invalid", party]);
        }
    }

    /// <summary>The variants as the form tells them. Words that were left alone keep what is known of them, wherever their row now stands;
    /// changed words lose their sources, which attested others.</summary>
    public static Items<Variant> Over(IEnumerable<VariantInput> rows, Items<Variant> before) =>
        [.. rows.Where(row => !row.IsEmpty).Select(row => row.Over(before.FirstOrDefault(variant => variant.Language == row.Language && variant.Words == row.Text!.Trim())))];

    private Variant Over(Variant? before)
    {
        var source = string.IsNullOrWhiteSpace(Source) ? null : Source.Trim();
        Items<Source> sources = before is not null && before.Sources.FirstOrDefault()?.Address == source ? before.Sources : source is null ? [] : [new(source)];
        return new(Language!, Text!.Trim(), string.IsNullOrEmpty(Party) ? null : Party, Usage.OverOrNull(before?.Usage), sources);
    }
}
