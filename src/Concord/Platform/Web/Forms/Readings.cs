using Concord.Bilingual;
using Concord.Domain.Common;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Platform.Web.Forms;

/// <summary>How a name is read where its script does not tell: corrects its place in lists (长春 stands at cháng, 单 as a name at shàn).</summary>
internal static class Readings
{
    /// <summary>The reading stated with a name; null when the tables decide.</summary>
    public static string? Of(Text? name, Words words) => CodeOf(words) is { } code ? name?[code]?.Reading : null;

    /// <summary>The name with a reading stated, or with none when it is blank. A name without a wording in the language has none.</summary>
    public static Text Over(Text name, string? reading, Words words) =>
        CodeOf(words) is { } code && name[code] is { } wording ? name.With(code, wording with { Reading = string.IsNullOrWhiteSpace(reading) ? null : reading.Trim() }) : name;

    /// <summary>An error at the field when the reading is not one syllable for each character of the name.</summary>
    public static void CheckReading(this PageModel page, TextInput name, string? reading, Words words)
    {
        if (string.IsNullOrWhiteSpace(reading)) return;

        var typed = CodeOf(words) is { } code ? name.Words.GetValueOrDefault(code) : null;
        if (!Pinyin.Fits(typed ?? "", reading)) page.ModelState.AddModelError("Input.Reading", words["Reading.DoesNotFit"]);
    }

    /// <summary>The language that is sorted by how it is read; null when the programme speaks none.</summary>
    private static string? CodeOf(Words words) => words.Programme.Languages.FirstOrDefault(language => language.Culture.Split('-')[0] == "zh")?.Code;
}
