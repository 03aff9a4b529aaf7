using System.ComponentModel.DataAnnotations;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Accounts;

/// <summary>Adds a passkey to my account.</summary>
[Authorize]
[Fresh]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class NewPasskeyModel(Db db, Me me, Credentials credentials, Passkeys passkeys, AccountEvents events, Words words) : PageModel
{
    [BindProperty, StringLength(Passkey.LongestName), Display(Name = "MyPasskeys.Name")]
    public string? Name { get; set; }

    [BindProperty]
    public PasskeyAnswer Answer { get; set; } = new();

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostOptionsAsync() => new JsonResult(await passkeys.AskNewAsync(HttpContext, me.Account!, null));

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (!ModelState.IsValid) return Page();

        if (await passkeys.ReadNewAsync(HttpContext, Answer, me.Id!.Value, Name, stop) is not { } passkey)
        {
            ModelState.AddModelError("", words["Passkey.NotMade"]);
            return Page();
        }

        var account = await db.Accounts.SingleAsync(one => one.Id == me.Id, stop);
        credentials.Add(account, passkey);
        events.Enter(account, "passkey-added");
        await db.SaveChangesAsync(stop);
        return LocalRedirect(words.To("/me/passkeys"));
    }
}
