using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Files;
using Concord.Platform.Accounts;
using Concord.Platform.Files;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Features.Files;

/// <summary>A file as evidence for a statement: sent with the form, read by those who read the statement, and by nobody else.</summary>
public sealed class FileTests
{
    [Theory, Databases]
    public async Task A_file_travels_with_the_form_and_is_had_by_those_who_read_it(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        using var desk = await app.As(Role.DialogueDesk, "eu");

        var page = await Send(desk, commitment, "parties", "会议纪要 2026.pdf", Samples.Pdf);

        Assert.Equal("/en/commitments/" + commitment.Key, page.Address);
        Assert.Contains("会议纪要 2026.pdf", page.Text);
        var file = await TheFile(app);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Samples.Pdf)), file.Hash);
        Assert.Contains(file.Hash![..12], page.Text);

        await app.Released(commitment);
        using var visitor = app.AsVisitor();
        Assert.Contains(file.Hash, (await visitor.Get($"/en/files/{file.Id}")).Text);
        using var answer = await visitor.Http.GetAsync($"/files/{file.Id}/content");
        Assert.Equal(Samples.Pdf, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment; filename=\"2026.pdf\"; filename*=UTF-8''%E4%BC%9A%E8%AE%AE%E7%BA%AA%E8%A6%81%202026.pdf", answer.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.Equal($"\"{file.Hash}\"", answer.Headers.ETag!.Tag);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("private", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task A_download_can_be_continued_and_is_not_sent_again_unchanged()
    {
        await using var app = await App.On(Database.Sqlite);
        var commitment = await app.Has(Some.Commitment());
        using var desk = await app.As(Role.DialogueDesk, "eu");
        await Send(desk, commitment, "parties", "a.pdf", Samples.Pdf);
        await app.Released(commitment);
        var file = await TheFile(app);
        using var visitor = app.AsVisitor();

        using var part = await visitor.Http.SendAsync(new(HttpMethod.Get, $"/files/{file.Id}/content") { Headers = { Range = new RangeHeaderValue(5, 9) } });
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(Samples.Pdf[5..10], await part.Content.ReadAsByteArrayAsync());
        using var beyond = await visitor.Http.SendAsync(new(HttpMethod.Get, $"/files/{file.Id}/content") { Headers = { Range = new RangeHeaderValue(9999, null) } });
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        using var again = await visitor.Http.SendAsync(new(HttpMethod.Get, $"/files/{file.Id}/content") { Headers = { IfNoneMatch = { new($"\"{file.Hash}\"") } } });
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var head = await visitor.Http.SendAsync(new(HttpMethod.Head, $"/files/{file.Id}/content"));
        Assert.Equal(Samples.Pdf.Length, head.Content.Headers.ContentLength);
    }

    [Theory, Databases]
    public async Task Who_may_not_read_the_statement_gets_the_same_answer_as_for_no_file(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        using var desk = await app.As(Role.DialogueDesk, "eu");
        await Send(desk, commitment, "party:eu", "ours.png", Samples.Png(40, 30));
        await app.Settle();
        var file = await TheFile(app);
        Assert.NotNull(file.Thumbnail);

        foreach (var (role, party, may) in new (Role?, string?, bool)[] { (Role.FocalPoint, "eu", true), (Role.DialogueDesk, "china", false), (Role.ProgrammeManager, null, false), (Role.Administrator, null, false), (Role.Donor, null, false), (null, null, false) })
        {
            using var reader = role is { } one ? await app.As(one, party) : app.AsVisitor();
            await reader.Get("/en/never-existed"); // what a browser is told once, such as its form token
            foreach (var what in new[] { "content", "thumbnail" })
            {
                using var answer = await reader.Http.GetAsync($"/files/{file.Id}/{what}");
                using var never = await reader.Http.GetAsync($"/files/{Guid.NewGuid()}/{what}");
                Assert.Equal(may ? HttpStatusCode.OK : never.StatusCode, answer.StatusCode);
                if (!may) Assert.Equal(Headers(never), Headers(answer));
            }

            Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await reader.Get($"/en/files/{file.Id}")).Status);
            Assert.Equal(may, (await reader.Get($"/en/commitments/{commitment.Key}")).Source.Contains(file.Id.ToString(), StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("en", "holds macros")]
    [InlineData("zh", "文档含有可运行的宏或控件")]
    public async Task A_file_that_is_not_taken_is_named_at_its_field_and_what_was_typed_stays(string language, string why)
    {
        await using var app = await App.On(Database.Sqlite);
        var commitment = await app.Has(Some.Commitment());
        using var desk = await app.As(Role.DialogueDesk, "eu");
        var form = await desk.Get($"/{language}/commitments/{commitment.Key}/status");

        var page = await desk.Submit(form, new Dictionary<string, string?> { ["Input.Status"] = "done", ["Input.Note.Words[en]"] = "As agreed" }, files: ("Input.Upload.File", "macro.docx", Samples.Docx("word/vbaProject.bin")));

        Assert.Contains(why, page.Document.QuerySelector(".upload .error")!.TextContent);
        Assert.Contains("As agreed", page.Source);
        Assert.Equal(0, await app.Behind(db => db.StatusEntries.CountAsync(one => one.CommitmentId == commitment.Id)));
    }

    [Fact]
    public async Task A_file_that_came_with_a_form_with_a_mistake_need_not_be_sent_again()
    {
        await using var app = await App.On(Database.Sqlite);
        var commitment = await app.Has(Some.Commitment());
        using var desk = await app.As(Role.DialogueDesk, "eu");
        var form = await desk.Get($"/en/commitments/{commitment.Key}/status");

        var wrong = await desk.Submit(form, new Dictionary<string, string?> { ["Input.Status"] = null }, files: ("Input.Upload.File", "a.pdf", Samples.Pdf));
        Assert.Contains("a.pdf", wrong.Document.QuerySelector(".received")!.TextContent);
        var right = await desk.Submit(wrong, new Dictionary<string, string?> { ["Input.Status"] = "done" });

        Assert.Equal($"/en/commitments/{commitment.Key}", right.Address);
        Assert.Equal("a.pdf", (await TheFile(app)).Name);
        Assert.Equal(0, await app.Behind(db => db.Uploads.CountAsync()));
    }

    [Fact]
    public async Task A_form_of_another_site_leaves_nothing()
    {
        await using var app = await App.On(Database.Sqlite);
        var commitment = await app.Has(Some.Commitment());
        using var desk = await app.As(Role.DialogueDesk, "eu");
        using var forged = new MultipartFormDataContent { { new StringContent("done"), "Input.Status" }, { new ByteArrayContent(Samples.Pdf), "Input.Upload.File", "a.pdf" } };

        using var answer = await desk.Http.PostAsync($"/en/commitments/{commitment.Key}/status", forged);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(0, await app.Behind(db => db.Uploads.CountAsync()));
    }

    [Theory]
    [InlineData("--file-mb", "1", "larger than 1 MB")]
    [InlineData("--file-day-mb", "1", "No more than 1 MB")]
    [InlineData("--files-mb", "1", "store of files is full")]
    public async Task Limits_are_kept_and_told(string option, string value, string why)
    {
        await using var app = await App.On(Database.Sqlite, settings: [option, value]);
        var commitment = await app.Has(Some.Commitment());
        using var desk = await app.As(Role.DialogueDesk, "eu");
        byte[] large = [.. Samples.Pdf, .. new byte[1024 * 1024]];
        if (option != "--file-mb") await Send(desk, commitment, "parties", "first.pdf", large);

        var page = await Send(desk, commitment, "parties", "second.pdf", [.. large, 1], status: "signed");

        Assert.Contains(why, page.Document.QuerySelector(".upload .error")!.TextContent);
    }

    [Theory, Databases]
    public async Task The_same_content_is_stored_once_and_collected_when_nothing_refers_to_it(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        using var desk = await app.As(Role.DialogueDesk, "eu");
        await Send(desk, commitment, "parties", "one.pdf", Samples.Pdf);
        await Send(desk, commitment, "parties", "two.pdf", Samples.Pdf, status: "signed");
        await Sent(app, desk, "left behind.txt", "left behind"u8.ToArray());
        Assert.Equal(2, await Lying(app));

        app.Clock.Advance(Uploads.Kept + CollectFiles.Grace + Duration.FromHours(1));
        await Collect(app, new FilesOfRecords(), new ThumbnailsOfFiles(), new UploadsUnderWay());

        Assert.Equal([Convert.ToHexStringLower(SHA256.HashData(Samples.Pdf))], await app.Behind(db => db.Contents.Select(one => one.Hash).ToListAsync()));
        Assert.Equal(1, await Lying(app));
        Assert.Equal(0, await app.Behind(db => db.Uploads.CountAsync()));
    }

    [Fact]
    public async Task A_link_works_without_an_account_until_it_ends_or_its_maker_may_not_read_any_more()
    {
        await using var app = await App.On(Database.Sqlite);
        var commitment = await app.Has(Some.Commitment());
        using var desk = await app.As(Role.DialogueDesk, "eu");
        await Send(desk, commitment, "party:eu", "ours.pdf", Samples.Pdf);
        var file = await TheFile(app);
        using var visitor = app.AsVisitor();

        var first = await Link(desk, file);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Http.GetAsync(first)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync(first[..^3] + "abc")).StatusCode);
        app.Clock.Advance(SharedLinks.Usual + Duration.FromMinutes(1));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync(first)).StatusCode);

        // The cookie of the tests is as old as the clock; the reader comes anew.
        using var later = await app.As(Role.DialogueDesk, "eu");
        var second = await Link(later, file);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Http.GetAsync(second)).StatusCode);
        var maker = await app.AccountOf(Role.DialogueDesk, "eu");
        await app.Behind(async db => await db.Grants.Where(one => one.Account == maker.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.EndedAt, app.Clock.GetCurrentInstant())));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync(second)).StatusCode);
        Assert.Equal(2, await app.Behind(db => db.Audit.CountAsync(one => one.Action == "shared" && one.Audience == Audience.Party("eu"))));
    }

    [Theory, Databases]
    public async Task A_withdrawn_file_is_told_and_not_had_and_an_erased_one_is_gone(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        using var desk = await app.As(Role.DialogueDesk, "eu");
        await Send(desk, commitment, "parties", "Zhang San CV.pdf", Samples.Pdf);
        var file = await TheFile(app);
        using var visitor = app.AsVisitor();
        var link = await Link(desk, file);

        var without = await desk.Submit(await desk.Get($"/en/files/{file.Id}/withdraw"), new Dictionary<string, string?>());
        Assert.NotNull(without.Document.QuerySelector(".problems"));
        var page = await desk.Submit(await desk.Get($"/en/files/{file.Id}/withdraw"), new Dictionary<string, string?> { ["Reason"] = "Sent by mistake" });
        Assert.Contains("Sent by mistake", page.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync($"/files/{file.Id}/content")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync(link)).StatusCode);
        Assert.Equal(1, await Lying(app));

        var form = await desk.Get($"/en/files/{file.Id}/withdraw");
        form.Document.QuerySelector("main form")!.SetAttribute("action", $"/en/files/{file.Id}/withdraw/erase");
        var erased = await desk.Submit(form, new Dictionary<string, string?> { ["Reason"] = "Personal data" });
        Assert.Contains("Erased file", erased.Text);

        Assert.Equal(0, await Lying(app));
        var left = await TheFile(app);
        Assert.True(left is { IsErased: true, Name: "" });
        Assert.Empty(await app.Behind(db => db.Audit.Where(one => one.Changes.Contains("Zhang San") || one.Changes.Contains(file.Hash!)).ToListAsync()));
        Assert.DoesNotContain("Zhang San", (await desk.Get($"/en/files/{file.Id}")).Source);
    }

    [Fact]
    public async Task What_something_signed_refers_to_is_neither_collected_nor_erased()
    {
        await using var app = await App.On(Database.Sqlite);
        var commitment = await app.Has(Some.Commitment());
        using var desk = await app.As(Role.DialogueDesk, "eu");
        await Send(desk, commitment, "parties", "annex.pdf", Samples.Pdf);
        var file = await TheFile(app);
        var signed = new Signed(file.Hash!);

        await Assert.ThrowsAsync<RuleBroken>(() => app.Behind(async db =>
        {
            var mine = await db.Files.Include(one => one.Commitment).SingleAsync(one => one.Id == file.Id);
            await new Erasure(db, app.Services.GetRequiredService<IFileStore>(), [signed, new FilesOfRecords()], app.Clock).EraseAsync(mine, "Personal data", default);
            return 0;
        }));
        await app.Behind(async db => await db.Files.ExecuteDeleteAsync());
        app.Clock.Advance(CollectFiles.Grace + Duration.FromHours(1));
        await Collect(app, signed, new FilesOfRecords());

        Assert.Equal(1, await Lying(app));
    }

    [Fact]
    public async Task Everything_in_the_schema_that_refers_to_content_is_declared()
    {
        await using var app = await App.On(Database.Sqlite);
        var columns = await app.Behind(db => db.Database.SqlQuery<string>($"""select m.name || '.' || f."from" as "Value" from sqlite_master m, pragma_foreign_key_list(m.name) f where m.type = 'table' and f."table" = 'content'""").ToListAsync());
        using var scope = app.Services.CreateScope();

        // One class declares each: a column that is added without one would let the collector run into the database's refusal.
        Assert.Equal(["file.hash", "file.thumbnail", "sealed_file.hash", "upload.hash"], columns.Order(StringComparer.Ordinal));
        Assert.Equal(columns.Count, scope.ServiceProvider.GetServices<IReferToFiles>().Count());
    }

    private sealed class Signed(string hash) : IReferToFiles
    {
        public bool IsSigned => true;

        public IQueryable<string> Of(Concord.Platform.Database.Db db) => db.Contents.Where(one => one.Hash == hash).Select(one => one.Hash);
    }

    private static Task<int> Collect(App app, params IReferToFiles[] references) =>
        app.Behind(db => new CollectFiles(db, app.Services.GetRequiredService<IFileStore>(), references, app.Clock).DoAsync(default));

    private static async Task<Page> Send(Browser browser, Commitment commitment, string audience, string name, byte[] content, string status = "done") =>
        await browser.Submit(
            await browser.Get($"/en/commitments/{commitment.Key}/status"),
            new Dictionary<string, string?> { ["Input.Status"] = status, ["Input.Audience"] = audience },
            files: ("Input.Upload.File", name, content));

    /// <summary>A file that was sent and taken by no record.</summary>
    private static async Task Sent(App app, Browser browser, string name, byte[] content)
    {
        _ = app;
        using var create = new HttpRequestMessage(HttpMethod.Post, Tus.Address) { Content = new ByteArrayContent(content) };
        create.Content.Headers.ContentType = new("application/offset+octet-stream");
        create.Headers.Add("Tus-Resumable", "1.0.0");
        create.Headers.Add("Upload-Length", $"{content.Length}");
        create.Headers.Add("Upload-Metadata", "filename " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(name)));
        using var answer = await browser.Http.SendAsync(create);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private static async Task<string> Link(Browser browser, StoredFile file)
    {
        var page = await browser.Submit(await browser.Get($"/en/files/{file.Id}/share"), new Dictionary<string, string?>());
        return new Uri(page.Document.QuerySelector(".saved code")!.TextContent).PathAndQuery;
    }

    private static Task<StoredFile> TheFile(App app) => app.Behind(db => db.Files.AsNoTracking().SingleAsync());

    private static async Task<int> Lying(App app) => await app.Services.GetRequiredService<IFileStore>().AllAsync(default).CountAsync();

    private static string Headers(HttpResponseMessage answer) =>
        string.Join('\n', answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Date" or "Content-Length" or "Set-Cookie")).Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal));
}
