using System.Net;
using System.Text.Json;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Features.Accounts;

public sealed class PasskeyTests
{
    private const string SignInForm = "form[data-passkey=get]";
    private const string NewForm = "form[data-passkey=create]";

    [Theory, Databases]
    public async Task An_account_is_opened_with_a_passkey_and_entered_with_nothing_else(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        foreach (var algorithm in new[] { "ES256", "RS256" })
        {
            using var passkey = new SoftPasskey(algorithm);
            using var person = app.AsVisitor();
            var opened = await Open(app, administrator, person, passkey, $"{algorithm}@x.example");
            Assert.Equal("/en/me", opened.Address);
            Assert.Contains("passkey", opened.Text);
            Assert.Null((await app.AccountOf($"{algorithm}@x.example")).PasswordHash);

            using var elsewhere = app.AsVisitor();
            var entered = await SignIn(app, elsewhere, passkey);
            Assert.Equal("/en/desk", entered.Address);
        }
    }

    [Theory, Databases]
    public async Task A_passkey_that_does_not_ask_who_you_are_or_is_of_another_kind_is_refused(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        var link = new Uri(await administrator.Invite("new@x.example", Role.Reader)).PathAndQuery;
        using var person = app.AsVisitor();
        using var careless = new SoftPasskey { VerifiesOwner = false };
        using var foreign = new SoftPasskey("RS384");
        using var good = new SoftPasskey();

        Assert.Contains("could not be used", (await Make(app, person, careless, await person.Get(link))).Text);
        Assert.Contains("could not be used", (await Make(app, person, foreign, await person.Get(link))).Text);
        Assert.Contains("could not be used", (await Make(app, person, good, await person.Get(link), "https://evil.example")).Text);
        Assert.Equal("/en/me", (await Make(app, person, good, await person.Get(link))).Address);

        good.VerifiesOwner = false;
        using var thief = app.AsVisitor();
        Assert.Contains("not known here", (await SignIn(app, thief, good)).Text);
    }

    [Theory, Databases]
    public async Task An_answer_counts_once_and_for_five_minutes_and_here(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        using var passkey = new SoftPasskey();
        using var person = app.AsVisitor();
        await Open(app, administrator, person, passkey, "new@x.example");

        // The same answer, sent with a form of its own.
        using var victim = app.AsVisitor();
        var page = await victim.Get("/en/sign-in");
        var (options, state) = await Ask(victim, page, SignInForm);
        var answer = passkey.Sign(options, Origin(app));
        Assert.Equal("/en/desk", (await Answer(victim, page, SignInForm, answer, state)).Address);
        using var thief = app.AsVisitor();
        Assert.Contains("not known here", (await Answer(thief, await thief.Get("/en/sign-in"), SignInForm, answer, state)).Text);

        // A copy of the device that lags behind.
        passkey.Count = 0;
        Assert.Contains("not known here", (await SignIn(app, thief, passkey)).Text);
        passkey.Count = 10;

        // From a page of somebody else's, for a question of somebody else's, too late.
        Assert.Contains("not known here", (await SignIn(app, thief, passkey, "https://evil.example")).Text);
        var form = await thief.Get("/en/sign-in");
        var asked = await Ask(thief, form, SignInForm);
        var other = await Ask(thief, form, SignInForm);
        Assert.Contains("not known here", (await Answer(thief, form, SignInForm, passkey.Sign(asked.Options, Origin(app)), other.State)).Text);
        form = await thief.Get("/en/sign-in");
        asked = await Ask(thief, form, SignInForm);
        app.Clock.Advance(Passkeys.ChallengeLifetime);
        Assert.Contains("not known here", (await Answer(thief, form, SignInForm, passkey.Sign(asked.Options, Origin(app)), asked.State)).Text);

        // For proving that it is oneself it was not asked either.
        using var stranger = new SoftPasskey { UserHandle = passkey.UserHandle };
        Assert.Contains("not known here", (await SignIn(app, thief, stranger)).Text);
        Assert.Equal("/en/desk", (await SignIn(app, thief, passkey)).Address);
    }

