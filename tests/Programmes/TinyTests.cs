using System.Net;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Programmes;

/// <summary>A second programme, of other sides and in another pair of languages: nothing in the code is specific to the first.</summary>
public sealed class TinyTests
{
    [Theory, Databases]
    public async Task It_is_loaded_whole(Database database)
    {
        await using var app = await App.On(database, App.Tiny);

        Assert.Equal(4, await app.Behind(db => db.Organisations.CountAsync()));
        Assert.Equal(2, await app.Behind(db => db.Activities.CountAsync()));
        Assert.Equal(2, await app.Behind(db => db.Commitments.CountAsync()));
        Assert.Equal(4, await app.Behind(db => db.Terms.CountAsync()));
        Assert.Equal(3, await app.Behind(db => db.Paragraphs.CountAsync()));
        Assert.Equal(1, await app.Behind(db => db.Proposals.CountAsync()));
        Assert.Equal(15, await app.Behind(db => db.Accounts.CountAsync()));
    }

    [Theory, Databases]
    public async Task Its_pages_speak_its_own_languages_and_no_other(Database database)
    {
        await using var app = await App.On(database, App.Tiny);
        using var visitor = app.AsVisitor();

        var french = await visitor.Get("/fr/");
        Assert.Equal("fr", french.Document.DocumentElement.GetAttribute("lang"));
        Assert.Contains("Comment deux rives se partagent un lac", french.Text, StringComparison.Ordinal);
        Assert.Contains("Aller au contenu", french.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Dialogue Valmont–Rivermark sur la pêche", french.Document.Title, StringComparison.Ordinal);
        Assert.Equal(["fr", "en"], french.Document.QuerySelectorAll("link[hreflang]").Select(link => link.GetAttribute("hreflang")));

        var english = await visitor.Get("/en/");
        Assert.Contains("How two shores share one lake", english.Text, StringComparison.Ordinal);
        Assert.Contains("Skip to the content", english.Document.Body!.TextContent, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/zh/")).Status);
        Assert.DoesNotContain(french.Source + english.Source, character => character is >= '一' and <= '鿿');
    }

    [Theory, Databases]
    public async Task Without_a_language_an_address_leads_to_the_readers_or_the_programmes_first(Database database)
    {
        await using var app = await App.On(database, App.Tiny);
        using var visitor = app.AsVisitor();

        using var plain = await visitor.Http.GetAsync("/");
        Assert.Equal("/fr/", plain.Headers.Location!.ToString());
        visitor.Http.DefaultRequestHeaders.Add("Accept-Language", "zh-CN, en;q=0.5");
        using var asked = await visitor.Http.GetAsync("/");
        Assert.Equal("/en/", asked.Headers.Location!.ToString());
    }

    [Theory, Databases]
    public async Task Errors_are_told_in_its_languages(Database database)
    {
        await using var app = await App.On(database, App.Tiny);
        using var visitor = app.AsVisitor();

        Assert.Contains("Cette page n’existe pas", (await visitor.Get("/fr/no-such-page")).Text, StringComparison.Ordinal);
        Assert.Contains("There is no such page", (await visitor.Get("/en/no-such-page")).Text, StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task Names_sort_as_French_does(Database database)
    {
        await using var app = await App.On(database, App.Tiny);

        var sorted = await app.Behind(db => db.Terms.Join(db.SortNames.Where(sort => sort.Language == "fr"), term => term.Id, sort => sort.Record, (term, sort) => new { term.Key, sort.SortKey }).OrderBy(one => one.SortKey).Select(one => one.Key).ToListAsync());
        Assert.Equal(["eel", "bailer", "mesh", "oar"], sorted); // anguille, écope, maille, rame
    }
}
