using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.History;
using Concord.Platform.Languages;
using Concord.Platform.Web.Lists;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Audit;

/// <summary>Every change this reader may know of, latest first.</summary>
[Authorize(Policy = Can.ReadAudit)]
internal sealed class IndexModel(Db db, Words words, Records records, Chronicle chronicle) : PageModel
{
    public static readonly IReadOnlyList<string> Actions = ["added", "changed", "removed", "withdrawn", "restored", "confirmed"];

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    /// <summary>Key of one record.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Record { get; set; }

    /// <summary>Id of an account, or "program".</summary>
    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Change { get; set; }

    [BindProperty(SupportsGet = true)]
    public PartialDate? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public PartialDate? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true, Name = Listing.PageKey)]
    public int PageNumber { get; set; } = 1;

    public Listing<AuditEntry> List { get; private set; } = null!;

    public IReadOnlyList<Reading> Readings { get; private set; } = [];

    /// <summary>Those who have changed anything this reader may know of.</summary>
    public IReadOnlyList<(Guid Id, Text Name)> People { get; private set; } = [];

    public IEnumerable<string> Kinds => records.Kinds.Concat(["Programme", "Account"]);

    public async Task OnGetAsync(CancellationToken stop)
    {
        var changers = db.Audit.Where(entry => entry.Account != null).Select(entry => entry.Account!.Value).Distinct();
        People = [.. (await db.Accounts.AsNoTracking().Where(one => changers.Contains(one.Id)).Select(one => new { one.Id, one.Name }).ToListAsync(stop)).Select(one => (one.Id, one.Name)).OrderBy(one => words.Plain(one.Name), StringComparer.Create(words.Culture, false)).ThenBy(one => one.Id)];
        List = await Sorted().PageAsync(PageNumber, stop);
        Readings = await Read(List.Rows, stop);
    }

    /// <summary>The same list as a file, all pages of it: one line per field.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken stop)
    {
        var readings = await Read(await Sorted().ToListAsync(stop), stop);
        return Csv.File(
            "audit.csv",
            [words["Audit.At"], words["Audit.Who"], words["Audit.Kind"], words["Audit.Key"], words["Audit.Record"], words["Audit.Change"], words["History.Why"], words["Audit.Field"], words["Audit.Before"], words["Audit.After"]],
            readings.SelectMany(reading => (reading.Lines.Count == 0 ? [new Line("", "", null, null)] : reading.Lines).Select(line => new[]
            {
                reading.Entry.At.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), reading.Who.Words, KindName(reading), reading.Entry.RecordKey, words.Plain(reading.Record?.Name),
                ActionName(reading.Entry.Action), reading.Entry.Reason, line.Label, line.From?.Words, line.To?.Words,
            })));
    }

    public string KindName(Reading reading) => Name("Kind.", reading.Kind) + (reading.Part is null ? "" : words["Form.Colon"] + Name("Part.", reading.Part));

    public string Name(string prefix, string name) => words.Knows(prefix + name) ? words[prefix + name] : name;

    public string ActionName(string action) => Name("History.Action.", action);

    private Task<List<Reading>> Read(IReadOnlyList<AuditEntry> entries, CancellationToken stop) => chronicle.ReadAsync(entries, withdrawnToo: true, strict: false, stop);

    private IQueryable<AuditEntry> Sorted()
    {
        var found = db.Audit.AsNoTracking();

        // A kind this reader may not see at all is not in his audit either.
        foreach (var hidden in Records.Types.Select(type => type.Name).Where(kind => !records.MaySee(kind)))
        {
            found = found.Where(entry => entry.Kind != hidden && !entry.Kind.StartsWith(hidden + "."));
        }

        if (!string.IsNullOrEmpty(Kind)) found = found.Where(entry => entry.Kind == Kind || entry.Kind.StartsWith(Kind + "."));
        if (!string.IsNullOrWhiteSpace(Record)) found = found.Where(entry => entry.RecordKey == Record.Trim());
        if (Who == "program") found = found.Where(entry => entry.Account == null);
        else if (Guid.TryParse(Who, out var account)) found = found.Where(entry => entry.Account == account);
        if (!string.IsNullOrEmpty(Change)) found = found.Where(entry => entry.Action == Change);
        if (From is not null)
        {
            var start = From.Earliest.AtStartOfDayInZone(words.Programme.Zone).ToInstant();
            found = found.Where(entry => entry.At >= start);
        }

        if (To is not null)
        {
            var end = To.Latest.PlusDays(1).AtStartOfDayInZone(words.Programme.Zone).ToInstant();
            found = found.Where(entry => entry.At < end);
        }

        if (!string.IsNullOrWhiteSpace(Q))
        {
            var part = Q.Trim().ToLowerInvariant();
#pragma warning disable CA1862 // the database compares: it knows lower(), and no StringComparison
            found = found.Where(entry => entry.Changes.ToLower().Contains(part) || entry.Reason!.ToLower().Contains(part) || entry.RecordKey.ToLower().Contains(part));
#pragma warning restore CA1862
        }

        return found.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id);
    }
}
