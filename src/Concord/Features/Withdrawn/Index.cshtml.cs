using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Web.Lists;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.Withdrawn;

/// <summary>What was withdrawn, latest first, each to be brought back.</summary>
[Authorize(Policy = Can.Withdraw)]
internal sealed class IndexModel(AllRecords records) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    /// <summary>What was just withdrawn: its undo is offered first.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Key { get; set; }

    [BindProperty(SupportsGet = true, Name = Listing.PageKey)]
    public int PageNumber { get; set; } = 1;

    public Listing<Entity> List { get; private set; } = null!;

    public Entity? Just { get; private set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        var found = new List<Entity>();
        foreach (var kind in records.Kinds) found.AddRange(await records.WithdrawnAsync(kind, stop));

        Just = found.FirstOrDefault(one => one.GetType().Name == Kind && one.Key == Key);
        var sorted = found.OrderByDescending(one => one.WithdrawnAt).ThenBy(one => one.GetType().Name, StringComparer.Ordinal).ThenBy(one => one.Key, StringComparer.Ordinal).ToList();
        var pages = Math.Max(1, (sorted.Count + Listing.PageSize - 1) / Listing.PageSize);
        var page = Math.Clamp(PageNumber, 1, pages);
        List = new([.. sorted.Skip((page - 1) * Listing.PageSize).Take(Listing.PageSize)], sorted.Count, page, Listing.PageSize);
    }
}
