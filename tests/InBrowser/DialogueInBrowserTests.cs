using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Tests.Features.Records;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Concord.Tests.InBrowser;

/// <summary>
/// The whole way in real browsers, both sides at once: from the agenda over three negotiated paragraphs to the seal, the check of a copy, and
/// the commitment that one side calls done and the other confirms.
/// </summary>
public sealed class DialogueInBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Round = "demo-dialogue-2027";
    private const string Discussed = "The two sides met and had a candid discussion on visa processing times.";
    private const string Again = "The two sides shall meet again in 2028.";
    private const string Promise = "The two sides shall exchange data on visa processing times in 14 cities every year.";

    [Fact]
    public async Task From_the_agenda_to_a_sealed_record_and_a_commitment_that_is_done()
    {
        await using var app = await App.On(Database.Sqlite);
        await RecordTests.TakeAway(app);
        await using var eu = await Device.Open(chromium, app);
        await using var china = await Device.Open(chromium, app);
        await eu.SignedInAs(app, Role.DialogueDesk, "eu");
        await china.SignedInAs(app, Role.DialogueDesk, "china");

        await ProposeAnItem(eu, china);
        var record = await Negotiate(eu, china);
        await Sign(app, record, "eu", "en");
        await Sign(app, record, "china", "zh");
        await app.Settle();
        await Verify(app, china, record);
        await FollowUp(app, eu, china);
    }

    /// <summary>The sides sit before different nodes: each sees what the other writes, who is writing, and both may write in one paragraph.</summary>
    [Fact]
    public async Task Two_sides_write_in_one_paragraph_at_two_nodes()
    {
        await using var app = await App.On(Database.Postgres);
        await RecordTests.TakeAway(app);
        await using var other = await app.Beside();
        await using var eu = await Device.Open(chromium, app);
        await using var china = await Device.Open(chromium, other);
        await eu.SignedInAs(app, Role.DialogueDesk, "eu");
        await china.SignedInAs(other, Role.DialogueDesk, "china");
        await eu.Page.GotoAsync($"/en/records/new/edit?round={Round}");
        await Leave(eu, "main form button.first");
        var record = KeyIn(eu.Page);
        await china.Page.GotoAsync($"/zh/records/{record}");
        var one = await Add(eu, record, "The two sides met in Brussels and discussed visas.", "双方在布鲁塞尔会晤，讨论了签证问题。", "Text");
        await eu.Page.GotoAsync($"/en/records/{record}");
        await china.Page.WaitForSelectorAsync(Row(one));

        await china.Page.ClickAsync($"{Row(one)} [data-edit]");
        await china.Page.FillAsync($"{Row(one)} textarea[lang=en]", "The two sides met in Brussels and discussed visas for students.");
        await eu.Page.WaitForFunctionAsync("row => document.querySelector(row + ' [data-present]').textContent !== ''", Row(one));
        await eu.Page.ReloadAsync();
        Assert.NotEqual("", await eu.Page.TextContentAsync($"{Row(one)} [data-present]")); // who opens the page later is told too
        await Change(eu, one, "en", "The two sides met in Beijing and discussed visas.", "save");
        await china.Page.WaitForSelectorAsync($"{Row(one)} [data-moved]");
        await china.Page.ClickAsync($"{Row(one)} button[value=save]");

        const string both = "The two sides met in Beijing and discussed visas for students.";
        foreach (var side in new[] { eu, china })
        {
            await Shows(side, one, both);
            await side.LooksRight();
        }
    }

    private static async Task ProposeAnItem(Device eu, Device china)
    {
        await eu.Page.GotoAsync($"/en/agenda/new/edit?round={Round}");
        await eu.Page.FillAsync("[name='Input.Name.Words[en]']", "Visa processing times");
        await eu.Page.FillAsync("[name='Input.Name.Words[zh]']", "签证办理时限");
        await eu.Page.FillAsync("[name='Input.Minutes']", "30");
        await Leave(eu, "main form button.first");
        var item = KeyIn(eu.Page);
        await china.Page.GotoAsync($"/zh/dialogue/{Round}/agenda");
        await china.Page.ClickAsync($"[id='{item}'] button[name=agrees][value=true]");
        await china.Page.WaitForSelectorAsync($"[id='{item}'] button[name=agrees][value=false]");
        await china.LooksRight();
        Assert.Equal(2, await china.Page.Locator($"[id='{item}'] .stands .state.done").CountAsync());
    }

    /// <summary>Three paragraphs: other words in brackets are settled, numbers that differ are found and put right, both sides agree.</summary>
    private static async Task<string> Negotiate(Device eu, Device china)
    {
        await eu.Page.GotoAsync($"/en/records/new/edit?round={Round}");
        await eu.Page.FillAsync("[name='Input.Name.Words[en]']", "Joint record of the dialogue");
        await eu.Page.FillAsync("[name='Input.Name.Words[zh]']", "对话联合纪要");
        await Leave(eu, "main form button.first");
        var record = KeyIn(eu.Page);
        await china.Page.GotoAsync($"/zh/records/{record}");

        var met = await Add(eu, record, "The two sides met and discussed visa processing times.", "双方举行会晤，讨论了签证办理时限。", "Text");
        var promise = await Add(eu, record, Promise.Replace("14", "15", StringComparison.Ordinal), "双方应每年就十四个城市的签证办理时限交换数据。", "Commitment");
        var thanks = await Add(eu, record, Again, "双方应于2028年再次会晤。", "Text");
        await eu.Page.GotoAsync($"/en/records/{record}");

        // What one side writes stands on the page that the other has open, and what differs is marked there in its own language.
        await china.Page.WaitForSelectorAsync(Row(thanks));
        Assert.Contains("15", await china.Page.InnerTextAsync($"{Row(promise)} .doubts"));
        Assert.Equal(2, await china.Page.Locator($"{Row(promise)} mark").CountAsync());
        await china.LooksRight();

        await Change(china, met, "en", Discussed, "table");
        await Change(china, thanks, "en", "The two sides may meet again in 2028.", "table");
        await Change(china, thanks, "zh", "双方可于2028年再次会晤。", "table");
        await eu.Page.WaitForSelectorAsync($"{Row(thanks)} [lang=zh] .bracket");
        await eu.LooksRight();

        await Settle(eu, met, "en", "of China");
        await Settle(eu, thanks, "en", "as they stood");
        await Settle(eu, thanks, "zh", "as they stood");
        await eu.Page.GotoAsync($"/en/records/{record}");
        await eu.Page.ClickAsync($"{Row(met)} form[action$='/confirm'] button");
        await eu.Page.WaitForSelectorAsync($"{Row(met)} button[value=Agreed]");

        // An error of the checker keeps the record from being signed until a text is put right.
        await Change(china, promise, "en", Promise, "save");
        await china.Page.WaitForFunctionAsync("row => !document.querySelector(row + ' .doubts')", Row(promise));
        await china.Page.ClickAsync($"{Row(promise)} form[action$='/confirm'] button");
        await china.Page.WaitForSelectorAsync($"{Row(promise)} button[value=Agreed]");

        foreach (var side in new[] { eu, china })
        {
            foreach (var (paragraph, words) in new[] { (met, Discussed), (promise, Promise), (thanks, Again) })
            {
                // Whoever agrees before the last change has come to his page is refused: these are not the texts he saw.
                await Shows(side, paragraph, words);
                await side.Page.ClickAsync($"{Row(paragraph)} button[value=Agreed]");
                await side.Page.WaitForSelectorAsync($"{Row(paragraph)} button[value=Open]");
            }
        }

        await china.LooksRight();
        return record;
    }

    private static async Task<string> Add(Device side, string record, string english, string chinese, string kind)
    {
        await side.Page.GotoAsync($"/en/paragraphs/new/edit?record={record}");
        await side.Page.FillAsync("textarea[lang=en]", english);
        await side.Page.FillAsync("textarea[lang=zh]", chinese);
        await side.Page.SelectOptionAsync("[name='Input.Kind']", kind);
        await Leave(side, "button[value=save]");
        return new Uri(side.Page.Url).Fragment[1..];
    }

    /// <summary>Changes a text in its row.</summary>
    private static async Task Change(Device side, string paragraph, string language, string words, string act)
    {
        await side.Page.ClickAsync($"{Row(paragraph)} [data-edit]");
        await side.Page.FillAsync($"{Row(paragraph)} textarea[lang={language}]", words);
        await side.Page.ClickAsync($"{Row(paragraph)} button[value={act}]");
        await side.Page.WaitForSelectorAsync($"{Row(paragraph)} [data-edit]");
    }

    private static Task Shows(Device side, string paragraph, string words) =>
        side.Page.WaitForFunctionAsync("([row, words]) => document.querySelector(row + ' .wordings [lang=en]')?.textContent === words", new[] { Row(paragraph), words });

    private static async Task Settle(Device side, string paragraph, string language, string choice)
    {
        await side.Page.GotoAsync($"/en/paragraphs/{paragraph}");
        await Leave(side, $".settle:has([name=language][value={language}]) button:has-text('{choice}')");
    }

    /// <summary>A signatory makes a passkey, reads both texts, and signs.</summary>
    private async Task Sign(App app, string record, string party, string language)
    {
        await using var signatory = await Device.Open(chromium, app);
        await signatory.SignedInAs(app, Role.Signatory, party);
        await signatory.Page.GotoAsync($"/{language}/me/passkeys/new");
        await signatory.Page.ClickAsync("form[data-passkey=create] button");
        await signatory.Page.WaitForURLAsync("**/me/passkeys");

        await signatory.Page.GotoAsync($"/{language}/desk");
        await Leave(signatory, $"a[href$='/records/{record}/sign']");
        await signatory.LooksRight();
        await signatory.Page.ClickAsync("form[data-passkey=get] button");
        await signatory.Page.WaitForURLAsync($"**/records/{record}");
        await signatory.LooksRight();
    }

    /// <summary>Somebody without an account holds copies against the seal; one byte more or less does not go unseen.</summary>
    private async Task Verify(App app, Device reader, string record)
    {
        await reader.Page.GotoAsync($"/zh/records/{record}");
        await reader.LooksRight();
        var files = new Dictionary<string, byte[]>();
        foreach (var link in await reader.Page.Locator("a[href*='/files/'], a[href$='concord-seal-keys.json']").AllAsync())
        {
            var address = (await link.GetAttributeAsync("href"))!;
            files[address.Split('/')[^1]] = await (await reader.Page.Context.APIRequest.GetAsync(address)).BodyAsync();
        }

        await using var visitor = await Device.Open(chromium, app);
        var seal = files.Single(file => file.Key.EndsWith(".jws", StringComparison.Ordinal));
        var keys = files.Single(file => file.Key == "concord-seal-keys.json");
        var copies = files.Where(file => file.Key != keys.Key && (file.Key.EndsWith(".pdf", StringComparison.Ordinal) || file.Key.EndsWith(".json", StringComparison.Ordinal))).ToList();
        Assert.Equal(4, copies.Count);
        foreach (var copy in copies)
        {
            await Check(copy.Key, copy.Value);
            Assert.Equal(0, await visitor.Page.Locator("#result .state.late").CountAsync());
            Assert.Equal(1, await visitor.Page.Locator("#result .summary .state.done").CountAsync());

            await Check(copy.Key, [.. copy.Value[..^1], (byte)(copy.Value[^1] ^ 1)]);
            Assert.Equal(1, await visitor.Page.Locator("#result .summary .state.late").CountAsync());
        }

        await visitor.LooksRight();

        async Task Check(string name, byte[] content)
        {
            await visitor.Page.GotoAsync("/zh/verify");
            foreach (var (field, file, bytes) in new[] { ("File", name, content), ("Seal", seal.Key, seal.Value), ("Key", keys.Key, keys.Value) })
                await visitor.Page.SetInputFilesAsync($"[name='Input.{field}']", new FilePayload { Name = file, MimeType = "application/octet-stream", Buffer = bytes });
            await visitor.Page.ClickAsync("main button.first");
            await visitor.Page.WaitForSelectorAsync("#result");
        }
    }

    /// <summary>The commitment stands in what came of the round; one side calls it done, the other confirms.</summary>
    private static async Task FollowUp(App app, Device eu, Device china)
    {
        await eu.Page.GotoAsync($"/en/dialogue/{Round}/outcome");
        await Leave(eu, $"a:has-text('{Promise}')");
        var commitment = KeyIn(eu.Page);
        await eu.LooksRight();
        await Leave(eu, "a[href$='/status']");
        await eu.Page.SelectOptionAsync("[name='Input.Status']", "done");
        await eu.Page.FillAsync("[name='Input.On']", $"{app.Clock.GetCurrentInstant().InUtc().Year}");
        await eu.Page.SelectOptionAsync("[name='Input.Audience']", Audience.Parties.Code);
        await Leave(eu, "main form button.first");

        await china.Page.GotoAsync("/zh/desk");
        await Leave(china, $"main a[href$='/commitments/{commitment}']");
        await china.Page.ClickAsync("button[value=Confirmed]");
        await china.Page.WaitForSelectorAsync("ol.trail:has-text('中方已确认')");
        await china.LooksRight();
        await eu.Page.ReloadAsync();
        Assert.Contains("confirmed by China", await eu.Page.InnerTextAsync("ol.trail"));
        Assert.Equal("Done", await eu.Page.InnerTextAsync(".facts .state"));
        Assert.Equal(["done"], await app.Behind(db => db.StatusEntries.Where(one => one.Commitment.Key == commitment).Select(one => one.Status).ToListAsync()));
    }

    /// <summary>Clicks what leads to another page, and is there.</summary>
    private static async Task Leave(Device side, string selector)
    {
        var before = side.Page.Url;
        await side.Page.ClickAsync(selector);
        await side.Page.WaitForURLAsync(now => now != before);
    }

    private static string Row(string paragraph) => $"[data-row='{paragraph}']";

    private static string KeyIn(IPage page) => new Uri(page.Url).AbsolutePath.Split('/')[^1];
}
