using System.Collections.Concurrent;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Concord.Tests.InBrowser;

/// <summary>Every page in a real browser: in both languages, light and dark, on a phone, by keyboard, on paper.</summary>
public sealed class PagesInBrowserTests(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
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

    /// <summary>The dark scheme changes colours and nothing else.</summary>
    private static readonly AxeRunOptions OnlyColours = new() { RunOnly = RunOnlyOptions.Rules("color-contrast", "link-in-text-block") };

    private const string Overflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

    private const string Widest = """
        () => [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.parentElement.closest('.scroll'))
            .map(one => one.localName + '.' + one.className).slice(0, 3).join(', ')
        """;

    [Fact]
    public async Task Every_page_is_accessible_and_keeps_to_itself_in_both_languages_and_schemes()
    {
        await using var app = await App.On(Database.Sqlite);
        var wrong = new ConcurrentBag<string>();
        var addresses = await Examples(app);
        var work =
            from reader in addresses
            from language in new[] { "en", "zh" }
            from scheme in new[] { ColorScheme.Light, ColorScheme.Dark }
            select (reader.Key, Language: language, Scheme: scheme, Addresses: reader.Value.Where(address => address.StartsWith("/" + language + "/", StringComparison.Ordinal)).ToList());

        await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (one, _) =>
        {
            await using var window = await chromium.Open(app, one.Key, one.Scheme);
            foreach (var address in one.Addresses)
            {
                await window.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
                foreach (var violation in (await window.Page.RunAxe(one.Scheme == ColorScheme.Light ? null : OnlyColours)).Violations)
                {
                    wrong.Add($"{one.Key} at {address} ({one.Scheme}): {violation.Id}, {violation.Help}: {string.Join(" | ", violation.Nodes.Take(2).Select(node => node.Html))}");
                }
            }

            foreach (var complaint in window.Complaints) wrong.Add(complaint);
        });

        output.WriteLine($"{addresses.Values.Sum(list => list.Count)} addresses × 2 schemes");
        Check(wrong);
    }

    [Fact]
    public async Task No_page_is_wider_than_a_phone()
    {
        await using var app = await App.On(Database.Sqlite);
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(await Examples(app), new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (reader, _) =>
        {
            await using var window = await chromium.Open(app, reader.Key, width: Phone);
            foreach (var address in reader.Value)
            {
                await window.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
                var over = await window.Page.EvaluateAsync<int>(Overflow);
                if (over > 0) wrong.Add($"{reader.Key} at {address}: {over} pixels too wide: {await window.Page.EvaluateAsync<string>(Widest)}");
            }
        });

        Check(wrong);
    }

    [Fact]
    public async Task The_keyboard_reaches_everything_in_order_and_skips_to_the_content()
    {
        await using var app = await App.On(Database.Sqlite);
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(await Examples(app), new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (reader, _) =>
        {
            await using var window = await chromium.Open(app, reader.Key);
            foreach (var address in reader.Value.Where(address => address.StartsWith("/en/", StringComparison.Ordinal)))
            {
                await window.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
                if (await Keyboard(window.Page) is { } fault) wrong.Add($"{reader.Key} at {address}: {fault}");
            }
        });

        Check(wrong);
    }

    [Fact]
    public async Task Every_page_prints()
    {
        await using var app = await App.On(Database.Sqlite);
        var wrong = new ConcurrentBag<string>();
        await using var window = await chromium.Open(app, new(null, null));
        foreach (var address in (await Examples(app)).First(reader => reader.Key.Role is null).Value)
        {
            await window.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
            await window.Page.EmulateMediaAsync(new() { Media = Media.Print });
            if (await window.Page.EvaluateAsync<int>("() => document.querySelector('main').innerText.trim().length") == 0) wrong.Add($"{address}: nothing is printed");
            if ((await window.Page.PdfAsync(new() { Format = "A4" })).Length < 1000) wrong.Add($"{address}: an empty sheet");
            await window.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        }

        Check(wrong);
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
                    const thick = mark => mark.closest('svg') && [...mark.querySelectorAll('rect, path')].some(shape => parseFloat(getComputedStyle(shape).strokeWidth) >= 3);
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
        return page.Url.EndsWith("#main", StringComparison.Ordinal) ? null : "the link to the content leads nowhere";
    }

    private static void Check(IReadOnlyCollection<string> wrong) =>
        Assert.True(wrong.Count == 0, $"{wrong.Count} faults:\n" + string.Join('\n', wrong.Order(StringComparer.Ordinal).Take(60)));
}
