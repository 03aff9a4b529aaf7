using Concord.Domain.Records;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Records.Drafts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Records;

/// <summary>A record as files to work on elsewhere: a document for negotiators, texts for translators, a memory of what is agreed.</summary>
[Authorize(Policy = Can.EnterWorkspace)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class TravelModel(Db db, Words words, RecordOfRows rows, DraftOfRecord drafts) : PageModel
{
    public JointRecord Record { get; private set; } = null!;

    /// <summary>From which language into which.</summary>
    public IEnumerable<(string From, string To)> Pairs => rows.Languages.SelectMany(from => rows.Languages.Where(to => to != from).Select(to => (from, to)));

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop) => await Load(key, stop) ? Page() : NotFound();

    public Task<IActionResult> OnGetDocxAsync(string key, CancellationToken stop) => Send(key, DraftDocx.MediaType, "docx", DraftDocx.Write, stop);

    public async Task<IActionResult> OnGetXliffAsync(string key, string? from, string? to, CancellationToken stop)
    {
        if (!Pairs.Contains((from ?? "", to ?? ""))) return NotFound();

        return await Send(
            key,
            DraftXliff.MediaType,
            $"{from}-{to}.xlf",
            (draft, stream) =>
            {
                if (draft.Paragraphs.Any(one => one.Text.ContainsKey(from!))) DraftXliff.Write(draft, from!, to!, stream);
            },
            stop);
    }

    public Task<IActionResult> OnGetTmxAsync(string key, CancellationToken stop) => Send(key, DraftTmx.MediaType, "tmx", null, stop);

    private async Task<IActionResult> Send(string key, string type, string ending, Action<Draft, Stream>? write, CancellationToken stop)
    {
        if (!await Load(key, stop)) return NotFound();

        var draft = await drafts.Of(Record, stop);
        using var stream = new MemoryStream();
        if (write is not null) write(draft, stream);
        else DraftTmx.Write(draft, await Agreed(stop), stream);
        // XLIFF has no file without a text.
        return stream.Length == 0 ? LocalRedirect(words.To($"/records/{key}/files")) : File(stream.ToArray(), type, $"{key}.{ending}");
    }

    private async Task<Func<DraftParagraph, bool>> Agreed(CancellationToken stop)
    {
        var paragraphs = await rows.Ordered(Record.Id).AsNoTracking().ToListAsync(stop);
        var agreed = paragraphs.Where(one => Record.IsSealed || one.Among(rows.Parties) == Clearing.Agreed).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        return paragraph => agreed.Contains(paragraph.Key);
    }

    private async Task<bool> Load(string key, CancellationToken stop) =>
        (Record = (await db.JointRecords.AsNoTracking().SingleOrDefaultAsync(one => one.Key == key, stop))!) is not null;
}
