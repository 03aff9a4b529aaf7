using System.Collections.Concurrent;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Concord.Tests.InBrowser;

/// <summary>Every page in a real browser: in both languages, light and dark, on a phone, by keyboard, on paper.</summary>
public sealed class PagesInBrowserTests(VisitedPages visited, ITestOutputHelper output) : IClassFixture<VisitedPages>
{
    [Fact]
    public Task Every_page_is_accessible_and_keeps_to_itself_in_both_languages_and_schemes() => Check(faults => faults.Accessibility);

    [Fact]
    public Task No_page_is_wider_than_a_phone() => Check(faults => faults.Width);

    [Fact]
    public Task The_keyboard_reaches_everything_in_order_and_skips_to_the_content() => Check(faults => faults.Keys);

    [Fact]
    public Task Every_page_prints() => Check(faults => faults.Paper);

    private async Task Check(Func<Faults, IReadOnlyCollection<string>> of)
    {
        var faults = await visited.Faults;
        var wrong = of(faults);
        output.WriteLine($"{faults.Pages} pages");
        Assert.True(faults.Pages > 100 && wrong.Count == 0, $"{wrong.Count} faults on {faults.Pages} pages:\n" + string.Join('\n', wrong.Order(StringComparer.Ordinal).Take(60)));
    }
}

/// <summary>What is wrong with the pages that were visited.</summary>
internal sealed class Faults
{
    public int Pages;

    public ConcurrentBag<string> Accessibility { get; } = [];

    public ConcurrentBag<string> Width { get; } = [];

    public ConcurrentBag<string> Keys { get; } = [];

    public ConcurrentBag<string> Paper { get; } = [];
}

/// <summary>Every page is opened once, and looked at in every way.</summary>
public sealed class VisitedPages : IAsyncLifetime
{
    private const int Phone = 360;

    /// <summary>What a page holds that the keyboard must reach, in the order of the document.</summary>
    private const string Reachable = """
        () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]
            .filter(one => !one.disabled && one.tabIndex >= 0 && one.getClientRects().length > 0 && getComputedStyle(one).visibility !== 'hidden')
            .filter(one => one.type !== 'radio' || one.checked || ![...document.getElementsByName(one.name)].some(other => other.checked && other !== one))
            .filter(one => !one.closest('details:not([open])') || one.localName === 'summary')
            .length
        """;

    /// <summary>What holds, of every part of a page, is not told: it is many times what does not.</summary>
    private static readonly HashSet<ResultType> OnlyFaults = [ResultType.Violations];

    private static readonly AxeRunOptions Everything = new() { ResultTypes = OnlyFaults };

    /// <summary>The dark scheme changes colours and nothing else.</summary>
    private static readonly AxeRunOptions OnlyColours = new() { ResultTypes = OnlyFaults, RunOnly = RunOnlyOptions.Rules("color-contrast", "link-in-text-block") };

    private const string Overflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

    private const string Widest = """
        () => [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.parentElement.closest('.scroll'))
            .map(one => one.localName + '.' + one.className).slice(0, 3).join(', ')
        """;

    private const int Desktop = 1280;

    private readonly Chromium chromium = new();
    private readonly Lazy<Task<Faults>> faults;

    public VisitedPages() => faults = new(VisitAsync);

    internal Task<Faults> Faults => faults.Value;

    public ValueTask InitializeAsync() => chromium.InitializeAsync();

    public ValueTask DisposeAsync() => chromium.DisposeAsync();

