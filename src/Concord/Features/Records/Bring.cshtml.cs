using Concord.Domain.Common;
using Concord.Domain.Records;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Records;
using Concord.Records.Drafts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Paragraph = Concord.Domain.Records.Paragraph;

namespace Concord.Features.Records;

/// <summary>
/// A file that was worked on elsewhere comes back: its changes are shown with their differences, and those that are chosen become wordings and
/// paragraphs of the reader's side, all of them or none. Between the two steps the file is kept nowhere but in the form.
/// </summary>
[Authorize(Policy = Can.DraftRecords)]
[RequestSizeLimit(MostSent)]
[RequestFormLimits(MultipartBodyLengthLimit = MostSent, ValueLengthLimit = MostSent, MemoryBufferThreshold = MostSent)]
internal sealed class BringModel(Db db, Me me, Words words, RecordOfRows rows, DraftOfRecord drafts, TakeIn taking) : PageModel
{
    /// <summary>In bytes.</summary>
    private const int Largest = 4 * 1024 * 1024;

    private const int MostSent = 16 * 1024 * 1024;

    public JointRecord Record { get; private set; } = null!;

    /// <summary>What is changed in the file; null while none was brought.</summary>
    public IReadOnlyList<Brought>? Changes { get; private set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    public string? Party => rows.Party;

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop) => await Load(key, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string key, CancellationToken stop)
    {
        if (!await Load(key, stop)) return NotFound();

        Record.MustNotBeSealed();
        ModelState.Clear();
        if (Input.File is not { } file) throw new RuleBroken("Travel.NoFile");
        if (file.Length > Largest) throw new RuleBroken("Travel.TooLarge");

        using var content = new MemoryStream();
        await file.CopyToAsync(content, stop);
        (Input.Name, Input.Content) = (Path.GetFileName(file.FileName), Convert.ToBase64String(content.ToArray()));
        Changes = await Read(content.ToArray(), stop);
        Input.Take = [.. Changes.Where(one => one.MayTake).Select(one => one.Number)];
        return Page();
    }

    public async Task<IActionResult> OnPostTakeAsync(string key, CancellationToken stop)
    {
        if (!await Load(key, stop)) return NotFound();

        Record.MustNotBeSealed();
        var bytes = new byte[Largest + 3];
        if (!Convert.TryFromBase64String(Input.Content ?? "", bytes, out var length)) throw new RuleBroken("Travel.NoFile");

        Changes = await Read(bytes[..length], stop);
        var chosen = Changes.Where(one => one.MayTake && Input.Take.Contains(one.Number)).Select(one => one.Change).ToList();
        if (chosen.Count == 0) throw new RuleBroken("Travel.NothingChosen");

        await taking.All(Record, chosen, Party, isTabled: Input.Act == "table", stop);
        return LocalRedirect(words.To("/records/" + key) + (Party is not null && Input.Act != "table" ? "?show=drafts" : ""));
    }

    /// <summary>A text as people read it.</summary>
    public string Shown(Text text, string language) =>
        text[language] is { } wording ? words.Written(Bracketed.Parse(wording.Text), language) : "";

    private async Task<IReadOnlyList<Brought>> Read(byte[] content, CancellationToken stop)
    {
        var draft = await drafts.Of(Record, stop);
        try
        {
            using var stream = new MemoryStream(content, writable: false);
            var changes = Path.GetExtension(Input.Name)?.ToUpperInvariant() switch
            {
                ".DOCX" => DraftDocx.Read(stream, draft),
                ".XLF" or ".XLIFF" => DraftXliff.Read(stream, draft),
                _ => throw new RuleBroken("Travel.WrongType"),
            };
            var tabled = await rows.Ordered(Record.Id).AsNoTracking().ToListAsync(stop);
            return Brought.Of(changes, [.. tabled.Where(one => one.IsTabled)], Party, words);
        }
        catch (DraftRefusedException refused)
        {
            throw new RuleBroken(
                refused.Begins is null ? "Travel.Refused" : "Travel.RefusedAt",
                words.Code == "zh" ? refused.Chinese : refused.English,
                refused.Begins,
                draft.Paragraphs.ToList().FindIndex(one => one.Key == refused.Key) + 1);
        }
    }

    private async Task<bool> Load(string key, CancellationToken stop)
    {
        Record = (await db.JointRecords.AsNoTracking().Include(one => one.Round).SingleOrDefaultAsync(one => one.Key == key, stop))!;
        return Record is not null && me.Can(Can.DraftRecords);
    }

    internal sealed class Form
    {
        public IFormFile? File { get; set; }

        /// <summary>The file in base 64, while its changes are looked at.</summary>
        public string? Content { get; set; }

        /// <summary>What its owner calls it.</summary>
        public string? Name { get; set; }

        /// <summary>The changes that are chosen, by number.</summary>
        public HashSet<int> Take { get; set; } = [];

        /// <summary>draft: for the own side; table: in brackets; save: the texts themselves, by somebody of no side.</summary>
        public string? Act { get; set; }
    }
}
