using System.ComponentModel.DataAnnotations;
using Concord.Domain.Activities;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Forms;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Commitments;

/// <summary>The activities that serve a commitment: added and taken out one by one, so that nobody overwrites another's.</summary>
[Authorize(Policy = Can.EditCommitments)]
internal sealed class ActivitiesModel(Db db, Words words) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public Commitment Commitment { get; private set; } = null!;

    public IEnumerable<ActivityCommitment> Links => Commitment.Activities.OrderByDescending(link => link.Activity.FirstDay).ThenBy(link => link.Activity.Key, StringComparer.Ordinal);

    /// <summary>The activities this writer may read and that are not linked yet.</summary>
    public IReadOnlyList<SelectListItem> Choices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string key) => await Load(key) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string key)
    {
        if (!await Load(key)) return NotFound();
        if (!ModelState.IsValid) return Page();

        await ChangeAsync(Input.Activity, Input.Reason, activity =>
            (activity ?? throw new RuleBroken("Form.Invalid", Input.Activity)).Serves(Commitment.Id, Input.Note.OverOrNull(null), string.IsNullOrWhiteSpace(Input.Source) ? null : Input.Source.Trim()));
        return LocalRedirect(words.To("/commitments/" + key));
    }

    /// <summary>Takes one out.</summary>
    /// <param name="activity">Its key.</param>
    public async Task<IActionResult> OnPostRemoveAsync(string key, string? activity, string? reason)
    {
        if (!await Load(key)) return NotFound();

        await ChangeAsync(activity, reason, found => found?.ServesNoLonger(Commitment.Id));
        return LocalRedirect(words.To("/commitments/" + key + "/activities"));
    }

    /// <summary>The link is the activity's to hold, from whichever side it is made.</summary>
    private async Task ChangeAsync(string? key, string? reason, Action<Activity?> change)
    {
        var known = await db.Activities.AsNoTracking().SingleOrDefaultAsync(one => one.Key == key);
        if (known is null)
        {
            change(null);
            return;
        }

        await db.AloneWith(known, async () =>
        {
            db.ChangeTracker.Clear();
            change(await db.Activities.Include(one => one.Commitments).SingleAsync(one => one.Id == known.Id));
            db.Because(reason);
            await db.SaveChangesAsync();
        });
    }

    private async Task<bool> Load(string key)
    {
        Commitment = (await db.Commitments.AsNoTracking().Include(one => one.Activities).ThenInclude(link => link.Activity).SingleOrDefaultAsync(one => one.Key == key))!;
        if (Commitment is null) return false;

        var linked = Commitment.Activities.Select(link => link.ActivityId).ToHashSet();
        var all = await db.Activities.AsNoTracking().OrderByDescending(one => one.FirstDay).ThenBy(one => one.Key).Select(one => new { one.Id, one.Key, one.Name }).ToListAsync();
        Choices = [.. all.Where(one => !linked.Contains(one.Id)).Select(one => Choice.Of(words, one.Name, one.Key, one.Key + " " + words.Plain(one.Name)))];
        return true;
    }

    internal sealed class Form
    {
        [Required, Display(Name = "Commitment.Activity")]
        public string? Activity { get; set; }

        [Display(Name = "Commitment.LinkNote")]
        public TextInput Note { get; set; } = new();

        [HttpAddress, StringLength(2000), Display(Name = "Source.Address")]
        public string? Source { get; set; }

        [StringLength(500), Display(Name = "Form.Reason")]
        public string? Reason { get; set; }
    }
}
