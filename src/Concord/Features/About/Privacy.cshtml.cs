using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.About;

/// <summary>What is held about whom, why, and how long.</summary>
[AllowAnonymous]
internal sealed class PrivacyModel : PageModel;
