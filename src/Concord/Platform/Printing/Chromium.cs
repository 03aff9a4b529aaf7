using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Concord.Platform.Printing;

/// <summary>A browser that was started for us, spoken to over a pair of pipes (Chrome DevTools Protocol): no port that others could reach.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const int ToldLines = 20;

    private readonly Process process;
    private readonly string folder;
    private readonly Task<string> told;
    private readonly List<byte> read = [];
    private int asked;

    private Chromium(Process process, string folder)
    {
        (this.process, this.folder) = (process, folder);
        told = TellAsync(process.StandardError);
    }

    public static Chromium Start(string program, bool withoutSandbox)
    {
        var folder = Directory.CreateTempSubdirectory("concord-print-").FullName;
        string[] arguments =
        [
            "--headless", "--remote-debugging-pipe", $"--user-data-dir={folder}", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync", "--disable-breakpad",
            "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=http://127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
        ];

        // The browser reads from file 3 and writes to file 4; a shell makes them of what it gets as input and output.
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null", program, .. arguments]) start.ArgumentList.Add(argument);
        if (withoutSandbox) start.ArgumentList.Add("--no-sandbox");
        start.Environment["HOME"] = folder;
        start.Environment.Remove("DBUS_SESSION_BUS_ADDRESS");
        return new(Process.Start(start)!, folder);
    }

    /// <summary>Prints a page as a tagged PDF with an outline, on paper of the size that its style says.</summary>
    public async Task<byte[]> PrintAsync(string html, CancellationToken stop)
    {
        var target = (await AskAsync("Target.createTarget", new() { ["url"] = "about:blank" }, null, stop))["targetId"]!.GetValue<string>();
        var session = (await AskAsync("Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true }, null, stop))["sessionId"]!.GetValue<string>();
        var frame = (await AskAsync("Page.getFrameTree", [], session, stop))["frameTree"]!["frame"]!["id"]!.GetValue<string>();
        await AskAsync("Emulation.setScriptExecutionDisabled", new() { ["value"] = true }, session, stop);
        await AskAsync("Page.setDocumentContent", new() { ["frameId"] = frame, ["html"] = html }, session, stop);
        var printed = await AskAsync(
            "Page.printToPDF",
            new() { ["preferCSSPageSize"] = true, ["printBackground"] = true, ["generateTaggedPDF"] = true, ["generateDocumentOutline"] = true },
            session,
            stop);
        await AskAsync("Target.closeTarget", new() { ["targetId"] = target }, null, stop);
        return Convert.FromBase64String(printed["data"]!.GetValue<string>());
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await told;
        process.Dispose();
        await ClearAsync();
    }

    private async Task<JsonNode> AskAsync(string method, JsonObject parameters, string? session, CancellationToken stop)
    {
        var id = ++asked;
        var question = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (session is not null) question["sessionId"] = session;
        try
        {
            await process.StandardInput.BaseStream.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(question), 0], stop);
            await process.StandardInput.BaseStream.FlushAsync(stop);
            while (true)
            {
                var answer = JsonNode.Parse(await MessageAsync(stop))!;
                if (answer["id"]?.GetValue<int>() != id) continue; // tells of something else

                return answer["result"] ?? throw new CannotPrintException($"Chromium refused {method}: {answer["error"]?["message"]}");
            }
        }
        catch (IOException)
        {
            await process.WaitForExitAsync(stop);
            throw new CannotPrintException("Chromium has ended by itself. It said:\n" + await told);
        }
    }

    /// <summary>The next message; each ends with a zero.</summary>
    private async Task<byte[]> MessageAsync(CancellationToken stop)
    {
        var buffer = new byte[64 * 1024];
        var from = 0;
        while (true)
        {
            var end = read.IndexOf(0, from);
            if (end >= 0)
            {
                var message = read.GetRange(0, end).ToArray();
                read.RemoveRange(0, end + 1);
                return message;
            }

            from = read.Count;
            var count = await process.StandardOutput.BaseStream.ReadAsync(buffer, stop);
            if (count == 0) throw new IOException("The browser has closed its pipe.");
            read.AddRange(buffer.AsSpan(0, count));
        }
    }

    /// <summary>The last lines of what it complained about; read all the time, or it would wait for a reader.</summary>
    private static async Task<string> TellAsync(StreamReader errors)
    {
        var lines = new Queue<string>();
        while (await errors.ReadLineAsync() is { } line)
        {
            lines.Enqueue(line);
            if (lines.Count > ToldLines) lines.Dequeue();
        }

        return string.Join('\n', lines);
    }

    /// <summary>Its helpers may hold files for a moment after it has ended.</summary>
    private async Task ClearAsync()
    {
        for (var attempt = 0; attempt < 10 && Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                await Task.Delay(100);
            }
        }
    }
}
