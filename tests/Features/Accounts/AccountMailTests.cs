using System.Net;
using System.Text.RegularExpressions;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using NodaTime;

namespace Concord.Tests.Features.Accounts;

/// <summary>What people are told of their accounts, through a real mail server.</summary>
public sealed partial class AccountMailTests
{
    private const string Officer = "officer@mmsp.example"; // whose language is Chinese

    [Theory, Databases]
    public async Task An_invitation_goes_to_its_owner_and_nobody_else_sees_the_link(Database database)
    {
        await using var post = await MailServerPeer.StartAsync();
        await using var app = await App.On(database, settings: ["--smtp", post.Address]);
        using var administrator = await app.As(Role.Administrator);
        var page = await administrator.Submit(await administrator.Get("/en/accounts/invite"), new Dictionary<string, string?>
        {
            ["Input.Email"] = "new@x.example",
            ["Input.Names[zh]"] = "新人",
            ["Input.Language"] = "zh",
            ["Input.Role"] = "Reader",
        });
        Assert.Contains("on its way to new@x.example", page.Text);
        Assert.DoesNotContain("/invitation/", page.Source);
        await app.Settle();

        var mail = Assert.Single(post.Taken());
        Assert.Equal("new@x.example", mail.To.Mailboxes.Single().Address);
        Assert.Contains("请开通账户", mail.Subject);
        Assert.Null((await app.Behind(db => db.Mail.AsNoTracking().SingleAsync())).Secret);

        using var person = app.AsVisitor();
        var (accepted, _) = await person.Accept(app, LinkIn(mail));
        Assert.Equal("/zh/me", accepted.Address);
        await app.Settle();
        Assert.Contains("已接受邀请", post.Taken()[^1].Subject);

        // What was mailed can be looked up afterwards, but for the link.
        var own = await person.Get("/zh/me/mail");
        Assert.DoesNotContain("/invitation/", own.Source);
    }

    [Theory, Databases]
    public async Task Who_lost_their_way_in_gets_a_link_and_who_has_no_account_the_same_answer(Database database)
    {
        await using var post = await MailServerPeer.StartAsync();
        await using var app = await App.On(database, settings: ["--smtp", post.Address]);
        var officer = await app.CredentialOf(Officer);
        using var person = app.AsVisitor();

        var known = await Forget(person, officer.Email);
        var unknown = await Forget(person, "nobody@x.example");
        Assert.Equal(known.Text, unknown.Text);
        await Forget(person, officer.Email); // again: the first link is fresh
        await app.Settle();

        var mail = Assert.Single(post.Taken());
        Assert.Contains("重设登录方式", mail.Subject);
        var (accepted, secret) = await person.Accept(app, LinkIn(mail), "eight otters under Malta");
        Assert.Equal("/zh/me", accepted.Address);
        app.Clock.Advance(Duration.FromMinutes(1));
        using var elsewhere = app.AsVisitor();
        Assert.Equal("/en/sign-in", (await elsewhere.SignIn(officer.Email, officer.Password, app.CodeNow(officer.Secret))).Address);
        Assert.Equal("/zh/desk", (await elsewhere.SignIn(officer.Email, "eight otters under Malta", app.CodeNow(secret))).Address);
    }

    [Theory, Databases]
    public async Task Nobody_finds_the_link_in_a_browser_that_was_left_open(Database database)
    {
        // No mail server answers there: the mail waits, with its link.
        await using var app = await App.On(database, settings: ["--smtp", "smtp://127.0.0.1:1"]);
        using var open = await app.As(await app.AccountOf(Officer));
        using var person = app.AsVisitor();
        await Forget(person, Officer);
        for (var tries = 0; tries < 100 && await app.Behind(db => db.Mail.CountAsync()) == 0; tries++) await Task.Delay(100, TestContext.Current.CancellationToken);

        Assert.NotNull((await app.Behind(db => db.Mail.AsNoTracking().SingleAsync())).Secret);
        var own = await open.Get("/en/me/mail");
        Assert.Contains("new way to sign in", own.Text);
        Assert.DoesNotContain("/invitation/", own.Source);
    }

