using Concord.Tests.Support;
using Microsoft.Playwright;

namespace Concord.Tests.InBrowser;

/// <summary>Debian's Chromium, started once for all tests; nothing is downloaded, and it asks nobody but us.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? playwright;

    internal IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // The driver comes with the NuGet package; a browser it would have to fetch.
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CONCORD_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.CloseAsync();
        playwright?.Dispose();
    }

    /// <summary>A fresh browser profile in which somebody is signed in.</summary>
    internal async Task<Window> Open(App app, Reader reader, ColorScheme scheme = ColorScheme.Light, int width = 1280, bool script = true, string language = "en")
    {
        var context = await Browser.NewContextAsync(new()
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 900 },
            JavaScriptEnabled = script,
            BaseURL = app.Address.ToString(),
            Locale = language,
            ReducedMotion = ReducedMotion.Reduce,
        });
        if (reader.Role is { } role)
        {
            var cookie = (await app.CookieOf(role, reader.Party)).Split('=', 2);
            await context.AddCookiesAsync([new() { Name = cookie[0], Value = cookie[1], Url = app.Address.ToString() }]);
        }

        return new(context, await context.NewPageAsync(), app.Address);
    }
}

/// <summary>One tab, which notes whatever should not happen: requests to other hosts, errors in the console, refused content.</summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext context;

    public Window(IBrowserContext context, IPage page, Uri home)
    {
        (this.context, Page) = (context, page);
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(home.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) Complaints.Add($"{page.Url} asks another host: {request.Url}");
        };
        context.Response += (_, response) =>
        {
            if (response.Status >= 400 && response.Status != 409 && response.Request.ResourceType != "document") Complaints.Add($"{page.Url} asks for {response.Url}, which answers {response.Status}");
        };

        // A 404 or 409 of the page itself is said in the console too, and is no error of the page.
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) Complaints.Add($"{page.Url} complains: {message.Text}");
        };
        page.PageError += (_, error) => Complaints.Add($"{page.Url} fails: {error}");
    }

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
