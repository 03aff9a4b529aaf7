using Concord.Platform.Accounts;
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
internal sealed class KeptModel(KeptPostStore posts, Me me) : PageModel
{
    /// <summary>Null: there is nothing for this account in this browser, or not any more.</summary>
    public KeptPost? Post { get; private set; }

    public async Task OnGetAsync(Guid ticket)
    {
        Post = await posts.OpenAsync(HttpContext, ticket, me.Id!.Value);
        if (Post is not null && Url.IsLocalUrl(Post.To)) return;

        (Post, Response.StatusCode) = (null, StatusCodes.Status404NotFound);
    }
}
