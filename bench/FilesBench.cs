using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Claims;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Concord.Domain.Common;
using Concord.Domain.Files;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Files;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Concord.Bench;

/// <summary>
/// One large file, up and down, on disk and in an S3-compatible service: each beside the least that could do it, a bare Kestrel endpoint that
/// writes the same bytes to the same disk, or a signed PUT straight to the same service. Looking at the file, hashing it and giving it its
/// final name are counted. Memory is the peak of the process less what it held before.
/// </summary>
internal static class FilesBench
{
    private const int Port = 5141, RawPort = 5142, ObjectsPort = 5151;
    private const long Size = 1024L * 1024 * 1024;
    private const string Bucket = "bench";

    private static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../.."));
    private static readonly string Folder = Path.Combine(Root, "bench", "results", "files");
    private static readonly string Large = Path.Combine(Folder, "large.pdf");
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("CONCORD_BENCH_ROUNDS"), out var rounds) ? rounds : 3;

    public static async Task RunAsync()
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, true);
        Directory.CreateDirectory(Folder);
        await MakeAsync();
        Line("name", "value", "unit", "beside", "ratio");
        await OnDiskAsync();
        await InObjectsAsync();
        Directory.Delete(Folder, true);
    }

    /// <summary>The peer: writes what comes to a file and to the disk, and sends a file.</summary>
    public static async Task RunRawAsync(int port, string file)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.ListenLocalhost(port);
        });
        var app = builder.Build();
        app.MapGet("/", () => "ready");
        app.MapPut("/file", async (HttpContext http) =>
        {
            await using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 128 * 1024, FileOptions.Asynchronous);
            await http.Request.Body.CopyToAsync(stream, 128 * 1024);
            stream.Flush(flushToDisk: true);
            return Results.NoContent();
        });
        app.MapGet("/file", () => Results.File(file, "application/pdf"));
        await app.RunAsync();
    }

    private static async Task OnDiskAsync()
    {
        var (up, rawUp, down, rawDown, upMemory, downMemory) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), 0.0, 0.0);
        var (server, cookie, arguments) = await StartAsync("disk", []);
        using var raw = Process.Start(new ProcessStartInfo("dotnet") { ArgumentList = { typeof(FilesBench).Assembly.Location, "raw-files", $"{RawPort}", Path.Combine(Folder, "raw.pdf") }, RedirectStandardOutput = true })!;
        try
        {
            await WaitAsync($"http://localhost:{RawPort}/");
            for (var round = 0; round <= Rounds; round++)
            {
                await ChangeAsync(round);
                var rawTook = await TimedAsync(() => PutAsync($"http://localhost:{RawPort}/file"));
                var (took, memory, hash) = await UploadAsync(server, cookie, arguments);
                var rawDownTook = await TimedAsync(() => GetAsync($"http://localhost:{RawPort}/file", null));
                var (downTook, downHeld) = await DownloadAsync(server, cookie, arguments, hash);

                // The peer overwrites its file: where a machine's memory is given to it as it asks, a cache that grows costs more than the writing.
                File.Delete(Path.Combine(Folder, "disk", "files", hash[..2], hash[2..4], hash));
                if (round == 0) continue; // warms up

                rawUp.Add(rawTook);
                up.Add(took);
                rawDown.Add(rawDownTook);
                down.Add(downTook);
                (upMemory, downMemory) = (Math.Max(upMemory, memory), Math.Max(downMemory, downHeld));
            }
        }
        finally
        {
            await EndAsync(raw);
            await EndAsync(server);
        }

        Tell("disk.upload", up, rawUp, "bare Kestrel to disk", 0.5);
        Line("disk.upload.memory", upMemory, "MB", "limit 64 MB", upMemory / 64);
        Tell("disk.download", down, rawDown, "bare Kestrel from disk", 0.5);
        Line("disk.download.memory", downMemory, "MB", "limit 64 MB", downMemory / 64);
        Directory.Delete(Path.Combine(Folder, "disk"), true);
    }

    private static async Task InObjectsAsync()
    {
        Environment.SetEnvironmentVariable("CONCORD_S3_ACCESS_KEY", "S3RVER");
        Environment.SetEnvironmentVariable("CONCORD_S3_SECRET_KEY", "S3RVER");
        var (up, put, down, get, upMemory, downMemory) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), 0.0, 0.0);
        var lying = Directory.CreateDirectory(Path.Combine(Folder, "objects")).FullName;
        using var objects = Process.Start(new ProcessStartInfo("node") { ArgumentList = { Path.Combine(Root, "tests", "peers", "node_modules", "s3rver", "bin", "s3rver.js"), "-d", lying, "-a", "127.0.0.1", "-p", $"{ObjectsPort}", "--silent" }, RedirectStandardOutput = true })!;
        var service = $"http://127.0.0.1:{ObjectsPort}";
        using var s3 = new AmazonS3Client(new BasicAWSCredentials("S3RVER", "S3RVER"), new AmazonS3Config { ServiceURL = service, ForcePathStyle = true, AuthenticationRegion = "us-east-1", UseHttp = true });
        Process? server = null;
        try
        {
            await Task.Delay(2000);
            (server, var cookie, var arguments) = await StartAsync("objects-data", ["--s3", service, "--s3-bucket", Bucket]);
            for (var round = 0; round <= Rounds; round++)
            {
                await ChangeAsync(round + 100);
                var putTook = await TimedAsync(() => PutAsync(Signed(s3, HttpVerb.PUT)));
                var (took, memory, hash) = await UploadAsync(server, cookie, arguments);
                var getTook = await TimedAsync(() => GetAsync(Signed(s3, HttpVerb.GET), null));
                var (downTook, downHeld) = await DownloadAsync(server, cookie, arguments, hash);
                if (round == 0) continue;

                put.Add(putTook);
                up.Add(took);
                get.Add(getTook);
                down.Add(downTook);
                (upMemory, downMemory) = (Math.Max(upMemory, memory), Math.Max(downMemory, downHeld));
            }
        }
        finally
        {
            await EndAsync(objects);
            if (server is not null) await EndAsync(server);
        }

        Tell("objects.upload", up, put, "a PUT to the same service", 0.2);
        Line("objects.upload.memory", upMemory, "MB", "limit 64 MB", upMemory / 64);
        Tell("objects.download", down, get, "a GET from the same service", 0.2);
        Line("objects.download.memory", downMemory, "MB", "limit 64 MB", downMemory / 64);
    }

    private static string Signed(AmazonS3Client s3, HttpVerb verb) =>
        s3.GetPreSignedURL(new GetPreSignedUrlRequest { BucketName = Bucket, Key = "direct.pdf", Verb = verb, Protocol = Protocol.HTTP, Expires = DateTime.UtcNow.AddHours(1) });

    /// <summary>A real start of a PDF, so that it is taken; what follows cannot be compressed.</summary>
    private static async Task MakeAsync()
    {
        await using var file = new FileStream(Large, FileMode.Create);
        await file.WriteAsync("%PDF-1.7\n%"u8.ToArray());
        var block = new byte[8 * 1024 * 1024];
        new Random(20261126).NextBytes(block);
        while (file.Length < Size) await file.WriteAsync(block.AsMemory(0, (int)Math.Min(block.Length, Size - file.Length)));
    }

    /// <summary>What was stored before would not be stored again.</summary>
    private static async Task ChangeAsync(int round)
    {
        await using var file = new FileStream(Large, FileMode.Open, FileAccess.Write);
        file.Position = 100;
        await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(round.ToString("00000", CultureInfo.InvariantCulture)));
    }

    private static async Task<(double Seconds, double Megabytes, string Hash)> UploadAsync(Process server, string cookie, string[] arguments)
    {
        using var http = Client(cookie);
        using var create = new HttpRequestMessage(HttpMethod.Post, $"http://localhost:{Port}{Tus.Address}") { Headers = { { "Upload-Length", Size.ToString(CultureInfo.InvariantCulture) }, { "Upload-Metadata", "filename bGFyZ2UucGRm" } } };
        using var created = await http.SendAsync(create);
        if (created.StatusCode != HttpStatusCode.Created) throw new InvalidOperationException($"{created.StatusCode}: {await created.Content.ReadAsStringAsync()}");

        var held = await HeldAsync(server);
        var took = await TimedAsync(async () =>
        {
            await using var file = File.OpenRead(Large);
            using var piece = new HttpRequestMessage(HttpMethod.Patch, new Uri(new Uri($"http://localhost:{Port}"), created.Headers.Location!)) { Content = new StreamContent(file, 128 * 1024), Headers = { { "Upload-Offset", "0" } } };
            piece.Content.Headers.ContentType = new("application/offset+octet-stream");
            using var answer = await http.SendAsync(piece);
            if (answer.StatusCode != HttpStatusCode.NoContent) throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        });
        var peak = Peak(server) - held;
        var id = Guid.Parse(created.Headers.Location!.ToString().Split('/')[^1]);
        return (took, peak, (await BehindAsync(arguments, db => db.Uploads.Where(one => one.Id == id).Select(one => one.Hash).SingleAsync()))!);
    }

    private static async Task<(double Seconds, double Megabytes)> DownloadAsync(Process server, string cookie, string[] arguments, string hash)
    {
        var file = await BehindAsync(arguments, async db =>
        {
            var entry = await db.StatusEntries.Include(one => one.Commitment).FirstAsync(one => one.Audience == Audience.Public && one.Commitment.Audience == Audience.Public);
            var made = new StoredFile(entry, hash, Size, "large.pdf", FileType.Pdf.Media, FileState.Ready, null, NodaTime.SystemClock.Instance.GetCurrentInstant());
            made.IsPartOf(entry.Commitment);
            db.Files.Add(made);
            await db.SaveChangesAsync();
            return made.Id;
        });
        var held = await HeldAsync(server);
        var took = await TimedAsync(() => GetAsync($"http://localhost:{Port}/files/{file}/content", cookie));
        return (took, Peak(server) - held);
    }

    private static async Task PutAsync(string address)
    {
        using var http = Client(null);
        await using var file = File.OpenRead(Large);
        using var content = new StreamContent(file, 128 * 1024);
        content.Headers.ContentLength = Size;
        (await http.PutAsync(address, content)).EnsureSuccessStatusCode();
    }

    private static async Task GetAsync(string address, string? cookie)
    {
        using var http = Client(cookie);
        using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var content = await answer.Content.ReadAsStreamAsync();
        var (all, buffer) = (0L, new byte[128 * 1024]);
        while (await content.ReadAsync(buffer) is > 0 and var read) all += read;
        if (all != Size) throw new InvalidOperationException($"{all} bytes came.");
    }

    private static HttpClient Client(string? cookie)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { Timeout = TimeSpan.FromMinutes(30) };
        if (cookie is not null) http.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", cookie);
        http.DefaultRequestHeaders.TryAddWithoutValidation("Tus-Resumable", Tus.Version);
        return http;
    }

    /// <summary>Megabytes in memory now; the peak counts from here.</summary>
    private static async Task<double> HeldAsync(Process server)
    {
        await Task.Delay(500);
        await File.WriteAllTextAsync($"/proc/{server.Id}/clear_refs", "5");
        return Status(server, "VmRSS");
    }

    private static double Peak(Process server) => Status(server, "VmHWM");

    private static double Status(Process server, string name) =>
        double.Parse(File.ReadLines($"/proc/{server.Id}/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2], CultureInfo.InvariantCulture) / 1024;

    private static async Task<double> TimedAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<(Process Server, string Cookie, string[] Arguments)> StartAsync(string name, string[] more)
    {
        string[] arguments = ["--data", Path.Combine(Folder, name), "--file-day-mb", "1000000", "--files-mb", "1000000", .. more];
        Directory.CreateDirectory(arguments[1]);
        string cookie;
        await using (var app = Application.Build([.. arguments, "--urls", "http://127.0.0.1:0", "--programme", Path.Combine(Root, "programmes", "mmsp"), "--demo"]))
        {
            await Application.PrepareAsync(app);
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Me>().IsTheProgram("bench");
            var db = scope.ServiceProvider.GetRequiredService<Db>();
            var grant = await db.Grants.FirstAsync(one => one.Role == Role.DialogueDesk);
            var account = await db.Accounts.SingleAsync(one => one.Id == grant.Account);
            var signIn = SignIn.Of(account, SignInMethod.Password, "", NodaTime.SystemClock.Instance.GetCurrentInstant());
            db.SignIns.Add(signIn);
            await db.SaveChangesAsync();
            var options = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
            var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(AccountsSetup.SignInClaim, signIn.Id.ToString())], CookieAuthenticationDefaults.AuthenticationScheme);
            var ticket = new AuthenticationTicket(new(identity), new() { IssuedUtc = DateTimeOffset.UtcNow, ExpiresUtc = DateTimeOffset.UtcNow.AddHours(12) }, CookieAuthenticationDefaults.AuthenticationScheme);
            cookie = $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}";
        }

        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(Root, "bench", "results", "app", "Concord.dll") }.Concat(arguments).Concat(["--port", $"{Port}"])) start.ArgumentList.Add(argument);
        var server = Process.Start(start)!;
        await WaitAsync($"http://localhost:{Port}/en/");
        return (server, cookie, arguments);
    }

    private static async Task<T> BehindAsync<T>(string[] arguments, Func<Db, Task<T>> work)
    {
        await using var app = Application.Build([.. arguments, "--urls", "http://127.0.0.1:0"]);
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Me>().IsTheProgram("bench");
        return await work(scope.ServiceProvider.GetRequiredService<Db>());
    }

    private static async Task WaitAsync(string address)
    {
        using var http = new HttpClient();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromSeconds(120))
        {
            try
            {
                if ((await http.GetAsync(address)).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);
            }
        }

        throw new TimeoutException($"{address} did not answer within two minutes.");
    }

    private static async Task EndAsync(Process process)
    {
        process.Kill(true);
        await process.WaitForExitAsync();
    }

    private static void Tell(string name, List<double> seconds, List<double> peer, string beside, double bar)
    {
        var (ours, theirs) = (Load.Median(seconds, one => one), Load.Median(peer, one => one));
        var megabytes = Size / 1024.0 / 1024;
        Line(name, megabytes / ours, "MB/s", string.Create(CultureInfo.InvariantCulture, $"{beside}: {megabytes / theirs:0} MB/s; bar {bar}"), theirs / ours);
    }

    private static void Line(string name, double value, string unit, string beside, double ratio) =>
        Line(name, value.ToString("0.##", CultureInfo.InvariantCulture), unit, beside, ratio.ToString("0.###", CultureInfo.InvariantCulture));

    private static void Line(string name, string value, string unit, string beside, string ratio) => Console.WriteLine(string.Join('\t', name, value, unit, beside, ratio));
}
