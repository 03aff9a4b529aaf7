using System.Net;
using Concord.Domain.Glossary;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Concord.Platform.Search;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Searching;

public sealed class SearchTests
{
    [Theory, Databases]
    public async Task Two_characters_traditional_input_and_other_forms_of_a_word_are_found_and_marked(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        Assert.Contains("签证", await Marks(visitor, "/zh/search?q=签证"));
        Assert.Contains("签证", await Marks(visitor, "/en/search?q=簽證"));
        Assert.Contains("migration", await Marks(visitor, "/en/search?q=migrating"), StringComparer.OrdinalIgnoreCase);
        Assert.All(await Marks(visitor, "/zh/search?q=签"), mark => Assert.Equal("签", mark));
        Assert.All((await visitor.Get("/en/search?q=签证")).Document.QuerySelectorAll("mark"), mark => Assert.Equal("zh", mark.Closest("[lang]")!.GetAttribute("lang")));
    }

    [Theory, Databases]
    public async Task Results_say_their_kind_and_field_are_filtered_and_paged(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        var all = await visitor.Get("/en/search?q=migration");
        Assert.Contains("found in: Commitment", all.Text);
        Assert.Equal(20, all.Document.QuerySelectorAll("ol.found > li").Length);
        var second = await visitor.Get(all.Document.QuerySelector("nav.pager a[rel=next]")!.GetAttribute("href")!);
        Assert.Empty(Addresses(all).Intersect(Addresses(second)));
        Assert.Equal((await visitor.Get("/en/search?q=migration&p=99999")).Document.QuerySelector("nav.pager span")!.TextContent.Split(' ')[1], all.Document.QuerySelector("nav.pager span")!.TextContent.Split(' ')[3]);
        var terms = await visitor.Get("/en/search?q=migration&kind=Term");
        Assert.Contains("found in: Term", terms.Text);
        Assert.All(Addresses(terms), address => Assert.StartsWith("/en/glossary/", address, StringComparison.Ordinal));
    }

    [Theory, Databases]
    public async Task Every_result_leads_to_a_page_that_is_built(Database database)
    {
        await using var app = await App.On(database);
        using var officer = await app.As(Role.ProgrammeOfficer);

        var addresses = new HashSet<string>();
        foreach (var words in new[] { "visa", "合作", "IOM" }) addresses.UnionWith(Addresses(await officer.Get("/en/search?q=" + words)));
        foreach (var address in addresses.Where(address => address.Contains("/commitments/", StringComparison.Ordinal) || address.Contains("/partners/", StringComparison.Ordinal) || address.Contains("/glossary/", StringComparison.Ordinal) || address.Contains("/people/", StringComparison.Ordinal)))
        {
            Assert.Equal(HttpStatusCode.OK, (await officer.Get(address)).Status);
        }
    }

    [Theory, Databases]
    public async Task Nothing_typed_nothing_found_and_hostile_input_get_help(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        Assert.Contains("搜索说明", (await visitor.Get("/zh/search")).Text);
        Assert.Contains("Nothing that you may read", (await visitor.Get("/en/search?q=qwertzuiop")).Text);
        foreach (var hostile in new[] { "\"", "* OR *", "' or 1=1 --", "a:b NEAR(x y)", "<script>alert(1)</script>", "()&|!<->", "\u0000", "%", "\\", new string('签', 600), "-", "x:*" })
        {
            var answer = await visitor.Get("/en/search?q=" + Uri.EscapeDataString(hostile));
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.DoesNotContain("<script>alert", answer.Source);
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/en/partners?q=" + Uri.EscapeDataString(hostile) + "&side=%00&type=%00&role=%00&on=%00&sort=%00")).Status);
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/en/glossary?q=" + Uri.EscapeDataString(hostile) + "&domain=%00&letter=%00&state=%00")).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/en/search?q=visa&kind=%00&p=-3")).Status);
    }

    [Theory, Databases]
    public async Task Every_field_that_is_searched_has_a_label(Database database)
    {
        await using var app = await App.On(database);
        var texts = new Texts().Keys.ToHashSet();
        var fields = await app.Behind(db => db.SearchEntries.Select(entry => entry.Field).Distinct().ToListAsync());
        Assert.All(fields.Concat(["Activity.Word", "Activity.Note", "Activity.Partners", "Round.Chairs", "Round.Summary", "Person.Position", "Commitment.Origin", "Organisation.Variants"]), field => Assert.Contains(field, texts));
    }

    [Theory, Databases]
    public async Task A_record_stands_in_the_index_once_however_many_nodes_write_it_at_the_same_time(Database database)
    {
        await using var app = await App.On(database);
        var term = await app.Behind(db => db.Terms.FirstAsync());
        await app.Settle();
        var before = await Entries();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.Behind(async db =>
        {
            await new SearchIndex(db).DoAsync([new(nameof(Term), term.Id)], CancellationToken.None);
            return 0;
        })));

        Assert.NotEmpty(before);
        Assert.Equal(before, await Entries());

        Task<List<string>> Entries() => app.Behind(db => db.SearchEntries.Where(entry => entry.Record == term.Id).Select(entry => entry.Field + " " + entry.Language + " " + entry.Words).OrderBy(one => one).ToListAsync());
    }

    [Fact]
    public void A_long_text_is_cut_around_what_was_found()
    {
        var text = string.Concat(Enumerable.Repeat("Words before it. ", 30)) + "the visa itself" + string.Concat(Enumerable.Repeat(" and words behind it.", 30));
        var at = text.IndexOf("visa", StringComparison.Ordinal);
        var (start, end) = Concord.Features.Searching.Snippet.Around(text, [(at, 4)]);
        Assert.InRange(at, start, end - 4);
        Assert.True(end - start <= 240);
        Assert.Equal(("short".Length, 0), ("short".Length, Concord.Features.Searching.Snippet.Around("short", []).Start));
    }

    private static async Task<List<string>> Marks(Browser browser, string address)
    {
        var marks = (await browser.Get(address)).Document.QuerySelectorAll("mark").Select(mark => mark.TextContent).ToList();
        Assert.NotEmpty(marks);
        return marks;
    }

    private static List<string> Addresses(Page page) => [.. page.Document.QuerySelectorAll("ol.found > li > a").Select(one => one.GetAttribute("href")!)];
}
