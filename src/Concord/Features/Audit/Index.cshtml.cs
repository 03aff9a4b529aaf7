using System.Runtime.CompilerServices;
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
internal sealed class IndexModel(Db db, Words words, AllRecords records, Chronicle chronicle, Sheets sheets) : PageModel
{
    public static readonly IReadOnlyList<string> Actions = ["added", "changed", "removed", "withdrawn", "restored", "opened", "confirmed"];

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
        await ReadPeople(stop);
        List = await Sorted().PageAsync(PageNumber, stop);
        Readings = await Read(List.Rows, stop);
    }

    private async Task ReadPeople(CancellationToken stop)
    {
        var changers = db.Audit.Where(entry => entry.Account != null).Select(entry => entry.Account!.Value).Distinct();
        People = [.. (await db.Accounts.AsNoTracking().Where(one => changers.Contains(one.Id)).Select(one => new { one.Id, one.Name }).ToListAsync(stop)).Select(one => (one.Id, one.Name)).OrderBy(one => words.Plain(one.Name), StringComparer.Create(words.Culture, false)).ThenBy(one => one.Id)];
    }

    /// <summary>The same list as a file, all pages of it: one line per field.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken stop)
    {
        await ReadPeople(stop);
        return await Sheet().CsvAsync(AllChanges(stop), stop);
    }

    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken stop)
    {
        await ReadPeople(stop);
        return await Sheet().XlsxAsync(AllChanges(stop), stop);
    }

    private Sheet<ChangedField> Sheet() =>
        sheets.Of<ChangedField>("audit", words["Audit.Title"])
            .Moment(words["Audit.At"], one => one.Entry.At)
            .Words(words["Audit.Who"], one => one.Reading.Who.Words, 26)
            .Words(words["Audit.Kind"], one => KindName(one.Reading))
            .Words(words["Audit.Key"], one => one.Entry.RecordKey, 14)
            .Text(words["Audit.Record"], one => one.Reading.Record?.Name, 40)
            .Words(words["Audit.Change"], one => ActionName(one.Entry.Action), 14)
            .Words(words["History.Why"], one => one.Entry.Reason, 30)
            .Words(words["Audit.Field"], one => one.Line?.Label, 26)
            .Words(words["Audit.Before"], one => one.Line?.From?.Words, 40)
            .Words(words["Audit.After"], one => one.Line?.To?.Words, 40)
            .Words(words["Record.Audience"], one => words.Audience(one.Entry.Audience), 26)
            .Filtered(words["Audit.Kind"], Kind is { Length: > 0 } kind ? Name("Kind.", kind) : null)
            .Filtered(words["Audit.Key"], Record)
            .Filtered(words["Audit.Who"], Who == "program" ? words["Audit.Program"] : words.Plain(People.FirstOrDefault(one => one.Id.ToString() == Who).Name))
            .Filtered(words["Audit.Change"], Change is { Length: > 0 } change ? ActionName(change) : null)
            .Filtered(words["Audit.From"], words.Date(From))
            .Filtered(words["Audit.To"], words.Date(To))
            .Filtered(words["List.Words"], Q);

    private async IAsyncEnumerable<ChangedField> AllChanges([EnumeratorCancellation] CancellationToken stop)
    {
        var readings = Pieces.ReadAsync(
            Sorted().Select(entry => entry.Id),
            async ids => await Read(await db.Audit.AsNoTracking().Where(entry => ids.Contains(entry.Id)).ToListAsync(stop), stop),
            reading => reading.Entry.Id,
            stop);
        await foreach (var reading in readings)
        {
            foreach (var line in reading.Lines.DefaultIfEmpty()) yield return new(reading, line);
        }
    }

    /// <summary>One field of one change; no field where the change is of the record as a whole.</summary>
    private sealed record ChangedField(Reading Reading, Line? Line)
    {
        public AuditEntry Entry => Reading.Entry;
    }

    public string KindName(Reading reading) => Name("Kind.", reading.Kind) + (reading.Part is null ? "" : words["Form.Colon"] + Name("Part.", reading.Part));

    public string Name(string prefix, string name) => words.Knows(prefix + name) ? words[prefix + name] : name;

    public string ActionName(string action) => Name("History.Action.", action);

    private Task<List<Reading>> Read(IReadOnlyList<AuditEntry> entries, CancellationToken stop) => chronicle.ReadAsync(entries, withdrawnToo: true, strict: false, stop);

    private IQueryable<AuditEntry> Sorted()
    {
        var found = db.Audit.AsNoTracking();

        // A kind this reader may not see at all is not in his audit either.
        foreach (var hidden in AllRecords.Types.Select(type => type.Name).Where(kind => !records.MaySee(kind)))
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
