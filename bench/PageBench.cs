using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using Concord.Features.Loading;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Outbox;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using Npgsql;

namespace Concord.Bench;

/// <summary>Pages under load on both databases, each beside raw Kestrel with as many bytes; first view; start; memory; growth.</summary>
internal static class PageBench
{
    private const int Port = 5190;
    private const int RawPort = 5191;

    public static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../.."));

    public static async Task RunAsync()
    {
        Line("name", "value", "unit", "beside", "ratio");
        foreach (var database in new[] { "sqlite", "postgres" })
        {
            var small = await MeasureAsync(database, 0.1, whole: false);
            var large = await MeasureAsync(database, 1, whole: true);
            foreach (var (page, before) in small)
            {
                Line($"{database}.growth.{page}", large[page], "ms", $"{before.ToString("0.00", CultureInfo.InvariantCulture)} ms with a tenth of the data", large[page] / before);
            }
        }
    }

    private static async Task<Dictionary<string, double>> MeasureAsync(string database, double size, bool whole)
    {
        var (arguments, cookie, commitments) = await PrepareAsync(database, size);
        var commitment = commitments[0];
        using var server = Start(arguments);
        try
        {
            var cold = await WaitAsync($"http://localhost:{Port}/en/");
            if (!whole) return await LatenciesAsync(commitment, cookie);

            Line($"{database}.start", cold.TotalMilliseconds, "ms", "limit 1500 ms", cold.TotalMilliseconds / 1500);
            await ThroughputAsync(database, "home", $"/en/", null, null, 0.4, 50);
            await ThroughputAsync(database, "commitment", $"/zh/commitments/{commitment}", null, null, 0.4, 50);
            await ThroughputAsync(database, "activities", "/en/activities", null, null, 0.4, 50);
            var (filters, searches) = database == "sqlite" ? (0.05, 0.015) : (0.03, 0.005);
            await ThroughputAsync(database, "filtered-activities", "/en/activities?pillar=2&year=2020", null, Script("filters"), filters, 100);
            await ThroughputAsync(database, "chinese-search", "/zh/search?q=签证", null, Script("searches"), searches, 250);
            await ThroughputAsync(database, "signed-in-commitments", "/en/commitments", cookie, null, filters, 100);
            await ThroughputAsync(database, "signed-in-activities", "/en/activities", cookie, null, filters, 100);
            await SaveAsync(database, commitments[1..], cookie);
            server.Refresh();
            Line($"{database}.memory", server.WorkingSet64 / 1048576.0, "MB", "limit 250 MB", server.WorkingSet64 / 1048576.0 / 250);
            if (database == "sqlite") await FirstViewAsync(commitment, cookie);
            return await LatenciesAsync(commitment, cookie);
        }
        finally
        {
            server.Kill(true);
            await server.WaitForExitAsync();
        }
    }

    private static async Task ThroughputAsync(string database, string name, string path, string? cookie, string? script, double bar, double p99)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", "br");
        if (cookie is not null) http.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", cookie);
        var bytes = (await http.GetByteArrayAsync($"http://localhost:{Port}{path}")).Length;

