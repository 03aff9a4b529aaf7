using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Mail;

/// <summary>
/// Does without one sort of mail, by the link in it and without signing in. A GET changes nothing, since programs follow links to look at
/// them; mail programs POST to it by themselves (RFC 8058), so it asks for no token of a form: its address is one.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class UnsubscribeModel(Db db, Unsubscribing unsubscribing, CurrentProgramme programme) : PageModel
{
    /// <summary>Null: the link is none of ours, or too old.</summary>
    public MailSort? Sort { get; private set; }

    public bool Done { get; private set; }

    public IActionResult OnGet(string token)
    {
        Sort = unsubscribing.Read(token)?.Sort;
        if (Sort is null) Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken stop)
    {
        if (unsubscribing.Read(token) is not { } read || !await db.Accounts.AnyAsync(one => one.Id == read.Account, stop)) return OnGet("");

        Sort = read.Sort;
        var preference = await db.MailPreferences.SingleOrDefaultAsync(one => one.Account == read.Account, stop);
        if (preference is null) db.MailPreferences.Add(preference = MailPreference.Usual(read.Account, programme.Now.TimeZone));
        preference.Choices = new(preference.Choices) { [read.Sort] = MailChoice.Never };
        preference.Version++;
        await db.SaveChangesAsync(stop);
        Done = true;
        return Page();
    }
}
