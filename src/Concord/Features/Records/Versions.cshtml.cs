using Concord.Bilingual;
using Concord.Domain.Common;
using Concord.Domain.Records;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Records;

/// <summary>Two versions of a record, compared paragraph by paragraph and word by word.</summary>
[Authorize(Policy = Can.EnterWorkspace)]
internal sealed class VersionsModel(Db db) : PageModel
{
    /// <summary>So many moments are offered to choose from, the newest.</summary>
    private const int MostMoments = 200;

    public JointRecord Record { get; private set; } = null!;

    /// <summary>When something was changed, newest first, and by which side.</summary>
    public IReadOnlyList<(ParagraphVersion Version, int Changes)> Moments { get; private set; } = [];

    /// <summary>A version is named by its moment: an id drawn when it was saved would tell of others drawn before it.</summary>
    [FromQuery]
    public long? From { get; set; }

    [FromQuery]
    public long? To { get; set; }

    /// <summary>What differs; null while no two versions are chosen.</summary>
    public IReadOnlyList<(Paragraph Paragraph, Text Before, Text After)>? Changes { get; private set; }

    public static long NameOf(ParagraphVersion version) => version.At.ToUnixTimeTicks();

    public static IReadOnlyList<Difference> Between(Text before, Text after, string language) => WordDiff.Between(before[language]?.Text ?? "", after[language]?.Text ?? "");

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        if (await db.JointRecords.AsNoTracking().Include(one => one.Round).SingleOrDefaultAsync(one => one.Key == key, stop) is not { } found) return NotFound();

        Record = found;
        var all = await db.ParagraphVersions.AsNoTracking().Where(one => one.RecordId == found.Id).OrderBy(one => one.At).ThenBy(one => one.Number).ToListAsync(stop);
        Moments = [.. all.GroupBy(one => (one.At, one.Account)).Select(group => (group.Last(), group.Count())).Reverse().Take(MostMoments)];
        var (from, to) = (all.Find(one => NameOf(one) == From), all.Find(one => NameOf(one) == To));
        if (from is null || to is null) return Page();

        if (from.At > to.At) (from, to) = (to, from);
        var paragraphs = await db.Paragraphs.IgnoreQueryFilters([Db.Standing]).AsNoTracking().Where(one => one.RecordId == found.Id).OrderBy(one => one.Sequence).ThenBy(one => one.Key).ToListAsync(stop);
        var byParagraph = all.ToLookup(one => one.ParagraphId);
        Changes = [.. paragraphs.Select(one => (one, At(byParagraph[one.Id], from.At), At(byParagraph[one.Id], to.At))).Where(one => !one.Item2.Equals(one.Item3))];
        return Page();
    }

    /// <summary>A paragraph's texts at a moment; none before it was there and after it was taken out.</summary>
    private static Text At(IEnumerable<ParagraphVersion> versions, Instant moment) =>
        versions.LastOrDefault(one => one.At <= moment) is { Withdrawn: false } version ? version.Name : Text.Empty;
}
