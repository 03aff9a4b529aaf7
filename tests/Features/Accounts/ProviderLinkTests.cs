using System.Net;
using System.Text.RegularExpressions;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Concord.Tests.Features.Accounts;

/// <summary>What becomes of a link with a provider: ended by the administrator, or by a reset; and what is told of one that made an account.</summary>
public sealed class ProviderLinkTests
{
    private const string TwoFactors = "acr:" + OpenIdProvider.TwoFactors;
    private const string Li = "li@china.example";
    private const string Officer = "officer@mmsp.example";

    [Theory, Databases]
    public async Task The_administrator_ends_a_link_and_is_told_that_no_way_in_is_left(Database database)
    {
        await using var post = await MailServerPeer.StartAsync();
        await using var provider = await OpenIdProvider.Start("china");
        await using var app = await App.On(database, settings: [.. ProvidersFile.Of(provider.Entry("china", "just-in-time", secondFactor: TwoFactors)), "--smtp", post.Address]);
        await provider.Knows(app);
        await provider.Has("li", new { name = "李明", email = Li, email_verified = true, acr = OpenIdProvider.TwoFactors, groups = new[] { "focal" } });
        using var li = app.AsVisitor();
        await li.Through(provider, "li", language: "zh");
        using var desk = await app.As(Role.DialogueDesk, "china");
        var seen = await desk.Get("/en/roles/confirmations");
        using var administrator = await app.As(Role.Administrator);
        var address = $"/en/accounts/{(await app.AccountOf(Li)).Id}";

        var page = await administrator.Get(address);
        Assert.Contains("linked with Example sign-in of china", page.Text);
        Assert.Contains("the only way into the account", page.Text);
        var ended = await administrator.Submit(page, new Dictionary<string, string?>(), "form[action$='/unlink']");
        Assert.Contains("Nobody can sign in to this account now", ended.Text);
        Assert.Empty(ended.Document.QuerySelectorAll("form[action$='/unlink']"));
        Assert.Contains("Link with an identity provider ended by the administrator", ended.Text);

        // Their sign-in has ended, and the provider no longer lets them in.
        Assert.StartsWith("/zh/sign-in", (await li.Get("/zh/me")).Address);
        Assert.Contains("no account here is linked", (await app.AsVisitor().Through(provider, "li")).Text);

        // What the desk saw before is not what it would confirm now.
        Assert.Contains("has changed meanwhile", (await desk.Submit(seen, new Dictionary<string, string?>(), "form[action$='/confirm']")).Text);
        Assert.True((await app.GrantOf(Li, Role.FocalPoint)).IsPending);

        // They are told in their language, and a link of the administrator's lets them in again.
        await app.Settle();
        Assert.Contains("管理员已解除与身份提供方的关联", post.Taken()[^1].Subject);
        await administrator.Submit(await administrator.Get(address), new Dictionary<string, string?>(), "form#link");
        await app.Settle();
        var (accepted, _) = await li.Accept(app, AccountMailTests.LinkIn(post.Taken()[^1]));
        Assert.Equal("/zh/me", accepted.Address);
        Assert.DoesNotContain("Nobody can sign in", (await administrator.Get(address)).Text);
    }

    [Theory, Databases]
    public async Task A_link_is_ended_only_by_who_may_and_has_just_proved_who_they_are(Database database)
    {
        await using var provider = await OpenIdProvider.Start("team");
        await using var app = await Start(database, provider);
        await LinkOfficer(app, provider);
        using var administrator = await app.As(Role.Administrator);
        var page = await administrator.Get($"/en/accounts/{(await app.AccountOf(Officer)).Id}");
        Assert.DoesNotContain("the only way into the account", page.Text); // there is a password too
        app.Clock.Advance(FreshAttribute.Lasts);

        Assert.Contains("Is it you?", (await administrator.Submit(page, new Dictionary<string, string?>(), "form[action$='/unlink']")).Text);
        using var manager = await app.As(Role.ProgrammeManager);
        Assert.Equal(HttpStatusCode.Forbidden, (await manager.Submit(page, new Dictionary<string, string?>(), "form[action$='/unlink']")).Status);
        Assert.Equal(1, await app.Behind(db => db.Logins.CountAsync()));
    }

