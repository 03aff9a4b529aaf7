using System.Net;
using System.Xml.Linq;
using Concord.Tests.Support;

namespace Concord.Tests.Features.About;

public sealed class AboutTests
{
    [Theory, Databases]
    public async Task It_tells_what_the_programme_says_of_itself_and_what_is_not_known(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        var english = await visitor.Get("/en/about");
        Assert.Contains("needs-based approach", english.Text);
        Assert.Contains("MMSP II", english.Text);
        Assert.Contains("not known", english.Text);
        Assert.Contains("EUR 2.5 million", english.Text);
        var chinese = await visitor.Get("/zh/about");
        Assert.Contains("以需求为基础的方法", chinese.Text);
        Assert.Contains("不详", chinese.Text);
    }

    [Theory, Databases]
    public async Task Every_number_of_a_source_leads_to_it(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        var page = await visitor.Get("/en/about");
        var links = page.Document.QuerySelectorAll("main sup a");
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.NotNull(page.Document.GetElementById(link.GetAttribute("href")![1..])));
    }

    [Theory, Databases]
    public async Task The_sides_stand_in_the_order_of_the_language(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        Assert.Equal(["European Union", "China"], (await visitor.Get("/en/about")).Document.QuerySelectorAll("h3 .side").Select(side => side.TextContent));
        Assert.Equal(["中国", "欧洲联盟"], (await visitor.Get("/zh/about")).Document.QuerySelectorAll("h3 .side").Select(side => side.TextContent));
    }

    [Theory, Databases]
    public async Task Notices_and_offices_are_there_in_both_languages(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        Assert.Contains("Liangmahe Nanlu", (await visitor.Get("/en/contact")).Text);
        Assert.Contains("亮马河南路", (await visitor.Get("/zh/contact")).Text);
        Assert.Contains("WCAG", (await visitor.Get("/en/accessibility")).Text);
        Assert.Contains("无障碍", (await visitor.Get("/zh/accessibility")).Text);
        Assert.Contains("No case data of migrants", (await visitor.Get("/en/privacy")).Text);
        Assert.Contains("封存记录", (await visitor.Get("/zh/privacy")).Text);
    }

    [Theory, Databases]
    public async Task Every_page_carries_the_emblem_with_the_statement_and_explains_its_signs(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        var page = await visitor.Get("/zh/dialogue");
        Assert.NotNull(page.Document.QuerySelector("footer .funding img[alt='欧洲联盟标志']"));
        Assert.Contains("由欧盟资助", page.Document.QuerySelector("footer .funding")!.TextContent);
        Assert.Contains("国际移民组织", page.Document.QuerySelector("footer")!.TextContent);
        Assert.Contains("非官方译文", page.Document.QuerySelector(".signs")!.TextContent);
        Assert.Null((await visitor.Get("/en/privacy")).Document.QuerySelector(".signs"));
    }

    [Theory, Databases]
    public async Task The_pages_of_the_site_are_on_its_map_in_every_language(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        var map = XDocument.Parse(await visitor.Http.GetStringAsync("/sitemap.xml"));
        XNamespace space = "http://www.sitemaps.org/schemas/sitemap/0.9";
        var pages = map.Descendants(space + "loc").Select(one => new Uri(one.Value).AbsolutePath).ToHashSet();
        foreach (var path in new[] { "/en/", "/zh/", "/en/about", "/zh/dialogue/summit-17", "/zh/commitments/CM-007", "/en/activities/MMSP-001", "/en/pillars/4" }) Assert.Contains(path, pages);
        Assert.DoesNotContain(pages, path => path.Contains("DEMO-", StringComparison.Ordinal));
        Assert.Contains("/sitemap.xml", await visitor.Http.GetStringAsync("/robots.txt"));
    }

    [Theory, Databases]
    public async Task A_page_names_its_other_languages_and_the_one_without(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        var page = await visitor.Get("/zh/about");
        Assert.EndsWith("/en/about", page.Document.QuerySelector("link[hreflang=en]")!.GetAttribute("href"));
        Assert.EndsWith("/en/about", page.Document.QuerySelector("link[hreflang=x-default]")!.GetAttribute("href"));
        Assert.EndsWith("/zh/about", page.Document.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/zh/nothing")).Status);
    }
}
