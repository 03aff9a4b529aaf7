using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Concord.Tests.InBrowser;

/// <summary>What a comparison comes to stands on no page that can be walked to.</summary>
public sealed class ComparisonInBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string English = "Title\nEach side shall not issue more than 300 visas for EUR 15 (see https://example.org/an/address/that/is/longer/than/any/phone/is/wide).\nOnly here.";
    private const string Chinese = "标题\n双方可发放不超过200份签证，费用为16元。";

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task The_result_is_accessible_in_both_schemes_and_not_wider_than_a_phone(string language)
    {
        await using var app = await App.On(Database.Sqlite);
        await using var window = await chromium.Open(app, new(Role.DialogueDesk, "eu"));
        await Compare(window.Page, language);

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await window.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            Assert.Empty((await window.Page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {string.Join(" | ", violation.Nodes.Take(2).Select(node => node.Html))}"));
        }

        await window.Page.SetViewportSizeAsync(360, 900);
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Without_script_the_box_leaves_only_the_pairs_with_findings()
    {
        await using var app = await App.On(Database.Sqlite);
        await using var window = await chromium.Open(app, new(Role.DialogueDesk, "china"), script: false);
        await Compare(window.Page, "en");
        Assert.True(await window.Page.IsVisibleAsync("#p1"));

        await window.Page.CheckAsync("#only");

        Assert.False(await window.Page.IsVisibleAsync("#p1"));
        Assert.True(await window.Page.IsVisibleAsync("#p2"));
        await window.Page.ClickAsync("#texts button.first");
        Assert.True(await window.Page.IsCheckedAsync("#only"));
    }

    private static async Task Compare(IPage page, string language)
    {
        await page.GotoAsync($"/{language}/check");
        await page.FillAsync("[name='Input.First']", English);
        await page.FillAsync("[name='Input.Second']", Chinese);
        await page.ClickAsync("#texts button.first");
        await page.WaitForSelectorAsync("#result");
    }
}
