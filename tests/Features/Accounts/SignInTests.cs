using System.Net;
using System.Text.RegularExpressions;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Features.Accounts;

public sealed class SignInTests
{
    private const string Officer = "officer@mmsp.example";

    [Theory, Databases]
    public async Task Password_and_code_open_the_workspace_in_the_accounts_language(Database database)
    {
        await using var app = await App.On(database);
        var officer = await app.CredentialOf(Officer); // whose language is Chinese
        using var browser = app.AsVisitor();

        var answer = await browser.SignIn(officer.Email.ToUpperInvariant(), officer.Password, app.CodeNow(officer.Secret));

        Assert.StartsWith("/zh/desk", answer.Address);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/en/me")).Status);
    }

    [Theory, Databases]
    public async Task Only_an_address_of_ours_leads_back(Database database)
    {
        await using var app = await App.On(database);
        var officer = await app.CredentialOf(Officer);
        using var browser = app.AsVisitor();
        var elsewhere = await browser.SignIn(officer.Email, officer.Password, app.CodeNow(officer.Secret), "/en/sign-in?back=https%3A%2F%2Fevil.example%2F");
        Assert.StartsWith("/zh/desk", elsewhere.Address);

        app.Clock.Advance(Duration.FromMinutes(1));
        using var another = app.AsVisitor();
        var sent = await another.Get("/en/me/password");
        Assert.Equal("/en/sign-in?back=%2Fen%2Fme%2Fpassword", sent.Address);
        var back = await another.Submit(sent, People.Fields(officer.Email, officer.Password, app.CodeNow(officer.Secret)));
        Assert.Equal("/en/me/password", back.Address);
    }

    [Theory, Databases]
    public async Task Nobody_learns_which_part_was_wrong_or_whether_the_account_exists(Database database)
    {
        await using var app = await App.On(database);
        var officer = await app.CredentialOf(Officer);
        var wrong = app.WrongCode(officer.Secret);
        using var browser = app.AsVisitor();

        var answers = new List<Page>
        {
            await browser.SignIn(officer.Email, "not the password at all", app.CodeNow(officer.Secret)),
            await browser.SignIn(officer.Email, officer.Password, wrong),
            await browser.SignIn("nobody@mmsp.example", officer.Password, wrong),
        };

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Single(answers.Select(Normal).Distinct());

        static string Normal(Page page) => Regex.Replace(page.Source, $"""name="(form-token|{Once.Field})"[^>]*>|value="[^"]*@mmsp[^"]*['"]""", "");
    }

    [Theory, Databases]
    public async Task One_password_is_hashed_whatever_is_wrong(Database database)
    {
        await using var app = await App.On(database);
        var officer = await app.CredentialOf(Officer);
        await using var scope = app.Services.CreateAsyncScope();
        var code = app.CodeNow(officer.Secret);

        foreach (var (email, password, typed) in new[] { ("nobody@mmsp.example", "whatever it is", code), (officer.Email, "whatever it is", code), (officer.Email, officer.Password, app.WrongCode(officer.Secret)), ("nobody@mmsp.example", "whatever it is", "1234 5678 9012 3456 7890"), (officer.Email, "whatever it is", "1234 5678 9012 3456 7890"), ("nobody@mmsp.example", "whatever it is", ""), (officer.Email, officer.Password, ""), (officer.Email, officer.Password, code) })
        {
            var hasher = new CountingHasher();
            await ActivatorUtilities.CreateInstance<Credentials>(scope.ServiceProvider, hasher).CheckAsync(email, password, typed, TestContext.Current.CancellationToken);
            Assert.Equal(1, hasher.Verified);
        }
    }

    [Theory, Databases]
    public async Task No_password_is_hashed_for_who_lost_their_way_in_or_comes_by_passkey(Database database)
    {
        await using var post = await MailServerPeer.StartAsync();
        await using var app = await App.On(database, settings: ["--smtp", post.Address]);
        var officer = await app.CredentialOf(Officer);
        using var known = new SoftPasskey();
        using var unknown = new SoftPasskey { UserHandle = System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(Guid.NewGuid().ToString())) };
        using var owner = app.AsVisitor();
        await PasskeyTests.Make(app, owner, known, await owner.Get("/en/invitation/" + await NewLink(app, "reader@mmsp.example")));

