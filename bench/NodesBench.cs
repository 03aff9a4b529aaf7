using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Concord.Bench;

/// <summary>Signed-in pages on one node and on two, both behind the same proxy and on PostgreSQL; and what is saved while others listen.</summary>
internal static class NodesBench
{
    /// <summary>Of the proxy; its nodes follow.</summary>
    private const int OnePort = 5191, TwoPort = 5194;

    /// <summary>One and two nodes take turns, so that whatever else the machine does falls on both.</summary>
    private const int Turns = 5;

    /// <summary>Seconds for each page. Two nodes have twice the code to compile, once; what they do every day afterwards is measured.</summary>
    private const int WarmUp = 25;

    public static async Task RunAsync()
    {
        PageBench.Line("name", "value", "unit", "beside", "ratio");
        var (arguments, cookie, _) = await PageBench.PrepareAsync("postgres", 0.1);
        var pages = new (string Name, string Path)[] { ("desk", "/en/desk"), ("commitments", "/en/commitments"), ("activities", "/zh/activities"), ("commitment", "/en/commitments/CM-003") };
        var figures = pages.ToDictionary(page => page.Name, _ => (One: new List<Measured>(), Two: new List<Measured>()));
        await using var single = await StartAsync(arguments, OnePort, 1);
        await using var both = await StartAsync(arguments, TwoPort, 2);
        foreach (var (_, path) in pages)
        {
            await Load.OnceAsync($"http://localhost:{OnePort}{path}", cookie, null, WarmUp);
            await Load.OnceAsync($"http://localhost:{TwoPort}{path}", cookie, null, WarmUp);
        }

        for (var turn = 0; turn < Turns; turn++)
        {
            foreach (var (name, path) in pages)
            {
                foreach (var isTwo in turn % 2 == 0 ? new[] { false, true } : [true, false])
                {
                    var measured = await Load.OnceAsync($"http://localhost:{(isTwo ? TwoPort : OnePort)}{path}", cookie, null, 4);
                    (isTwo ? figures[name].Two : figures[name].One).Add(measured);
                }
            }
        }

        foreach (var (name, (one, two)) in figures)
        {
            var (alone, together) = (Load.Median(one, run => run.PerSecond), Load.Median(two, run => run.PerSecond));
            PageBench.Line($"nodes.{name}.one", alone, "requests/s", $"p99 {Load.Median(one, run => run.P99).ToString("0", CultureInfo.InvariantCulture)} ms, errors {one.Sum(run => run.Errors)}", double.NaN);
            PageBench.Line($"nodes.{name}.two", together, "requests/s", $"one node; bar 0.9; p99 {Load.Median(two, run => run.P99).ToString("0", CultureInfo.InvariantCulture)} ms, errors {two.Sum(run => run.Errors)}", together / alone);
        }
    }

    private static async Task<Fleet> StartAsync(string[] arguments, int port, int count)
    {
        var fleet = new Fleet();
        try
        {
            var nodes = Enumerable.Range(port + 1, count).ToList();
            foreach (var node in nodes)
            {
                fleet.Start(Path.Combine(PageBench.Root, "bench", "results", "app", "Concord.dll"), [.. arguments, "--port", Text(node), "--behind", "127.0.0.1"]);
                await PageBench.WaitAsync($"http://localhost:{node}/en/");
            }

            fleet.Start(Path.Combine(PageBench.Root, "bench", "results", "proxy", "Concord.Proxy.dll"), ["--port", Text(port), "--nodes", string.Join(',', nodes.Select(node => $"http://127.0.0.1:{node}"))]);
            await PageBench.WaitAsync($"http://localhost:{port}/en/");
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
