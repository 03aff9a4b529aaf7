using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.About;

/// <summary>Whom to write to: the offices as the programme's data give them.</summary>
[AllowAnonymous]
internal sealed class ContactModel : PageModel;