    [Theory, Databases]
    public async Task Nobody_who_was_in_the_account_keeps_a_way_in_after_a_reset(Database database)
    {
        await using var post = await MailServerPeer.StartAsync();
        await using var provider = await OpenIdProvider.Start("team");
        await using var app = await Start(database, provider, "--smtp", post.Address);
        using var intruder = await LinkOfficer(app, provider);
        using var passkey = new SoftPasskey();
        await PasskeyTests.Make(app, intruder, passkey, await intruder.Get("/en/me/passkeys/new"));
        using var device = app.AsVisitor();
        Assert.Equal("/zh/desk", (await device.Through(provider, "officer")).Address);
        using var administrator = await app.As(Role.Administrator);
        var account = await administrator.Get($"/en/accounts/{(await app.AccountOf(Officer)).Id}");
        await administrator.Submit(account, new Dictionary<string, string?>(), "form#link");
        await app.Settle();
        var mail = post.Taken()[^1];
        Assert.Contains("与身份提供方的关联", Text(mail)); // what will end is told beforehand

        using var owner = app.AsVisitor();
        var link = AccountMailTests.LinkIn(mail);
        var page = await owner.Get(new Uri(link).PathAndQuery.Replace("/zh/", "/en/", StringComparison.Ordinal));
        Assert.Contains("What ends", page.Text);
        Assert.Contains("links with identity providers", page.Text);
        Assert.Contains("What stays", page.Text);
        var (done, secret) = await owner.Accept(app, link, "eight otters under Malta");
        Assert.Equal("/zh/me", done.Address);

        foreach (var old in new[] { intruder, device }) Assert.StartsWith("/en/sign-in", (await old.Get("/en/me")).Address);
        Assert.Contains("no account here is linked", (await intruder.Through(provider, "officer")).Text);
        Assert.Contains("not known here", (await PasskeyTests.SignIn(app, intruder, passkey)).Text);
        Assert.Empty(await app.Behind(db => db.Logins.ToListAsync()));
        await app.Settle();
        Assert.Contains("与身份提供方的关联", Text(post.Taken()[^1])); // and afterwards
        app.Clock.Advance(NodaTime.Duration.FromMinutes(1));
        Assert.Equal("/zh/desk", (await app.AsVisitor().SignIn(Officer, "eight otters under Malta", app.CodeNow(secret))).Address);
    }

    [Theory, Databases]
    public async Task A_reset_that_its_desk_confirms_ends_the_link_and_whatever_else_waits(Database database)
    {
        await using var provider = await OpenIdProvider.Start("china");
        await using var app = await App.On(database, settings: ProvidersFile.Of(provider.Entry("china", secondFactor: TwoFactors)));
        await provider.Knows(app);
        const string Focal = "focal.china@mmsp.example";
        await provider.Has("focal", new { email = Focal, email_verified = true, acr = OpenIdProvider.TwoFactors });
        using var person = await app.As(await app.AccountOf(Focal));
        await person.Submit(await person.Through(provider, "focal", "?link=true"), new Dictionary<string, string?>());
        using var administrator = await app.As(Role.Administrator);
        var account = $"/en/accounts/{(await app.AccountOf(Focal)).Id}";
        await app.AsVisitor().Accept(app, await NewLink(), "seven otters under Malta"); // somebody who saw the first link
        using var owner = app.AsVisitor();
        var (waits, secret) = await owner.Accept(app, await NewLink(), "eight otters under Malta");
        var code = waits.Document.QuerySelector("main p.figure code")!.TextContent;
        using var elsewhere = app.AsVisitor();
        Assert.EndsWith("/desk", (await elsewhere.Through(provider, "focal")).Address); // until the desk has decided, the old ways work

        using var desk = await app.As(Role.DialogueDesk, "china");
        var page = await desk.Get("/en/roles/confirmations");
        var section = page.Document.QuerySelectorAll("section").Single(one => one.TextContent.Contains(code, StringComparison.Ordinal));
        await desk.Submit(page, new Dictionary<string, string?> { ["reset"] = section.QuerySelector("input[name=reset]")!.GetAttribute("value"), ["seen"] = code, ["confirms"] = "true" }, "form[action$='/reset']");

        Assert.Empty(await app.Behind(db => db.Logins.ToListAsync()));
        Assert.Empty(await app.Behind(db => db.Invitations.Where(one => one.Waits).ToListAsync()));
        Assert.StartsWith("/en/sign-in", (await elsewhere.Get("/en/me")).Address);
        Assert.Contains("no account here is linked", (await elsewhere.Through(provider, "focal")).Text);
        app.Clock.Advance(NodaTime.Duration.FromMinutes(1));
        Assert.EndsWith("/desk", (await app.AsVisitor().SignIn(Focal, "eight otters under Malta", app.CodeNow(secret))).Address);

        async Task<string> NewLink() => People.LinkOn(await administrator.Submit(await administrator.Get(account), new Dictionary<string, string?>(), "form#link"));
    }

