using System.Net;
using Concord.Domain.Common;
using Concord.Domain.Records;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Records;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Text = Concord.Domain.Common.Text;

namespace Concord.Tests.Features.Records;

/// <summary>A joint record while it is negotiated.</summary>
public sealed class RecordTests
{
    private const string En = "Input.Words[en]", Zh = "Input.Words[zh]";

    [Theory, Databases]
    public async Task What_a_side_tables_stands_in_brackets_until_the_sides_settle_and_agree(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var record = await Open(app, eu);
        await Add(eu, record, "The sides shall exchange data.", "双方应交换数据。", "save");
        var one = await Only(app);
        Assert.True(one.IsTabled);

        await Edit(china, one, new() { [En] = "The sides may exchange data.", [Zh] = "双方可交换数据。", ["Input.Note"] = "No duty before the law is passed" });
        one = await Only(app);
        Assert.Equal("The sides [shall|china:may] exchange data.", one.Name["en"]!.Text);
        Assert.Equal("双方[应|china:可]交换数据。", one.Name["zh"]!.Text);
        var page = await eu.Get($"/en/records/{record}");
        Assert.Contains("The sides [shall | China: may] exchange data.", page.Text);
        Assert.Contains("双方[应 | 中方：可]交换数据。", page.Text);
        Assert.Null(page.Document.QuerySelector($"[id='{one.Key}'] button[value=Agreed]"));
        await app.Settle();
        var found = (await eu.Get("/en/search?q=exchange")).Text;
        Assert.Contains("The sides [shall | may] exchange data.", found);
        Assert.DoesNotContain("china:may", found);
        Assert.Contains("No duty before the law is passed", (await eu.Get($"/en/paragraphs/{one.Key}")).Text);

        await Act(eu, one, "settle", new() { ["language"] = "en", ["bracket"] = "0", ["alternative"] = "1" });
        one = await Only(app);
        Assert.Equal("The sides may exchange data.", one.Name["en"]!.Text);
        Assert.Equal(["zh"], one.Stale);
        await Act(eu, one, "settle", new() { ["language"] = "zh", ["bracket"] = "0", ["alternative"] = "1" });
        one = await Only(app);
        Assert.Equal("双方可交换数据。", one.Name["zh"]!.Text);

        // The second text follows the first.
        Assert.Empty(one.Stale);
        await Act(eu, one, "clear", new() { ["clearing"] = "AdReferendum" });
        await Act(china, one, "clear", new() { ["clearing"] = "Agreed" });
        one = await Only(app);
        Assert.Equal((Clearing.AdReferendum, Clearing.Agreed), (one.Of("eu"), one.Of("china")));
        await Act(eu, one, "clear", new() { ["clearing"] = "Agreed" });
        Assert.Equal(Clearing.Agreed, (await Only(app)).Among(["eu", "china"]));
        Assert.Contains("1 paragraph tabled: 1 agreed", (await china.Get($"/en/records/{record}")).Text);

        // Any change of either text takes both back.
        await Edit(eu, one, new() { [Zh] = "双方可以交换数据。", ["Input.Act"] = "save" });
        one = await Only(app);
        Assert.Equal(Clearing.Open, one.Among(["eu", "china"]));
        Assert.Equal(Clearing.Open, one.Of("eu"));
        Assert.Equal(["en"], one.Stale);
        Assert.Contains("not looked at since the other text changed", (await china.Get($"/en/records/{record}")).Text);
        await Act(china, one, "confirm", new() { ["language"] = "en" });
        Assert.Empty((await Only(app)).Stale);
    }

    [Theory, Databases]
    public async Task Nobody_agrees_to_texts_that_were_changed_under_his_eyes(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var record = await Open(app, eu);
        await Add(eu, record, "Fifteen cities.", "十五个城市。", "save");
        var page = await china.Get($"/en/records/{record}");
        await Edit(eu, await Only(app), new() { [En] = "Fourteen cities.", [Zh] = "十四个城市。", ["Input.Act"] = "save" });

        var refused = await china.Submit(page, new Dictionary<string, string?> { ["clearing"] = "Agreed" }, "form[action$='/clear']");
        Assert.Contains("has been changed meanwhile", refused.Text);
        Assert.Equal(Clearing.Open, (await Only(app)).Of("china"));
    }

