using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Concord.Tests.Support;

/// <summary>An S3-compatible server that others wrote (npm s3rver), on a folder and a port of its own.</summary>
internal sealed class ObjectServer : IAsyncDisposable
{
    private readonly Process server;
    private readonly string folder;

    private ObjectServer(Process server, string folder, int port) => (this.server, this.folder, Address) = (server, folder, $"http://127.0.0.1:{port}");

    public string Address { get; }

    /// <summary>The options with which an application keeps its files here.</summary>
    public string[] Arguments => ["--s3", Address, "--s3-bucket", "concord-tests"];

    public static async Task<ObjectServer> StartAsync()
    {
        // The keys of s3rver; an application reads them from its environment alone.
        Environment.SetEnvironmentVariable("CONCORD_S3_ACCESS_KEY", "S3RVER");
        Environment.SetEnvironmentVariable("CONCORD_S3_SECRET_KEY", "S3RVER");
        var (port, folder) = (FreePort(), Directory.CreateTempSubdirectory("concord-s3-").FullName);
        var server = Process.Start(new ProcessStartInfo("node") { ArgumentList = { Path.Combine(App.Root, "tests", "peers", "node_modules", "s3rver", "bin", "s3rver.js"), "-d", folder, "-a", "127.0.0.1", "-p", $"{port}", "--silent" }, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var until = DateTime.UtcNow.AddSeconds(30);
        while (!await AnswersAsync(port))
        {
            if (server.HasExited || DateTime.UtcNow > until) throw new InvalidOperationException("s3rver does not start: " + (server.HasExited ? await server.StandardError.ReadToEndAsync() : "no answer"));
            await Task.Delay(50);
        }

        return new(server, folder, port);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        server.Kill();
        await server.WaitForExitAsync();
        server.Dispose();
        Directory.Delete(folder, true);
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
