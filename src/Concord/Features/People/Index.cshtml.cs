using System.Linq.Expressions;
using Concord.Domain.Common;
using Concord.Domain.People;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Search;
using Concord.Platform.Web.Lists;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.People;

/// <summary>The officials and experts who take part. Never public; whose retention date is past stands out.</summary>
[Authorize(Policy = Can.SeePeople)]
internal sealed class IndexModel(Db db, Search search, Words words, Today today, Sheets sheets) : PageModel
{
    public const string Past = "past";

    /// <summary>Key of the party of the person's organisation.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Side { get; set; }

    /// <summary>"past": those whose data should be gone by now.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Retention { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    [BindProperty(SupportsGet = true, Name = Listing.PageKey)]
    public int PageNumber { get; set; } = 1;

    public Listing<Row> List { get; private set; } = null!;

    public int All { get; private set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        All = await db.People.CountAsync(stop);
        List = await Sorted(Filtered()).Select(Row.Of).PageAsync(PageNumber, stop);
    }

    /// <summary>The same list as a file, all pages of it.</summary>
    [Fresh]
    public Task<IActionResult> OnGetCsvAsync(CancellationToken stop) => Sheet().CsvAsync(AllRows(stop), stop);

    [Fresh]
    public Task<IActionResult> OnGetXlsxAsync(CancellationToken stop) => Sheet().XlsxAsync(AllRows(stop), stop);

    private Sheet<Row> Sheet() =>
        sheets.Of<Row>("people", words["Person.Title"])
            .Text(words["Person.Name"], row => row.Name, 26)
            .Text(words["Person.Position"], row => row.Position, 36)
            .Text(words["Person.Organisation"], row => row.Organisation, 40)
            .Words(words["Person.Language"], LanguageOf, 14)
            .Text(words["Person.Purpose"], row => row.Purpose, 40)
            .Ends(words["Person.RetainUntil"], row => row.RetainUntil)
            .Record(row => row.Fictitious, row => row.Audience, row => "/people/" + row.Key)
            .Filtered(words["Person.Side"], words.Plain(words.Programme.Parties.FirstOrDefault(party => party.Key == Side)?.Short))
            .Filtered(words["Person.RetainUntil"], Retention == Past ? words["Person.Past"] : null)
            .Filtered(words["List.Words"], Q);

    private IAsyncEnumerable<Row> AllRows(CancellationToken stop) => Pieces.ReadAsync(
        Sorted(Filtered()).Select(one => one.Id),
        async ids => await db.People.AsNoTracking().Where(one => ids.Contains(one.Id)).Select(Row.Of).ToListAsync(stop),
        row => row.Id,
        stop);

    public bool IsPast(Row row) => row.RetainUntil.Latest < today.Date;

    public string LanguageOf(Row row) => row.Language is { Length: > 0 } code ? words.NameOf(code) : "";

    private IQueryable<Person> Filtered()
    {
        var found = db.People.AsNoTracking();
        if (words.Programme.Parties.FirstOrDefault(party => party.Key == Side) is { } side) found = found.Where(one => one.Organisation!.Party == side.Key);
        if (Retention == Past)
        {
            // A year or a month is past when its last day is: then it is smaller than as much of today.
            var day = PartialDate.On(today.Date).ToString();
            found = found.Where(one => ((string)(object)one.RetainUntil).CompareTo(day.Substring(0, ((string)(object)one.RetainUntil).Length)) < 0);
        }

        if (search.RecordsWith(Q, nameof(Person)) is { } hits) found = found.Where(one => hits.Contains(one.Id));
        return found;
    }

    private IQueryable<Person> Sorted(IQueryable<Person> found)
    {
        var code = words.Code;
        var named = found.Join(db.SortNames.Where(name => name.Language == code), one => one.Id, name => name.Record, (one, name) => new { one, name.SortKey });
        var sorted = Sort switch
        {
            "-name" => named.OrderByDescending(pair => pair.SortKey).ThenBy(pair => pair.one.Key),
            "retention" => named.OrderBy(pair => (string)(object)pair.one.RetainUntil).ThenBy(pair => pair.SortKey).ThenBy(pair => pair.one.Key),
            "-retention" => named.OrderByDescending(pair => (string)(object)pair.one.RetainUntil).ThenBy(pair => pair.SortKey).ThenBy(pair => pair.one.Key),
            _ => named.OrderBy(pair => pair.SortKey).ThenBy(pair => pair.one.Key),
        };
        return sorted.Select(pair => pair.one);
    }

    internal sealed record Row(
        Guid Id,
        string Key,
        Text Name,
        Text? Position,
        string? OrganisationKey,
        Text? Organisation,
        string? Party,
        string? Language,
        Text Purpose,
        PartialDate RetainUntil,
        Audience Audience,
        bool Fictitious)
    {
        public static readonly Expression<Func<Person, Row>> Of = one => new Row(
            one.Id,
            one.Key,
            one.Name,
            one.Position,
            one.Organisation!.Key,
            one.Organisation!.Name,
            one.Organisation!.Party,
            one.Language,
            one.Purpose,
            one.RetainUntil,
            one.Audience,
            one.Fictitious);
    }
}
