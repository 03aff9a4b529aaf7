using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Concord.Tests.Support;

namespace Concord.Tests.Nodes;

/// <summary>Nodes as they are installed: processes of their own behind the proxy, on PostgreSQL and a store of files that others wrote.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly App home;
    private readonly List<Process> started = [];
    private readonly Dictionary<string, string?> environment = [];
    private readonly List<string> arguments = [];
    private Process[] nodes = [];
    private int[] ports = [];

    private Fleet(App home) => this.home = home;

    /// <summary>Where users go: the proxy.</summary>
    public Uri Address { get; private set; } = null!;

    /// <param name="home">Made the database and the cookies; it serves nobody while the fleet is there.</param>
    public static async Task<Fleet> Of(App home, int count)
    {
        await home.Rest();
        var fleet = new Fleet(home);
        try
        {
            await fleet.StartAsync(count);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync(); // what has started must not outlive a failed start
            throw;
        }
    }

    /// <summary>kill -9.</summary>
    public async Task Kill(int node)
    {
        nodes[node].Kill();
        await nodes[node].WaitForExitAsync();
    }

    public async Task Restart(int node)
    {
        nodes[node] = StartNode(ports[node]);
        await Answers(new($"http://127.0.0.1:{ports[node]}/en/"), nodes[node]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in started.AsEnumerable().Reverse())
        {
            if (!process.HasExited) process.Kill(true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private async Task StartAsync(int count)
    {
        await StartStore();
        ports = [.. Enumerable.Range(0, count).Select(_ => FreePort())];
        nodes = [.. ports.Select(StartNode)];
        for (var node = 0; node < count; node++) await Answers(new($"http://127.0.0.1:{ports[node]}/en/"), nodes[node]);

        var port = FreePort();
        Address = new($"http://localhost:{port}/");
        await Answers(Address, Start("dotnet", [Built("Concord.Proxy"), "--port", Of(port), "--nodes", string.Join(',', ports.Select(one => $"http://127.0.0.1:{one}"))]));
    }

    private async Task StartStore()
    {
        var port = FreePort();
        var folder = Directory.CreateDirectory(Path.Combine(home.DataFolder, "store")).FullName;
        var store = Start("node", [Path.Combine(App.Root, "tests", "peers", "node_modules", "s3rver", "bin", "s3rver.js"), "-d", folder, "-a", "127.0.0.1", "-p", Of(port), "--silent"]);
        (environment["CONCORD_S3_ACCESS_KEY"], environment["CONCORD_S3_SECRET_KEY"]) = ("S3RVER", "S3RVER");
        arguments.AddRange(["--s3", $"http://127.0.0.1:{port}"]);
        await Answers(new($"http://127.0.0.1:{port}/"), store, any: true);
    }

    private Process StartNode(int port) => Start("dotnet", [Built("Concord"), .. home.Where, .. arguments, "--port", Of(port), "--behind", "127.0.0.1"]);

    private Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => TestContext.Current.SendDiagnosticMessage(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => TestContext.Current.SendDiagnosticMessage(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        started.Add(process);
        return process;
    }

    private static string Built(string project) => Path.Combine(App.Root, "src", project, "bin", "Release", "net10.0", project + ".dll");

    private static string Of(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <param name="any">Whatever it answers is good; else 200.</param>
    private static async Task Answers(Uri address, Process process, bool any = false)
    {
        using var http = new HttpClient();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromMinutes(3); await Task.Delay(100))
        {
            if (process.HasExited) throw new InvalidOperationException($"What should answer at {address} has ended with {process.ExitCode}.");
            try
            {
                using var answer = await http.GetAsync(address);
                if (any || answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }

        throw new TimeoutException($"{address} did not answer.");
    }
}
