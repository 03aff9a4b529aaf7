using System.Text.Json;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Concord.Tests.InBrowser;

/// <summary>A browser with an authenticator of its own. Passkeys need a name, so the application is reached as localhost.</summary>
internal sealed class Device(IBrowserContext context, IPage page, ICDPSession session, string authenticator, string home, Window window) : IAsyncDisposable
{
    public IPage Page => page;

    public static async Task<Device> Open(Chromium chromium, App app, int width = 1280)
    {
        var home = $"http://localhost:{app.Address.Port}/";
        var context = await chromium.Browser.NewContextAsync(new() { BaseURL = home, ViewportSize = new() { Width = width, Height = 800 }, ReducedMotion = ReducedMotion.Reduce });
        var page = await context.NewPageAsync();
        var session = await context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        var added = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });
        return new(context, page, session, added!.Value.GetProperty("authenticatorId").GetString()!, home, new Window(context, page, new(home)));
    }

    public async Task SignedInAs(App app, Role role, string? party = null)
    {
        var cookie = (await app.CookieOf(role, party)).Split('=', 2);
        await context.AddCookiesAsync([new() { Name = cookie[0], Value = cookie[1], Url = home }]);
    }

    public async Task<JsonElement> Credentials() =>
        (await session.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = authenticator }))!.Value.GetProperty("credentials").Clone();

    public async Task Has(JsonElement credentials)
    {
        foreach (var credential in credentials.EnumerateArray()) await session.SendAsync("WebAuthn.addCredential", new() { ["authenticatorId"] = authenticator, ["credential"] = credential });
    }

    /// <summary>No rule of accessibility broken, nothing beside the screen, nothing refused by the page's policy.</summary>
    public async Task LooksRight()
    {
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => $"{page.Url} {violation.Id}: {string.Join(" | ", violation.Nodes.Take(2).Select(node => node.Html))}"));
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        Assert.Empty(window.Complaints);
    }

    public async ValueTask DisposeAsync()
    {
        await window.DisposeAsync();
        await context.DisposeAsync();
    }
}
