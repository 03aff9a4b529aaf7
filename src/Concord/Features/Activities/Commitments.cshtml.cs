using System.ComponentModel.DataAnnotations;
using Concord.Domain.Activities;
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

namespace Concord.Features.Activities;

/// <summary>The commitments that an activity serves: added and taken out one by one, so that nobody overwrites another's.</summary>
[Authorize(Policy = Can.EditActivities)]
internal sealed class CommitmentsModel(Db db, Words words) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public Activity Activity { get; private set; } = null!;

    public IEnumerable<ActivityCommitment> Links => Activity.Commitments.OrderBy(link => link.Commitment.Key, StringComparer.Ordinal);

    /// <summary>The commitments this writer may read and that are not linked yet.</summary>
    public IReadOnlyList<SelectListItem> Choices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string key) => await Load(key) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string key)
    {
        if (!await Load(key)) return NotFound();
        if (!ModelState.IsValid) return Page();

        await db.AloneWith(Activity, async () =>
        {
            var activity = await Fresh();
            var commitment = await db.Commitments.Where(one => one.Key == Input.Commitment).Select(one => (Guid?)one.Id).SingleOrDefaultAsync();
            activity.Serves(commitment ?? throw new RuleBroken("Form.Invalid", Input.Commitment), Input.Note.OverOrNull(null), string.IsNullOrWhiteSpace(Input.Source) ? null : Input.Source.Trim());
            db.Because(Input.Reason);
            await db.SaveChangesAsync();
        });
        return LocalRedirect(words.To("/activities/" + key));
    }

    /// <summary>Takes one out.</summary>
    /// <param name="commitment">Its key.</param>
    public async Task<IActionResult> OnPostRemoveAsync(string key, string? commitment, string? reason)
    {
        if (!await Load(key)) return NotFound();

        await db.AloneWith(Activity, async () =>
        {
            var activity = await Fresh();
            if (activity.Commitments.FirstOrDefault(link => link.Commitment.Key == commitment) is not { } link) return; // taken out already

            activity.ServesNoLonger(link.CommitmentId);
            db.Because(reason);
            await db.SaveChangesAsync();
        });
        return LocalRedirect(words.To("/activities/" + key + "/commitments"));
    }

    private IQueryable<Activity> WithLinks() => db.Activities.Include(one => one.Commitments).ThenInclude(link => link.Commitment);

    /// <summary>The activity as it is now that nobody else can change it.</summary>
    private Task<Activity> Fresh()
    {
        db.ChangeTracker.Clear();
        return WithLinks().SingleAsync(one => one.Id == Activity.Id);
    }

    private async Task<bool> Load(string key)
    {
        Activity = (await WithLinks().SingleOrDefaultAsync(one => one.Key == key))!;
        if (Activity is null) return false;

        var linked = Activity.Commitments.Select(link => link.CommitmentId).ToHashSet();
        var all = await db.Commitments.AsNoTracking().OrderBy(one => one.Key).Select(one => new { one.Id, one.Key, one.Name }).ToListAsync();
        Choices = [.. all.Where(one => !linked.Contains(one.Id)).Select(one => Choice.Of(words, one.Name, one.Key, one.Key + " " + words.Plain(one.Name)))];
        return true;
    }

    internal sealed class Form
    {
        [Required, Display(Name = "Activity.Commitment")]
        public string? Commitment { get; set; }

        [Display(Name = "Activity.LinkNote")]
        public TextInput Note { get; set; } = new();

        [HttpAddress, StringLength(2000), Display(Name = "Source.Address")]
        public string? Source { get; set; }

        [StringLength(500), Display(Name = "Form.Reason")]
        public string? Reason { get; set; }
    }
}
