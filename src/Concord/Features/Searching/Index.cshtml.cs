using Concord.Bilingual;
using Concord.Domain.Activities;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Glossary;
using Concord.Domain.Organisations;
using Concord.Domain.People;
using Concord.Domain.Programmes;
using Concord.Domain.Records;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Search;
using Concord.Platform.Web.Lists;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Searching;

/// <summary>Finds anything by its words, in any language of the programme, and says why it was found.</summary>
[AllowAnonymous]
internal sealed class IndexModel(Db db, Kept kept, Search search, Me me, Words words) : PageModel
{
    /// <summary>A person typed it: more is a pasted text, of which the beginning finds the place.</summary>
    public const int LongestQuery = 200;

    private const int PageSize = 20;

    /// <summary>The kinds of record, in the order in which they are offered, and where their pages stand.</summary>
    public static readonly IReadOnlyList<(string Kind, string Folder)> Kinds =
    [
        (nameof(Commitment), "/commitments/"),
        (nameof(Activity), "/activities/"),
        (nameof(Round), "/dialogue/"),
        (nameof(AgendaItem), "/agenda/"),
        (nameof(Paper), "/papers/"),
        (nameof(Delegate), "/delegates/"),
        (nameof(JointRecord), "/records/"),
        (nameof(Paragraph), "/paragraphs/"),
        (nameof(Organisation), "/partners/"),
        (nameof(Person), "/people/"),
        (nameof(Term), "/glossary/"),
        (nameof(ProgrammeText), "/texts/"),
    ];

    private SearchQuery query = new([]);

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>One kind of record only.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true, Name = Listing.PageKey)]
    public int PageNumber { get; set; } = 1;

    public Listing<Hit> List { get; private set; } = new([], 0, 1, PageSize);

    /// <summary>How many there are of each kind, whatever kind is shown.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();

    /// <summary>Nothing was typed, or nothing that can be searched for.</summary>
    public bool IsEmpty => query.IsEmpty;

    public async Task OnGetAsync(CancellationToken stop)
    {
        if (Q?.Length > LongestQuery) Q = Q[..LongestQuery];
        if (Kinds.All(one => one.Kind != Kind)) Kind = null;
        query = SearchWords.Parse(Q ?? "");
        if (query.IsEmpty) return;

        (Counts, List) = await kept.Of($"search {words.Code} {me.Can(Can.SeePeople)} {Kind} {PageNumber} {Q}", one => 1 + one.List.Rows.Count, () => PageAsync(stop), stop);
    }

    private async Task<(IReadOnlyDictionary<string, int> Counts, Listing<Hit> List)> PageAsync(CancellationToken stop)
    {
        var page = Math.Clamp(PageNumber, 1, 10_000);
        var found = await search.FindAsync(Q!, Kind, words.Code, (page - 1) * PageSize, PageSize, stop);
        if (found.Finds.Count == 0 && found.Count > 0)
        {
            page = (found.Count + PageSize - 1) / PageSize; // beyond the end: the last page
            found = await search.FindAsync(Q!, Kind, words.Code, (page - 1) * PageSize, PageSize, stop);
        }

        var names = await NamesOf(found.Finds, stop);
        var hits = found.Finds.Where(find => names.ContainsKey(find.Record)).Select(find => new Hit(find, names[find.Record].Name, names[find.Record].Fictitious, AddressOf(find))).ToList();
        return (found.Kinds, new(hits, found.Count, page, PageSize));
    }

    /// <summary>The words that were found, under their language, with what matches marked; of a long text, the part around it.</summary>
    public IHtmlContent Why(Find find)
    {
        var text = find.Words;
        var places = SearchWords.Highlights(text, query);
        var (start, end) = Snippet.Around(text, places);
        var html = new HtmlContentBuilder();
        html.AppendHtml("<span lang=\"").Append(find.Language).AppendHtml("\">");
        if (start > 0) html.Append("… ");
        var at = start;
        foreach (var (from, length) in places.Where(place => place.Start >= start && place.Start + place.Length <= end))
        {
            html.Append(text[at..from]).AppendHtml("<mark>").Append(text.Substring(from, length)).AppendHtml("</mark>");
            at = from + length;
        }

        html.Append(text[at..end]);
        if (end < text.Length) html.Append(" …");
        return html.AppendHtml("</span>");
    }

    /// <summary>Whether the name that heads the result is itself what was found: then it need not be said twice.</summary>
    public bool IsNameItself(Hit hit) => hit.Find.Field.EndsWith(".Name", StringComparison.Ordinal) && words.Plain(hit.Name) == hit.Find.Words;

    /// <summary>What is to be said of the name's wording, where it is an unofficial one.</summary>
    public string? NoteOn(Hit hit) => hit.Name[words.LangOf(hit.Name)] is { } wording ? words.NoteOn(words.LangOf(hit.Name), wording) : null;

    private string AddressOf(Find find) => words.To(Kinds.First(one => one.Kind == find.Kind).Folder + find.Key);

    /// <summary>The names of these records as they stand. A record that went since the index was written has none.</summary>
    private async Task<Dictionary<Guid, Named>> NamesOf(IReadOnlyList<Find> finds, CancellationToken stop)
    {
        var names = new Dictionary<Guid, Named>();
        foreach (var kind in finds.GroupBy(find => find.Kind))
        {
            var ids = kind.Select(find => find.Record).ToList();
            var named = kind.Key switch
            {
                nameof(Commitment) => db.Commitments.Where(one => ids.Contains(one.Id)).Select(one => new Named(one.Id, one.Name, one.Fictitious)),
                nameof(Activity) => db.Activities.Where(one => ids.Contains(one.Id)).Select(one => new Named(one.Id, one.Name, one.Fictitious)),
                nameof(Round) => db.Rounds.Where(one => ids.Contains(one.Id)).Select(one => new Named(one.Id, one.Name, one.Fictitious)),
                nameof(AgendaItem) => db.AgendaItems.Where(one => ids.Contains(one.Id)).Select(one => new Named(one.Id, one.Name, one.Fictitious)),
                nameof(JointRecord) => db.JointRecords.Where(one => ids.Contains(one.Id)).Select(one => new Named(one.Id, one.Name, one.Fictitious)),
                nameof(Paragraph) => db.Paragraphs.Where(one => ids.Contains(one.Id)).Select(one => new Named(one.Id, one.Record.Name, one.Fictitious)),
                nameof(ProgrammeText) => db.ProgrammeTexts.Where(one => ids.Contains(one.Id)).Select(one => new Named(one.Id, one.Name, one.Fictitious)),
                nameof(Paper) => db.Papers.Where(one => ids.Contains(one.Id)).Select(one => new Named(one.Id, one.Name, one.Fictitious)),
                nameof(Delegate) => db.Delegates.Where(one => ids.Contains(one.Id)).Select(one => new Named(one.Id, one.Name, one.Fictitious)),
                nameof(Organisation) => db.Organisations.Where(one => ids.Contains(one.Id)).Select(one => new Named(one.Id, one.Name, one.Fictitious)),
                nameof(Person) => db.People.Where(one => ids.Contains(one.Id)).Select(one => new Named(one.Id, one.Name, one.Fictitious)),
                _ => db.Terms.Where(one => ids.Contains(one.Id)).Select(one => new Named(one.Id, one.Name, one.Fictitious)),
            };
            foreach (var one in await named.ToListAsync(stop)) names[one.Id] = one;
        }

        return names;
    }

    internal sealed record Hit(Find Find, Text Name, bool Fictitious, string Address);

    private sealed record Named(Guid Id, Text Name, bool Fictitious);
}
