using System.Net;
using Concord.Domain.Common;
using Concord.Domain.Glossary;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Glossary;

public sealed class TermTests
{
    [Theory, Databases]
    public async Task Every_term_is_reached_page_by_page_in_both_languages(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();
        var keys = await app.Behind(db => db.Terms.Select(one => one.Key).ToListAsync());
        Assert.Equal(280, keys.Count);

        foreach (var language in new[] { "en", "zh" })
        {
            var listed = new List<string>();
            for (var page = await visitor.Get($"/{language}/glossary"); ; page = await visitor.Get(page.Document.QuerySelector("nav.pager a[rel=next]")!.GetAttribute("href")!))
            {
                listed.AddRange(page.Document.QuerySelectorAll("tbody th > a").Select(one => one.GetAttribute("href")!.Split('/')[^1]));
                if (page.Document.QuerySelector("nav.pager a[rel=next]") is null) break;
            }

            Assert.Equal(keys.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
            foreach (var key in keys) Assert.Equal(HttpStatusCode.OK, (await visitor.Get($"/{language}/glossary/{key}")).Status);
        }
    }

    [Theory, Databases]
    public async Task Filters_and_letters_narrow_the_list(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        Assert.Contains("187 of 280", (await visitor.Get("/en/glossary?state=to-verify")).Text);
        Assert.Contains("93 of 280", (await visitor.Get("/en/glossary?state=attested")).Text);
        var q = await visitor.Get("/zh/glossary?letter=Q");
        Assert.Contains(q.Document.QuerySelectorAll("tbody th > a"), one => one.TextContent.StartsWith("签证", StringComparison.Ordinal));
        Assert.All(q.Document.QuerySelectorAll("tbody th > a"), one => Assert.StartsWith("q", Concord.Bilingual.SortKey.For(one.TextContent, "zh-Hans-CN"), StringComparison.Ordinal));
        Assert.All((await visitor.Get("/en/glossary?letter=v")).Document.QuerySelectorAll("tbody th > a"), one => Assert.Equal('v', char.ToLowerInvariant(one.TextContent[0])));

        var csv = await visitor.Http.GetAsync("/zh/glossary?handler=csv&domain=visa");
        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        Assert.Contains("签证", await csv.Content.ReadAsStringAsync());
    }

    [Theory, Databases]
    public async Task Chinese_stands_by_how_it_is_read_also_where_a_character_has_two_readings(Database database)
    {
        await using var app = await App.On(database);
        foreach (var chinese in new[] { "重量监测", "上海监测", "重庆监测", "长春监测", "成都监测" }) await app.Has(new Term(Some.Text("Monitoring " + chinese, chinese), "visa") { Audience = Audience.Public });
        await app.Settle();
        using var visitor = app.AsVisitor();

        var listed = (await visitor.Get("/zh/glossary?q=监测")).Document.QuerySelectorAll("tbody th > a").Select(one => one.TextContent).Where(one => one.EndsWith("监测", StringComparison.Ordinal) && one.Length == 4).ToList();
        Assert.Equal(["长春监测", "成都监测", "重庆监测", "上海监测", "重量监测"], listed);
    }

    [Theory, Databases]
    public async Task A_translator_changes_a_term_and_a_second_writer_is_told(Database database)
    {
        await using var app = await App.On(database);
        using var officer = await app.As(Role.ProgrammeOfficer);
        using var desk = await app.As(Role.DialogueDesk, "china");
        var (opened, openedToo) = (await officer.Get("/en/glossary/readmission/edit"), await desk.Get("/en/glossary/readmission/edit"));
        Assert.Equal(HttpStatusCode.OK, opened.Status);

        await officer.Submit(opened, new Dictionary<string, string?> { ["Input.Name.Words[zh]"] = "再次接纳" });
        var conflict = await desk.Submit(openedToo, new Dictionary<string, string?> { ["Input.Name.Words[zh]"] = "重新接收" });
        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("再次接纳", conflict.Text);

        var wrong = await officer.Submit(await officer.Get("/zh/glossary/readmission/edit"), new Dictionary<string, string?> { ["Input.Reading"] = "chong2" });
        Assert.Contains("拼音音节数", wrong.Text);
    }

    [Theory, Databases]
    public async Task A_hidden_term_changes_neither_count_nor_order_nor_letters(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();
        var addresses = new[] { "/en/glossary", "/zh/glossary?sort=-name", "/zh/glossary?letter=A", "/en/glossary?q=visa", "/en/search?q=visa", "/zh/search?q=签", "/en/glossary?page=6" };
        var before = new List<string>();
        foreach (var address in addresses) before.Add((await visitor.Get(address)).Source);

        for (var number = 0; number < 30; number++)
        {
            await app.Has(new Term(Some.Text($"{(char)('a' + (number % 26))} visa {number}", "啊签证"), "visa") { Audience = Audience.Team });
        }

        await app.Settle();
        for (var at = 0; at < addresses.Length; at++) Assert.Equal(before[at], (await visitor.Get(addresses[at])).Source);
    }
}
