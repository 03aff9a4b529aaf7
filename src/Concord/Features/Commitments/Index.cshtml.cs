using System.Linq.Expressions;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Search;
using Concord.Platform.Web.Lists;
using Concord.Platform.Web.Pictures;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Commitments;

/// <summary>The ledger: what both sides have promised, and where each promise stands.</summary>
[AllowAnonymous]
internal sealed partial class IndexModel(Db db, Kept kept, Me me, Search search, Words words, Today today, Sheets sheets) : LedgerPage(db, search, words, today)
{
    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    [BindProperty(SupportsGet = true, Name = Listing.PageKey)]
    public int PageNumber { get; set; } = 1;

    public Listing<Row> List { get; private set; } = null!;

    /// <summary>How many there are without filters.</summary>
    public int All { get; private set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        All = await kept.Of("commitments", _ => 1, () => db.Commitments.CountAsync(stop), stop);
        await ReadChoicesAsync(stop);
        List = await kept.Of($"commitments {words.Code} {today.Date} {Here.State(HttpContext)}", list => 2 * list.Rows.Count, () => PageAsync(stop), stop);
    }

    private async Task<Listing<Row>> PageAsync(CancellationToken stop)
    {
        var list = await Sorted(Filtered()).Select(Row.Of).PageAsync(PageNumber, stop);
        await ReadTrails(list.Rows, stop);
        foreach (var row in list.Rows)
        {
            row.IsOverdue = row.Due?.Latest < today.Date && row.Trail.All(entry => !words.Programme.Status(entry.Status).IsFinal);
            row.Line = TrailLine.Draw([.. row.Trail.Select(entry => (entry.Status, entry.On))], words);
        }

        return list;
    }

