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
internal sealed class IndexModel(Db db, Search search, Words words, Today today) : PageModel
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
        List = await Sorted(Filtered()).PageAsync(PageNumber, stop);
    }

    /// <summary>The same list as a file, all pages of it.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken stop)
    {
        var rows = await Sorted(Filtered()).ToListAsync(stop);
        var languages = words.Programme.Languages;
        return Csv.File(
            "people.csv",
            [.. languages.Select(language => words["Person.NameIn", words.NameOf(language.Code)]), words["Person.Position"], words["Person.Organisation"], words["Person.Language"], words["Person.Purpose"], words["Person.RetainUntil"]],
            rows.Select(row => (IEnumerable<string?>)
            [
                .. languages.Select(language => row.Name[language.Code]?.Text), words.Plain(row.Position), words.Plain(row.Organisation), LanguageOf(row), words.Plain(row.Purpose), row.RetainUntil.ToString(),
            ]));
    }

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

    private IQueryable<Row> Sorted(IQueryable<Person> found)
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
        return sorted.Select(pair => new Row(
            pair.one.Key,
            pair.one.Name,
            pair.one.Position,
            pair.one.Organisation!.Key,
            pair.one.Organisation!.Name,
            pair.one.Organisation!.Party,
            pair.one.Language,
            pair.one.Purpose,
            pair.one.RetainUntil,
            pair.one.Fictitious));
    }

    internal sealed record Row(
        string Key,
        Text Name,
        Text? Position,
        string? OrganisationKey,
        Text? Organisation,
        string? Party,
        string? Language,
        Text Purpose,
        PartialDate RetainUntil,
        bool Fictitious);
}
