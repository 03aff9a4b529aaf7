using System.Net;
using Concord.Domain.Files;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Features.Files;

/// <summary>Files are looked at by ClamAV before anybody has them; while it is away they wait and are not lost.</summary>
public sealed class ScannerTests
{
    [Theory, Databases]
    public async Task What_is_clean_is_served_and_what_is_not_is_served_to_nobody(Database database)
    {
        await using var clamd = await Clamd.StartAsync();
        await using var app = await App.On(database, settings: ["--clamd", $"127.0.0.1:{clamd.Port}"]);
        using var desk = await app.As(Role.DialogueDesk, "eu");
        var clean = await Send(app, desk, "clean.pdf", Samples.Pdf);
        var infected = await Send(app, desk, "infected.zip", Samples.ZipOf("letter.txt", Samples.Eicar));
        await app.Settle();

        using var served = await desk.Http.GetAsync($"/files/{clean}/content");
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        using var refused = await desk.Http.GetAsync($"/files/{infected}/content");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        var page = await desk.Get($"/en/files/{infected}");
        Assert.Contains("Concord.Test.Eicar", page.Text);
        Assert.Null(page.Document.QuerySelector("main a[download]"));
    }

    [Fact]
    public async Task While_the_scanner_is_away_files_wait_and_then_are_looked_at()
    {
        var port = ObjectServer.FreePort();
        await using var app = await App.On(Database.Sqlite, settings: ["--clamd", $"127.0.0.1:{port}"]);
        using var desk = await app.As(Role.DialogueDesk, "eu");
        var file = await Send(app, desk, "clean.pdf", Samples.Pdf);
        for (var turn = 0; turn < 3; turn++)
        {
            await app.Settle();
            app.Clock.Advance(Duration.FromSeconds(10));
        }

        Assert.Equal(FileState.Waiting, await app.Behind(db => db.Files.Select(one => one.State).SingleAsync()));
        using (var waiting = await desk.Http.GetAsync($"/files/{file}/content")) Assert.Equal(HttpStatusCode.NotFound, waiting.StatusCode);
        Assert.Contains("being checked", (await desk.Get($"/en/files/{file}")).Text);

        await using var clamd = await Clamd.StartAsync(port);
        app.Clock.Advance(Duration.FromMinutes(20));
        await app.Settle();

        using var served = await desk.Http.GetAsync($"/files/{file}/content");
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
    }

    private static async Task<Guid> Send(App app, Browser browser, string name, byte[] content)
    {
        var commitment = await app.Has(Some.Commitment());
        await browser.Submit(
            await browser.Get($"/en/commitments/{commitment.Key}/status"),
            new Dictionary<string, string?> { ["Input.Status"] = "done" },
            files: ("Input.Upload.File", name, content));
        return await app.Behind(db => db.Files.Where(file => file.CommitmentId == commitment.Id).Select(file => file.Id).SingleAsync());
    }
}