        using var raw = Process.Start(new ProcessStartInfo("dotnet") { ArgumentList = { typeof(PageBench).Assembly.Location, "raw", RawPort.ToString(CultureInfo.InvariantCulture), bytes.ToString(CultureInfo.InvariantCulture) }, RedirectStandardOutput = true })!;
        try
        {
            await WaitAsync($"http://localhost:{RawPort}/");
            var peer = await Load.OnAsync($"http://localhost:{RawPort}/");
            var page = await Load.OnAsync(new Uri($"http://localhost:{Port}{path}").AbsoluteUri, cookie, script);
            var beside = string.Create(CultureInfo.InvariantCulture, $"raw Kestrel {bytes} bytes: {peer.PerSecond:0}/s; bar {bar}");
            Line($"{database}.{name}", page.PerSecond, "requests/s", beside, page.PerSecond / peer.PerSecond);
            Line($"{database}.{name}.p50", page.P50, "ms", "", double.NaN);
            Line($"{database}.{name}.p99", page.P99, "ms", $"limit {p99} ms", page.P99 / p99);
            if (page.Errors > 0) Line($"{database}.{name}.errors", page.Errors, "answers", "limit 0", double.NaN);
        }
        finally
        {
            raw.Kill(true);
            await raw.WaitForExitAsync();
        }
    }

    /// <summary>A signed-in save: a statement added to a commitment's trail, through the form. Every save goes to another of a thousand
    /// commitments, as people's do: one trail of thousands of statements would measure something that does not exist.</summary>
    private static async Task SaveAsync(string database, IReadOnlyList<string> commitments, string cookie)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        http.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", cookie);
        var form = await http.GetAsync($"http://localhost:{Port}/en/commitments/{commitments[0]}/status");
        var html = await form.Content.ReadAsStringAsync();
        var token = System.Text.RegularExpressions.Regex.Match(html, "name=\"form-token\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        var formCookie = form.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        Environment.SetEnvironmentVariable("FORM_TOKEN", token);
        Environment.SetEnvironmentVariable("COMMITMENTS", string.Join(' ', commitments));
        var saved = await Load.OnAsync($"http://localhost:{Port}/", $"{cookie}; {formCookie}", Script("save"));
        if (!(await http.GetStringAsync($"http://localhost:{Port}/en/commitments/{commitments[1]}")).Contains("load 2 ", StringComparison.Ordinal)) throw new InvalidOperationException("Nothing was saved.");
        Line($"{database}.signed-in-save", saved.PerSecond, "saves/s", "", double.NaN);
        Line($"{database}.signed-in-save.p50", saved.P50, "ms", "", double.NaN);
        Line($"{database}.signed-in-save.p99", saved.P99, "ms", "limit 100 ms", saved.P99 / 100);
        if (saved.Errors > 0) Line($"{database}.signed-in-save.errors", saved.Errors, "answers", "limit 0", double.NaN);
    }

    /// <summary>Milliseconds of one page at a time, uncached: how it grows with the data.</summary>
    private static async Task<Dictionary<string, double>> LatenciesAsync(string commitment, string cookie)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", cookie);
        var latencies = new Dictionary<string, double>();
        foreach (var (name, path) in new[] { ("home", "/en/"), ("commitment", $"/en/commitments/{commitment}"), ("commitments", "/en/commitments"), ("activities", "/en/activities"), ("partners", "/en/partners"), ("desk", "/en/desk"), ("filtered", "/en/activities?pillar=2&year=2020"), ("search", "/zh/search?q=签证") })
        {
            var times = new List<double>();
            for (var turn = 0; turn < 25; turn++)
            {
                var watch = Stopwatch.StartNew();
                (await http.GetAsync($"http://localhost:{Port}{path}")).EnsureSuccessStatusCode();
                if (turn >= 5) times.Add(watch.Elapsed.TotalMilliseconds);
            }

            latencies[name] = Load.Median(times, time => time);
        }

        return latencies;
    }

    /// <summary>Bytes and time of a first view in Chromium at 300 ms round trip and 1.6 Mbit/s.</summary>
    private static async Task FirstViewAsync(string commitment, string cookie)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
        foreach (var (name, path, signedIn, limit) in new[] { ("home", "/zh/", false, 60), ("activities", "/en/activities", false, 60), ("commitment", $"/en/commitments/{commitment}", false, 60), ("desk", "/en/desk", true, 120), ("edit", $"/en/commitments/{commitment}/edit", true, 120) })
        {
            var times = new List<double>();
            var bytes = 0.0;
            for (var turn = 0; turn < 3; turn++)
            {
                await using var context = await chromium.NewContextAsync();
                if (signedIn) await context.AddCookiesAsync([new() { Name = cookie.Split('=')[0], Value = cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..], Url = $"http://localhost:{Port}" }]);
                var page = await context.NewPageAsync();
                var session = await context.NewCDPSessionAsync(page);
                await session.SendAsync("Network.enable");
                await session.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 300, ["downloadThroughput"] = 200_000, ["uploadThroughput"] = 200_000 });
                bytes = 0;
                session.Event("Network.loadingFinished").OnEvent += (_, data) => bytes += data!.Value.GetProperty("encodedDataLength").GetDouble();
                var watch = Stopwatch.StartNew();
                await page.GotoAsync($"http://localhost:{Port}{path}", new() { WaitUntil = WaitUntilState.Load });
                times.Add(watch.Elapsed.TotalMilliseconds);
            }

            Line($"first-view.{name}.bytes", bytes / 1024, "KB", $"limit {limit} KB", bytes / 1024 / limit);
            Line($"first-view.{name}.usable", Load.Median(times, time => time), "ms", "limit 2000 ms", Load.Median(times, time => time) / 2000);
        }
    }

    public static async Task<(string[] Arguments, string Cookie, string[] Commitments)> PrepareAsync(string database, double size)
    {
        var folder = Path.Combine(Root, "bench", "results", string.Create(CultureInfo.InvariantCulture, $"data-{database}-{size}"));
        string[] arguments = ["--data", folder];
        if (database == "postgres")
        {
            var server = Environment.GetEnvironmentVariable("CONCORD_BENCH_POSTGRES") ?? throw new InvalidOperationException("Start the benchmark with bench/run: it brings PostgreSQL.");
            var name = size < 1 ? "concord_small" : "concord_large";
            if (!Directory.Exists(folder)) await OnServer(server, $"drop database if exists {name}", $"create database {name}");
            arguments = [.. arguments, "--postgres", new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 50 }.ConnectionString];
        }

        var isNew = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        await using var app = Application.Build([.. arguments, "--urls", "http://127.0.0.1:0", "--programme", Path.Combine(Root, "programmes", "mmsp"), "--demo"]);
        await Application.PrepareAsync(app);
        if (isNew)
        {
            Console.Error.WriteLine($"Sowing {database} × {size} …");
            await new Seed(app, size).SowAsync();
            var worker = app.Services.GetRequiredService<OutboxWorker>();
            while (await worker.DoDueAsync(CancellationToken.None) > 0)
            {
            }
        }

        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Me>().IsTheProgram("bench");
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await db.Database.ExecuteSqlRawAsync("analyze");
        var grant = await db.Grants.FirstAsync(one => one.Role == Role.DialogueDesk);
        var account = await db.Accounts.SingleAsync(one => one.Id == grant.Account);
        var options = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var signIn = SignIn.Of(account, SignInMethod.Password, "", NodaTime.SystemClock.Instance.GetCurrentInstant());
        db.SignIns.Add(signIn);
        await db.SaveChangesAsync();
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(AccountsSetup.SignInClaim, signIn.Id.ToString())], CookieAuthenticationDefaults.AuthenticationScheme);
        var ticket = new AuthenticationTicket(new(identity), new() { IssuedUtc = DateTimeOffset.UtcNow, ExpiresUtc = DateTimeOffset.UtcNow.AddHours(12) }, CookieAuthenticationDefaults.AuthenticationScheme);
        var commitments = await db.Commitments.Where(one => one.Key.Length == 10).OrderBy(one => one.Id).Select(one => one.Key).Take(1001).ToArrayAsync();
        return (arguments, $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}", commitments);
    }

    public static async Task OnServer(string server, params string[] statements)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(Root, "bench", "results", "app", "Concord.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.ArgumentList.Add("--port");
        start.ArgumentList.Add(Port.ToString(CultureInfo.InvariantCulture));
        return Process.Start(start)!;
    }

    /// <summary>Asks until the answer is good.</summary>
    /// <returns>How long that took.</returns>
    public static async Task<TimeSpan> WaitAsync(string address)
    {
        using var http = new HttpClient();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromSeconds(60))
        {
            try
            {
                if ((await http.GetAsync(address)).IsSuccessStatusCode) return watch.Elapsed;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(10);
            }
        }

        throw new TimeoutException($"{address} did not answer within a minute.");
    }

    private static string Script(string name) => Path.Combine(Root, "bench", name + ".lua");

    public static void Line(string name, double value, string unit, string beside, double ratio) =>
        Line(name, value.ToString("0.##", CultureInfo.InvariantCulture), unit, beside, double.IsNaN(ratio) ? "" : ratio.ToString("0.####", CultureInfo.InvariantCulture));

    public static void Line(string name, string value, string unit, string beside, string ratio) => Console.WriteLine(string.Join('\t', name, value, unit, beside, ratio));
}
