using Concord.Platform.Accounts;
using Concord.Platform.Accounts.Providers;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.Accounts;

/// <summary>Ends the sign-in of this browser.</summary>
[Authorize]
internal sealed class SignOutModel(Recognition recognition, Words words) : PageModel
{
    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await recognition.SignOutAsync(HttpContext);
        if (CameThrough.Of(HttpContext) is not { } provider) return LocalRedirect(words.To("/"));

        CameThrough.Forget(HttpContext);
        return LocalRedirect(words.To($"/sign-in/ended?provider={Uri.EscapeDataString(provider)}"));
    }
}