    /// <summary>The same list as a file, all pages of it.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken stop)
    {
        await ReadChoicesAsync(stop);
        return await Sheet().CsvAsync(AllRows(stop), stop);
    }

    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken stop)
    {
        await ReadChoicesAsync(stop);
        return await Sheet().XlsxAsync(AllRows(stop), stop);
    }

    private Sheet<Row> Sheet() =>
        sheets.Of<Row>("commitments", words["Commitment.Ledger"])
            .Words(words["Commitment.No"], row => row.Key, 10)
            .Text(words["Commitment.Name"], row => row.Name, 60, withState: true)
            .Words(words["Commitment.Pillar"], row => PillarName(row.Pillar), 30)
            .Words(words["Commitment.Owner"], row => Features.Commitments.Owner.Name(row.Owner, words))
            .Words(words["Commitment.Responsible"], row => row.Responsible.Count == 0 ? null : words.List(row.Responsible.Select(words.Plain)), 40)
            .Words(words["Commitment.Round"], row => row.Round is null ? null : words.Plain(row.Round), 30)
            .Words(words["Commitment.Record"], row => row.RecordNo is null ? null : words["Commitment.LiftedFrom", row.RecordNo, row.ParagraphNo ?? ""])
            .Begins(words["Commitment.Made"], row => row.Made)
            .Ends(words["Commitment.Due"], row => row.Due)
            .Words(words["Commitment.Continuous"], row => row.IsContinuous ? words["Value.Yes"] : null)
            .Words(words["Commitment.State"], row => row.Now is { } now ? words.Plain(words.Programme.Status(now.Status).Name) : null)
            .Begins(words["Commitment.Since"], row => row.Now?.On)
            .Words(words["Commitment.Differing"], row => row.Standing.Count < 2 ? null : words.List(row.Standing.Select(said => words["Commitment.Says", Asserters.Name(said.Asserter, said.Party, words), words.Programme.Status(said.Status).Name])), 40)
            .Number(words["Commitment.Statements"], row => row.Trail.Count)
            .Record(row => row.Fictitious, row => row.Audience, row => "/commitments/" + row.Key)
            .Filtered(words["Commitment.Pillar"], PillarName(Pillar))
            .Filtered(words["Commitment.Owner"], Owner == "both" ? words["Commitment.Both"] : words.Plain(words.Programme.Parties.FirstOrDefault(party => party.Key == Owner)?.Short))
            .Filtered(words["Commitment.Round"], RoundName)
            .Filtered(words["Commitment.Responsible"], OrganisationName)
            .Filtered(words["Commitment.State"], words.Knows("Commitment.Group." + State) ? words["Commitment.Group." + State] : null)
            .Filtered(words["List.Words"], Q);

    private string? PillarName(string? key) => words.Plain(words.Programme.Pillars.FirstOrDefault(pillar => pillar.Key == key)?.Title);

    private IAsyncEnumerable<Row> AllRows(CancellationToken stop) => Pieces.ReadAsync(
        Sorted(Filtered()).Select(one => one.Id),
        async ids =>
        {
            var rows = await db.Commitments.AsNoTracking().Where(one => ids.Contains(one.Id)).Select(Row.Of).ToListAsync(stop);
            await ReadTrails(rows, stop);
            await ReadResponsible(rows, stop);
            return rows;
        },
        row => row.Id,
        stop);

    private IQueryable<Commitment> Sorted(IQueryable<Commitment> found)
    {
        var code = words.Code;
        var named = found.Join(db.SortNames.Where(name => name.Language == code), one => one.Id, name => name.Record, (one, name) => new { one, name.SortKey });
        var sorted = Sort switch
        {
            "name" => named.OrderBy(pair => pair.SortKey).ThenBy(pair => pair.one.Key),
            "-name" => named.OrderByDescending(pair => pair.SortKey).ThenBy(pair => pair.one.Key),
            "made" => named.OrderBy(pair => pair.one.Made == null).ThenBy(pair => (string)(object)pair.one.Made!).ThenBy(pair => pair.one.Key),
            "-made" => named.OrderBy(pair => pair.one.Made == null).ThenByDescending(pair => (string)(object)pair.one.Made!).ThenBy(pair => pair.one.Key),
            "due" => named.OrderBy(pair => pair.one.DueLatest == null).ThenBy(pair => pair.one.DueLatest).ThenBy(pair => pair.one.Key),
            "-due" => named.OrderBy(pair => pair.one.DueLatest == null).ThenByDescending(pair => pair.one.DueLatest).ThenBy(pair => pair.one.Key),
            "-no" => named.OrderByDescending(pair => pair.one.Key),
            _ => named.OrderBy(pair => pair.one.Key),
        };
        return sorted.Select(pair => pair.one);
    }

    // A second statement for the rows of the page: as a part of the first, the database would read every trail there is.
    private async Task ReadTrails(IReadOnlyList<Row> rows, CancellationToken stop)
    {
        var ids = rows.Select(row => row.Id).ToList();
        var entries = await db.StatusEntries.AsNoTracking()
            .Where(entry => ids.Contains(entry.CommitmentId))
            .OrderBy(entry => entry.Order)
            .ThenBy(entry => entry.Id)
            .Select(entry => new { entry.CommitmentId, Said = new Statement(entry.Status, entry.On, entry.Asserter, entry.Party, entry.Replies.Any(reply => reply.Says == Reply.Confirmed)) })
            .ToListAsync(stop);
        var trails = entries.ToLookup(entry => entry.CommitmentId, entry => entry.Said);
        foreach (var row in rows) row.Trail = [.. trails[row.Id]];
    }

    private async Task ReadResponsible(IReadOnlyList<Row> rows, CancellationToken stop)
    {
        var ids = rows.Select(row => row.Id).ToList();
        var links = await db.Set<CommitmentOrganisation>().AsNoTracking().Where(link => ids.Contains(link.CommitmentId)).OrderBy(link => link.Organisation.Key).Select(link => new { link.CommitmentId, link.Organisation.Name }).ToListAsync(stop);
        var names = links.ToLookup(link => link.CommitmentId, link => link.Name);
        foreach (var row in rows) row.Responsible = [.. names[row.Id]];
    }

    internal sealed record Row(Guid Id, string Key, Text Name, string? Pillar, string? Owner, PartialDate? Made, PartialDate? Due, bool IsContinuous, Text? Round, string? RecordNo, string? ParagraphNo, Audience Audience, bool Fictitious)
    {
        public static readonly Expression<Func<Commitment, Row>> Of = one => new Row(one.Id, one.Key, one.Name, one.Pillar, one.Owner, one.Made, one.Due, one.IsContinuous, one.Round!.Name, one.RecordNo, one.ParagraphNo, one.Audience, one.Fictitious);

        public IReadOnlyList<Statement> Trail { get; set; } = [];

        /// <summary>Names of the organisations that are to see to it; read for files alone.</summary>
        public IReadOnlyList<Text> Responsible { get; set; } = [];

        /// <summary>Past its date, and nobody has said anything final of it.</summary>
        public bool IsOverdue { get; set; }

        /// <summary>The trail as a picture.</summary>
        public IHtmlContent Line { get; set; } = HtmlString.Empty;

        /// <summary>Where it stands: the last statement, and what another side says otherwise.</summary>
        public IReadOnlyList<Statement> Standing => Statement.Standing(Trail);

        public Statement? Now => Trail.Count == 0 ? null : Trail[^1];
    }
}

/// <summary>Who owes a commitment, in words.</summary>
internal static class Owner
{
    public static string Name(string? owner, Words words) => owner is null ? words["Commitment.Both"] : words.Plain(words.Programme.Party(owner).Short);
}
