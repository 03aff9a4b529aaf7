using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.Home;

/// <summary>What the programme is, and what is true of it today.</summary>
[AllowAnonymous]
internal sealed class IndexModel : PageModel
{
    public void OnGet()
    {
    }
}
