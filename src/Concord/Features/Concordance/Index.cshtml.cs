using System.ComponentModel.DataAnnotations;
using System.Text;
using Concord.Bilingual.Concordance;
using Concord.Bilingual.Exchange;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Concordance;

/// <summary>Two texts that somebody brings, compared and shown with their differences. Nothing of them is kept: not in the database, not in
/// a log, and not in a file while they are read, which is why the form is held in memory.</summary>
[Authorize(Policy = Can.CheckTexts)]
[RefuseLarger(MostSent)]
[RequestSizeLimit(MostSent)]
[RequestFormLimits(MultipartBodyLengthLimit = MostSent, ValueLengthLimit = MostSent, MemoryBufferThreshold = MostSent)]
internal sealed class IndexModel(CheckersGlossary glossary, Words words) : PageModel
{
    /// <summary>In bytes, of a text or a file.</summary>
    private const int Largest = 1024 * 1024;

    private const int MostParagraphs = 2000;

    /// <summary>In characters. Longer than any paragraph; and the rules look at all of one at once.</summary>
    private const int LongestParagraph = 50_000;

    /// <summary>Enough to tell whoever sends a much too large file so, at its field.</summary>
    private const int MostSent = 32 * 1024 * 1024;

    [BindProperty]
    public Form Input { get; set; } = new();

    /// <summary>Null until two texts were compared.</summary>
    public Comparison? Result { get; private set; }

    public bool HasTwoLanguages => words.Programme.Languages.Count > 1;

    public Side First => new("Input.First", "Concordance.First", "Input.FirstFile", "Concordance.FirstFile", words.Programme.Languages[0], Input.First);

    public Side Second => new("Input.Second", "Concordance.Second", "Input.SecondFile", "Concordance.SecondFile", words.Programme.Languages[1], Input.Second);

    public void OnGet() => ModelState.Clear();

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (!HasTwoLanguages) return Page();

        Input.First = await TextOf(First, Input.FirstFile, stop);
        Input.Second = await TextOf(Second, Input.SecondFile, stop);
        var (first, second) = (Read(First), Read(Second));
        if (ModelState.IsValid) Result = Comparison.Of(first, second, (First.Language.Code, Second.Language.Code), ConcordanceChecker.For(First.Language.Code, Second.Language.Code, await glossary.AsReadAsync(stop)), stop);
        return Page();
    }

    /// <summary>The text of the file that was chosen, else what was typed; what was typed stays when the file cannot be read.</summary>
    private async Task<string?> TextOf(Side side, IFormFile? file, CancellationToken stop)
    {
        if (file is null) return side.Typed;

        if (file.Length > Largest)
        {
            ModelState.AddModelError(side.FileField, words["Concordance.FileTooLarge"]);
            return side.Typed;
        }

        using var content = new MemoryStream();
        await file.CopyToAsync(content, stop);
        var text = TextFile.Read(file.FileName, content.ToArray(), out var problem);
        if (problem is null && string.IsNullOrWhiteSpace(text)) problem = "Concordance.EmptyFile";
        if (problem is null) return text;

        ModelState.AddModelError(side.FileField, words[problem]);
        return side.Typed;
    }

    private List<string> Read(Side side)
    {
        var text = side.Typed ?? "";
        var paragraphs = Comparison.ParagraphsOf(text);
        if (Encoding.UTF8.GetByteCount(text) > Largest) ModelState.AddModelError(side.Field, words["Concordance.TooLarge"]);
        else if (paragraphs.Count > MostParagraphs) ModelState.AddModelError(side.Field, words["Concordance.TooMany", paragraphs.Count, MostParagraphs]);
        else if (paragraphs.FindIndex(one => one.Length > LongestParagraph) is >= 0 and var index) ModelState.AddModelError(side.Field, words["Concordance.ParagraphTooLong", index + 1, LongestParagraph]);
        else if (paragraphs.Count == 0 && ModelState.GetFieldValidationState(side.FileField) != Microsoft.AspNetCore.Mvc.ModelBinding.ModelValidationState.Invalid) ModelState.AddModelError(side.Field, words["Concordance.Needed"]);
        return paragraphs;
    }

    /// <summary>What a pair is called: by one number, or by two where a paragraph is missing further up.</summary>
    public string NameOf(Pair pair) => pair switch
    {
        { InFirst: { } one, InSecond: { } other } => one == other ? words["Concordance.Pair", one] : words["Concordance.PairOf", words.NameOf(First.Language.Code), one, words.NameOf(Second.Language.Code), other],
        { InFirst: { } one } => words["Concordance.OnlyIn", words.NameOf(First.Language.Code), one],
        _ => words["Concordance.OnlyIn", words.NameOf(Second.Language.Code), pair.InSecond!.Value],
    };

    public string FamilyName(string family) => words.Knows("Concordance.Family." + family) ? words["Concordance.Family." + family] : family;

    public static string ShapeOf(Severity severity) => severity switch { Severity.Error => "late", Severity.Warning => "moving", _ => "open" };

    /// <param name="Typed">What stands in the field: typed, or read from a file.</param>
    public sealed record Side(string Field, string Label, string FileField, string FileLabel, Language Language, string? Typed);

    public sealed class Form
    {
        [Display(Name = "Concordance.First")]
        public string? First { get; set; }

        [Display(Name = "Concordance.FirstFile")]
        public IFormFile? FirstFile { get; set; }

        [Display(Name = "Concordance.Second")]
        public string? Second { get; set; }

        [Display(Name = "Concordance.SecondFile")]
        public IFormFile? SecondFile { get; set; }

        /// <summary>Shows only the pairs with findings.</summary>
        public bool Only { get; set; }
    }
}
