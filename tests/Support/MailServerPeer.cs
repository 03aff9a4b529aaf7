using System.Diagnostics;
using MimeKit;

namespace Concord.Tests.Support;

/// <summary>A real mail server that others wrote (aiosmtpd), in a process of its own, which keeps what it takes.</summary>
internal sealed class MailServerPeer : IAsyncDisposable
{
    private readonly Process process;

    private MailServerPeer(Process process, string folder, int port) => (this.process, Folder, Port) = (process, folder, port);

    public string Folder { get; }

    public int Port { get; }

    /// <summary>For --smtp.</summary>
    public string Address => $"smtp://127.0.0.1:{Port}";

    /// <param name="options">--refuse ADDRESS, --full ADDRESS, --slow SECONDS.</param>
    public static async Task<MailServerPeer> StartAsync(params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("concord-mail").FullName;
        var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(App.Root, "tests", "peers", "smtp_sink.py"), folder, .. options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var port = int.Parse((await process.StandardOutput.ReadLineAsync())!, System.Globalization.CultureInfo.InvariantCulture);
        return new(process, folder, port);
    }

    /// <summary>What it has taken, in order.</summary>
    public IReadOnlyList<MimeMessage> Taken() => [.. Directory.GetFiles(Folder, "*.eml").Order(StringComparer.Ordinal).Select(file => MimeMessage.Load(file))];

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(Folder, true);
    }
}