    [Theory, Databases]
    public async Task A_sides_drafts_are_its_own_until_it_tables_them(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        using var manager = await app.As(Role.ProgrammeManager);
        var record = await Open(app, eu);
        await Add(eu, record, "The sides shall meet.", "双方应会晤。", "save");
        var one = await Only(app);
        await Add(eu, record, "A secret paragraph.", "秘密段落。", "draft");
        await Edit(eu, one, new() { [En] = "The sides shall meet privately.", ["Input.Act"] = "draft" });

        foreach (var reader in new[] { china, manager })
        {
            var seen = await reader.Get($"/en/records/{record}");
            Assert.DoesNotContain("secret", seen.Text);
            Assert.DoesNotContain("privately", seen.Text);
            Assert.Contains("1 paragraph tabled", seen.Text);
        }

        var own = await eu.Get($"/en/records/{record}");
        Assert.Contains("A secret paragraph.", own.Text);
        Assert.Contains("The sides shall meet privately.", own.Text);
        await eu.Submit(own, new Dictionary<string, string?>(), $"[id='{one.Key}'] .ours form[action$='/table']");
        Assert.Contains("The sides shall meet [EU: privately].", (await china.Get($"/en/records/{record}")).Text);
        var draft = await app.Behind(db => db.Paragraphs.SingleAsync(paragraph => paragraph.Audience == Audience.Party("eu")));
        await eu.Submit(await eu.Get($"/en/records/{record}"), new Dictionary<string, string?>(), $"[id='{draft.Key}'] form[action$='/table']");
        Assert.Contains("[EU: A secret paragraph.]", (await china.Get($"/en/records/{record}")).Text);
        Assert.Equal(HttpStatusCode.OK, (await china.Get($"/en/paragraphs/{draft.Key}")).Status);
    }

    [Theory, Databases]
    public async Task Two_people_who_change_different_words_at_once_both_keep_theirs(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var other = await app.As(Role.DialogueDesk, "eu");
        var record = await Open(app, eu);
        await Add(eu, record, "The sides exchange data in Brussels.", "双方在布鲁塞尔交换数据。", "save");
        var one = await Only(app);
        var (mine, theirs) = (await eu.Get($"/en/paragraphs/{one.Key}/edit"), await other.Get($"/en/paragraphs/{one.Key}/edit"));

        await eu.Submit(mine, new Dictionary<string, string?> { [En] = "Both sides exchange data in Brussels.", ["Input.Act"] = "save" });
        await other.Submit(theirs, new Dictionary<string, string?> { [En] = "The sides exchange data in Beijing.", ["Input.Act"] = "save" });
        Assert.Equal("Both sides exchange data in Beijing.", (await Only(app)).Name["en"]!.Text);

        // The same words: the second sees both, and nothing is lost.
        (mine, theirs) = (await eu.Get($"/en/paragraphs/{one.Key}/edit"), await other.Get($"/en/paragraphs/{one.Key}/edit"));
        await eu.Submit(mine, new Dictionary<string, string?> { [En] = "Both sides exchange figures in Beijing.", ["Input.Act"] = "save" });
        var conflict = await other.Submit(theirs, new Dictionary<string, string?> { [En] = "Both sides exchange names in Beijing.", ["Input.Act"] = "save" });
        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("exchange names in Beijing", conflict.Document.QuerySelector("textarea[lang=en]")!.TextContent);
        Assert.Equal("figures", conflict.Document.QuerySelector(".theirs ins")!.TextContent);
        await other.Submit(conflict, new Dictionary<string, string?> { [En] = "Both sides exchange figures and names in Beijing.", ["Input.Act"] = "save" });
        Assert.Equal("Both sides exchange figures and names in Beijing.", (await Only(app)).Name["en"]!.Text);
    }

