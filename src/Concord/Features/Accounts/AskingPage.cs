using Concord.Platform.Accounts;
using Concord.Platform.Accounts.Providers;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Features.Accounts;

/// <summary>
/// A page that asks somebody who they are. Where they were going, or what they were sending (see <see cref="KeptPost"/>), goes along
/// through every attempt and is taken up when they have answered.
/// </summary>
internal abstract class AskingPage(KeptPostStore posts, Words words) : ThrottledPage(words)
{
    /// <summary>Where to go afterwards: an address of ours.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    /// <summary>What had been sent before, as JSON. Only a form of ours brings it, never an address that somebody was given.</summary>
    [BindProperty]
    public string? Kept { get; set; }

    /// <summary>Under which the same is kept here for whoever goes through an identity provider (see <see cref="KeptPostStore"/>).</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Ticket { get; set; }

    /// <summary>They have answered: this is to be sent again.</summary>
    public KeptPost? Resumed { get; private set; }

    /// <summary>Whether something waits to be sent again.</summary>
    public bool IsKept => !string.IsNullOrEmpty(Kept) || (Ticket is { } ticket && KeptPostStore.IsHeld(HttpContext, ticket));

    /// <summary>What follows an address that leads to a provider, to come back with all of this.</summary>
    public string Query(string? more = null) => Departure.QueryOf(Back, Ticket, more);

    /// <summary>Takes over what was sent to another page, which has us ask first.</summary>
    protected async Task TakeOver()
    {
        if (KeptPosts.Of(HttpContext) is not { } kept) return;

        // What was asked for has not been done: the status says so. Browsers show the page all the same.
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        (Kept, Ticket) = (kept.ToJson(), await posts.KeepAsync(HttpContext, kept));
    }

    /// <summary>Leads on: to what had been sent, if it was this account that sent it; or back; or else to another address.</summary>
    protected async Task<IActionResult> GoOn(Account account, string otherwise)
    {
        if (KeptPost.FromJson(Kept) is { } kept && kept.IsFor(account.Id) && Url.IsLocalUrl(kept.To))
        {
            Resumed = kept; // rendered now that this request is theirs, so that the form gets a token of theirs
            return Page();
        }

        if (Ticket is { } ticket && await posts.OpenAsync(HttpContext, ticket, account.Id) is not null) return LocalRedirect(words.To($"/sign-in/kept?ticket={ticket}"));
        return LocalRedirect(Url.IsLocalUrl(Back) ? Back! : otherwise);
    }
}