    private async Task<Faults> VisitAsync()
    {
        await using var app = await App.On(Database.Sqlite);
        var found = new Faults();
        var work =
            from reader in await Examples(app)
            from language in new[] { "en", "zh" }
            select (reader.Key, Addresses: reader.Value.Where(address => address.StartsWith("/" + language + "/", StringComparison.Ordinal)).ToList());
        await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (one, _) =>
        {
            await using var window = await chromium.Open(app, one.Key);
            foreach (var address in one.Addresses)
            {
                Interlocked.Increment(ref found.Pages);
                await LookAt(window.Page, one.Key, address, found);
            }

            foreach (var complaint in window.Complaints) found.Accessibility.Add(complaint);
        });
        return found;
    }

    private static async Task LookAt(IPage page, Reader reader, string address, Faults found)
    {
        var where = $"{reader} at {address}";
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
        if (address.StartsWith("/en/", StringComparison.Ordinal) && await Keyboard(page) is { } fault) found.Keys.Add($"{where}: {fault}");

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var violation in (await page.RunAxe(scheme == ColorScheme.Light ? Everything : OnlyColours)).Violations)
            {
                found.Accessibility.Add($"{where} ({scheme}): {violation.Id}, {violation.Help}: {string.Join(" | ", violation.Nodes.Take(2).Select(node => node.Html))}");
            }
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(Phone, 900);
        if (await page.EvaluateAsync<int>(Overflow) is > 0 and var over) found.Width.Add($"{where}: {over} pixels too wide: {await page.EvaluateAsync<string>(Widest)}");
        await page.SetViewportSizeAsync(Desktop, 900);

        if (reader.Role is not null) return;
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        if (await page.EvaluateAsync<int>("() => document.querySelector('main').innerText.trim().length") == 0) found.Paper.Add($"{address}: nothing is printed");

        // The fonts of Chinese are the harder ones.
        if (address.StartsWith("/zh/", StringComparison.Ordinal) && (await page.PdfAsync(new() { Format = "A4" })).Length < 1000) found.Paper.Add($"{address}: an empty sheet");
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
    }

    /// <summary>One address for each pattern and language, for each of the readers who see different things: found by walking.</summary>
    private static async Task<Dictionary<Reader, List<string>>> Examples(App app)
    {
        var examples = new Dictionary<Reader, List<string>>();
        var known = new HashSet<string>();
        foreach (var reader in Walk.Walkers)
        {
            // A page that stands in the same form for a visitor and for others is looked at once more only where somebody signed in can do more.
            var visits = await Walk.Through(app, reader, each: 1);
            examples[reader] = [.. visits
                .Where(visit => visit.Page.Status == System.Net.HttpStatusCode.OK && visit.Route?.HasLanguage == true && visit.Page.Document.QuerySelector("main") is not null && !visit.Address.Contains("handler=", StringComparison.Ordinal))
                .Where(visit => reader.Role is null or Role.ProgrammeManager || !visit.Route!.IsForAnyone)
                .Where(visit => known.Add((reader.Role is null ? "visitor " : "") + visit.Address.Split('/')[1] + visit.Route!.Pattern + visit.Address.Contains('?', StringComparison.Ordinal)))
                .Select(visit => visit.Address)];
        }

        return examples;
    }

    /// <returns>What is wrong; null when nothing is.</returns>
    private static async Task<string?> Keyboard(IPage page)
    {
        var there = await page.EvaluateAsync<int>(Reachable);
        await page.Keyboard.PressAsync("Tab");
        if (await page.EvaluateAsync<string>("() => document.activeElement.getAttribute('href')") != "#main") return "the first stop is not the link to the content";

        await page.EvaluateAsync("() => { window.stops = new Set(); window.backwards = 0; window.hidden = 0; window.last = null; }");
        for (var press = 0; press < there + 5; press++)
        {
            var ended = await page.EvaluateAsync<bool>("""
                () => {
                    // A mark of a drawing is shown in focus by the line around it.
                    const thick = mark => mark.closest('svg') && [...mark.querySelectorAll('rect, path, circle')].some(shape => parseFloat(getComputedStyle(shape).strokeWidth) >= 3);
                    const now = document.activeElement;
                    if (now === document.body || window.stops.has(now)) return true;
                    if (window.last && !(window.last.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING)) window.backwards++;
                    const box = now.getBoundingClientRect(), style = getComputedStyle(now);
                    if (box.width === 0 || box.height === 0 || (style.outlineStyle === 'none' && style.boxShadow === 'none' && !thick(now))) window.hidden++;
                    window.stops.add(now);
                    window.last = now;
                    return false;
                }
                """);
            if (ended) break;
            await page.Keyboard.PressAsync("Tab");
        }

        var stops = await page.EvaluateAsync<int>("() => window.stops.size");
        if (stops < there) return $"the keyboard reaches {stops} of {there}";
        if (await page.EvaluateAsync<int>("() => window.backwards") is > 0 and var backwards) return $"the keyboard goes backwards {backwards} times";
        if (await page.EvaluateAsync<int>("() => window.hidden") is > 0 and var hidden) return $"the focus cannot be seen {hidden} times";

        await page.EvaluateAsync("() => { document.activeElement.blur(); document.querySelector('a.skip, a[href=\"#main\"]').focus(); }");
        await page.Keyboard.PressAsync("Enter");

        // The address follows the key a moment later where the machine is busy.
        for (var look = 0; look < 50 && !page.Url.EndsWith("#main", StringComparison.Ordinal); look++) await page.WaitForTimeoutAsync(100);
        return page.Url.EndsWith("#main", StringComparison.Ordinal) ? null : "the link to the content leads nowhere";
    }
}
