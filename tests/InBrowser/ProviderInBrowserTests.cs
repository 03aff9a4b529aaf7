using Concord.Platform.Accounts;
using Concord.Tests.Features.Accounts;
using Concord.Tests.Support;
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
        await page.GetByText("Sign in through Example sign-in of eu").ClickAsync(); // which knows her still
        await page.WaitForURLAsync("**/en/sign-in/kept?**");
        await page.GetByText("Continue").ClickAsync();
        await page.WaitForURLAsync("**/zh/me");
        Assert.Equal("zh", (await app.AccountOf("ann@eu.example")).Language);
        Assert.Empty(complaints);
    }
}
