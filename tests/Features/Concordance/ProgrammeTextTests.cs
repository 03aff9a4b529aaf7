using System.Net;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Concordance;

/// <summary>What the programme says of itself, and what the checker says of it.</summary>
public sealed class ProgrammeTextTests
{
    private const string Leaflet = "/en/texts/leaflet";

    [Theory, Databases]
    public async Task The_leaflet_stands_in_both_languages_with_what_the_checker_says_of_each_paragraph(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();
        Assert.NotNull((await visitor.Get("/zh/about")).Document.QuerySelector("a[href='/zh/texts/leaflet']"));
        var (english, chinese) = (await visitor.Get(Leaflet), await visitor.Get("/zh/texts/leaflet"));

        Assert.Equal(["en", "zh"], Columns(english));
        Assert.Equal(["zh", "en"], Columns(chinese));
        Assert.Contains("为了加强中国、欧盟移民和人口流动的对话", english.Text);
        Assert.Equal(4, chinese.Document.QuerySelectorAll(".item").Length);
        Assert.Contains("28 pairs of paragraphs compared", english.Text);

        // One paragraph stands in English alone: the cover. Nobody's guess takes its place.
        var cover = english.Document.QuerySelector("#p1")!;
        Assert.Contains("does not stand in Chinese", cover.TextContent);
        Assert.Null(cover.QuerySelector("[lang=zh]"));
        Assert.Contains("本段没有中文文本", chinese.Document.QuerySelector("#p1")!.TextContent);

        // A bracket that is opened and not closed; both passages are marked, and each finding leads there.
        var marked = english.Document.QuerySelectorAll(".told mark");
        Assert.NotEmpty(marked);
        foreach (var link in english.Document.QuerySelectorAll(".findings a")) Assert.NotNull(english.Document.QuerySelector(link.GetAttribute("href")!));
        Assert.Equal(english.Document.QuerySelectorAll(".findings > li").Length, chinese.Document.QuerySelectorAll(".findings > li").Length);
        Assert.Contains("/texts/leaflet", await visitor.Http.GetStringAsync("/sitemap.xml"));
    }

    [Theory, Databases]
    public async Task What_is_wrong_is_marked_in_place_and_goes_when_the_text_is_changed(Database database)
    {
        await using var app = await App.On(database);
        var text = new ProgrammeText(Some.Text("A charter", "章程")) { Key = "charter", Audience = Audience.Public };
        text.Says([new(ProgrammeParagraphKind.Heading, Some.Text("Cities", "城市")), new(ProgrammeParagraphKind.Text, Some.Text("There are fifteen cities.", "共有十四个城市。"))]);
        await app.Has(text);
        using var manager = await app.As(Role.ProgrammeManager);
        using var officer = await app.As(Role.ProgrammeOfficer);
        using var visitor = app.AsVisitor();

        var page = await visitor.Get("/en/texts/charter");
        Assert.Equal("fifteen", page.Document.QuerySelector("[lang=en] mark.Error")!.FirstChild!.TextContent);
        Assert.Equal("十四", page.Document.QuerySelector("[lang=zh] mark.Error")!.FirstChild!.TextContent);
        Assert.Contains("1 error", page.Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.Get("/en/texts/charter/edit")).Status);

        await manager.Submit(await manager.Get("/en/texts/charter/edit"), new Dictionary<string, string?> { ["Input.Paragraphs[1].Words.Words[zh]"] = "共有十五个城市。", ["Reason"] = "Counted again" });
        page = await manager.Get("/en/texts/charter");
        Assert.Null(page.Document.QuerySelector("mark"));
        Assert.Contains("no difference found", page.Text);
        var history = (await manager.Get("/en/history/programmetext/charter")).Text;
        Assert.Contains("Counted again", history);
        Assert.Contains("Paragraph 2 (Chinese)", history);
        Assert.DoesNotContain("Paragraph 1", history[..history.IndexOf("Counted again", StringComparison.Ordinal)]);
        Assert.Equal(ProgrammeParagraphKind.Heading, (await app.Behind(db => db.ProgrammeTexts.SingleAsync(one => one.Key == "charter"))).Paragraphs[0].Kind);
    }

    [Theory, Databases]
    public async Task It_is_found_by_its_words_and_what_it_lacks_is_offered_for_translation(Database database)
    {
        await using var app = await App.On(database);
        var text = new ProgrammeText(Some.Text("A charter", "章程")) { Key = "charter", Audience = Audience.Programme };
        text.Says([new(ProgrammeParagraphKind.Text, Text.In("en", "Quokkas are welcome.")), new(ProgrammeParagraphKind.Text, Some.Text("Everybody is.", "人人如此。"))]);
        await app.Has(text);
        await app.Settle();
        using var translator = await app.As(Role.Translator);
        using var visitor = app.AsVisitor();

        Assert.NotNull((await translator.Get("/en/search?q=quokka")).Document.QuerySelector("a[href='/en/texts/charter']"));
        Assert.Null((await visitor.Get("/en/search?q=quokka")).Document.QuerySelector("a[href='/en/texts/charter']"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/en/texts/charter")).Status);

        var list = await translator.Get("/en/translations?kind=ProgrammeText&in=zh&state=Missing");
        var form = list.Document.QuerySelectorAll(".totranslate form").Single(one => one.TextContent.Contains("Quokkas", StringComparison.Ordinal));
        form.SetAttribute("data-chosen", "");
        await translator.Submit(list, new Dictionary<string, string?> { ["Input.Wording"] = "欢迎短尾矮袋鼠。" }, "form[data-chosen]");

        var saved = await app.Behind(db => db.ProgrammeTexts.SingleAsync(one => one.Key == "charter"));
        Assert.Equal(("欢迎短尾矮袋鼠。", WordingState.Translated), (saved.Paragraphs[0].Words["zh"]!.Text, saved.Paragraphs[0].Words["zh"]!.State));
        Assert.Equal("人人如此。", saved.Paragraphs[1].Words["zh"]!.Text);
        Assert.DoesNotContain("Quokkas", (await translator.Get("/en/translations?kind=ProgrammeText&in=zh&state=Missing")).Text);
    }

    private static IEnumerable<string?> Columns(Page page) => page.Document.QuerySelectorAll("#p2 .facing > p").Select(one => one.GetAttribute("lang"));
}
