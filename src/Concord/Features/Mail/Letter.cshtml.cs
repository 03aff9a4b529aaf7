using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Mail;

/// <summary>One mail to me.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class LetterModel(Db db, Me me, Letters letters) : PageModel
{
    public MailRow Mail { get; private set; } = null!;

    public Letter Letter { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await db.Mail.AsNoTracking().SingleOrDefaultAsync(mail => mail.Id == id && mail.Account == me.Id && mail.State != MailState.Dropped, stop) is not { } mail) return NotFound();
        if (await letters.WriteAsync(mail, me.Account!, stop) is not { } letter) return NotFound();

        (Mail, Letter) = (mail, letter);
        return Page();
    }
}
