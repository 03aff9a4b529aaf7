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
internal sealed class IndexModel(Db db, Search search, Words words) : PageModel
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
        List = await Sorted(Under(Letter, Named(Filtered()))).PageAsync(PageNumber, stop);
        Filled = await FilledLetters(stop);
    }

    /// <summary>The same list as a file, all pages of it.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken stop)
    {
        var rows = await Sorted(Under(Letter, Named(Filtered()))).ToListAsync(stop);
        var languages = words.Programme.Languages;
        return Csv.File(
            "glossary.csv",
            [
                .. languages.SelectMany(language => new[] { words["Term.NameIn", words.NameOf(language.Code)], words["Term.StateIn", words.NameOf(language.Code)] }), words["Term.Domain"],
                .. languages.Select(language => words["Term.VariantsIn", words.NameOf(language.Code)]),
            ],
            rows.Select(row => (IEnumerable<string?>)
            [
                .. languages.SelectMany(language => new[] { row.Name[language.Code]?.Text, StateOf(row.Name[language.Code]) }), DomainOf(row),
                .. languages.Select(language => string.Join("; ", row.Variants.Where(variant => variant.Language == language.Code).Select(Whose))),
            ]));
    }

    public string DomainOf(Row row) => words.Plain(words.Programme.TermDomains.FirstOrDefault(domain => domain.Key == row.Domain)?.Name);

    /// <summary>A variant in one line: its words, and in brackets whose they are.</summary>
    private string Whose(Variant variant)
    {
        var party = words.Programme.Parties.FirstOrDefault(party => party.Key == variant.Party)?.Short;
        var whose = words.Plain(party ?? variant.Usage);
        return whose == "" ? variant.Words : words["Term.VariantOf", variant.Words, whose];
    }

    private string StateOf(Wording? wording) => wording is null ? "" : wording.ToVerify ? words["Wording.ToVerify"] : words["WordingState." + wording.State];

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

    private IQueryable<Row> Sorted(IQueryable<NamedTerm> named)
    {
        var sorted = Sort switch
        {
            "-name" => named.OrderByDescending(pair => pair.SortKey).ThenBy(pair => pair.Term.Key),
            "domain" => named.OrderBy(pair => pair.Term.Domain).ThenBy(pair => pair.SortKey).ThenBy(pair => pair.Term.Key),
            "-domain" => named.OrderByDescending(pair => pair.Term.Domain).ThenBy(pair => pair.SortKey).ThenBy(pair => pair.Term.Key),
            _ => named.OrderBy(pair => pair.SortKey).ThenBy(pair => pair.Term.Key),
        };
        return sorted.Select(pair => new Row(pair.Term.Key, pair.Term.Name, pair.Term.Domain, pair.Term.Variants, pair.Term.Fictitious));
    }

    internal sealed record Row(string Key, Text Name, string Domain, Items<Variant> Variants, bool Fictitious);

    private sealed class NamedTerm
    {
        public required Term Term { get; init; }

        public required string SortKey { get; init; }
    }
}
