using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Concord.Bench;

/// <summary>Signed-in pages on one node and on two, both behind the same proxy and on PostgreSQL; and what is saved while others listen.</summary>
internal static class NodesBench
{
    private const int ProxyPort = 5194;
    private static readonly int[] NodePorts = [5195, 5196];

    /// <summary>One and two nodes take turns, so that whatever else the machine does falls on both.</summary>
    private const int Turns = 3;

    /// <summary>Seconds.</summary>
    private const int WarmUp = 10;

    public static async Task RunAsync()
    {
        PageBench.Line("name", "value", "unit", "beside", "ratio");
        var (arguments, cookie, _) = await PageBench.PrepareAsync("postgres", 0.1);
        var pages = new (string Name, string Path)[] { ("desk", "/en/desk"), ("commitments", "/en/commitments"), ("activities", "/zh/activities"), ("commitment", "/en/commitments/CM-003") };
        var figures = pages.ToDictionary(page => page.Name, _ => (One: new List<Measured>(), Two: new List<Measured>()));
        for (var turn = 0; turn < Turns; turn++)
        {
            foreach (var count in turn % 2 == 0 ? new[] { 1, 2 } : [2, 1])
            {
                await using var fleet = await StartAsync(arguments, count);
                foreach (var (name, path) in pages)
                {
                    // Two nodes have twice the code to compile, once; what they do every day afterwards is measured.
                    await Load.OnceAsync($"http://localhost:{ProxyPort}{path}", cookie, null, WarmUp);
                    var measured = await Load.OnceAsync($"http://localhost:{ProxyPort}{path}", cookie, null, 4);
                    (count == 1 ? figures[name].One : figures[name].Two).Add(measured);
                }
            }
        }

        foreach (var (name, (one, two)) in figures)
        {
            var (single, both) = (Load.Median(one, run => run.PerSecond), Load.Median(two, run => run.PerSecond));
            PageBench.Line($"nodes.{name}.one", single, "requests/s", $"p99 {Load.Median(one, run => run.P99).ToString("0", CultureInfo.InvariantCulture)} ms, errors {one.Sum(run => run.Errors)}", double.NaN);
            PageBench.Line($"nodes.{name}.two", both, "requests/s", $"one node; bar 0.9; p99 {Load.Median(two, run => run.P99).ToString("0", CultureInfo.InvariantCulture)} ms, errors {two.Sum(run => run.Errors)}", both / single);
        }
    }

    private static async Task<Fleet> StartAsync(string[] arguments, int count)
    {
        var fleet = new Fleet();
        try
        {
            foreach (var port in NodePorts.Take(count))
            {
                fleet.Start(Path.Combine(PageBench.Root, "bench", "results", "app", "Concord.dll"), [.. arguments, "--port", Text(port), "--behind", "127.0.0.1"]);
                await PageBench.WaitAsync($"http://localhost:{port}/en/");
            }

            fleet.Start(Path.Combine(PageBench.Root, "bench", "results", "proxy", "Concord.Proxy.dll"), ["--port", Text(ProxyPort), "--nodes", string.Join(',', NodePorts.Take(count).Select(port => $"http://127.0.0.1:{port}"))]);
            await PageBench.WaitAsync($"http://localhost:{ProxyPort}/en/");
            return fleet;
        }
        catch (TimeoutException)
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Fleet : IAsyncDisposable
    {
        private readonly List<Process> processes = [];

        public void Start(string program, IEnumerable<string> arguments) => processes.Add(Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true })!);

        public async ValueTask DisposeAsync()
        {
            foreach (var process in processes)
            {
                process.Kill(true);
                await process.WaitForExitAsync();
                process.Dispose();
            }

            NpgsqlConnection.ClearAllPools();
        }
    }
}