    [Theory, Databases]
    public async Task Many_at_once_with_one_answer_get_one_sign_in(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        using var passkey = new SoftPasskey();
        using var person = app.AsVisitor();
        await Open(app, administrator, person, passkey, "new@x.example");
        using var browser = app.AsVisitor();
        var pages = new List<Page>();
        for (var one = 0; one < 6; one++) pages.Add(await browser.Get("/en/sign-in"));
        var (options, state) = await Ask(browser, pages[0], SignInForm);
        var answer = passkey.Sign(options, Origin(app));
        var before = await app.Behind(db => db.SignIns.CountAsync());

        await Task.WhenAll(pages.Select(page => Task.Run(() => Answer(browser, page, SignInForm, answer, state))));

        Assert.Equal(before + 1, await app.Behind(db => db.SignIns.CountAsync()));
    }

    [Theory, Databases]
    public async Task Nobody_learns_from_a_passkey_who_has_an_account(Database database)
    {
        await using var app = await App.On(database);
        using var browser = app.AsVisitor();
        var (options, _) = await Ask(browser, await browser.Get("/en/sign-in"), SignInForm);

        Assert.Equal(0, options.GetProperty("allowCredentials").GetArrayLength());
        Assert.Equal("required", options.GetProperty("userVerification").GetString());

        using var known = new SoftPasskey { UserHandle = System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes((await app.AccountOf(Role.Reader)).Id.ToString())) };
        using var unknown = new SoftPasskey { UserHandle = System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(Guid.NewGuid().ToString())) };
        var (one, other) = (await SignIn(app, browser, known), await SignIn(app, browser, unknown));
        Assert.Equal(one.Text, other.Text);
        Assert.Equal(one.Status, other.Status);
    }

    [Theory, Databases]
    public async Task Passkeys_are_added_named_and_removed_but_never_the_last_way_in(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        using var first = new SoftPasskey();
        using var second = new SoftPasskey();
        using var person = app.AsVisitor();
        await Open(app, administrator, person, first, "new@x.example");
        var list = await person.Get("/en/me/passkeys");
        Assert.Contains("your only way to sign in", list.Text);
        Assert.Empty(list.Document.QuerySelectorAll("form[action$='/remove']"));

        var added = await Make(app, person, second, await person.Get("/en/me/passkeys/new"), fields: new() { ["Name"] = "Security key" });
        Assert.Equal("/en/me/passkeys", added.Address);
        Assert.Contains("Security key", added.Text);
        var renamed = await person.Submit(added, new Dictionary<string, string?> { ["name"] = "办公电脑" }, "form[action$='/rename']");
        Assert.Contains("办公电脑", renamed.Text);

        using var other = app.AsVisitor();
        await SignIn(app, other, second);
        var removed = await person.Submit(renamed, new Dictionary<string, string?>(), "form[action$='/remove']");
        Assert.DoesNotContain("办公电脑", removed.Text);
        Assert.StartsWith("/en/sign-in", (await other.Get("/en/me")).Address); // every other device is signed out
        Assert.Contains("not known here", (await SignIn(app, other, first)).Text);
        Assert.Equal("/en/desk", (await SignIn(app, other, second)).Address);
    }

    [Theory, Databases]
    public async Task Who_has_only_a_passkey_sets_a_password_after_proving_it(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        using var passkey = new SoftPasskey();
        using var person = app.AsVisitor();
        await Open(app, administrator, person, passkey, "new@x.example");
        app.Clock.Advance(FreshAttribute.Lasts);

        var asked = await person.Get("/en/me/password");
        Assert.Equal("/en/me/prove?back=%2Fen%2Fme%2Fpassword", asked.Address);
        var (options, state) = await Ask(person, asked, SignInForm);
        var form = await Answer(person, asked, SignInForm, passkey.Sign(options, Origin(app)), state);
        Assert.Equal("/en/me/password", form.Address);
        Assert.Contains("Set a password", form.Text);
        var set = await person.Submit(form, new Dictionary<string, string?> { ["Input.NewPassword"] = "eight otters under Malta" });
        Assert.Equal("/en/me", set.Address);

        // The password alone is not enough for any role.
        using var other = app.AsVisitor();
        Assert.Equal("/en/me/authenticator", (await other.SignIn("new@x.example", "eight otters under Malta", "")).Address);
        Assert.Equal("/en/desk", (await SignIn(app, other, passkey)).Address);
    }

    [Theory, Databases]
    public async Task A_reset_by_passkey_waits_for_the_desk_of_the_party(Database database)
    {
        await using var app = await App.On(database);
        var point = await app.CredentialOf("focal.china@mmsp.example");
        using var administrator = await app.As(Role.Administrator);
        var account = $"/en/accounts/{(await app.AccountOf(point.Email)).Id}";
        var link = People.LinkOn(await administrator.Submit(await administrator.Get(account), new Dictionary<string, string?>(), "form#link"));
        using var passkey = new SoftPasskey();
        using var bearer = app.AsVisitor();
        var waits = await Make(app, bearer, passkey, await bearer.Get(new Uri(link).PathAndQuery));
        Assert.Contains("须经对话牵头部门确认", waits.Text); // its language
        Assert.Contains("not known here", (await SignIn(app, bearer, passkey)).Text);
        Assert.Contains("/desk", (await bearer.SignIn(point.Email, point.Password, app.CodeNow(point.Secret))).Address);

        using var desk = await app.As(Role.DialogueDesk, "china");
        var confirmations = await desk.Get("/en/roles/confirmations");
        Assert.Contains(waits.Document.QuerySelector("main code")!.TextContent, confirmations.Text);
        await desk.Submit(confirmations, new Dictionary<string, string?> { ["confirms"] = "true" }, "form[action$='/reset']");

        using var owner = app.AsVisitor();
        Assert.Contains("/desk", (await SignIn(app, owner, passkey)).Address);
        Assert.StartsWith("/en/sign-in", (await bearer.Get("/en/me")).Address);
        app.Clock.Advance(Duration.FromMinutes(1));
        using var old = app.AsVisitor();
        Assert.Equal("/en/sign-in", (await old.SignIn(point.Email, point.Password, app.CodeNow(point.Secret))).Address); // the old way has ended
    }

    [Theory, Databases]
    public async Task The_installation_says_for_which_domain_passkeys_are(Database database)
    {
        await using var app = await App.On(database, settings: ["--address", "https://concord.example/"]);
        using var browser = app.AsVisitor();
        var (options, _) = await Ask(browser, await browser.Get("/en/sign-in"), SignInForm);

        Assert.Equal("concord.example", options.GetProperty("rpId").GetString());
    }

    internal static async Task<Page> Open(App app, Browser administrator, Browser person, SoftPasskey passkey, string email)
    {
        var link = new Uri(await administrator.Invite(email, Role.Reader)).PathAndQuery;
        return await Make(app, person, passkey, await person.Get(link));
    }

    internal static async Task<Page> Make(App app, Browser browser, SoftPasskey passkey, Page page, string? origin = null, Dictionary<string, string?>? fields = null)
    {
        var (options, state) = await Ask(browser, page, NewForm);
        return await Answer(browser, page, NewForm, passkey.Make(options, origin ?? Origin(app)), state, fields);
    }

    internal static async Task<Page> SignIn(App app, Browser browser, SoftPasskey passkey, string? origin = null)
    {
        var page = await browser.Get("/en/sign-in");
        var (options, state) = await Ask(browser, page, SignInForm);
        return await Answer(browser, page, SignInForm, passkey.Sign(options, origin ?? Origin(app)), state);
    }

    /// <summary>As the script does.</summary>
    internal static async Task<(JsonElement Options, string State)> Ask(Browser browser, Page page, string form)
    {
        var found = page.Document.QuerySelector(form)!;
        using var content = new FormUrlEncodedContent([KeyValuePair.Create(AccountsSetup.FormToken, found.QuerySelector($"input[name={AccountsSetup.FormToken}]")!.GetAttribute("value")!)]);
        using var answer = await browser.Http.PostAsync(found.GetAttribute("data-options"), content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return (json.GetProperty("options"), json.GetProperty("state").GetString()!);
    }

    internal static Task<Page> Answer(Browser browser, Page page, string form, string credential, string state, Dictionary<string, string?>? fields = null) =>
        browser.Submit(page, new Dictionary<string, string?>(fields ?? []) { ["Answer.Credential"] = credential, ["Answer.State"] = state }, form);

    internal static string Origin(App app) => app.Address.GetLeftPart(UriPartial.Authority);
}