    [Theory, Databases]
    public async Task A_doubt_is_marked_in_place_and_passes_only_by_both_sides(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var record = await Open(app, eu);
        await Add(eu, record, "Visa centres are opened in fifteen cities.", "在十四个城市设立签证中心。", "save");
        var one = await Only(app);
        var page = await china.Get($"/en/records/{record}");
        Assert.Equal("fifteen", page.Document.QuerySelector("[lang=en] mark.Error")!.TextContent);
        Assert.Equal("十四", page.Document.QuerySelector("[lang=zh] mark.Error")!.TextContent);
        Assert.Contains("错误", (await china.Get($"/zh/records/{record}")).Text);

        var silent = await china.Submit(await china.Get($"/en/paragraphs/{one.Key}"), new Dictionary<string, string?> { ["Why"] = " " }, "form[action$='/waive']");
        Assert.Contains("Say why the doubt may pass", silent.Text);
        await china.Submit(await china.Get($"/en/paragraphs/{one.Key}"), new Dictionary<string, string?> { ["Why"] = "One is counted with Hong Kong" }, "form[action$='/waive']");
        Assert.Contains("the other side has still to say so", (await eu.Get($"/en/records/{record}")).Text);
        await eu.Submit(await eu.Get($"/en/paragraphs/{one.Key}"), new Dictionary<string, string?> { ["Why"] = "As discussed" }, "form[action$='/waive']");
        Assert.Null((await eu.Get($"/en/records/{record}")).Document.QuerySelector("mark.Error"));

        // A waiver is of these texts alone.
        await Edit(eu, await Only(app), new() { [En] = "Visa centres will be opened in fifteen cities.", ["Input.Act"] = "save" });
        Assert.NotNull((await eu.Get($"/en/records/{record}")).Document.QuerySelector("mark.Error"));
    }

    [Theory, Databases]
    public async Task Paragraphs_are_parted_joined_and_moved(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        var record = await Open(app, eu);
        await Add(eu, record, "One.", "一。", "save");
        var one = await Only(app);
        var uneven = await Edit(eu, one, new() { [En] = "One.\n\nTwo.", [Zh] = "一。二。", ["Input.Act"] = "save" });
        Assert.Contains("parted into different numbers", uneven.Text);
        await Edit(eu, one, new() { [En] = "One.\n\nTwo.\n\nThree.", [Zh] = "一。\n\n二。\n\n三。", ["Input.Act"] = "save" });
        Assert.Equal(["One.", "Two.", "Three."], await Texts(app));

        // Added behind one of them, by the link of its row.
        var add = (await eu.Get($"/en/records/{record}")).Document.QuerySelector($"[id='{one.Key}'] a[href*='after=']")!.GetAttribute("href")!;
        await eu.Submit(await eu.Get(add), new Dictionary<string, string?> { [En] = "One and a half.", [Zh] = "一点五。", ["Input.Act"] = "save" });
        Assert.Equal(["One.", "One and a half.", "Two.", "Three."], await Texts(app));
        var half = await Named(app, "One and a half.");
        using var china = await app.As(Role.DialogueDesk, "china");
        await Act(eu, half, "leaveout", []);
        await Act(china, half, "leaveout", []);

        await Act(china, one, "state", new() { ["Why"] = "Subject to law.", ["disagreement"] = "false" });
        await Act(china, await Named(app, "Three."), "state", new() { ["Why"] = "And to money.", ["disagreement"] = "false" });
        await Act(eu, one, "move", new() { ["up"] = "false" });
        Assert.Equal(["Two.", "One.", "Three."], await Texts(app));
        await Act(eu, one, "join", []);
        Assert.Equal(["Two.", "One. Three."], await Texts(app));
        var joined = await app.Behind(db => db.Paragraphs.SingleAsync(paragraph => paragraph.Id == one.Id));
        Assert.Equal("一。三。", joined.Name["zh"]!.Text);

        // What a side states of one of them it states of both.
        Assert.Equal([("china", false, "Subject to law. And to money.")], joined.Statements.Select(said => (said.Party, said.Disagreement, said.Words["en"]!.Text)));

        // A bracket is not torn apart.
        var torn = await Edit(eu, one, new() { [En] = "[EU: One.\n\nThree.]", [Zh] = "一。\n\n三。", ["Input.Act"] = "save" });
        Assert.Contains("An empty line stands inside a bracket.", torn.Text);
        Assert.Equal(["Two.", "One. Three."], await Texts(app));
    }

