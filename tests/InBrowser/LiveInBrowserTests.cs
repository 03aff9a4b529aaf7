using System.Collections.Concurrent;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.Playwright;

namespace Concord.Tests.InBrowser;

/// <summary>Pages that stand open, in a real browser, while somebody else is at work.</summary>
public sealed class LiveInBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Told = ".live:not(:empty)";

    [Fact]
    public async Task Desk_list_and_record_say_what_has_changed_and_nothing_typed_is_lost()
    {
        await using var app = await App.On(Database.Sqlite);
        var name = (await app.AccountOf(Role.DialogueDesk, "eu")).Name;
        await using var china = await chromium.Open(app, new(Role.DialogueDesk, "china"));
        var (record, list, desk, edit) = (china.Page, await Tab(china), await Tab(china), await Tab(china));
        await record.GotoAsync("/en/commitments/CM-003");
        await list.GotoAsync("/zh/commitments");
        await desk.GotoAsync("/en/desk");
        await edit.GotoAsync("/zh/commitments/CM-003/edit");
        await edit.FillAsync("[name='Input.Made']", "2019-05");

        using var eu = await app.As(Role.DialogueDesk, "eu");
        await Change(app, eu, "CM-003");
        await Change(app, eu, "CM-002");

        await Says(record, $"{name["en"]!.Text} changed this record at");
        await Says(list, "有2条记录发生更改");
        await Says(list, name["zh"]!.Text);
        await Says(desk, "2 records have changed");
        await Says(edit, "两个版本将并列显示");
        Assert.Equal("2019-05", await edit.InputValueAsync("[name='Input.Made']"));

        await record.ClickAsync($"{Told} a");
        await record.WaitForFunctionAsync("() => !document.querySelector('.live:not(:empty)')");
        Assert.Contains("2031", await record.InnerTextAsync("main"));
        Assert.Empty(china.Complaints);
    }

    [Fact]
    public async Task All_tabs_of_a_browser_share_one_line_and_the_next_takes_over()
    {
        await using var app = await App.On(Database.Sqlite);
        await using var china = await chromium.Open(app, new(Role.DialogueDesk, "china"));
        var lines = new ConcurrentBag<string>();
        china.Page.Context.Request += (_, request) =>
        {
            if (new Uri(request.Url).AbsolutePath == "/live") lines.Add(request.Url);
        };
        await china.Page.GotoAsync("/en/desk");
        var others = new List<IPage>();
        for (var number = 0; number < 6; number++)
        {
            others.Add(await Tab(china));
            await others[^1].GotoAsync("/en/commitments/CM-003");
        }

        using var eu = await app.As(Role.DialogueDesk, "eu");
        await Change(app, eu, "CM-003");
        foreach (var tab in others) await Says(tab, "changed this record");
        Assert.Single(lines);

        await china.Page.CloseAsync();
        await Change(app, eu, "CM-003");
        await others[0].ReloadAsync();
        await Change(app, eu, "CM-003");
        foreach (var tab in others) await Says(tab, "changed this record");
    }

    private static async Task<IPage> Tab(Window window) => await window.Page.Context.NewPageAsync();

    private static Task Says(IPage page, string words) =>
        page.WaitForFunctionAsync("words => document.querySelector('.live')?.innerText.includes(words)", words, new() { Timeout = 20_000 });

    private static async Task Change(App app, Browser writer, string key)
    {
        app.Clock.AdvanceMinutes(1);
        await writer.Submit(await writer.Get($"/en/commitments/{key}/edit"), new Dictionary<string, string?> { ["Input.Due"] = $"2031-{app.Clock.GetCurrentInstant().ToUnixTimeSeconds() / 60 % 12 + 1:00}" });
    }
}
