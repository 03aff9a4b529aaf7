using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.Verifying;

/// <summary>Tells a signatory, in plain words, what a signature binds, what is kept of it, and how anybody checks it.</summary>
[AllowAnonymous]
internal sealed class SigningModel : PageModel
{
    /// <summary>Headings, in the order of the page, and how many points each has.</summary>
    public IReadOnlyList<(string Heading, int Points)> Parts { get; } = [("Binds", 4), ("Not", 3), ("Before", 3), ("Proof", 3), ("Change", 3), ("Kept", 3), ("Check", 4)];
}