    [Theory, Databases]
    public async Task A_paragraph_goes_when_every_side_would_leave_it_out(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var record = await Open(app, eu);
        await Add(eu, record, "The sides shall meet.", "双方应会晤。", "save");
        var one = await Only(app);

        // No side takes it away alone.
        Assert.Null((await eu.Get($"/en/paragraphs/{one.Key}")).Document.QuerySelector("a[href*='/withdraw/']"));
        var refused = await eu.Submit(await eu.Get($"/en/withdraw/paragraph/{one.Key}"), new Dictionary<string, string?> { ["Reason"] = "We would rather not" }, "main form");
        Assert.Contains("none takes it away alone", refused.Text);
        Assert.Null((await eu.Get($"/en/records/{record}")).Document.QuerySelector("a[href*='/withdraw/']"));
        Assert.Contains("none takes it away alone", (await eu.Submit(await eu.Get($"/en/withdraw/jointrecord/{record}"), new Dictionary<string, string?> { ["Reason"] = "No record" }, "main form")).Text);

        // Nothing left of it in the form is the same as the act of its page.
        await Edit(eu, one, new() { [En] = "", [Zh] = "" });
        one = await Only(app);
        Assert.Equal(("[The sides shall meet.|eu:]", "[双方应会晤。|eu:]"), (one.Name["en"]!.Text, one.Name["zh"]!.Text));
        Assert.Null((await eu.Get($"/en/paragraphs/{one.Key}")).Document.QuerySelector("form[action$='/leaveout']"));

        // Nor does one settle every text away.
        await Act(eu, one, "settle", new() { ["language"] = "en", ["bracket"] = "0", ["alternative"] = "1" });
        var alone = await Act(eu, await Only(app), "settle", new() { ["language"] = "zh", ["bracket"] = "0", ["alternative"] = "1" });
        Assert.Contains("No text would be left.", alone.Text);
        await Edit(eu, one, new() { [En] = "The sides shall meet.", [Zh] = "双方应会晤。", ["Input.Act"] = "save" });
        await Act(eu, await Only(app), "leaveout", new() { ["Why"] = "Said elsewhere" });

        var page = await china.Get($"/en/records/{record}");
        Assert.Contains("[The sides shall meet. | EU: —]", page.Text);
        Assert.Contains("Said elsewhere", (await china.Get($"/en/paragraphs/{one.Key}")).Text);
        await china.Submit(page, new Dictionary<string, string?>(), "[data-row] form[action$='/leaveout']");
        Assert.Empty(await Texts(app));
        var gone = await app.Behind(db => db.Paragraphs.IgnoreQueryFilters().SingleAsync(paragraph => paragraph.Id == one.Id));
        Assert.Equal("Left out by all sides", gone.WithdrawnReason);
        Assert.Equal("[The sides shall meet.|eu:|china:]", gone.Name["en"]!.Text);

        // Everywhere the sides stand in it by their names.
        foreach (var address in new[] { "/en/withdrawn", $"/en/history/paragraph/{one.Key}" })
        {
            var shown = (await eu.Get(address)).Text;
            Assert.Contains("[The sides shall meet. | EU: | China: ]", shown);
            Assert.DoesNotContain("|eu:", shown);
        }
    }

    [Theory, Databases]
    public async Task A_side_takes_back_what_holds_nothing_but_its_own(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var record = await Open(app, eu);
        await Add(eu, record, "A new duty.", "一项新义务。", "table");
        var one = await Only(app);
        Assert.Equal("[eu:A new duty.]", one.Name["en"]!.Text);

        Assert.Null((await china.Get($"/en/paragraphs/{one.Key}")).Document.QuerySelector("a[href*='/withdraw/']"));
        await Act(china, one, "leaveout", []);
        Assert.Equal("[eu:A new duty.|china:]", (await Only(app)).Name["en"]!.Text);
        await eu.Submit(await eu.Get($"/en/withdraw/paragraph/{one.Key}"), new Dictionary<string, string?> { ["Reason"] = "Not pursued" }, "main form");
        Assert.Empty(await Texts(app));
    }

