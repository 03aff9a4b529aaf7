using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Files;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Features.Files;

/// <summary>Uploads that are taken up again, by a client that others wrote (npm tus-js-client) and by hand.</summary>
public sealed class TusTests
{
    [Theory]
    [InlineData(Database.Sqlite, "folder")]
    [InlineData(Database.Postgres, "objects", Traits = [DatabasesAttribute.Trait, nameof(Database.Postgres)])]
    public async Task A_client_of_others_goes_on_after_an_interruption_on_another_node(Database database, string store)
    {
        await using var server = store == "objects" ? await ObjectServer.StartAsync() : null;
        await using var app = await App.On(database, settings: server?.Arguments);
        await using var beside = await app.Beside();
        var file = Path.Combine(app.DataFolder, "long.pdf");
        byte[] content = [.. Samples.Pdf, .. RandomNumberGenerator.GetBytes(40 * 1024 * 1024)];
        await File.WriteAllBytesAsync(file, content);
        var cookie = await app.CookieOf(Role.DialogueDesk, "eu");

        var first = await Send(app, cookie, file, "--stop-at", $"{20 * 1024 * 1024}", "--name", "长文件.pdf");
        Assert.Equal("stopped", first.GetProperty("ended").GetString());
        var second = await Send(beside, cookie, file, "--retry", "--go-on", new Uri(beside.Address, new Uri(first.GetProperty("address").GetString()!).AbsolutePath).ToString());

        Assert.Equal("done", second.GetProperty("ended").GetString());
        Assert.InRange(second.GetProperty("began").GetInt64(), 1, content.Length - 1);
        var upload = await app.Behind(db => db.Uploads.SingleAsync());
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(content)), "长文件.pdf"), (upload.Hash, upload.Name));
        await using var kept = (await app.Services.GetRequiredService<IFileStore>().OpenAsync(upload.Hash!, default))!;
        Assert.Equal(content.Length, kept.Length);
        Assert.Empty(await app.Services.GetRequiredService<IFileStore>().AllStagedAsync(default).ToListAsync());
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("objects")]
    public async Task A_client_of_others_sends_in_small_pieces(string store)
    {
        await using var server = store == "objects" ? await ObjectServer.StartAsync() : null;
        await using var app = await App.On(Database.Sqlite, settings: server?.Arguments);
        var file = Path.Combine(app.DataFolder, "short.pdf");
        byte[] content = [.. Samples.Pdf, .. RandomNumberGenerator.GetBytes(9 * 1024 * 1024)];
        await File.WriteAllBytesAsync(file, content);

        var sent = await Send(app, await app.CookieOf(Role.FocalPoint, "china"), file, "--chunk", $"{3 * 1024 * 1024}");

        Assert.Equal("done", sent.GetProperty("ended").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), await app.Behind(db => db.Uploads.Select(one => one.Hash).SingleAsync()));
    }

    [Fact]
    public async Task A_file_that_is_not_taken_is_refused_in_words_and_leaves_nothing()
    {
        await using var app = await App.On(Database.Sqlite);
        var file = Path.Combine(app.DataFolder, "page.pdf");
        await File.WriteAllTextAsync(file, "<html><script>alert(1)</script></html>");

        var sent = await Send(app, await app.CookieOf(Role.DialogueDesk, "eu"), file);

        Assert.Equal("failed", sent.GetProperty("ended").GetString());
        Assert.Equal(415, sent.GetProperty("status").GetInt32());
        Assert.Contains("Web pages", sent.GetProperty("body").GetString());
        Assert.Empty(await app.Services.GetRequiredService<IFileStore>().AllStagedAsync(default).ToListAsync());
    }

    [Theory, Databases]
    public async Task An_upload_is_its_senders_alone(Database database)
    {
        await using var app = await App.On(database);
        using var desk = await app.As(Role.DialogueDesk, "eu");
        using var other = await app.As(Role.DialogueDesk, "china");
        var at = await Begin(desk, 10);
        await Piece(desk, at, 0, "01234");

        foreach (var method in new[] { "HEAD", "PATCH", "DELETE" })
        {
            using var answer = await Ask(other, method, at, method == "PATCH" ? "56789" : null, ("Upload-Offset", "5"));
            using var never = await Ask(other, method, $"{Tus.Address}/{Guid.NewGuid()}", method == "PATCH" ? "56789" : null, ("Upload-Offset", "5"));
            Assert.Equal((HttpStatusCode.NotFound, never.StatusCode), (answer.StatusCode, answer.StatusCode));
            Assert.Equal(await never.Content.ReadAsStringAsync(), await answer.Content.ReadAsStringAsync());
        }

        // And a form of theirs cannot make it its own.
        var commitment = await app.Has(Some.Commitment());
        await Piece(desk, at, 5, "56789");
        var page = await other.Submit(await other.Get($"/en/commitments/{commitment.Key}/status"), new Dictionary<string, string?> { ["Input.Status"] = "done", ["Input.Upload"] = at.Split('/')[^1] });
        Assert.Contains("not there any more", page.Text);
        using var still = await Ask(desk, "HEAD", at);
        Assert.Equal("10", still.Headers.GetValues("Upload-Offset").Single());
    }

    [Fact]
    public async Task The_protocol_is_kept_to_the_letter()
    {
        await using var app = await App.On(Database.Sqlite);
        using var desk = await app.As(Role.DialogueDesk, "eu");

        using var options = await Ask(desk, "OPTIONS", Tus.Address);
        Assert.Equal("creation,creation-with-upload,creation-defer-length,termination,checksum,expiration", options.Headers.GetValues("Tus-Extension").Single());
        using (var bare = await desk.Http.SendAsync(new(HttpMethod.Post, Tus.Address) { Headers = { { "Upload-Length", "5" } } })) Assert.Equal(HttpStatusCode.PreconditionFailed, bare.StatusCode);
        using (var nothing = await Ask(desk, "POST", Tus.Address)) Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        using (var foreign = await Ask(desk, "POST", Tus.Address, null, ("Upload-Length", "5"), ("Origin", "https://elsewhere.example"))) Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using (var large = await Ask(desk, "POST", Tus.Address, null, ("Upload-Length", "99999999999"))) Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);

        var at = await Begin(desk, 10);
        using (var misplaced = await Ask(desk, "PATCH", at, "56789", ("Upload-Offset", "5"))) Assert.Equal(HttpStatusCode.Conflict, misplaced.StatusCode);
        using (var wrong = await Ask(desk, "PATCH", at, "01234", ("Upload-Offset", "0"), ("Upload-Checksum", "sha1 " + Convert.ToBase64String(new byte[20])))) Assert.Equal(460, (int)wrong.StatusCode);
        using (var head = await Ask(desk, "HEAD", at)) Assert.Equal("0", head.Headers.GetValues("Upload-Offset").Single());
        using (var right = await Ask(desk, "PATCH", at, "01234", ("Upload-Offset", "0"), ("Upload-Checksum", "sha256 " + Convert.ToBase64String(SHA256.HashData("01234"u8))))) Assert.Equal("5", right.Headers.GetValues("Upload-Offset").Single());
        using (var unknown = await Ask(desk, "PATCH", at, "5", ("Upload-Offset", "5"), ("Upload-Checksum", "crc32 AAAA"))) Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        using (var more = await Ask(desk, "PATCH", at, "5678901", ("Upload-Offset", "5"))) Assert.Equal(HttpStatusCode.RequestEntityTooLarge, more.StatusCode);

        var other = await Begin(desk, 10);
        using (var end = await Ask(desk, "DELETE", other)) Assert.Equal(HttpStatusCode.NoContent, end.StatusCode);
        using (var gone = await Ask(desk, "HEAD", other)) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);

        var waiting = await Begin(desk, 10);
        app.Clock.Advance(Uploads.Kept + Duration.FromMinutes(1));
        using var later = await app.As(Role.DialogueDesk, "eu");
        using var expired = await Ask(later, "HEAD", waiting);
        Assert.Equal(HttpStatusCode.NotFound, expired.StatusCode);
    }

    private static async Task<string> Begin(Browser browser, int length)
    {
        using var answer = await Ask(browser, "POST", Tus.Address, null, ("Upload-Length", $"{length}"), ("Upload-Metadata", "filename " + Convert.ToBase64String("a.txt"u8)));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private static async Task Piece(Browser browser, string at, int offset, string content)
    {
        using var answer = await Ask(browser, "PATCH", at, content, ("Upload-Offset", $"{offset}"));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static Task<HttpResponseMessage> Ask(Browser browser, string method, string address, string? piece = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new(method), address) { Headers = { { "Tus-Resumable", "1.0.0" } } };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (piece is not null)
        {
            request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(piece));
            request.Content.Headers.ContentType = new("application/offset+octet-stream");
        }

        return browser.Http.SendAsync(request);
    }

    private static async Task<JsonElement> Send(App app, string cookie, string file, params string[] options)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(App.Root, "tests", "peers", "upload.mjs"), new Uri(app.Address, Tus.Address).ToString(), cookie, file }.Concat(options)) start.ArgumentList.Add(argument);
        using var node = Process.Start(start)!;
        var (said, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        return (await said) is { Length: > 0 } json ? JsonDocument.Parse(json).RootElement : throw new InvalidOperationException(await errors);
    }
}
