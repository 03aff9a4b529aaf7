using Concord.Platform.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.Operating;

/// <summary>What an administrator looks after besides accounts.</summary>
[Authorize(Policy = Can.Operate)]
internal sealed class IndexModel : PageModel;