    [Theory, Databases]
    public async Task Asking_for_links_is_slowed_down_and_needs_a_mail_server(Database database)
    {
        await using var post = await MailServerPeer.StartAsync();
        await using var app = await App.On(database, settings: ["--smtp", post.Address]);
        using var person = app.AsVisitor();
        for (var attempt = 0; attempt < SignInThrottle.PerAccountAndNetwork; attempt++) Assert.Equal(HttpStatusCode.OK, (await Forget(person, "nobody@x.example")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Forget(person, "nobody@x.example")).Status);

        var officer = await app.CredentialOf(Officer); // whoever failed to ask may still sign in
        Assert.Equal("/zh/desk", (await person.SignIn(officer.Email, officer.Password, app.CodeNow(officer.Secret))).Address);

        await using var without = await App.On(database);
        using var visitor = without.AsVisitor();
        Assert.Contains("sends no mail", (await visitor.Get("/en/forgotten")).Text);
    }

    [Theory, Databases]
    public async Task What_happens_to_an_account_is_told_to_its_owner_in_their_language(Database database)
    {
        await using var app = await App.On(database);
        var officer = await app.CredentialOf(Officer);
        using var browser = app.AsVisitor();
        browser.Http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Windows NT 10.0; rv:145.0) Gecko/20100101 Firefox/145.0");
        await browser.SignIn(officer.Email, officer.Password, app.CodeNow(officer.Secret));
        Assert.Equal(["signed-in"], await Told(app));

        // Known by now.
        app.Clock.Advance(Duration.FromMinutes(1));
        await browser.Submit(await browser.Get("/en/me"), new Dictionary<string, string?>(), "header form[action$='/sign-out']");
        await browser.SignIn(officer.Email, officer.Password, app.CodeNow(officer.Secret));
        Assert.Equal(["signed-in"], await Told(app));

        app.Clock.Advance(Duration.FromMinutes(1));
        await browser.Submit(await browser.Get("/en/me/password"), new Dictionary<string, string?> { ["Input.OldPassword"] = officer.Password, ["Input.Code"] = app.CodeNow(officer.Secret), ["Input.NewPassword"] = "eight otters under Malta" });
        using var administrator = await app.As(Role.Administrator);
        await administrator.Submit(await administrator.Get($"/en/accounts/{(await app.AccountOf(Officer)).Id}"), new Dictionary<string, string?> { ["role"] = "Reader" }, "form#grant");
        await app.Settle();
        Assert.Equal(["signed-in", "password-changed", "role-granted"], await Told(app));

        var mail = await browser.Get("/zh/me/mail");
        Assert.Contains("您的账户：已更改密码", mail.Text);
        var changed = mail.Document.QuerySelectorAll("main a[href*='/me/mail/']").First(link => link.TextContent.Contains("已更改密码", StringComparison.Ordinal));
        Assert.Contains("Firefox（Windows）", (await browser.Get(changed.GetAttribute("href")!)).Text);
        Assert.Contains("您的账户：授予角色：读者", mail.Text);
        await browser.Submit(await browser.Get("/en/me"), new Dictionary<string, string?>(), "form[action$='/everywhere']");
        Assert.Equal("signed-out-everywhere", (await Told(app))[^1]);
    }

    private static async Task<Page> Forget(Browser browser, string email) => await browser.Submit(await browser.Get("/en/forgotten"), new Dictionary<string, string?> { ["Input.Email"] = email });

    private static async Task<List<string>> Told(App app)
    {
        var data = await app.Behind(db => db.Mail.Where(one => one.Kind == nameof(SecurityEvent)).OrderBy(one => one.Id).Select(one => one.Data).ToListAsync());
        return [.. data.Select(one => System.Text.Json.JsonDocument.Parse(one).RootElement.GetProperty("what").GetString()!)];
    }

    internal static string LinkIn(MimeMessage mail) => Link().Match(((TextPart)((MultipartAlternative)mail.Body!)[0]).Text).Value;

    [GeneratedRegex(@"https?://\S+/invitation/[\w-]+")]
    private static partial Regex Link();
}