    [Theory, Databases]
    public async Task Versions_of_a_record_are_compared_word_by_word(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        var record = await Open(app, eu);
        await Add(eu, record, "Fifteen cities.", "十五个城市。", "save");
        app.Clock.Advance(NodaTime.Duration.FromMinutes(1));
        await Edit(eu, await Only(app), new() { [En] = "Fourteen cities.", [Zh] = "十四个城市。", ["Input.Act"] = "save" });

        var all = await app.Behind(db => db.ParagraphVersions.OrderBy(one => one.At).ToListAsync());
        var page = await eu.Get($"/en/records/{record}/versions?from={all[0].At.ToUnixTimeTicks()}&to={all[^1].At.ToUnixTimeTicks()}");
        Assert.Equal(("Fifteen", "Fourteen"), (page.Document.QuerySelector("[lang=en] del")!.TextContent, page.Document.QuerySelector("[lang=en] ins")!.TextContent));
        Assert.Equal(("五", "四"), (page.Document.QuerySelector("[lang=zh] del")!.TextContent, page.Document.QuerySelector("[lang=zh] ins")!.TextContent));
    }

    [Theory, Databases]
    public async Task Brackets_are_read_or_the_field_says_what_is_wrong(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var manager = await app.As(Role.ProgrammeManager);
        var record = await Open(app, eu);
        var page = await eu.Get($"/en/paragraphs/new/edit?record={record}");
        foreach (var (typed, said) in new[] { ("a [b", "A bracket is opened and not closed: “[b”."), ("a | b", "The sign | is kept for brackets"), ("[China: a] b", "in the name of another side"), ("", "at least one language") })
        {
            var wrong = await eu.Submit(page, new Dictionary<string, string?> { [En] = typed, ["Input.Act"] = "save" });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
            Assert.Contains(said, wrong.Document.QuerySelector(".field.wrong .error")!.TextContent);
        }

        var nobody = await manager.Submit(await manager.Get($"/en/paragraphs/new/edit?record={record}"), new Dictionary<string, string?> { [En] = "a [b]" });
        Assert.Contains("Only a side can contest words", nobody.Text);
        await Add(eu, record, "a [b] c", "甲[乙]丙", "save");
        Assert.Equal("a [b|eu:] c", (await Only(app)).Name["en"]!.Text);
    }

    /// <summary>Opens a record for the coming round, which has none after this but it.</summary>
    internal static async Task<string> Open(App app, Browser eu)
    {
        await TakeAway(app);
        await eu.Submit(await eu.Get("/en/records/new/edit?round=demo-dialogue-2027"), new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "Joint record", ["Input.Name.Words[zh]"] = "联合纪要" });
        return (await app.Behind(db => db.JointRecords.SingleAsync(one => one.SealedAt == null))).Key;
    }

    /// <summary>Withdraws the demonstration's own record: a round negotiates one at a time.</summary>
    internal static Task<int> TakeAway(App app) => app.Behind(async db =>
    {
        (await db.JointRecords.SingleAsync()).Withdraw("For a test", app.Clock.GetCurrentInstant());
        return await db.SaveChangesAsync();
    });

    internal static async Task Add(Browser who, string record, string en, string zh, string act) =>
        await who.Submit(await who.Get($"/en/paragraphs/new/edit?record={record}"), new Dictionary<string, string?> { [En] = en, [Zh] = zh, ["Input.Act"] = act });

    internal static async Task<Page> Edit(Browser who, Paragraph paragraph, Dictionary<string, string?> fields) =>
        await who.Submit(await who.Get($"/en/paragraphs/{paragraph.Key}/edit"), fields.ContainsKey("Input.Act") ? fields : new(fields) { ["Input.Act"] = "table" });

    /// <summary>An act as the row's or the page's form sends it.</summary>
    internal static async Task<Page> Act(Browser who, Paragraph paragraph, string act, Dictionary<string, string?> fields)
    {
        var one = await who.Get($"/en/paragraphs/{paragraph.Key}");
        return await who.Submit(one, fields, $"form[action$='/{act}']" + (fields.TryGetValue("language", out var language) ? $":has([name=language][value={language}])" : ""));
    }

    private static Task<Paragraph> Only(App app) => app.Behind(db => db.Paragraphs.AsNoTracking().OrderBy(one => one.Sequence).FirstAsync());

    private static Task<Paragraph> Named(App app, string words) => app.Behind(async db => (await db.Paragraphs.AsNoTracking().ToListAsync()).Single(one => one.Name["en"]!.Text == words));

    private static Task<List<string>> Texts(App app) => app.Behind(async db => (await db.Paragraphs.AsNoTracking().OrderBy(one => one.Sequence).ToListAsync()).ConvertAll(one => one.Name["en"]!.Text));
}
