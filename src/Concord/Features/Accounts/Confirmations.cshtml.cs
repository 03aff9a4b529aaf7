using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Accounts;

/// <summary>Where a party's desk decides who acts for its side. What concerns the other side is not here.</summary>
[Authorize(Policy = Can.ConfirmRoles)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ConfirmationsModel(Db db, Me me, AccountRoles roles, Invitations invitations, Words words) : PageModel
{
    public List<Holder> Waiting { get; private set; } = [];

    public List<(Invitation Reset, Account Account)> Resets { get; private set; } = [];

    public List<Holder> InEffect { get; private set; } = [];

    /// <summary>The party whose desk I am.</summary>
    public string Party => me.Roles.First(role => role.Role == Role.DialogueDesk).Party!;

    public Task OnGetAsync() => Load();

    [Fresh]
    public async Task<IActionResult> OnPostConfirmAsync(Guid grant, string? seen)
    {
        await Load();
        return await roles.ConfirmAsync(grant, Party, seen) ? LocalRedirect(Here) : NotFound();
    }

    /// <summary>Refuses a role that waits, or ends one that is in effect: both end it.</summary>
    [Fresh]
    public async Task<IActionResult> OnPostEndAsync(Guid grant)
    {
        await Load();
        var refused = Waiting.Any(one => one.Grant.Id == grant);
        return await roles.EndAsync(grant, one => one.Party == Party, refused ? "role-refused" : "role-ended") ? LocalRedirect(Here) : NotFound();
    }

    [Fresh]
    public async Task<IActionResult> OnPostResetAsync(Guid reset, string? seen, bool confirms)
    {
        await Load();
        return await invitations.DecideAsync(reset, Party, confirms, seen) ? LocalRedirect(Here) : NotFound();
    }

    private string Here => words.To("/roles/confirmations");

    private async Task Load()
    {
        var party = Party;
        var held = await db.Grants.AsNoTracking().Where(one => one.Party == party && one.EndedAt == null).OrderBy(one => one.Id)
            .Join(db.Accounts.AsNoTracking(), grant => grant.Account, account => account.Id, (grant, account) => new Holder(grant, account))
            .ToListAsync();
        Waiting = [.. held.Where(one => one.Grant.IsPending)];
        InEffect = [.. held.Where(one => one.Grant.IsInEffect)];
        var ours = InEffect.Select(one => one.Account.Id).Distinct().ToList();
        var resets = await db.Invitations.AsNoTracking().Where(one => ours.Contains(one.Account) && one.Waits).OrderBy(one => one.UsedAt).ToListAsync();
        Resets = [.. resets.Select(reset => (reset, InEffect.First(one => one.Account.Id == reset.Account).Account))];
    }

    internal sealed record Holder(RoleGrant Grant, Account Account);
}
