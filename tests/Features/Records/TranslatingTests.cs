using System.Net;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Records;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Concord.Tests.Features.Records.RecordTests;

namespace Concord.Tests.Features.Records;

/// <summary>The translator's desk: what is left to translate, and what stands beside it.</summary>
public sealed class TranslatingTests
{
    private const string En = "Input.Words[en]", Zh = "Input.Words[zh]";

    [Theory, Databases]
    public async Task What_wants_a_text_or_a_look_comes_first_until_nothing_is_left(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var manager = await app.As(Role.ProgrammeManager);
        using var translator = await app.As(Role.Translator);
        var record = await Open(app, eu);
        await Add(eu, record, "The sides met in Brussels.", "双方在布鲁塞尔会晤。", "save");
        await Add(eu, record, "The next round is held in Beijing.", "", "save");
        await Add(eu, record, "The sides thank the hosts.", "双方感谢主办方。", "save");
        var all = await All(app);
        await Edit(eu, all[2], new() { [En] = "The sides thank the hosts warmly.", ["Input.Act"] = "save" });

        // The team gives the record to a translator, and its paragraphs with it.
        Assert.Equal(HttpStatusCode.NotFound, (await translator.Get($"/en/records/{record}/translate")).Status);
        Assert.NotNull((await manager.Get($"/en/records/{record}")).Document.QuerySelector($"a[href='/en/assignments/jointrecord/{record}']"));
        await manager.Submit(await manager.Get($"/en/assignments/jointrecord/{record}"), new Dictionary<string, string?>());
        Assert.NotNull((await translator.Get($"/en/records/{record}")).Document.QuerySelector($"a[href='/en/records/{record}/translate']"));

        var page = await translator.Get($"/en/records/{record}/translate");
        Assert.Contains("2 of 3 paragraphs", page.Text);
        Assert.Contains("Paragraph 2", page.Text);
        Assert.Contains("The next round is held in Beijing.", page.Document.QuerySelector(".translating .record[lang=en]")!.TextContent);
        Assert.NotNull(page.Document.QuerySelector("textarea[lang=zh]"));
        Assert.Null(page.Document.QuerySelector("textarea[lang=en]"));
        var next = (await translator.Get(page.Document.QuerySelector(".translating a[rel=next]")!.GetAttribute("href")!)).Document;
        Assert.Equal("双方感谢主办方。", next.QuerySelector("textarea[lang=zh]")!.TextContent.Trim());

        var empty = await Save(translator, page, " ");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.NotNull(empty.Document.QuerySelector(".field.wrong textarea[lang=zh]"));

        Assert.Contains("2 paragraphs of the joint record lack a text", (await translator.Get("/en/desk")).Text);

        // A text that was written beside the other leaves nothing to look at.
        page = await Save(translator, page, "下一轮对话在北京举行。");
        var second = (await All(app))[1];
        Assert.Equal(("下一轮对话在北京举行。", 0), (second.Name["zh"]!.Text, second.Stale.Count));
        Assert.Contains("1 of 3 paragraphs", page.Text);
        Assert.Contains("Paragraph 3", page.Text);

        // Looked at, and it says the same.
        page = await Save(translator, page, "双方感谢主办方。");
        Assert.Empty((await All(app))[2].Stale);
        Assert.Contains("Nothing is left to translate", page.Text);
        Assert.Null(page.Document.QuerySelector("textarea"));
        Assert.Contains("没有待译段落", (await translator.Get($"/zh/records/{record}/translate")).Text);
        page = await translator.Get($"/en/records/{record}/translate?show=all");
        Assert.NotNull(page.Document.QuerySelector("textarea[lang=zh]"));
        Assert.NotNull((await translator.Get(page.Document.QuerySelector(".translating .acts a")!.GetAttribute("href")!)).Document.QuerySelector("textarea[lang=en]"));
    }