        var hasher = new CountingHasher();
        await using var node = await app.Beside(builder => builder.Services.AddSingleton<IPasswordHasher<Account>>(hasher));
        await app.Rest(); // from here on all work is the node's, where it is counted
        using var browser = node.AsVisitor();
        var counts = new List<(string What, int Hashed)>();
        foreach (var (what, act) in new (string, Func<Task>)[]
        {
            ("a link for a known address", async () => await browser.Submit(await browser.Get("/en/forgotten"), new Dictionary<string, string?> { ["Input.Email"] = Officer })),
            ("a link for an unknown address", async () => await browser.Submit(await browser.Get("/en/forgotten"), new Dictionary<string, string?> { ["Input.Email"] = "nobody@x.example" })),
            ("a known passkey", async () => Assert.EndsWith("/desk", (await PasskeyTests.SignIn(node, browser, known)).Address)),
            ("an unknown passkey", async () => Assert.Contains("not known here", (await PasskeyTests.SignIn(node, node.AsVisitor(), unknown)).Text)),
            ("a password", async () => await node.AsVisitor().SignIn(officer.Email, "not the password at all", "")),
        })
        {
            var before = hasher.Verified + hasher.Hashed;
            await act();
            await node.Settle();
            counts.Add((what, hasher.Verified + hasher.Hashed - before));
        }

