using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Mail;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using NodaTime;

namespace Concord.Tests.Platform.Mail;

public sealed class DeliveryTests
{
    [Theory, Databases]
    public async Task A_statement_asks_the_other_side_by_mail_in_its_own_language(Database database)
    {
        await using var post = await MailServerPeer.StartAsync();
        await using var app = await App.On(database, settings: ["--smtp", post.Address, "--address", "https://concord.example", "--mail-from", "Concord <no-reply@concord.example>"]);
        var desk = await app.AccountOf(Role.DialogueDesk, "china");
        await State(app, await app.Has(Some.Commitment("Visa facilitation", Audience.Parties)));

        var mail = post.Taken().Single(one => one.To.Mailboxes.Single().Address == desk.Email);
        Assert.Equal("欧方已作说明，请予答复", mail.Subject);
        Assert.Equal("no-reply@concord.example", mail.From.Mailboxes.Single().Address);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal("zh", mail.Body!.Headers[HeaderId.ContentLanguage]);
        Assert.EndsWith("@concord.example", mail.MessageId, StringComparison.Ordinal);
        var text = ((TextPart)((MultipartAlternative)mail.Body!)[0]).Text;
        var html = ((TextPart)((MultipartAlternative)mail.Body!)[1]).Text;
        Assert.All(new[] { text, html }, body => Assert.Contains("https://concord.example/zh/commitments/", body, StringComparison.Ordinal));
        Assert.Contains("<html lang=\"zh\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Please confirm", text, StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task Nobody_is_told_of_what_they_may_not_read(Database database)
    {
        await using var post = await MailServerPeer.StartAsync();
        await using var app = await App.On(database, settings: ["--smtp", post.Address]);
        await State(app, await app.Has(Some.Commitment("Confidential to one side", Audience.Party("eu"))));

        Assert.Empty(post.Taken());
        Assert.All(await app.Behind(db => db.Mail.AsNoTracking().ToListAsync()), mail => Assert.Equal(MailState.Dropped, mail.State));
    }

    [Theory, Databases]
    public async Task Without_a_server_mail_is_kept_and_read_by_its_reader_alone(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("Visa facilitation", Audience.Parties));
        await State(app, commitment);
        var mail = await app.Behind(async db => await db.Mail.AsNoTracking().FirstAsync(one => one.State == MailState.Kept));

        var reader = await app.Behind(db => db.Accounts.SingleAsync(one => one.Id == mail.Account));
        using var own = await app.As(reader);
        Assert.Contains("EU has made a statement", (await own.Get("/en/me/mail")).Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Visa facilitation", (await own.Get($"/en/me/mail/{mail.Id}")).Text, StringComparison.Ordinal);
        using var other = await app.As(Role.Administrator);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await other.Get($"/en/me/mail/{mail.Id}")).Status);
    }

    [Theory, Databases]
    public async Task A_refused_address_is_given_up_and_a_full_one_tried_again_later(Database database)
    {
        await using var unsure = await App.On(database);
        var desk = await unsure.AccountOf(Role.DialogueDesk, "china");
        var focal = await unsure.AccountOf(Role.FocalPoint, "china");
        await using var post = await MailServerPeer.StartAsync("--refuse", desk.Email!, "--full", focal.Email!);
        await using var app = await App.On(database, settings: ["--smtp", post.Address]);
        await State(app, await app.Has(Some.Commitment(audience: Audience.Parties)));

        var mails = await app.Behind(db => db.Mail.AsNoTracking().ToListAsync());
        var refused = mails.Single(mail => mail.Account == desk.Id);
        Assert.Equal((MailState.Dead, "SMTP 550", 1), (refused.State, refused.Error, refused.Attempts));
        var full = mails.Single(mail => mail.Account == focal.Id);
        Assert.Equal((MailState.Waiting, "SMTP 452"), (full.State, full.Error));
        Assert.Equal(app.Clock.GetCurrentInstant() + Duration.FromMinutes(1), full.Due);

        for (var attempt = 2; attempt <= 8; attempt++)
        {
            app.Clock.AdvanceHours(13);
            await app.Settle();
        }

        full = await app.Behind(db => db.Mail.AsNoTracking().SingleAsync(mail => mail.Id == full.Id));
        Assert.Equal((MailState.Dead, 8), (full.State, full.Attempts));
        Assert.DoesNotContain(post.Taken(), one => one.To.Mailboxes.Single().Address == focal.Email || one.To.Mailboxes.Single().Address == desk.Email);
    }