    [Theory, Databases]
    public async Task Whose_account_was_made_just_in_time_gets_one_mail_that_says_so(Database database)
    {
        await using var post = await MailServerPeer.StartAsync();
        await using var provider = await OpenIdProvider.Start("china");
        object[] rules = [new { claim = "groups", value = "focal", role = "focal-point" }, new { claim = "groups", value = "sign", role = "signatory" }];
        await using var app = await App.On(database, settings: [.. ProvidersFile.Of(provider.Entry("china", "just-in-time", rules, TwoFactors)), "--smtp", post.Address]);
        await provider.Knows(app);
        await provider.Has("li", new { name = "李明", email = Li, email_verified = true, acr = OpenIdProvider.TwoFactors, groups = new[] { "focal", "sign" } });
        using var li = app.AsVisitor();

        await li.Through(provider, "li", language: "zh");
        await app.Settle();

        var mail = Assert.Single(post.Taken());
        Assert.Equal(Li, mail.To.Mailboxes.Single().Address);
        var text = Text(mail);
        foreach (var said in new[] { "示例身份提供方china", Li, "联络人（中方）", "签署人（中方）", "2026年11月23日", "确认后生效", "如非您本人操作" }) Assert.Contains(said, text);

        // Coming again in the same browser is no news; a role that goes is.
        await li.Through(provider, "li", language: "zh");
        await app.Settle();
        Assert.Single(post.Taken());
        await provider.Has("li", new { name = "李明", email = Li, email_verified = true, acr = OpenIdProvider.TwoFactors, groups = new[] { "focal" } });
        await li.Through(provider, "li", language: "zh");
        await app.Settle();
        var gone = post.Taken()[^1];
        Assert.Contains("身份提供方不再赋予角色：签署人（中方）", gone.Subject);
        Assert.Contains("示例身份提供方china", Text(gone));
    }

    [Theory, Databases]
    public async Task A_link_that_lets_nobody_in_counts_for_nothing_and_can_be_ended(Database database)
    {
        await using var app = await App.On(database); // it has no providers any more
        using var administrator = await app.As(Role.Administrator);
        using var passkey = new SoftPasskey();
        using var person = app.AsVisitor();
        await PasskeyTests.Open(app, administrator, person, passkey, "new@x.example");
        var account = await app.AccountOf("new@x.example");
        await app.Behind(async db =>
        {
            db.Logins.Add(new() { LoginProvider = "https://gone.example", ProviderKey = "new", ProviderDisplayName = "gone", UserId = account.Id });
            return await db.SaveChangesAsync();
        });

        Assert.Contains("your only way to sign in", (await person.Get("/en/me/passkeys")).Text); // or they would lock themselves out
        var page = await administrator.Get($"/en/accounts/{account.Id}");
        Assert.Contains("linked with gone It lets nobody in", page.Text);
        Assert.DoesNotContain("the only way into the account", page.Text);
        var ended = await administrator.Submit(page, new Dictionary<string, string?>(), "form[action$='/unlink']");
        Assert.Contains("no link", ended.Text);
        Assert.DoesNotContain("Nobody can sign in", ended.Text); // the passkey is there still
        Assert.Equal("/en/desk", (await PasskeyTests.SignIn(app, person, passkey)).Address);
    }

    private static async Task<App> Start(Database database, OpenIdProvider provider, params string[] settings)
    {
        var app = await App.On(database, settings: [.. ProvidersFile.Of(provider.Entry(null, secondFactor: TwoFactors)), .. settings]);
        await provider.Knows(app);
        await provider.Has("officer", new { email = Officer, email_verified = true, acr = OpenIdProvider.TwoFactors });
        return app;
    }

    /// <returns>The browser in which the officer has linked their account.</returns>
    private static async Task<Browser> LinkOfficer(App app, OpenIdProvider provider)
    {
        await app.CredentialOf(Officer);
        var browser = await app.As(await app.AccountOf(Officer));
        Assert.Equal("/en/me/providers", (await browser.Submit(await browser.Through(provider, "officer", "?link=true"), new Dictionary<string, string?>())).Address);
        return browser;
    }

    private static string Text(MimeMessage mail) => Regex.Replace(((TextPart)((MultipartAlternative)mail.Body!)[0]).Text, @"\s+", "");
}
