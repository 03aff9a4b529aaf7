using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.About;

/// <summary>What was done so that everybody can use the site, what was checked, what was not, and where to complain.</summary>
[AllowAnonymous]
internal sealed class AccessibilityModel : PageModel;
