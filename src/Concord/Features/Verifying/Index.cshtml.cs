using System.ComponentModel.DataAnnotations;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Concord.Records;
using Concord.Records.Sealing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.Verifying;

/// <summary>
/// Anybody may hold a copy of a sealed record against its seal. Nothing is looked up, so that the page says the same of records of any
/// installation and tells nobody whether one exists; nothing is kept, which is why the form is held in memory.
/// </summary>
[AllowAnonymous]
[RefuseLarger(MostSent)]
[RequestSizeLimit(MostSent)]
[RequestFormLimits(MultipartBodyLengthLimit = MostSent, MemoryBufferThreshold = MostSent)]
internal sealed class IndexModel(Words words) : PageModel
{
    /// <summary>In bytes. A record of 300 paragraphs has some 2 MB as a PDF.</summary>
    private const int LargestFile = 16 * 1024 * 1024;

    private const int LargestSeal = 512 * 1024;

    private const int LargestKey = 256 * 1024;

    /// <summary>Enough to tell whoever sends a too large file so, at its field.</summary>
    private const int MostSent = 24 * 1024 * 1024;

    [BindProperty]
    public Form Input { get; set; } = new();

    /// <summary>Null until something was checked.</summary>
    public Verification? Result { get; private set; }

    /// <summary>What was checked is said in English and Chinese; other readers get the English.</summary>
    public string Says => words.Code == "zh" ? "zh" : "en";

    public IReadOnlyList<Field> Fields =>
    [
        new("Input.File", "Verifying.File", "Verifying.FileHint", ""),
        new("Input.Seal", "Verifying.Seal", "Verifying.SealHint", ".jws"),
        new("Input.Key", "Verifying.Key", "Verifying.KeyHint", ".json"),
    ];

    public void OnGet() => ModelState.Clear();

    public async Task OnPostAsync(CancellationToken stop)
    {
        var file = await ContentOf(Input.File, "Input.File", LargestFile, stop);
        var seal = await ContentOf(Input.Seal, "Input.Seal", LargestSeal, stop);
        var keys = KeysIn(await ContentOf(Input.Key, "Input.Key", LargestKey, stop));
        if (file is not null && seal is not null && keys is not null) Result = Verification.Of(Input.File!.FileName, file, seal, keys);
    }

    private async Task<byte[]?> ContentOf(IFormFile? file, string field, int largest, CancellationToken stop)
    {
        if (file is null || file.Length > largest)
        {
            ModelState.AddModelError(field, file is null ? words["Verifying.Needed"] : words["Verifying.TooLarge", largest / 1024]);
            return null;
        }

        using var content = new MemoryStream();
        await file.CopyToAsync(content, stop);
        return content.ToArray();
    }

    private PublishedKeys? KeysIn(byte[]? json)
    {
        if (json is null) return null;
        try
        {
            return PublishedKeys.Read(json);
        }
        catch (UnreadableException)
        {
            ModelState.AddModelError("Input.Key", words["Verifying.NoKey"]);
            return null;
        }
    }

    /// <param name="Ending">Of the files that are offered first; empty: any.</param>
    public sealed record Field(string Name, string Label, string Hint, string Ending);

    public sealed class Form
    {
        [Display(Name = "Verifying.File")]
        public IFormFile? File { get; set; }

        [Display(Name = "Verifying.Seal")]
        public IFormFile? Seal { get; set; }

        [Display(Name = "Verifying.Key")]
        public IFormFile? Key { get; set; }
    }
}
