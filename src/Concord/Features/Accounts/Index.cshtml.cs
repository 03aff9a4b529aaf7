using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Lists;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Accounts;

/// <summary>Everybody who can sign in, or has been invited to.</summary>
[Authorize(Policy = Can.ManageAccounts)]
internal sealed class IndexModel(Db db, Words words, IClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Sought { get; set; }

    public Listing<Row> Rows { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        // A few hundred at most: names have a wording per language, and looking through them here is simpler than an index of accounts.
        var accounts = await db.Accounts.AsNoTracking().OrderBy(one => one.NormalizedEmail).ToListAsync();
        var sought = Sought?.Trim() ?? "";
        var found = accounts.Where(one => sought == "" || Matches(one, sought)).ToList();
        var page = Math.Clamp(int.TryParse(Request.Query[Listing.PageKey], out var asked) ? asked : 1, 1, Math.Max(1, (found.Count + Listing.PageSize - 1) / Listing.PageSize));
        var shown = found.Skip((page - 1) * Listing.PageSize).Take(Listing.PageSize).ToList();
        var ids = shown.Select(one => one.Id).ToList();
        var grants = (await db.Grants.AsNoTracking().Where(grant => ids.Contains(grant.Account) && grant.EndedAt == null).OrderBy(grant => grant.Id).ToListAsync()).ToLookup(grant => grant.Account);
        var waiting = await db.Invitations.AsNoTracking().Where(one => ids.Contains(one.Account) && (one.UsedAt == null || one.Waits)).ToListAsync();
        var rows = shown.Select(one => new Row(one, [.. grants[one.Id]], StateOf(one, [.. grants[one.Id]], [.. waiting.Where(link => link.Account == one.Id)], clock.GetCurrentInstant())));
        Rows = new([.. rows], found.Count, page, Listing.PageSize);
    }

    /// <summary>As in the key of its word, AccountState.….</summary>
    public static string StateOf(Account account, IReadOnlyList<RoleGrant> grants, IReadOnlyList<Invitation> links, Instant now) =>
        account.ErasedAt is not null ? "erased"
        : !account.IsOpen ? (links.Any(link => link.Works(now)) ? "invited" : "expired")
        : links.Any(link => link.UsedAt is not null) ? "reset-waits"
        : grants.Any(grant => grant.IsInEffect) ? "open"
        : grants.Count > 0 ? "waits"
        : "ended";

    private bool Matches(Account account, string sought) =>
        account.Name.Wordings.Select(pair => pair.Value.Text).Append(account.Email ?? "").Any(text => words.Culture.CompareInfo.IndexOf(text, sought, System.Globalization.CompareOptions.IgnoreCase | System.Globalization.CompareOptions.IgnoreNonSpace) >= 0);

    internal sealed record Row(Account Account, IReadOnlyList<RoleGrant> Grants, string State);
}
