using System.ComponentModel.DataAnnotations;
using Concord.Domain.Files;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Files;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Files;

/// <summary>Makes a link with which somebody without an account has a file for a while. The history of the record tells that it was made.</summary>
[Authorize(Policy = Can.ReportProgress)]
internal sealed class ShareModel(Db db, Me me, Words words, SharedLinks links, Today today) : PageModel
{
    private static readonly int[] Offered = [1, 24, 72, 24 * 14];

    [BindProperty, Required, Display(Name = "File.ShareHours")]
    public int? Hours { get; set; } = (int)SharedLinks.Usual.TotalHours;

    public new StoredFile File { get; private set; } = null!;

    /// <summary>The whole address; null before it is made.</summary>
    public string? Link { get; private set; }

    public Instant Until { get; private set; }

    public IEnumerable<SelectListItem> Choices => Offered.Select(hours => new SelectListItem(hours < 48 ? words["File.Hours", hours] : words["File.Days", hours / 24], hours.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) => await Load(id, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (!await Load(id, stop)) return NotFound();
        if (Hours is not { } hours || !Offered.Contains(hours)) ModelState.AddModelError(nameof(Hours), words["Form.Invalid", Hours]);
        if (!ModelState.IsValid) return Page();

        Until = today.Now + Duration.FromHours(Hours!.Value);
        var link = links.AddressOf(File.Id, me.Id!.Value, Until);
        db.Enter(File.PartOf.Kind + "." + nameof(StoredFile), File.Whole.Id, File.Whole.Key, Domain.Common.Audience.NarrowerOf(File.Whole.Audience, File.Audience), "shared", new Dictionary<string, string?[]> { ["Name"] = [null, File.Name], ["Until"] = [null, Until.ToDateTimeUtc().ToString("O")] }, File.Whole.Version);
        await db.SaveChangesAsync(stop);
        Link = $"{Request.Scheme}://{Request.Host}{link}";
        return Page();
    }

    private async Task<bool> Load(Guid id, CancellationToken stop)
    {
        if (await db.Files.AsNoTracking().Include(one => one.Commitment).Include(one => one.Paper).SingleOrDefaultAsync(one => one.Id == id, stop) is not { IsServed: true } found) return false;

        File = found;
        return true;
    }
}
