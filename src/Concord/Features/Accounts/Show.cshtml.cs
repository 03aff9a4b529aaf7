using Concord.Features.Accounts.Providers;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Accounts;

/// <summary>One account: its roles, its links and what happened to it. Each change has an address of its own below it.</summary>
[Authorize(Policy = Can.ManageAccounts)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ShowModel(Db db, AccountRoles roles, Invitations invitations, ProviderLinks links, AccountEvents events, Words words, IClock clock) : PageModel
{
    public Account Account { get; private set; } = null!;

    public List<RoleGrant> Grants { get; private set; } = [];

    public WaysIn Ways { get; private set; } = null!;

    public List<AccountEvent> Events { get; private set; } = [];

    public string State { get; private set; } = "";

    /// <summary>A one-time link that was just made.</summary>
    public string? Link { get; private set; }

    /// <summary>Whether it went to its owner by mail instead.</summary>
    public bool IsMailed { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id) => await Load(id) ? Page() : NotFound();

    [Fresh]
    public async Task<IActionResult> OnPostGrantAsync(Guid id, Role? role, string? party)
    {
        if (!await Load(id) || Account.ErasedAt is not null) return NotFound();
        if (role is null || !ModelState.IsValid)
        {
            ModelState.Clear();
            ModelState.AddModelError("", words["Account.ChooseRole"]);
            return Page();
        }

        await roles.GrantAsync(Account, role.Value, string.IsNullOrEmpty(party) ? null : party);
        return LocalRedirect(Here);
    }

    [Fresh]
    public async Task<IActionResult> OnPostEndAsync(Guid id, Guid grant)
    {
        if (!await Load(id)) return NotFound();

        await roles.EndAsync(grant, one => one.Account == id); // one that has been ended already stays ended
        return LocalRedirect(Here);
    }

    [Fresh]
    public async Task<IActionResult> OnPostLinkAsync(Guid id)
    {
        if (!await Load(id) || Account.ErasedAt is not null) return NotFound();

        var token = await invitations.NewLinkAsync(Account);
        IsMailed = invitations.AreMailed && Account.Email is not null;
        if (!IsMailed) Link = $"{Request.Scheme}://{Request.Host}/{Account.Language}/invitation/{token}";
        await Load(id);
        return Page();
    }

    /// <summary>Ends the account's link with a provider, also when that is its last way in: the page then says so.</summary>
    [Fresh]
    public async Task<IActionResult> OnPostUnlinkAsync(Guid id, string? provider)
    {
        if (!await Load(id)) return NotFound();

        await links.EndAsync(id, provider, mayBeLast: true, "provider-link-ended"); // one that has been ended already stays ended
        return LocalRedirect(Here + "#ways");
    }

    private string Here => words.To($"/accounts/{Account.Id}");

    private async Task<bool> Load(Guid id)
    {
        if (await db.Accounts.SingleOrDefaultAsync(one => one.Id == id) is not { } account) return false;

        Account = account;
        Grants = await db.Grants.AsNoTracking().Where(one => one.Account == id).OrderBy(one => one.EndedAt != null).ThenBy(one => one.Id).ToListAsync();
        var waiting = await db.Invitations.AsNoTracking().Where(one => one.Account == id && (one.UsedAt == null || one.Waits)).ToListAsync();
        State = IndexModel.StateOf(account, [.. Grants.Where(grant => grant.EndedAt is null)], waiting, clock.GetCurrentInstant());
        Ways = await links.OfAsync(account);
        Events = await events.OfAsync(id);
        return true;
    }
}
