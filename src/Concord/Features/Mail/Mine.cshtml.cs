using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Mail;
using Concord.Platform.Web.Lists;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Mail;

/// <summary>The mail to me, as it can be read now: what I may no longer read is not in it.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MineModel(Db db, Me me, Letters letters, MailServer server) : PageModel
{
    private const int PageSize = 20;

    [BindProperty(SupportsGet = true, Name = Listing.PageKey)]
    public int Number { get; set; } = 1;

    /// <summary>Each mail of this page with its letter.</summary>
    public IReadOnlyList<(MailRow Mail, Letter Letter)> Shown { get; private set; } = [];

    /// <summary>Whether there is older mail. How much is not said: rows without a letter for me must not be counted.</summary>
    public bool HasOlder { get; private set; }

    /// <summary>Whether mail leaves the installation at all.</summary>
    public bool IsSent => server.IsSetUp;

    public MailPreference? Preference { get; private set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        Preference = await db.MailPreferences.AsNoTracking().SingleOrDefaultAsync(one => one.Account == me.Id, stop);
        Number = Math.Clamp(Number, 1, 100);
        var mails = db.Mail.AsNoTracking().Where(mail => mail.Account == me.Id && mail.State != MailState.Dropped).OrderByDescending(mail => mail.PostedAt).ThenByDescending(mail => mail.Id);
        var upTo = Number * PageSize;
        var found = new List<(MailRow, Letter)>();
        await foreach (var mail in mails.AsAsyncEnumerable().WithCancellation(stop))
        {
            if (await letters.WriteAsync(mail, me.Account!, stop) is { } letter) found.Add((mail, letter));
            if (found.Count > upTo) break;
        }

        HasOlder = found.Count > upTo;
        Shown = [.. found.Take(upTo).Skip(upTo - PageSize)];
    }
}
