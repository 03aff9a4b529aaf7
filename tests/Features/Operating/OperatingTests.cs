using System.Net;
using System.Text;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Mail;
using Concord.Platform.Scheduled;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Concord.Tests.Features.Operating;

public sealed class OperatingTests
{
    [Theory, Databases]
    public async Task Mail_that_was_given_up_is_shown_without_its_words_and_sent_again(Database database)
    {
        await using var asked = await App.On(database);
        var desk = await asked.AccountOf(Role.DialogueDesk, "china");
        await using var refusing = await MailServerPeer.StartAsync("--refuse", desk.Email!);
        await using var app = await App.On(database, settings: ["--smtp", refusing.Address]);
        await State(app, "A title that stays between the sides");

        using var administrator = await app.As(Role.Administrator);
        var page = await administrator.Get("/en/operating/mail");
        Assert.Contains(desk.Email!, page.Text, StringComparison.Ordinal);
        Assert.Contains("Statement to be answered", page.Text, StringComparison.Ordinal);
        Assert.Contains("SMTP 550", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("A title that stays", page.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("answer is asked for", page.Source, StringComparison.Ordinal);

        var again = await administrator.Submit(page, new Dictionary<string, string?>(), "main form[action$='/again']");
        Assert.Contains("1 message will be sent again.", again.Text, StringComparison.Ordinal);
        await app.Settle();
        Assert.Equal(MailState.Dead, (await app.Behind(db => db.Mail.AsNoTracking().SingleAsync(mail => mail.Account == desk.Id))).State);

        var given = await administrator.Submit(await administrator.Get("/en/operating/mail"), new Dictionary<string, string?>(), "main form[action$='/giveup']");
        Assert.Contains("1 message has been given up.", given.Text, StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task A_delivery_report_stops_mail_to_an_address_that_is_gone(Database database)
    {
        await using var post = await MailServerPeer.StartAsync();
        await using var app = await App.On(database, settings: ["--smtp", post.Address]);
        await State(app, "First");
        var desk = await app.AccountOf(Role.DialogueDesk, "china");
        var mail = post.Taken().Single(one => one.To.Mailboxes.Single().Address == desk.Email);

        using var administrator = await app.As(Role.Administrator);
        var page = await administrator.Get("/en/operating/mail");
        Assert.Contains("no delivery report", (await Upload(administrator, page, "Subject: hello\r\n\r\nJust a letter.")).Text, StringComparison.Ordinal);
        Assert.Contains("1 message came back.", (await Upload(administrator, page, Report(mail, desk.Email!))).Text, StringComparison.Ordinal);

        await State(app, "Second");
        Assert.Single(post.Taken(), one => one.To.Mailboxes.Single().Address == desk.Email);
        using var owner = await app.As(desk);
        var mine = await owner.Get("/en/me/mail");
        Assert.Contains("has been coming back", mine.Text, StringComparison.Ordinal);
        await owner.Submit(mine, new Dictionary<string, string?>(), "main form[action$='/arrives']");
        await State(app, "Third");
        Assert.Equal(2, post.Taken().Count(one => one.To.Mailboxes.Single().Address == desk.Email));
    }

    [Theory, Databases]
    public async Task Recurring_work_can_be_done_now_and_shows_what_it_did(Database database)
    {
        await using var app = await App.On(database);
        await app.Settle();
        using var administrator = await app.As(Role.Administrator);
        await administrator.Submit(await administrator.Get("/en/operating/work"), new Dictionary<string, string?>(), "main form:has([value=ForgetMail])");
        await app.Settle();

        var run = await app.Behind(db => db.WorkRuns.SingleAsync(one => one.Name == "ForgetMail"));
        Assert.Equal((await app.AccountOf(Role.Administrator)).Id, run.AskedBy);
        Assert.Contains("0 done", (await administrator.Get("/en/operating/work")).Text, StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task However_many_nodes_look_recurring_work_is_done_once(Database database)
    {
        await using var app = await App.On(database);
        await app.Settle();
        app.Clock.AdvanceHours(20);
        var nodes = Enumerable.Range(0, 8).Select(_ => Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<Clockwork>(app.Services)).ToList();
        await Task.WhenAll(nodes.Select(node => node.DoDueAsync(CancellationToken.None)));
        await app.Settle();

        Assert.Equal(1, await app.Behind(db => db.WorkRuns.CountAsync(run => run.Name == "ForgetMail")));
    }

    [Fact]
    public async Task Every_kind_of_mail_has_an_example_in_every_language()
    {
        await using var app = await App.On(Database.Sqlite);
        using var administrator = await app.As(Role.Administrator);
        Assert.NotEmpty(Letters.Kinds);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.Get("/en/operating/mail-kinds?handler=html")).Status);
        foreach (var kind in Letters.Kinds.Keys)
        {
            foreach (var language in new[] { "en", "zh" })
            {
                Assert.Equal(HttpStatusCode.OK, (await administrator.Get($"/{language}/operating/mail-kinds/{kind}")).Status);
                using var html = await administrator.Http.GetAsync($"/{language}/operating/mail-kinds/{kind}?handler=html");
                Assert.Contains($"<html lang=\"{language}\">", await html.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Whatever_is_sent_or_done_has_a_name()
    {
        var texts = new Concord.Platform.Languages.Texts();
        var jobs = typeof(Concord.Platform.Outbox.IJob).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(Concord.Platform.Outbox.IJob)) && !type.IsInterface).Select(type => "Job." + type.Name);
        var named = Letters.Kinds.Keys.Select(kind => "MailKind." + kind).Concat(Clockwork.All.Keys.SelectMany(work => new[] { $"Work.{work}", $"Work.{work}.What" })).Concat(jobs);

        Assert.Empty(named.Except(texts.Keys));
    }

    private static async Task State(App app, string name)
    {
        var commitment = await app.Has(Some.Commitment(name, Audience.Parties));
        using var eu = await app.As(Role.FocalPoint, "eu");
        await eu.Submit(await eu.Get($"/en/commitments/{commitment.Key}/status"), new Dictionary<string, string?> { ["Input.Status"] = "done", ["Input.On"] = "2026-06" });
        await app.Settle();
    }

    private static async Task<Page> Upload(Browser browser, Page page, string report)
    {
        using var form = new MultipartFormDataContent();
        foreach (var field in page.Document.QuerySelectorAll("#report-form input[type=hidden]")) form.Add(new StringContent(field.GetAttribute("value") ?? ""), field.GetAttribute("name")!);
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(report)), "report", "report.eml");
        using var answer = await browser.Http.PostAsync("/en/operating/mail/report", form);
        return answer.Headers.Location is { } to ? await browser.Get(to.ToString()) : await Page.From(answer);
    }

    /// <summary>As mail servers write it: RFC 3464, section 2, with the headers of the mail (RFC 6522).</summary>
    private static string Report(MimeMessage mail, string address) =>
        $"""
        From: MAILER-DAEMON@mail.example
        To: concord@localhost
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

        --b1
        Content-Type: text/plain

        The mailbox does not exist.

        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example

        Final-Recipient: rfc822; {address}
        Action: failed
        Status: 5.1.1 (no such mailbox)

        --b1
        Content-Type: text/rfc822-headers

        Message-ID: <{mail.MessageId}>
        Subject: hidden

        --b1--

        """.ReplaceLineEndings("\r\n");
}
