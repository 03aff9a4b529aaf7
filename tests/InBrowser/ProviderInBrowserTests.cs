using Concord.Platform.Accounts;
using Concord.Tests.Features.Accounts;
using Concord.Tests.Support;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Concord.Tests.InBrowser;

/// <summary>A real browser, a real provider of one side, as a person does it: with the cookies and redirects of the real world.</summary>
public sealed class ProviderInBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory, Databases]
    public async Task Somebody_of_one_side_is_invited_comes_through_their_provider_and_signs_out(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await App.On(database, settings: ProvidersFile.Of(provider.Entry("eu", secondFactor: "acr:" + OpenIdProvider.TwoFactors)));
        await provider.Knows(app);
        await provider.Has("ann", new { email = "ann@eu.example", email_verified = true, acr = OpenIdProvider.TwoFactors });
        await provider.Has("stranger", new { email = "stranger@eu.example", email_verified = true, acr = OpenIdProvider.TwoFactors });
        using var administrator = await app.As(Role.Administrator);
        var invitation = new Uri(await administrator.Invite("ann@eu.example", Role.FocalPoint, "eu")).PathAndQuery;

        await using var stranger = await chromium.Browser.NewContextAsync(new() { BaseURL = app.Address.ToString(), ViewportSize = new() { Width = 360, Height = 800 } });
        var page = await stranger.NewPageAsync();
        await page.GotoAsync("/zh/sign-in");
        await page.GetByText("通过示例身份提供方eu登录").ClickAsync();
        await page.GetByText("stranger", new() { Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/sign-in/problem**");
        Assert.Contains("请向贵机构的联系人索取邀请", await page.Locator("main").InnerTextAsync());

        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = app.Address.ToString(), ViewportSize = new() { Width = 360, Height = 800 } });
        page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            // The provider's own pages ask for a font from elsewhere.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) complaints.Add(message.Text);
        };
        await page.GotoAsync(invitation);
        await page.GetByText("Sign in through Example sign-in of eu").ClickAsync();
        await page.GetByText("ann", new() { Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/en/me");
        Assert.Contains("Focal point (EU)", await page.Locator("main").InnerTextAsync());

        await page.Locator("form[action$='/sign-out'] button").ClickAsync();
        await page.GetByText("Also sign out of Example sign-in of eu").ClickAsync();
        await page.WaitForURLAsync(provider.Issuer + "/**");
        Assert.Empty(complaints);
    }

    [Theory, Databases]
    public async Task A_form_goes_through_the_provider_and_back(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await App.On(database, settings: ProvidersFile.Of(provider.Entry("eu", "just-in-time", secondFactor: "acr:" + OpenIdProvider.TwoFactors)));
        await provider.Knows(app);
        await provider.Has("ann", new { email = "ann@eu.example", email_verified = true, acr = OpenIdProvider.TwoFactors, groups = new[] { "focal" } });
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = app.Address.ToString(), ViewportSize = new() { Width = 360, Height = 800 } });
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) complaints.Add(message.Text);
        };
        await page.GotoAsync("/en/sign-in");
        await page.GetByText("Sign in through Example sign-in of eu").ClickAsync();
        await page.GetByText("ann", new() { Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/en/me");
        await page.Locator("select[name=language]").SelectOptionAsync("zh");
        await app.Behind(db => db.Accounts.Where(one => one.Email == "ann@eu.example").ExecuteUpdateAsync(set => set.SetProperty(one => one.SecurityStamp, "expired")));

        await page.Locator("form[action$='/me/language'] button").ClickAsync();
        Assert.Contains("kept in this page", await page.Locator("main").InnerTextAsync());
        await IsAccessible(page);
        await page.GetByText("Sign in through Example sign-in of eu").ClickAsync(); // which knows her still
        await page.WaitForURLAsync("**/en/sign-in/kept?**");
        await IsAccessible(page);
        await page.GetByText("Continue").ClickAsync();
        await page.WaitForURLAsync("**/zh/me");
        Assert.Equal("zh", (await app.AccountOf("ann@eu.example")).Language);
        Assert.Empty(complaints);

        // The pages that only somebody who came through a provider, or whoever looks after their account, sees as they are.
        app.Clock.Advance(FreshAttribute.Lasts);
        await page.GotoAsync("/zh/me/passkeys/new");
        await page.GetByText("通过示例身份提供方eu验证").WaitForAsync();
        await IsAccessible(page);
        await page.GotoAsync("/zh/sign-in/problem?provider=eu&why=not-anew&proves=true");
        await IsAccessible(page);
        await using var office = await chromium.Browser.NewContextAsync(new() { BaseURL = app.Address.ToString(), ViewportSize = new() { Width = 360, Height = 800 } });
        var cookie = (await app.CookieOf(Role.Administrator)).Split('=', 2);
        await office.AddCookiesAsync([new() { Name = cookie[0], Value = cookie[1], Url = app.Address.ToString() }]);
        var account = await office.NewPageAsync();
        await account.GotoAsync($"/en/accounts/{(await app.AccountOf("ann@eu.example")).Id}");
        await IsAccessible(account);
        await account.Locator("form[action$='/unlink'] button").ClickAsync();
        await account.GetByText("Nobody can sign in to this account now").WaitForAsync();
        await IsAccessible(account);
    }

    private static async Task IsAccessible(IPage page)
    {
        var violations = (await page.RunAxe()).Violations.Select(violation => $"{page.Url} {violation.Id}: {string.Join(" | ", violation.Nodes.Take(2).Select(node => node.Html))}");
        Assert.Empty(violations);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{page.Url} is wider than the phone");
    }
}
