using Concord.Bilingual;
using Concord.Domain.Common;
using Concord.Domain.Organisations;
using Concord.Domain.Programmes;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Search;
using Concord.Platform.Web;
using Concord.Platform.Web.Lists;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Partners;

/// <summary>Who takes part: the two sides with their hierarchy, those who carry the programme out and fund it, and others. As it is, or as
/// it was at a date; as a directory or as one sorted list.</summary>
[AllowAnonymous]
internal sealed class IndexModel(Db db, Search search, Words words, Sheets sheets) : PageModel
{
    public const string AsList = "list";

    /// <summary>Key of a party, or "none".</summary>
    [BindProperty(SupportsGet = true)]
    public string? Side { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Role { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Type { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>What existed then, as precise as asked: 2016, 2016-05, 2016-05-31.</summary>
    [BindProperty(SupportsGet = true)]
    public string? On { get; set; }

    /// <summary>"list", else the directory.</summary>
    [BindProperty(SupportsGet = true, Name = "view")]
    public string? Shape { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    [BindProperty(SupportsGet = true, Name = Listing.PageKey)]
    public int PageNumber { get; set; } = 1;

    /// <summary>The date asked for; null when none was, or what was typed is none.</summary>
    public PartialDate? Time { get; private set; }

    public bool TimeIsWrong => Time is null && !string.IsNullOrWhiteSpace(On);

    public int All { get; private set; }

    /// <summary>How many the filters let through.</summary>
    public int Count { get; private set; }

    /// <summary>Set when the list was asked for.</summary>
    public Listing<Row>? List { get; private set; }

    /// <summary>Set when the directory was asked for, in the order in which it stands.</summary>
    public IReadOnlyList<Group> Groups { get; private set; } = [];

    public object? Fictitious { get; private set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        All = await db.Organisations.CountAsync(stop);
        if (Shape == AsList)
        {
            List = await ListAsync(stop);
            Count = List.Count;
            Fictitious = Fiction.In(List.Rows, row => row.Organisation.Fictitious);
            return;
        }

        var rows = await RowsAsync(stop);
        Count = rows.Count;
        Fictitious = Fiction.In(rows, row => row.Organisation.Fictitious);
        Groups = Grouped(rows, await db.Organisations.Where(one => one.ParentId != null).ToDictionaryAsync(one => one.Id, one => one.ParentId, stop));
    }

    /// <summary>The same organisations as a file, all pages of them.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken stop) => await Sheet().CsvAsync((await RowsAsync(stop)).ToAsyncEnumerable(), stop);

    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken stop) => await Sheet().XlsxAsync((await RowsAsync(stop)).ToAsyncEnumerable(), stop);

    private Sheet<Row> Sheet() =>
        sheets.Of<Row>("partners", words["Layout.Partners"])
            .Text(words["Organisation.Name"], row => row.Name, 50, withState: true)
            .Words(words["Organisation.Abbreviation"], row => row.Organisation.Abbreviation, 14)
            .Words(words["Organisation.Side"], row => SideOf(row.Organisation), 12)
            .Words(words["Organisation.Role"], row => words["Organisation.Role." + row.Organisation.Role])
            .Words(words["Organisation.Type"], row => TypeOf(row.Organisation))
            .Text(words["Organisation.Parent"], row => row.Organisation.Parent?.Name ?? row.Organisation.ParentName, 40)
            .Begins(words["Organisation.ValidFrom"], row => row.Organisation.ValidFrom)
            .Ends(words["Organisation.ValidTo"], row => row.Organisation.ValidTo)
            .Words(words["Organisation.FormerNames"], row => string.Join(words["Picture.Between"], row.Organisation.FormerNames.Select(words.Plain)), 40)
            .Text(words["Organisation.Successor"], row => row.Organisation.Successor?.Name, 40)
            .Words(words["Organisation.Url"], row => row.Organisation.Url, 30)
            .Record(row => row.Organisation.Fictitious, row => row.Organisation.Audience, row => "/partners/" + row.Organisation.Key)
            .Filtered(words["Organisation.Side"], Side == "none" ? words["Partner.NoSide"] : words.Plain(words.Programme.Parties.FirstOrDefault(party => party.Key == Side)?.Short))
            .Filtered(words["Organisation.Role"], Enum.TryParse<OrganisationRole>(Role, true, out var role) && Enum.IsDefined(role) ? words["Organisation.Role." + role] : null)
            .Filtered(words["Organisation.Type"], words.Plain(words.Programme.OrganisationTypes.FirstOrDefault(type => type.Key == Type)?.Name))
            .Filtered(words["Partner.On"], PartialDate.TryParse(On?.Trim(), out var time) ? words.Date(time) : null)
            .Filtered(words["List.Words"], Q);

    public string SideOf(Organisation one) => one.Party is null ? "" : words.Plain(words.Programme.Parties.FirstOrDefault(party => party.Key == one.Party)?.Short);

    public string TypeOf(Organisation one) => one.Type is null ? "" : words.Plain(words.Programme.OrganisationTypes.FirstOrDefault(type => type.Key == one.Type)?.Name);

    private async Task<Listing<Row>> ListAsync(CancellationToken stop)
    {
        Time = PartialDate.TryParse(On?.Trim(), out var time) ? time : null;
        if (Time is not null)
        {
            var rows = await RowsAsync(stop);
            var page = Math.Clamp(PageNumber, 1, Math.Max(1, (rows.Count + Listing.PageSize - 1) / Listing.PageSize));
            return new([.. rows.Skip((page - 1) * Listing.PageSize).Take(Listing.PageSize)], rows.Count, page, Listing.PageSize);
        }

        var list = await Sorted(Filtered()).PageAsync(PageNumber, stop);
        return new([.. list.Rows.Select(one => new Row(one, one.Name))], list.Count, list.Page, list.PageSize);
    }

    private async Task<List<Row>> RowsAsync(CancellationToken stop)
    {
        Time = PartialDate.TryParse(On?.Trim(), out var time) ? time : null;
        var found = await Sorted(Filtered()).ToListAsync(stop);
        if (Time is null) return [.. found.Select(one => new Row(one, one.Name))];

        var succeeding = await db.Organisations.Where(one => one.SuccessorId != null).Select(one => one.SuccessorId!.Value).ToListAsync(stop);
        var then = found.Select(one => (One: one, Name: one.NameIn(Time, succeeding.Contains(one.Id)))).Where(pair => pair.Name is not null).Select(pair => new Row(pair.One, pair.Name!));

        // What is shown is sorted by the name that is shown.
        return Sort is null or "name" ? [.. then.OrderBy(row => KeyOf(row.Name), StringComparer.Ordinal).ThenBy(row => row.Organisation.Key, StringComparer.Ordinal)] : [.. then];
    }

    private string KeyOf(Text name)
    {
        var (language, wording) = name.For(words.Code, words.Programme.Languages.Select(one => one.Code))!.Value;
        return SortKey.For(wording.Text, words.Language.Culture, language == words.Code ? wording.Reading : null);
    }

    private IQueryable<Organisation> Filtered()
    {
        var found = db.Organisations.AsNoTracking().Include(one => one.Parent).Include(one => one.Successor).AsQueryable();
        if (Side == "none") found = found.Where(one => one.Party == null);
        else if (words.Programme.Parties.FirstOrDefault(party => party.Key == Side) is { } side) found = found.Where(one => one.Party == side.Key);
        if (Enum.TryParse<OrganisationRole>(Role, true, out var role) && Enum.IsDefined(role)) found = found.Where(one => one.Role == role);
        if (words.Programme.OrganisationTypes.FirstOrDefault(type => type.Key == Type) is { } kind) found = found.Where(one => one.Type == kind.Key);
        if (search.RecordsWith(Q, nameof(Organisation)) is { } hits) found = found.Where(one => hits.Contains(one.Id));
        return found;
    }

    private IQueryable<Organisation> Sorted(IQueryable<Organisation> found)
    {
        var code = words.Code;
        var named = found.Join(db.SortNames.Where(name => name.Language == code), one => one.Id, name => name.Record, (one, name) => new { one, name.SortKey });
        return (Sort switch
        {
            "-name" => named.OrderByDescending(pair => pair.SortKey).ThenBy(pair => pair.one.Key),
            "side" => named.OrderBy(pair => pair.one.Party == null).ThenBy(pair => pair.one.Party).ThenBy(pair => pair.SortKey).ThenBy(pair => pair.one.Key),
            "-side" => named.OrderBy(pair => pair.one.Party == null).ThenByDescending(pair => pair.one.Party).ThenBy(pair => pair.SortKey).ThenBy(pair => pair.one.Key),
            "abbreviation" => named.OrderBy(pair => pair.one.Abbreviation == null).ThenBy(pair => pair.one.Abbreviation).ThenBy(pair => pair.one.Key),
            "-abbreviation" => named.OrderBy(pair => pair.one.Abbreviation == null).ThenByDescending(pair => pair.one.Abbreviation).ThenBy(pair => pair.one.Key),
            _ => named.OrderBy(pair => pair.SortKey).ThenBy(pair => pair.one.Key),
        }).Select(pair => pair.one);
    }

    /// <summary>The sides in the order of the language, then who carries out and funds, then the rest. A group without anybody is left out.</summary>
    private List<Group> Grouped(List<Row> rows, Dictionary<Guid, Guid?> parents)
    {
        var groups = words.Programme.PartiesFor(words.Code).Select(party => Of(words.Plain(party.Name), party.Key, row => row.Party == party.Key && !IsOfProgramme(row))).ToList();
        groups.Add(Of(words["Partner.Implementers"], null, row => row.Role == OrganisationRole.Implementer));
        groups.Add(Of(words["Partner.Donors"], null, row => row.Role == OrganisationRole.Donor));
        groups.Add(Of(words["Partner.International"], null, row => row.Party is null && row.International && !IsOfProgramme(row)));
        groups.Add(Of(words["Partner.Others"], null, row => row.Party is null && !row.International && !IsOfProgramme(row)));
        return [.. groups.Where(group => group.Count > 0)];

        Group Of(string title, string? party, Func<Organisation, bool> belongs)
        {
            var own = rows.Where(row => belongs(row.Organisation)).ToList();
            return new(title, party, Hierarchy.Of(own, row => row.Organisation.Id, id => parents.GetValueOrDefault(id)), own.Count);
        }

        static bool IsOfProgramme(Organisation one) => one.Role is OrganisationRole.Implementer or OrganisationRole.Donor;
    }

    /// <param name="Name">The name it has, or had at the date that was asked for.</param>
    internal sealed record Row(Organisation Organisation, Text Name)
    {
        /// <summary>Shown under a name it no longer has.</summary>
        public bool IsFormer => !ReferenceEquals(Name, Organisation.Name);
    }

    /// <param name="Party">Key of the side; null for the groups of no side.</param>
    internal sealed record Group(string Title, string? Party, IReadOnlyList<Hierarchy.Node<Row>> Trees, int Count);
}
