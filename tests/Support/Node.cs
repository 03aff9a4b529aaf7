using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Concord.Tests.Support;

/// <summary>The application in a process of its own, as it runs in an installation, with all that it writes to its log.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly Process process;
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> lines = new();

    private Node(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>What it has written so far.</summary>
    public IReadOnlyCollection<string> Log => lines;

    /// <summary>Starts it on the database of an application of a test.</summary>
    public static async Task<Node> Beside(App app, params string[] settings)
    {
        var port = FreePort();
        var program = Path.Combine(App.Root, "src", "Concord", "bin", "Release", "net10.0", "Concord.dll");
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. app.Where, "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture), .. settings]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var node = new Node(process, new($"http://127.0.0.1:{port}"));
        process.OutputDataReceived += (_, line) => node.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => node.Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = node.Address };
        for (var tries = 0; ; tries++)
        {
            try
            {
                if ((await http.GetAsync("/health/ready")).IsSuccessStatusCode) return node;
            }
            catch (HttpRequestException) when (!process.HasExited && tries < 600)
            {
                // Not listening yet.
            }

            Assert.True(tries < 600, "The node does not become ready:\n" + string.Join('\n', node.Log));
            await Task.Delay(100);
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Ends it, with everything written.</summary>
    public async Task Stop()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (!string.IsNullOrEmpty(line)) lines.Enqueue(line);
    }
}