    [Theory, Databases]
    public async Task Terms_stand_beside_the_text_with_the_wording_that_is_agreed_for_them(Database database)
    {
        await using var app = await App.On(database);
        using var china = await app.As(Role.DialogueDesk, "china");
        var record = await Open(app, china);
        await Add(china, record, "Irregular migration is reduced by a readmission agreement.", "", "save");
        var one = (await All(app))[0];

        var page = await china.Get($"/en/records/{record}/translate/{one.Key}");
        var row = page.Document.QuerySelectorAll(".terms tbody tr").Single(term => term.QuerySelector("th")!.TextContent == "Irregular migration");
        Assert.Equal("/en/glossary/irregular-migration", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("非正规移民; 非正常移民", row.TextContent);
        Assert.Contains("not in the text", row.TextContent);

        // The wording of a law is another one: the term is not used as agreed.
        page = await Save(china, page, "以遣返协定减少非正常移民。");
        page = await china.Get($"/en/records/{record}/translate/{one.Key}");
        Assert.Contains("used as agreed非正常移民", Term(page, "Irregular migration"));
        Assert.Contains("not in the text", Term(page, "readmission agreement"));
        Assert.Contains("“readmission agreement”", page.Document.QuerySelector(".translating .doubts")!.TextContent);

        // The other way round.
        page = await china.Get($"/zh/records/{record}/translate/{one.Key}?into=en");
        Assert.Contains("与商定译法一致Irregular migration", Term(page, "非正常移民"));
    }

    [Theory, Databases]
    public async Task What_was_agreed_in_words_like_these_is_offered_and_taken_into_the_field(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var record = await Open(app, eu);
        await Add(eu, record, "The sides shall exchange experts once every year.", "双方应每年交流专家一次。", "save");
        await Add(eu, record, "The sides shall exchange experts twice every year.", "", "save");
        var all = await All(app);
        var nothing = await china.Get($"/en/records/{record}/translate");
        Assert.Contains("Nothing that was agreed before", nothing.Text);

        foreach (var side in new[] { eu, china }) await Act(side, (await All(app))[0], "clear", new() { ["clearing"] = "Agreed" });
        var page = await china.Get($"/en/records/{record}/translate");
        var like = page.Document.QuerySelector(".earlier > li")!;
        Assert.Matches("[5-9][0-9]% alike", like.TextContent);
        Assert.Equal($"/en/paragraphs/{all[0].Key}", like.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(("once", "twice"), (like.QuerySelector("del")!.TextContent, like.QuerySelector("ins")!.TextContent));
        Assert.Equal("双方应每年交流专家一次。", like.QuerySelector("[data-words]")!.TextContent);

        page = await china.Press(page, ".earlier [data-take]");
        Assert.Equal("双方应每年交流专家一次。", page.Document.QuerySelector("textarea[lang=zh]")!.TextContent.Trim());
        Assert.Null((await All(app))[1].Name["zh"]);
        await Save(china, page, "双方应每年交流专家两次。");
        Assert.Equal("双方应每年交流专家两次。", (await All(app))[1].Name["zh"]!.Text);
    }

    [Theory, Databases]
    public async Task What_a_side_keeps_to_itself_never_shows_to_others_through_the_memory_or_the_terms(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        using var manager = await app.As(Role.ProgrammeManager);
        var record = await Open(app, eu);
        await Add(eu, record, "The sides shall open nine secret visa offices next year.", "双方应于明年开设九个秘密签证处。", "draft");
        await Add(eu, record, "The sides shall open nine visa offices next year.", "", "save");
        var kept = await app.Has(new Commitment(Some.Text("The sides shall open nine quiet visa offices next year.", "双方应于明年开设九个安静的签证处。"), Audience.Party("eu")));
        await app.Has(new Concord.Domain.Glossary.Term(Some.Text("visa office", "签证秘处"), "visas") { Audience = Audience.Party("eu") });

        // Its own desk is first, so that what is kept for it is there when the others ask.
        var own = await eu.Get($"/en/records/{record}/translate?show=all");
        while (own.Document.QuerySelector("textarea[lang=zh]")!.TextContent.Trim() != "") own = await eu.Get(own.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Contains("九个安静的签证处", own.Text);
        Assert.Contains("签证秘处", own.Text);
        Assert.DoesNotContain("九个秘密签证处", own.Document.QuerySelector(".earlier")!.TextContent); // a draft is not agreed

        foreach (var reader in new[] { china, manager })
        {
            var page = await reader.Get($"/en/records/{record}/translate");
            Assert.Contains("1 of 1 paragraphs", page.Text);
            Assert.Contains("Paragraph 1", page.Text);
            Assert.DoesNotContain("安静", page.Source);
            Assert.DoesNotContain("秘", page.Source);
            Assert.Contains("Nothing that was agreed before", page.Text);
            Assert.DoesNotContain(kept.Key, page.Source);
            var form = await reader.Submit(page, new Dictionary<string, string?> { ["Input.Act"] = null, ["from"] = "/commitments/" + kept.Key, [Zh] = "" }, "main form[data-desk]");
            Assert.DoesNotContain("安静", form.Source);
            var taken = await reader.Http.PostAsync(page.Document.QuerySelector("form[data-desk]")!.GetAttribute("action")! + "/take", new FormUrlEncodedContent([new("form-token", page.Document.QuerySelector("[name=form-token]")!.GetAttribute("value")!), new("from", "/commitments/" + kept.Key)]));
            Assert.Equal(HttpStatusCode.NotFound, taken.StatusCode);
        }
    }

    [Theory, Databases]
    public async Task Nobody_overwrites_what_another_translated_meanwhile(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var record = await Open(app, eu);
        await Add(eu, record, "The sides exchange experts.", "", "save");
        var (mine, theirs) = (await eu.Get($"/en/records/{record}/translate"), await china.Get($"/en/records/{record}/translate"));
        await Save(china, theirs, "双方交流专家。");

        var conflict = await Save(eu, mine, "双方互派专家。");
        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Equal("双方互派专家。", conflict.Document.QuerySelector("textarea[lang=zh]")!.TextContent.Trim());
        Assert.Contains("交流", conflict.Document.QuerySelector(".theirs")!.TextContent);
        Assert.Contains("Translator’s desk", conflict.Text);

        // Written beside a text that says something else by now: it has to be looked at.
        mine = await eu.Get($"/en/records/{record}/translate?show=all");
        await Edit(china, (await All(app))[0], new() { [En] = "The sides exchange senior experts.", ["Input.Act"] = "save" });
        await Save(eu, mine, "双方互相交流专家。");
        var one = (await All(app))[0];
        Assert.Equal(("The sides exchange senior experts.", "双方互相交流专家。"), (one.Name["en"]!.Text, one.Name["zh"]!.Text));
        Assert.Equal(["zh"], one.Stale);
    }

    [Theory, Databases]
    public async Task Whoever_acts_for_no_side_renders_the_brackets_of_the_sides_and_adds_none(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        using var manager = await app.As(Role.ProgrammeManager);
        var record = await Open(app, eu);
        await Add(eu, record, "The sides shall exchange data.", "双方应交换数据。", "save");
        await Edit(china, (await All(app))[0], new() { [En] = "The sides may exchange data." });

        var page = await manager.Get($"/en/records/{record}/translate");
        Assert.Contains("[shall | China: may]", page.Text);
        var wrong = await Save(manager, page, "双方[应|欧方：可]交换数据。");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        wrong = await Save(manager, page, "[双方|中方：两方][应|中方：可]交换数据。");
        Assert.Contains("in the name of another side", wrong.Text);
        await Save(manager, page, "双方[应|中方：可]交换数据。");
        var one = (await All(app))[0];
        Assert.Equal("双方[应|china:可]交换数据。", one.Name["zh"]!.Text);
        Assert.Empty(one.Stale);
    }

    private static string Term(Page page, string words) => page.Document.QuerySelectorAll(".terms tbody tr").Single(term => term.QuerySelector("th")!.TextContent == words).TextContent;

    private static Task<Page> Save(Browser who, Page page, string words) =>
        who.Submit(page, new Dictionary<string, string?> { [page.Document.QuerySelector(".translating textarea")!.GetAttribute("name")!] = words, ["Input.Act"] = "save" }, "main form[data-desk]");

    private static Task<List<Paragraph>> All(App app) => app.Behind(db => db.Paragraphs.AsNoTracking().OrderBy(one => one.Sequence).ToListAsync());
}
