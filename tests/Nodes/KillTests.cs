using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using AngleSharp;
using Concord.Platform.Accounts;
using Concord.Tests.InBrowser;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NodaTime;

namespace Concord.Tests.Nodes;

/// <summary>One of two nodes is ended with kill -9 in the middle of 2,000 saves and of a page that stands open.</summary>
public sealed class KillTests(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private const int Saves = 2_000;
    private const int AtOnce = 8;

    [Fact]
    public async Task No_acknowledged_save_is_lost_none_is_doubled_and_a_page_notices_at_most_a_reload()
    {
        await using var app = await App.On(Database.Postgres);
        app.Clock.Reset(SystemClock.Instance.GetCurrentInstant()); // the nodes have a real one
        var cookie = await app.CookieOf(Role.DialogueDesk, "eu");
        var reader = await app.CookieOf(Role.DialogueDesk, "china");
        var keys = await app.Behind(db => db.Commitments.Where(one => one.Key.StartsWith("CM-")).Select(one => one.Key).ToListAsync());
        await using var fleet = await Fleet.Of(app, 2);

        // A page that stands open, as a user has it: it is never touched again.
        await using var window = await Open(fleet, reader);
        await window.Page.GotoAsync("/en/commitments");
        using var user = new Saver(fleet.Address, cookie);
        await user.OpenForm(keys[0]);

        var watch = Stopwatch.StartNew();
        var (acknowledged, asked) = (new ConcurrentBag<int>(), 0);
        var (killed, restarted) = (Task.CompletedTask, Task.CompletedTask);
        await Parallel.ForEachAsync(Enumerable.Range(0, Saves), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
        {
            if (number == Saves * 2 / 5) killed = fleet.Kill(0);
            if (number == Saves * 7 / 10) restarted = fleet.Restart(0);
            var tries = await user.Save(keys[number % keys.Count], number);
            if (tries > 0) acknowledged.Add(number);
            InterlockedMax(ref asked, tries);
        });
        await Task.WhenAll(killed, restarted);
        var seconds = watch.Elapsed.TotalSeconds;

        var saved = await app.Behind(async db => (await db.StatusEntries.Where(entry => entry.Note != null).Select(entry => entry.Note!).ToListAsync()).Select(note => note["en"]?.Text ?? "").Where(note => note.StartsWith("save ", StringComparison.Ordinal)).ToList());
        var lost = acknowledged.Count(number => !saved.Contains($"save {number}"));
        var doubled = saved.Count - saved.Distinct().Count();
        var line = $"kill: {acknowledged.Count} of {Saves} saves acknowledged in {seconds:0} s, lost {lost}, doubled {doubled}, {user.SentAgain} sent again, none more than {asked - 1} times";
        output.WriteLine(line);
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(App.Root, "tests", "results")).FullName, "nodes.txt"), line + "\n");
        Assert.Equal((Saves, 0, 0), (acknowledged.Count, lost, doubled));
        Assert.InRange(asked, 1, 2);

        // The page has been told of what came after the node had ended, whichever it had been listening to.
        await window.Page.WaitForFunctionAsync("count => document.querySelector('.live')?.innerText.includes(count + ' records have changed')", keys.Count, new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task What_a_user_does_in_a_browser_works_through_the_proxy_with_one_node_or_two()
    {
        await using var app = await App.On(Database.Postgres);
        app.Clock.Reset(SystemClock.Instance.GetCurrentInstant());
        var (eu, china) = (await app.CookieOf(Role.DialogueDesk, "eu"), await app.CookieOf(Role.DialogueDesk, "china"));
        await using var fleet = await Fleet.Of(app, 2);
        await using var first = await Open(fleet, eu);
        await using var second = await Open(fleet, china);

        for (var turn = 0; turn < 2; turn++)
        {
            foreach (var address in new[] { "/en/", "/zh/desk", "/en/commitments", "/zh/commitments/CM-003", "/en/activities", "/zh/partners", "/en/dialogue", "/zh/glossary", "/en/search?q=visa", "/en/audit" })
            {
                var answer = await first.Page.GotoAsync(address);
                Assert.Equal((int)HttpStatusCode.OK, answer!.Status);
            }

            // Both open one form, both save: the second is shown both versions and chooses.
            await first.Page.GotoAsync("/en/commitments/CM-003/edit");
            await second.Page.GotoAsync("/zh/commitments/CM-003/edit");
            await Save(first.Page, $"203{turn}-05");
            await first.Page.WaitForURLAsync("**/commitments/CM-003");
            await second.Page.WaitForFunctionAsync("() => document.querySelector('.live')?.innerText.includes('并列显示')");
            await Save(second.Page, $"203{turn}-06");
            await second.Page.WaitForSelectorAsync(".conflict");
            await second.Page.ClickAsync("main form.form button.first:not(.skip)");
            await second.Page.WaitForURLAsync("**/commitments/CM-003");
            await first.Page.WaitForFunctionAsync("() => document.querySelector('.live')?.innerText.includes('changed this record')");

            if (turn == 0) await fleet.Kill(1);
        }

        Assert.Empty(first.Complaints.Concat(second.Complaints));
    }

    private async Task<Window> Open(Fleet fleet, string cookie)
    {
        var context = await chromium.Browser.NewContextAsync(new() { BaseURL = fleet.Address.ToString(), Locale = "en" });
        var parts = cookie.Split('=', 2);
        await context.AddCookiesAsync([new() { Name = parts[0], Value = parts[1], Url = fleet.Address.ToString() }]);
        return new(context, await context.NewPageAsync(), fleet.Address);
    }

    private static async Task Save(IPage page, string due)
    {
        await page.FillAsync("[name='Input.Due']", due);
        await page.ClickAsync("main form.form button.first:not(.skip)");
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen; seen = most)
        {
            if (Interlocked.CompareExchange(ref most, value, seen) == seen) return;
        }
    }

    /// <summary>A user who sends a form again, as it is, when the answer does not come.</summary>
    private sealed class Saver : IDisposable
    {
        private const int MostTries = 5;
        private readonly HttpClient http;
        private string token = "";
        private int sentAgain;

        public Saver(Uri address, string cookie)
        {
            var cookies = new CookieContainer();
            cookies.SetCookies(address, cookie);
            http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = address };
        }

        public int SentAgain => sentAgain;

        public async Task OpenForm(string key)
        {
            var source = await http.GetStringAsync($"/en/commitments/{key}/status");
            var document = await BrowsingContext.New(Configuration.Default).OpenAsync(request => request.Content(source));
            token = document.QuerySelector($"main input[name={AccountsSetup.FormToken}]")!.GetAttribute("value")!;
        }

        /// <returns>How often it was sent until it was acknowledged; 0: never.</returns>
        public async Task<int> Save(string key, int number)
        {
            for (var tries = 1; tries <= MostTries; tries++)
            {
                if (tries > 1) Interlocked.Increment(ref sentAgain);
                try
                {
                    using var content = new FormUrlEncodedContent(new Dictionary<string, string>
                    {
                        ["Input.Status"] = "started",
                        ["Input.On"] = new LocalDate(1500, 1, 1).PlusDays(number).ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture), // saying the same twice is refused
                        ["Input.Audience"] = "parties",
                        ["Input.Note.Words[en]"] = $"save {number}",
                        ["once"] = $"once-{number}",
                        [AccountsSetup.FormToken] = token,
                    });
                    using var answer = await http.PostAsync($"/en/commitments/{key}/status", content);
                    if (answer.StatusCode == HttpStatusCode.Redirect) return tries;
                    if (answer.StatusCode is not (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable)) throw new InvalidOperationException($"Save {number} was answered with {answer.StatusCode}:\n{await answer.Content.ReadAsStringAsync()}");
                }
                catch (HttpRequestException)
                {
                    // The line broke: the user sees that there was no answer.
                }

                await Task.Delay(200);
            }

            return 0;
        }

        public void Dispose() => http.Dispose();
    }
}
