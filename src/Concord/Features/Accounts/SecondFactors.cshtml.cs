using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.Accounts;

/// <summary>Which roles need a second factor. It holds from the next request of everybody who is signed in.</summary>
[Authorize(Policy = Can.ManageAccounts)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class SecondFactorsModel(Db db, Words words) : PageModel
{
    private static readonly Guid Record = new("5ec0fac7-0000-7000-8000-000000000001");

    public IReadOnlyList<Role> NotNeeded { get; private set; } = [];

    [BindProperty(SupportsGet = true, Name = "saved")]
    public bool IsSaved { get; set; }

    public async Task OnGetAsync(CancellationToken stop) => NotNeeded = await SecondFactor.NotNeededAsync(db, stop);

    [Fresh]
    public async Task<IActionResult> OnPostAsync(IReadOnlyList<Role> needed, CancellationToken stop)
    {
        var before = await SecondFactor.NotNeededAsync(db, stop);
        var after = Enum.GetValues<Role>().Except(needed).Except(SecondFactor.Always).ToList();
        await SecondFactor.SetAsync(db, after, stop);
        db.Enter("SecondFactor", Record, SecondFactor.Setting, Audience.Nobody, "changed", new Dictionary<string, string?[]> { ["NotNeeded"] = [string.Join(',', before), string.Join(',', after)] });
        await db.SaveChangesAsync(stop);
        return LocalRedirect(words.To("/accounts/second-factor?saved=true"));
    }
}