    [Theory, Databases]
    public async Task Who_turns_a_sort_off_by_its_link_gets_no_more_of_it(Database database)
    {
        await using var post = await MailServerPeer.StartAsync();
        await using var app = await App.On(database, settings: ["--smtp", post.Address]);
        var desk = await app.AccountOf(Role.DialogueDesk, "china");
        await State(app, await app.Has(Some.Commitment(audience: Audience.Parties)));
        var mail = post.Taken().Single(one => one.To.Mailboxes.Single().Address == desk.Email);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        var link = new Uri(mail.Headers[HeaderId.ListUnsubscribe]!.Trim('<', '>')).PathAndQuery;

        // Looking at the link changes nothing; what a mail program posts does.
        using var visitor = app.AsVisitor();
        Assert.Contains("待办请求", (await visitor.Get(link)).Text, StringComparison.Ordinal);
        Assert.Empty(await app.Behind(db => db.MailPreferences.ToListAsync()));
        using var program = new HttpClient { BaseAddress = app.Address };
        (await program.PostAsync(link, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]))).EnsureSuccessStatusCode();

        await State(app, await app.Has(Some.Commitment("Another", Audience.Parties)));
        Assert.Single(post.Taken(), one => one.To.Mailboxes.Single().Address == desk.Email);
        using var forged = app.AsVisitor();
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await forged.Get("/en/mail/unsubscribe/" + new string('x', 80))).Status);
    }

    [Theory, Databases]
    public async Task Mail_keeps_the_quiet_hours_of_its_reader(Database database)
    {
        await using var post = await MailServerPeer.StartAsync();
        await using var app = await App.On(database, settings: ["--smtp", post.Address]);
        var desk = await app.AccountOf(Role.DialogueDesk, "china");
        using var browser = await app.As(desk);
        var saved = await browser.Submit(await browser.Get("/en/me/mail/choices"), new Dictionary<string, string?> { ["Input.Zone"] = "Asia/Shanghai", ["Input.QuietFrom"] = "960", ["Input.QuietUntil"] = "540" });
        Assert.Contains("Saved.", saved.Text, StringComparison.Ordinal);

        // 8:00 in Greenwich is 16:00 in Shanghai: quiet until 9:00 there, 1:00 here.
        await State(app, await app.Has(Some.Commitment(audience: Audience.Parties)));
        Assert.DoesNotContain(post.Taken(), one => one.To.Mailboxes.Single().Address == desk.Email);
        var waiting = await app.Behind(db => db.Mail.AsNoTracking().SingleAsync(mail => mail.Account == desk.Id));
        Assert.Equal(Instant.FromUtc(2026, 11, 24, 1, 0), waiting.Due);

        app.Clock.AdvanceHours(18);
        await app.Settle();
        Assert.Single(post.Taken(), one => one.To.Mailboxes.Single().Address == desk.Email);
    }

    /// <summary>The EU's focal point states that a commitment is done, and what follows is done.</summary>
    private static async Task State(App app, Concord.Domain.Commitments.Commitment commitment)
    {
        using var eu = await app.As(Role.FocalPoint, "eu");
        var page = await eu.Submit(await eu.Get($"/en/commitments/{commitment.Key}/status"), new Dictionary<string, string?> { ["Input.Status"] = "done", ["Input.On"] = "2026-06" });
        Assert.Equal(System.Net.HttpStatusCode.OK, page.Status);
        await app.Settle();
    }
}
