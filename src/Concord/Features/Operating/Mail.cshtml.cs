using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Mail;
using Concord.Platform.Web.Lists;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Operating;

/// <summary>Mail that did not arrive: to whom, of what kind, when and why; never its subject or body. It can be sent again or given up.</summary>
[Authorize(Policy = Can.Operate)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MailModel(Db db, DeliveryReports reports, MailServer server, Words words, IClock clock) : PageModel
{
    private const long LargestReport = 1024 * 1024;

    [BindProperty(SupportsGet = true, Name = Listing.PageKey)]
    public int Number { get; set; } = 1;

    /// <summary>What was done a moment ago, as in the key of its sentence; null when nothing.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Count { get; set; }

    public Listing<MailRow> List { get; private set; } = null!;

    public IReadOnlyDictionary<Guid, Account> Readers { get; private set; } = new Dictionary<Guid, Account>();

    /// <summary>How many mails wait or did not arrive. Of those that did, nothing is told.</summary>
    public IReadOnlyDictionary<MailState, int> Counts { get; private set; } = new Dictionary<MailState, int>();

    public IReadOnlyList<OutboxRow> Jobs { get; private set; } = [];

    public MailServer Server => server;

    public async Task OnGetAsync(CancellationToken stop) => await Load(stop);

    /// <summary>Tries again, one or all.</summary>
    public async Task<IActionResult> OnPostAgainAsync(Guid? mail, CancellationToken stop)
    {
        var (now, count) = (clock.GetCurrentInstant(), 0);
        await db.InOneTransaction(
            async () => count = await Undelivered().Where(one => mail == null || one.Id == mail).ExecuteUpdateAsync(
                set => set.SetProperty(one => one.State, MailState.Waiting).SetProperty(one => one.Due, now).SetProperty(one => one.Attempts, 0).SetProperty(one => one.SettledAt, (Instant?)null).SetProperty(one => one.Error, (string?)null),
                stop),
            stop);
        return Back("again", count);
    }

    public async Task<IActionResult> OnPostGiveUpAsync(Guid mail, CancellationToken stop)
    {
        var (now, count) = (clock.GetCurrentInstant(), 0);
        await db.InOneTransaction(
            async () => count = await Undelivered().Where(one => one.Id == mail).ExecuteUpdateAsync(
                set => set.SetProperty(one => one.State, MailState.Dropped).SetProperty(one => one.SettledAt, now).SetProperty(one => one.Secret, (string?)null),
                stop),
            stop);
        return Back("given-up", count);
    }

    /// <summary>Work of the outbox that failed too often is tried again.</summary>
    public async Task<IActionResult> OnPostJobsAsync(CancellationToken stop)
    {
        var (now, count) = (clock.GetCurrentInstant(), 0);
        await db.InOneTransaction(async () => count = await db.Outbox.Where(row => row.DeadAt != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.DeadAt, (Instant?)null).SetProperty(row => row.Due, now).SetProperty(row => row.Attempts, 0), stop), stop);
        return Back("jobs", count);
    }

    public async Task<IActionResult> OnPostReportAsync(IFormFile? report, CancellationToken stop)
    {
        if (report is not { Length: > 0 and <= LargestReport })
        {
            ModelState.AddModelError("report", words["Operating.NoReport"]);
            await Load(stop);
            return Page();
        }

        await using var stream = report.OpenReadStream();
        var read = await DeliveryReports.ReadAsync(stream, stop);
        if (read.Count > 0) return Back("report", await reports.NoteAsync(read, stop));

        ModelState.AddModelError("report", words["Operating.NoReport"]);
        await Load(stop);
        return Page();
    }

    private IQueryable<MailRow> Undelivered() => db.Mail.Where(mail => mail.State == MailState.Dead || mail.State == MailState.Returned);

    private LocalRedirectResult Back(string done, int count) => LocalRedirect(words.To($"/operating/mail?done={done}&count={count}"));

    private async Task Load(CancellationToken stop)
    {
        Counts = await db.Mail.Where(mail => mail.State == MailState.Waiting || mail.State == MailState.Dead || mail.State == MailState.Returned).GroupBy(mail => mail.State).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, stop);
        List = await Undelivered().AsNoTracking().OrderByDescending(mail => mail.SettledAt).ThenByDescending(mail => mail.Id).PageAsync(Number, stop);
        var ids = List.Rows.Select(mail => mail.Account).ToList();
        Readers = await db.Accounts.AsNoTracking().Where(account => ids.Contains(account.Id)).ToDictionaryAsync(account => account.Id, stop);
        Jobs = await db.Outbox.AsNoTracking().Where(row => row.Error != null).OrderBy(row => row.Id).Take(100).ToListAsync(stop);
    }
}
