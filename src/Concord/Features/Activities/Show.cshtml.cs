using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Activities;

/// <summary>One activity: what it was, who took part, which commitments it serves.</summary>
[AllowAnonymous]
internal sealed class ShowModel(Db db, Words words) : PageModel
{
    public Activity Activity { get; private set; } = null!;

    public IEnumerable<ActivityPartner> Partners => Activity.Partners.OrderBy(partner => partner.Order).ThenBy(partner => partner.Id);

    public IEnumerable<string> Places => Activity.Places.OrderBy(place => place.Order).ThenBy(place => place.Place, StringComparer.Ordinal).Select(place => place.Place);

    public IEnumerable<ActivityCommitment> Commitments => Activity.Commitments.OrderBy(link => link.Commitment.Key, StringComparer.Ordinal);

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop)
    {
        var found = await db.Activities.AsNoTracking()
            .Include(one => one.Partners).ThenInclude(partner => partner.Organisation)
            .Include(one => one.Places)
            .Include(one => one.Commitments).ThenInclude(link => link.Commitment)
            .AsSplitQuery()
            .SingleOrDefaultAsync(one => one.Key == key, stop);
        if (found is null) return NotFound();

        Activity = found;
        return Page();
    }

    /// <summary>The source of one figure or link, as a footnote: the activity's own where it names the same address.</summary>
    public Source SourceOf(string source) =>
        Activity.Sources.FirstOrDefault(one => one.Address == source)
        ?? (Uri.TryCreate(source, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? new(source) : new(null, Text.In(words.Code, source)));
}
