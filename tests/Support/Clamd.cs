using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Concord.Tests.Support;

/// <summary>ClamAV's daemon, the real one, with a list of signatures of our own: it knows the test file that every scanner knows (EICAR).</summary>
internal sealed class Clamd : IAsyncDisposable
{
    private readonly Process daemon;
    private readonly string folder;

    private Clamd(Process daemon, string folder, int port) => (this.daemon, this.folder, Port) = (daemon, folder, port);

    public int Port { get; }

    /// <param name="port">On which it was before; null: on a free one.</param>
    public static async Task<Clamd> StartAsync(int? port = null)
    {
        var (at, folder) = (port ?? ObjectServer.FreePort(), Directory.CreateTempSubdirectory("concord-clamd-").FullName);

        // Name:target:offset:hexadecimal, as ClamAV's manual has it.
        var signature = Convert.ToHexStringLower(Encoding.ASCII.GetBytes("EICAR-STANDARD-ANTIVIRUS-" + "TEST-FILE!$H+H*"));
        await File.WriteAllTextAsync(Path.Combine(folder, "tests.ndb"), $"Concord.Test.Eicar:0:*:{signature}\n");
        var configuration = Path.Combine(folder, "clamd.conf");
        await File.WriteAllLinesAsync(configuration, ["Foreground yes", $"TCPSocket {at}", "TCPAddr 127.0.0.1", $"DatabaseDirectory {folder}", "User root", "StreamMaxLength 2000M", "MaxThreads 2", "LogTime no"]);
        if (Environment.UserName != "root") await File.WriteAllLinesAsync(configuration, (await File.ReadAllLinesAsync(configuration)).Where(line => !line.StartsWith("User ", StringComparison.Ordinal)));

        var start = new ProcessStartInfo("clamd") { RedirectStandardOutput = true, RedirectStandardError = true, ArgumentList = { "-c", configuration } };
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin";
        if (File.Exists("/usr/sbin/clamd")) start.FileName = "/usr/sbin/clamd";
        var daemon = Process.Start(start)!;
        var until = DateTime.UtcNow.AddSeconds(60);
        while (!await AnswersAsync(at))
        {
            if (daemon.HasExited || DateTime.UtcNow > until) throw new InvalidOperationException("clamd does not start: " + (daemon.HasExited ? await daemon.StandardOutput.ReadToEndAsync() + await daemon.StandardError.ReadToEndAsync() : "no answer"));
            await Task.Delay(50);
        }

        return new(daemon, folder, at);
    }

    public async ValueTask DisposeAsync()
    {
        daemon.Kill();
        await daemon.WaitForExitAsync();
        daemon.Dispose();
        Directory.Delete(folder, true);
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port);
            await using var stream = client.GetStream();
            await stream.WriteAsync("zPING\0"u8.ToArray());
            var answer = new byte[4];
            await stream.ReadExactlyAsync(answer);
            return Encoding.ASCII.GetString(answer) == "PONG";
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return false;
        }
    }
}
