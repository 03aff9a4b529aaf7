using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Concord.Tests.Features.Records.RecordTests;

namespace Concord.Tests.InBrowser;

/// <summary>The translator's desk by keyboard, and with everything on it that there can be.</summary>
public sealed class TranslatingInBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Field = ".translating textarea";

    [Fact]
    public async Task By_keyboard_an_earlier_wording_is_taken_changed_and_saved()
    {
        await using var app = await App.On(Database.Sqlite);
        var record = await Prepare(app);
        await using var window = await chromium.Open(app, new(Role.DialogueDesk, "eu"));
        var page = window.Page;
        await page.GotoAsync($"/en/records/{record}/translate");

        await page.Keyboard.PressAsync("1");
        Assert.Equal("双方应每年交流专家一次，以预防非正规移民。", await page.InputValueAsync(Field));
        await page.Keyboard.TypeAsync("（待核）");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForURLAsync("**/translate?after=*");
        Assert.Contains("1 of 4 paragraphs", await page.InnerTextAsync("main"));
        Assert.Equal("双方感谢主办方。", (await page.InputValueAsync(Field)).Trim());

        await page.GotoAsync($"/en/records/{record}/translate?show=all");
        var first = await page.InnerTextAsync(".translating .number");
        await page.Keyboard.PressAsync("j");
        await page.WaitForFunctionAsync("before => document.querySelector('.translating .number').textContent !== before", first);
        await page.Keyboard.PressAsync("e");
        Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement.matches('.translating textarea')"));
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task It_is_accessible_in_both_schemes_and_not_wider_than_a_phone(string language)
    {
        await using var app = await App.On(Database.Sqlite);
        var record = await Prepare(app);
        var doubtful = await app.Behind(async db => (await db.Paragraphs.AsNoTracking().ToListAsync()).Single(one => one.Name["en"]!.Text.Contains("fifteen", StringComparison.Ordinal)).Key);
        await using var window = await chromium.Open(app, new(Role.DialogueDesk, "china"));
        foreach (var address in new[] { $"/{language}/records/{record}/translate", $"/{language}/records/{record}/translate/{doubtful}" })
        {
            await window.Page.SetViewportSizeAsync(1280, 900);
            await window.Page.GotoAsync(address);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await window.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                Assert.Empty((await window.Page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {string.Join(" | ", violation.Nodes.Take(2).Select(node => node.Html))}"));
            }

            await window.Page.SetViewportSizeAsync(360, 900);
            Assert.Equal(0, await window.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        }

        Assert.Empty(window.Complaints);
    }

    /// <summary>Four paragraphs: one agreed, one without Chinese that is like it, one doubtful, one to be looked at.</summary>
    private static async Task<string> Prepare(App app)
    {
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var record = await Open(app, eu);
        await Add(eu, record, "The sides shall exchange experts once every year to prevent irregular migration.", "双方应每年交流专家一次，以预防非正规移民。", "save");
        var agreed = await app.Behind(db => db.Paragraphs.AsNoTracking().SingleAsync());
        foreach (var side in new[] { eu, china }) await Act(side, agreed, "clear", new() { ["clearing"] = "Agreed" });
        await Add(eu, record, "The sides shall exchange experts twice every year to prevent irregular migration.", "", "save");
        await Add(eu, record, "Visa centres are opened in fifteen cities.", "在十四个城市设立签证中心。", "save");
        await Add(eu, record, "The sides thank the hosts.", "双方感谢主办方。", "save");
        var last = await app.Behind(db => db.Paragraphs.AsNoTracking().OrderByDescending(one => one.Sequence).FirstAsync());
        await Edit(eu, last, new() { ["Input.Words[en]"] = "The sides thank the hosts warmly.", ["Input.Act"] = "save" });
        return record;
    }
}
