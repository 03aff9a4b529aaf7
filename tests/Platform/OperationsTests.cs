using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Mail;
using Concord.Platform.Operations;
using Concord.Platform.Outbox;
using Concord.Tests.Features.Accounts;
using Concord.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Concord.Tests.Platform;

/// <summary>What whoever looks after an installation is told, and what not.</summary>
public sealed class OperationsTests
{
    private const string Officer = "officer@mmsp.example";

    [Theory, Databases]
    public async Task A_node_is_ready_while_its_database_is_there_its_schema_applied_and_its_outbox_not_far_behind(Database database)
    {
        await using var app = await App.On(database);
        await app.Settle();
        using var browser = app.AsVisitor();
        Assert.Equal((HttpStatusCode.OK, "ok"), await Ask(browser, Health.Live));
        Assert.Equal((HttpStatusCode.OK, "ok"), await Ask(browser, Health.Ready));

        // A job that nobody does for a quarter of an hour: leased until then by a node that is gone.
        var now = app.Clock.GetCurrentInstant();
        await app.Behind(async db =>
        {
            db.Outbox.Add(new() { Job = nameof(DropCachedPages), Data = "{}", Due = now, LeasedUntil = now + Duration.FromMinutes(15) });
            return await db.SaveChangesAsync();
        });
        app.Clock.Advance(Duration.FromMinutes(10));
        Assert.Equal((HttpStatusCode.OK, "ok"), await Ask(browser, Health.Ready));
        app.Clock.Advance(Duration.FromSeconds(1));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "outbox"), await Ask(browser, Health.Ready));
        app.Clock.Advance(Duration.FromMinutes(6));
        await app.Settle();
        Assert.Equal((HttpStatusCode.OK, "ok"), await Ask(browser, Health.Ready));

        await app.Behind(db => db.Database.ExecuteSqlAsync($"delete from schema_file where name like '%0045%'"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "schema"), await Ask(browser, Health.Ready));
        Assert.Equal((HttpStatusCode.OK, "ok"), await Ask(browser, Health.Live));
        await app.Behind(db => db.Database.ExecuteSqlAsync($"drop table schema_file"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "database"), await Ask(browser, Health.Ready));
    }

    [Theory, Databases]
    public async Task A_newer_schema_beside_an_older_node_is_well(Database database)
    {
        await using var app = await App.On(database, App.Tiny);
        await app.Settle();
        await app.Behind(db => db.Database.ExecuteSqlAsync($"insert into schema_file (name, applied_at) values ('Schema/9999_of_tomorrow.sql', '')"));
        using var browser = app.AsVisitor();

        Assert.Equal((HttpStatusCode.OK, "ok"), await Ask(browser, Health.Ready));
    }

    [Theory, Databases]
    public async Task Figures_are_told_at_the_address_for_management_and_nowhere_else(Database database)
    {
        var port = Node.FreePort();
        await using var app = await App.On(database, settings: ["--management", $"127.0.0.1:{port}"]);
        var officer = await app.CredentialOf(Officer);
        using var browser = app.AsVisitor();
        using var management = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };

        await browser.SignIn(officer.Email, "not the password at all", app.CodeNow(officer.Secret));
        await browser.SignIn(officer.Email, officer.Password, app.CodeNow(officer.Secret));
        await browser.Get("/zh/people");
        var figures = await management.GetStringAsync("/metrics");

        Assert.Matches(@"concord_sign_ins[^\n]*method=""password""[^\n]*result=""ok""[^\n]*\} [1-9]", figures);
        Assert.Matches(@"concord_sign_ins[^\n]*method=""password""[^\n]*result=""refused""[^\n]*\} [1-9]", figures);
        Assert.Matches(@"http_server_request_duration_seconds_count\{[^\n]*http_route=""\{language[^\n]*people""", figures);
        Assert.Contains("concord_outbox_depth", figures);
        Assert.Contains("concord_outbox_age_seconds", figures);
        Assert.DoesNotContain("@", figures);
        Assert.DoesNotContain("voorbeeld", figures);

        Assert.Equal("ok", await management.GetStringAsync(Health.Ready));
        foreach (var page in new[] { "/", "/en/", "/en/sign-in", "/app.css" }) Assert.Equal(HttpStatusCode.NotFound, (await management.GetAsync(page)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get("/metrics")).Status);
        using var disguised = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        disguised.Headers.Host = $"127.0.0.1:{port}";
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Http.SendAsync(disguised)).StatusCode);
    }

    [Theory, Databases]
    public async Task Browsers_that_listen_and_mails_that_leave_or_do_not_are_counted(Database database)
    {
        await using var app = await App.On(database);
        app.Clock.Reset(SystemClock.Instance.GetCurrentInstant()); // the node has a real one
        var (desk, focal) = (await app.AccountOf(Role.DialogueDesk, "china"), await app.AccountOf(Role.FocalPoint, "china"));
        await app.Behind(async db =>
        {
            // Whatever the hour and the day, they want their mail now.
            db.MailPreferences.AddRange(new[] { desk, focal }.Select(account => new MailPreference { Account = account.Id, Zone = "UTC", Weekends = true }));
            return await db.SaveChangesAsync();
        });
        var commitment = await app.Has(Some.Commitment(audience: Audience.Parties));
        var cookie = await app.CookieOf(Role.DialogueDesk, "eu");
        await app.Rest();
        await using var post = await MailServerPeer.StartAsync("--refuse", focal.Email!);

        // In a process of its own: those that share one count together.
        var port = Node.FreePort();
        await using var node = await Node.Beside(app, "--management", $"127.0.0.1:{port}", "--smtp", post.Address);
        using var management = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        using var eu = new Browser(node.Address, cookie);
        await using (var listener = await Listener.To(eu)) await Tells(management, @"(?m)^concord_streams\b[^\n]* 1\b");

        await eu.Submit(await eu.Get($"/en/commitments/{commitment.Key}/status"), new Dictionary<string, string?> { ["Input.Status"] = "done", ["Input.Audience"] = "parties" });

        await Tells(management, @"(?m)^concord_mails[^\n]*result=""sent""[^\n]*\} 1\b");
        await Tells(management, @"(?m)^concord_mails[^\n]*result=""failed""[^\n]*\} 1\b");
        Assert.Equal([desk.Email!], post.Taken().Select(mail => mail.To.Mailboxes.Single().Address));
    }

    [Fact]
    public async Task Figures_are_sent_to_a_collector_when_one_is_named()
    {
        var got = new TaskCompletionSource<byte[]>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.MapPost("/v1/metrics", async (HttpContext http) =>
        {
            using var memory = new MemoryStream();
            await http.Request.Body.CopyToAsync(memory);
            got.TrySetResult(memory.ToArray());
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);
        await using (var app = await App.On(Database.Sqlite, App.Tiny, settings: ["--otlp", collector.Urls.First() + "/v1/metrics", "--otlp-protocol", "http"]))
        {
            using var browser = app.AsVisitor();
            await browser.Get("/en/");
        }

        var sent = System.Text.Encoding.UTF8.GetString(await got.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Contains("concord.outbox.depth", sent);
        Assert.Contains("http.server.request.duration", sent);
    }

    [Fact]
    public void A_failure_is_told_without_the_words_that_somebody_typed()
    {
        var told = Failures.In(new InvalidOperationException("Ann LEE <ann@x.example>", new SocketException(111)), "");

        Assert.Contains("System.InvalidOperationException", told);
        Assert.DoesNotContain("LEE", told);
        Assert.Contains("refused", told); // a machine's word
    }

    private static async Task<(HttpStatusCode Status, string Text)> Ask(Browser browser, string address)
    {
        using var answer = await browser.Http.GetAsync(address);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task Tells(HttpClient management, string pattern)
    {
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); !Regex.IsMatch(await management.GetStringAsync("/metrics"), pattern); await Task.Delay(200))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{pattern} is not told:\n" + await management.GetStringAsync("/metrics"));
        }
    }
}