        Assert.Equal([("a link for a known address", 0), ("a link for an unknown address", 0), ("a known passkey", 0), ("an unknown passkey", 0), ("a password", 1)], counts);
        Assert.Contains(post.Taken(), mail => mail.To.Mailboxes.Single().Address == Officer); // the known address did get its link
    }

    [Theory, Databases]
    public async Task A_code_is_good_for_one_use(Database database)
    {
        await using var app = await App.On(database);
        var officer = await app.CredentialOf(Officer);
        var code = app.CodeNow(officer.Secret);
        using var first = app.AsVisitor();
        using var second = app.AsVisitor();

        Assert.Contains("/desk", (await first.SignIn(officer.Email, officer.Password, code)).Address);
        Assert.Equal("/en/sign-in", (await second.SignIn(officer.Email, officer.Password, code)).Address);

        app.Clock.Advance(Duration.FromSeconds(30));
        Assert.Contains("/desk", (await second.SignIn(officer.Email, officer.Password, app.CodeNow(officer.Secret))).Address);
    }

    [Theory, Databases]
    public async Task Of_many_at_once_one_uses_the_code(Database database)
    {
        await using var app = await App.On(database);
        var officer = await app.CredentialOf(Officer);
        var code = app.CodeNow(officer.Secret);

        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var scope = app.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<Credentials>().CheckAsync(officer.Email, officer.Password, code);
        }));

        Assert.Single(found, one => one is not null);
    }

    [Theory, Databases]
    public async Task Guessing_is_slowed_down_and_told_when_to_come_back(Database database)
    {
        await using var app = await App.On(database);
        var officer = await app.CredentialOf(Officer);
        using var browser = app.AsVisitor();
        for (var attempt = 0; attempt < SignInThrottle.PerAccountAndNetwork; attempt++)
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.SignIn(officer.Email, "not the password at all", "000000")).Status);
        }

        var refused = await browser.SignIn(officer.Email, officer.Password, app.CodeNow(officer.Secret));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("Try again in 15 minutes", refused.Text);
        Assert.Contains("登录", (await browser.Get("/zh/sign-in")).Text);

        app.Clock.Advance(SignInThrottle.Window);
        Assert.Contains("/desk", (await browser.SignIn(officer.Email, officer.Password, app.CodeNow(officer.Secret))).Address);
    }

    [Theory, Databases]
    public async Task An_attacker_locks_out_neither_another_network_nor_a_known_device(Database database)
    {
        await using var app = await App.On(database);
        var device = await SucceedOnce(app, "192.0.2.10");

        // The attacker shares a network with the owner's device, and does not stop.
        for (var attempt = 0; attempt < 60; attempt++) await Count(app, "192.0.2.10", null, Officer);

        Assert.NotNull(await Count(app, "192.0.2.10", null, Officer));
        Assert.Null(await Count(app, "198.51.100.7", null, Officer));
        Assert.Null(await Count(app, "192.0.2.10", device, Officer));

        // The cookie of one account says nothing for another.
        for (var attempt = 0; attempt < SignInThrottle.PerAccountAndNetwork; attempt++) await Count(app, "192.0.2.10", device, "manager@mmsp.example");
        Assert.NotNull(await Count(app, "192.0.2.10", device, "manager@mmsp.example"));
    }

    [Theory, Databases]
    public async Task A_network_that_tries_many_accounts_is_slowed_down(Database database)
    {
        await using var app = await App.On(database);
        for (var attempt = 0; attempt < SignInThrottle.PerNetwork; attempt++) Assert.Null(await Count(app, "2001:db8::1", null, $"p{attempt}@x.example"));

        Assert.NotNull(await Count(app, "2001:db8::ffff", null, "another@x.example")); // the same network in IPv6
        Assert.Null(await Count(app, "2001:db8:1::1", null, "another@x.example"));
    }

    [Theory, Databases]
    public async Task Signing_out_and_a_changed_password_end_a_sign_in(Database database)
    {
        await using var app = await App.On(database);
        var officer = await app.CredentialOf(Officer);
        using var here = app.AsVisitor();
        await here.SignIn(officer.Email, officer.Password, app.CodeNow(officer.Secret));
        using var there = await app.As(await app.AccountOf(Officer));
        Assert.Equal("/en/me", (await there.Get("/en/me")).Address);

        app.Clock.Advance(Duration.FromMinutes(1));
        var form = await here.Get("/en/me/password");
        var weak = await here.Submit(form, new Dictionary<string, string?> { ["Input.OldPassword"] = officer.Password, ["Input.Code"] = app.CodeNow(officer.Secret), ["Input.NewPassword"] = "qwertyqwerty" });
        Assert.Contains("tried first", weak.Text);
        var changed = await here.Submit(form, new Dictionary<string, string?> { ["Input.OldPassword"] = officer.Password, ["Input.Code"] = app.CodeNow(officer.Secret), ["Input.NewPassword"] = "eight otters under Malta" });
        Assert.Equal("/en/me", changed.Address);
        Assert.StartsWith("/en/sign-in", (await there.Get("/en/me")).Address);

        var everywhere = await here.Submit(await here.Get("/en/me"), new Dictionary<string, string?>(), "form[action$='/everywhere']");
        Assert.Equal("/en/sign-in", everywhere.Address);
        Assert.StartsWith("/en/sign-in", (await here.Get("/en/me")).Address);

        app.Clock.Advance(Duration.FromMinutes(1));
        await here.SignIn(officer.Email, "eight otters under Malta", app.CodeNow(officer.Secret));
        var home = await here.Submit(await here.Get("/en/me"), new Dictionary<string, string?>(), "header form[action$='/sign-out']");
        Assert.Equal("/en/", home.Address);
        Assert.StartsWith("/en/sign-in", (await here.Get("/en/me")).Address);
    }

    [Theory, Databases]
    public async Task What_was_typed_survives_an_expired_sign_in(Database database)
    {
        await using var app = await App.On(database);
        var officer = await app.CredentialOf("admin@mmsp.example");
        using var browser = app.AsVisitor();
        await browser.SignIn(officer.Email, officer.Password, app.CodeNow(officer.Secret));
        var form = await browser.Get("/en/accounts/invite");
        await EndEverySignIn(app, officer.Email);
        app.Clock.Advance(Duration.FromMinutes(1));

        var kept = await browser.Submit(form, new Dictionary<string, string?>
        {
            ["Input.Email"] = "kept@x.example",
            ["Input.Names[en]"] = "Kept \"quoted\" & <named>",
            ["Input.Names[zh]"] = "保留\r\n第二行",
            ["Input.Language"] = "en",
            ["Input.Role"] = "Reader",
        });
        Assert.Equal(HttpStatusCode.Unauthorized, kept.Status);
        Assert.Contains("kept in this page", kept.Text);
        Assert.Null(await app.Behind(db => db.Accounts.SingleOrDefaultAsync(one => one.Email == "kept@x.example")));

        var wrong = await browser.Submit(kept, People.Fields(officer.Email, officer.Password, app.WrongCode(officer.Secret)));
        Assert.Contains("kept in this page", wrong.Text);

        var signedIn = await browser.Submit(wrong, People.Fields(officer.Email, officer.Password, app.CodeNow(officer.Secret)));
        Assert.Contains("Continue: save what you had typed", signedIn.Text);
        Assert.Null(await app.Behind(db => db.Accounts.SingleOrDefaultAsync(one => one.Email == "kept@x.example")));

        var saved = await browser.Submit(signedIn, new Dictionary<string, string?>());
        Assert.Equal(HttpStatusCode.OK, saved.Status);
        var account = await app.AccountOf("kept@x.example");
        Assert.Equal("Kept \"quoted\" & <named>", account.Name["en"]!.Text);
        Assert.Equal("保留\r\n第二行", account.Name["zh"]!.Text);
    }

    [Theory, Databases]
    public async Task Who_guesses_at_a_screen_left_open_is_told_when_to_go_on(Database database)
    {
        await using var app = await App.On(database);
        await app.CredentialOf(Officer);
        using var open = await app.As(await app.AccountOf(Officer));
        var guess = new Dictionary<string, string?> { ["Input.OldPassword"] = "not the password at all", ["Input.Code"] = "000000", ["Input.NewPassword"] = "eight otters under Malta" };
        for (var attempt = 0; attempt < SignInThrottle.PerAccountAndNetwork; attempt++) Assert.Contains("do not fit", (await open.Submit(await open.Get("/en/me/password"), guess)).Text);

        var refused = await open.Submit(await open.Get("/en/me/password"), guess);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("Try again in 15 minutes", refused.Text);
    }

    [Theory, Databases]
    public async Task Words_of_another_site_are_not_kept(Database database)
    {
        await using var app = await App.On(database);
        using var browser = app.AsVisitor();
        await browser.Get("/en/sign-in"); // brings the form's cookie
        using var request = new HttpRequestMessage(HttpMethod.Post, "/en/accounts/invite") { Content = new FormUrlEncodedContent([KeyValuePair.Create("Input.Email", "planted@x.example")]) };
        request.Headers.Add("Origin", "https://evil.example");

        var answer = await browser.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/en/sign-in", answer.Headers.Location!.ToString());

        using var stranger = app.AsVisitor(); // without the cookie that only our own pages' forms send
        var other = await stranger.Http.PostAsync("/en/accounts/invite", new FormUrlEncodedContent([KeyValuePair.Create("Input.Email", "planted@x.example")]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, other.StatusCode);
    }

    [Theory, Databases]
    public async Task Passwords_do_not_travel_along(Database database)
    {
        await using var app = await App.On(database);
        var officer = await app.CredentialOf(Officer);
        using var browser = app.AsVisitor();
        await browser.SignIn(officer.Email, officer.Password, app.CodeNow(officer.Secret));
        var form = await browser.Get("/en/me/password");
        await EndEverySignIn(app, officer.Email);

        var kept = await browser.Submit(form, new Dictionary<string, string?> { ["Input.OldPassword"] = "old secret words", ["Input.NewPassword"] = "new secret words", ["Input.Code"] = "123456" });

        Assert.Equal(HttpStatusCode.Unauthorized, kept.Status);
        Assert.DoesNotContain("secret words", kept.Source);
        Assert.DoesNotContain("123456", kept.Source);
    }

    [Theory, Databases]
    public async Task A_key_can_be_stored_while_somebody_writes(Database database)
    {
        await using var app = await App.On(database);
        var keys = new KeysInDatabase(app.Services.GetRequiredService<IServiceScopeFactory>());
        await app.Behind(async db =>
        {
            Task? storing = null;
            await db.InOneTransaction(async () =>
            {
                await db.Settings.AddAsync(new() { Name = "busy", Value = "" });
                await db.SaveChangesAsync();
                storing = Task.Run(() => keys.StoreElement(new("key"), "while-busy"));
                await Task.Delay(300);
            });
            await storing!;
            return true;
        });

        Assert.Contains(keys.GetAllElements(), element => element.Name == "key");
    }

    private static async Task<string> NewLink(App app, string email)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<Db>().Accounts.SingleAsync(one => one.Email == email);
        return await scope.ServiceProvider.GetRequiredService<Concord.Features.Accounts.Invitations>().NewLinkAsync(account);
    }

    private static async Task EndEverySignIn(App app, string email) =>
        await app.Behind(async db => await db.Accounts.Where(one => one.Email == email).ExecuteUpdateAsync(set => set.SetProperty(one => one.SecurityStamp, "expired")));

    private static async Task<Duration?> Count(App app, string address, string? device, string email)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SignInThrottle>().CountAsync(Request(address, device), email);
    }

    /// <returns>The device's cookie.</returns>
    private static async Task<string> SucceedOnce(App app, string address)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var http = Request(address, null);
        await scope.ServiceProvider.GetRequiredService<SignInThrottle>().SucceededAsync(http, Officer);
        return Uri.UnescapeDataString(http.Response.Headers.SetCookie.ToString().Split(';')[0].Split('=', 2)[1]);
    }

    private static DefaultHttpContext Request(string address, string? device)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        if (device is not null) http.Request.Headers.Cookie = $"{SignInThrottle.DeviceCookie}={device}";
        return http;
    }
}
