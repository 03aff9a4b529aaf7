using System.Linq.Expressions;
using Concord.Bilingual;
using Concord.Domain.Common;
using Concord.Domain.Glossary;
using Concord.Domain.Organisations;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Search;
using Concord.Platform.Web.Lists;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Glossary;

/// <summary>The words of the field, every language beside the others, with the variants that a side or a law prefers.</summary>
[AllowAnonymous]
internal sealed class IndexModel(Db db, Search search, Words words, Sheets sheets) : PageModel
{
    public const string Attested = "attested";
    public const string ToVerify = "to-verify";
    public const string Letters = "abcdefghijklmnopqrstuvwxyz";

    [BindProperty(SupportsGet = true)]
    public string? Domain { get; set; }

    /// <summary>"attested": every wording is; "to-verify": at least one waits for a terminologist.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>A letter of the alphabet: the first of the word, or of how it is read.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Letter { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    [BindProperty(SupportsGet = true, Name = Listing.PageKey)]
    public int PageNumber { get; set; } = 1;

    public Listing<Row> List { get; private set; } = null!;

    public int All { get; private set; }

    /// <summary>The letters under which there is something.</summary>
    public IReadOnlySet<char> Filled { get; private set; } = new HashSet<char>();

    public async Task OnGetAsync(CancellationToken stop)
    {
        All = await db.Terms.CountAsync(stop);
        List = await Sorted(Under(Letter, Named(Filtered()))).Select(Row.Of).PageAsync(PageNumber, stop);
        Filled = await FilledLetters(stop);
    }

    /// <summary>The same list as a file, all pages of it.</summary>
    public Task<IActionResult> OnGetCsvAsync(CancellationToken stop) => Sheet().CsvAsync(AllRows(stop), stop);

    public Task<IActionResult> OnGetXlsxAsync(CancellationToken stop) => Sheet().XlsxAsync(AllRows(stop), stop);

    private Sheet<Row> Sheet()
    {
        var sheet = sheets.Of<Row>("glossary", words["Layout.Glossary"])
            .Text(words["Term.Name"], row => row.Name, 40, withState: true)
            .Words(words["Term.Domain"], DomainOf, 24);
        foreach (var language in words.Programme.Languages)
        {
            sheet.Words(words["Term.VariantsIn", words.NameOf(language.Code)], row => string.Join(words["Picture.Between"], row.Variants.Where(variant => variant.Language == language.Code).Select(Whose)), 40);
        }

        return sheet.Record(row => row.Fictitious, row => row.Audience, row => "/glossary/" + row.Key)
            .Filtered(words["Term.Domain"], words.Plain(words.Programme.TermDomains.FirstOrDefault(domain => domain.Key == Domain)?.Name))
            .Filtered(words["Term.State"], State == Attested ? words["Term.State.Attested"] : State == ToVerify ? words["Term.State.ToVerify"] : null)
            .Filtered(words["Term.Letters"], Letter is { Length: 1 } letter ? letter.ToUpperInvariant() : null)
            .Filtered(words["List.Words"], Q);
    }

    private IAsyncEnumerable<Row> AllRows(CancellationToken stop) => Pieces.ReadAsync(
        Sorted(Under(Letter, Named(Filtered()))).Select(one => one.Id),
        async ids => await db.Terms.AsNoTracking().Where(one => ids.Contains(one.Id)).Select(Row.Of).ToListAsync(stop),
        row => row.Id,
        stop);

    public string DomainOf(Row row) => words.Plain(words.Programme.TermDomains.FirstOrDefault(domain => domain.Key == row.Domain)?.Name);

    /// <summary>A variant in one line: its words, and in brackets whose they are.</summary>
    private string Whose(Variant variant)
    {
        var party = words.Programme.Parties.FirstOrDefault(party => party.Key == variant.Party)?.Short;
        var whose = words.Plain(party ?? variant.Usage);
        return whose == "" ? variant.Words : words["Term.VariantOf", variant.Words, whose];
    }

    private IQueryable<Term> Filtered()
    {
        var found = db.Terms.AsNoTracking();
        if (words.Programme.TermDomains.FirstOrDefault(domain => domain.Key == Domain) is { } kind) found = found.Where(one => one.Domain == kind.Key);

        // The state of a wording stands in the stored text, in the one form Text writes; no words a person types can look like it.
        if (State == Attested) found = found.Where(one => !((string)(object)one.Name).Contains("\"toVerify\":true") && !((string)(object)one.Name).Contains("\"state\":\"translated\""));
        if (State == ToVerify) found = found.Where(one => ((string)(object)one.Name).Contains("\"toVerify\":true") || ((string)(object)one.Name).Contains("\"state\":\"translated\""));
        if (search.RecordsWith(Q, nameof(Term)) is { } hits) found = found.Where(one => hits.Contains(one.Id));
        return found;
    }

    private IQueryable<NamedTerm> Named(IQueryable<Term> found)
    {
        var code = words.Code;
        return found.Join(db.SortNames.Where(name => name.Language == code), one => one.Id, name => name.Record, (one, name) => new NamedTerm { Term = one, SortKey = name.SortKey });
    }

    /// <summary>Keys are made for plain order: what begins with a letter lies between that letter's key and the next one's.</summary>
    private IQueryable<NamedTerm> Under(string? letter, IQueryable<NamedTerm> named)
    {
        if (letter is not { Length: 1 } || Letters.IndexOf(char.ToLowerInvariant(letter[0]), StringComparison.Ordinal) is not (>= 0 and var index)) return named;

        var from = KeyOf(Letters[index]);
        named = named.Where(one => one.SortKey.CompareTo(from) >= 0);
        if (index + 1 == Letters.Length) return named;

        var to = KeyOf(Letters[index + 1]);
        return named.Where(one => one.SortKey.CompareTo(to) < 0);
    }

    private async Task<IReadOnlySet<char>> FilledLetters(CancellationToken stop)
    {
        var keys = await Named(Filtered()).Select(one => one.SortKey).ToListAsync(stop);
        var starts = Letters.Select(letter => (Letter: letter, Key: KeyOf(letter))).ToList();
        return keys.Select(key => starts.LastOrDefault(start => string.CompareOrdinal(start.Key, key) <= 0).Letter).Where(letter => letter != default).ToHashSet();
    }

    private string KeyOf(char letter) => SortKey.For(letter.ToString(), words.Language.Culture);

    private IQueryable<Term> Sorted(IQueryable<NamedTerm> named)
    {
        var sorted = Sort switch
        {
            "-name" => named.OrderByDescending(pair => pair.SortKey).ThenBy(pair => pair.Term.Key),
            "domain" => named.OrderBy(pair => pair.Term.Domain).ThenBy(pair => pair.SortKey).ThenBy(pair => pair.Term.Key),
            "-domain" => named.OrderByDescending(pair => pair.Term.Domain).ThenBy(pair => pair.SortKey).ThenBy(pair => pair.Term.Key),
            _ => named.OrderBy(pair => pair.SortKey).ThenBy(pair => pair.Term.Key),
        };
        return sorted.Select(pair => pair.Term);
    }

    internal sealed record Row(Guid Id, string Key, Text Name, string Domain, Items<Variant> Variants, Audience Audience, bool Fictitious)
    {
        public static readonly Expression<Func<Term, Row>> Of = one => new Row(one.Id, one.Key, one.Name, one.Domain, one.Variants, one.Audience, one.Fictitious);
    }

    private sealed class NamedTerm
    {
        public required Term Term { get; init; }

        public required string SortKey { get; init; }
    }
}
