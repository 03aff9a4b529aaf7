using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.Accounts;

/// <summary>
/// Offers what somebody had sent before they went through an identity provider, to them alone and for an hour. A page of its own, that can
/// be loaded again: the way back from the provider can be gone once only.
/// </summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class KeptModel(KeptPostStore posts, Me me, Words words) : PageModel
{
    /// <summary>Null: there is nothing for this account in this browser, or not any more.</summary>
    public KeptPost? Post { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid? ticket)
    {
        if (ticket is null) return LocalRedirect(words.To("/me"));

        Post = await posts.OpenAsync(HttpContext, ticket.Value, me.Id!.Value);
        if (Post is null || !Url.IsLocalUrl(Post.To)) (Post, Response.StatusCode) = (null, StatusCodes.Status404NotFound);
        return Page();
    }
}
