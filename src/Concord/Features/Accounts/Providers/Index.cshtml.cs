using Concord.Platform.Accounts;
using Concord.Platform.Accounts.Providers;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Accounts.Providers;

/// <summary>The identity providers as the installation knows them, and whether they answer now. They are changed in its file.</summary>
[Authorize(Policy = Can.ManageAccounts)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class IndexModel(Db db, IdentityProviders providers, ProviderState states, CurrentProgramme programme) : PageModel
{
    /// <summary>Each provider, its state as in the key of its sentence, ProviderState.…, and how many accounts are linked with it.</summary>
    public List<(IdentityProvider Provider, string State, int Linked)> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        var linked = await db.Logins.GroupBy(one => one.ProviderDisplayName).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(one => one.Key ?? "", one => one.Count, stop);
        var found = await Task.WhenAll(providers.Select(provider => StateOf(provider, stop)));
        Rows = [.. providers.Select((provider, index) => (provider, found[index], linked.GetValueOrDefault(provider.Key)))];
    }

    private async Task<string> StateOf(IdentityProvider provider, CancellationToken stop) =>
        provider.Party is { } party && programme.Now.Parties.All(one => one.Key != party) ? "no-such-party" : await states.OfAsync(provider, stop);
}
