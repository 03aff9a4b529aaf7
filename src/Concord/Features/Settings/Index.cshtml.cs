using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.Settings;

/// <summary>What the programme says of itself, part by part.</summary>
[Authorize(Policy = Can.EditProgramme)]
internal sealed class IndexModel(Words words) : PageModel
{
    public IReadOnlyList<ProgrammePart> Parts => ProgrammePart.Of(words.Programme);
}
