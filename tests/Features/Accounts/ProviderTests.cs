using System.Net;
using Concord.Platform.Accounts;
using Concord.Platform.Accounts.Providers;
using Concord.Platform.Web;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Features.Accounts;

/// <summary>Signing in through real providers, one per side.</summary>
public sealed class ProviderTests
{
    private const string TwoFactors = "acr:" + OpenIdProvider.TwoFactors;
    private const string EuFocal = "focal.eu@mmsp.example";

    [Theory, Databases]
    public async Task Invited_by_a_link_somebody_opens_their_account_through_their_sides_provider_and_signs_in_by_it(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await App.On(database, settings: ProvidersFile.Of(provider.Entry("eu", secondFactor: TwoFactors)));
        await provider.Knows(app);
        await provider.Has("ann", new { email = "ann@eu.example", email_verified = true, acr = OpenIdProvider.TwoFactors });
        using var administrator = await app.As(Role.Administrator);
        var link = new Uri(await administrator.Invite("ann@eu.example", Role.FocalPoint, "eu"));
        using var person = app.AsVisitor();
        var invitation = await person.Get(link.PathAndQuery);
        var button = invitation.Document.QuerySelectorAll("main a.button").Single(one => one.TextContent.Contains("Example sign-in of eu", StringComparison.Ordinal));

        var opened = await person.Through(provider, "ann", new Uri(app.Address, button.GetAttribute("href")!).Query);

        Assert.Equal("/en/me", opened.Address); // its role waits for the desk
        Assert.Contains("Focal point (EU) waits", opened.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await app.AsVisitor().Get(link.PathAndQuery)).Status);

        using var another = app.AsVisitor();
        Assert.Equal("/en/me", (await another.Through(provider, "ann")).Address);

        await Confirm(app, "ann@eu.example");
        using var third = app.AsVisitor();
        Assert.Equal("/en/desk", (await third.Through(provider, "ann")).Address);
        Assert.Equal(provider.Issuer, (await app.Behind(db => db.Logins.SingleAsync())).LoginProvider);
    }

    [Theory, Databases]
    public async Task The_uninvited_are_told_what_to_do_in_their_language_and_leave_no_trace(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await App.On(database, settings: ProvidersFile.Of(provider.Entry("eu", secondFactor: TwoFactors)));
        await provider.Knows(app);
        await provider.Has("stranger", new { email = "stranger@eu.example", email_verified = true, acr = OpenIdProvider.TwoFactors, groups = new[] { "focal" } });
        await provider.Has("known", new { email = EuFocal, email_verified = true, acr = OpenIdProvider.TwoFactors });
        var before = await Accounts(app);
        using var browser = app.AsVisitor();

        var stranger = await browser.Through(provider, "stranger");
        var chinese = await browser.Through(provider, "stranger", language: "zh");
        using var other = app.AsVisitor();
        var known = await other.Through(provider, "known");

        Assert.Equal(HttpStatusCode.Forbidden, stranger.Status);
        Assert.Contains("no account here is linked", stranger.Text);
        Assert.Contains("本系统没有与之关联的账户", chinese.Text);
        Assert.Equal(stranger.Text, known.Text); // an address alone neither links an account nor tells that there is one
        Assert.Equal(before, await Accounts(app));
        Assert.Equal("/en/sign-in", (await browser.Get("/en/desk")).Address.Split('?')[0]);
        Assert.Empty(await app.Behind(db => db.Logins.ToListAsync()));
    }

    [Theory, Databases]
    public async Task Whoever_is_signed_in_links_their_account_after_saying_so_and_may_end_the_link(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await App.On(database, settings: ProvidersFile.Of(provider.Entry("eu", secondFactor: TwoFactors)));
        await provider.Knows(app);
        await provider.Has("focal", new { email = EuFocal.ToUpperInvariant(), email_verified = true, acr = OpenIdProvider.TwoFactors });
        await provider.Has("other", new { email = "other@eu.example", email_verified = true, acr = OpenIdProvider.TwoFactors });
        using var person = await app.As(await app.AccountOf(EuFocal));

        var wrong = await person.Through(provider, "other", "?link=true");
        Assert.Contains("another e-mail address than in your account", wrong.Text);
        var asked = await person.Through(provider, "focal", "?link=true");
        Assert.Equal("/en/sign-in/arrival", asked.Address);
        Assert.Empty(await app.Behind(db => db.Logins.ToListAsync()));
        var linked = await person.Submit(asked, new Dictionary<string, string?>());
        Assert.Equal("/en/me/providers", linked.Address);

        using var elsewhere = app.AsVisitor();
        Assert.Equal("/en/desk", (await elsewhere.Through(provider, "focal")).Address);
        Assert.Equal("Focal point", await RolesOf(app, EuFocal)); // by hand, and it stays although the provider gives none

        await elsewhere.Submit(await elsewhere.Get("/en/me/providers"), new Dictionary<string, string?>());
        using var again = app.AsVisitor();
        Assert.Contains("no account here is linked", (await again.Through(provider, "focal")).Text);
    }

    [Theory, Databases]
    public async Task Without_a_trusted_second_factor_the_accounts_own_is_asked_for(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await App.On(database, settings: ProvidersFile.Of(provider.Entry("eu", secondFactor: TwoFactors)));
        await provider.Knows(app);
        await provider.Has("ann", new { email = "ann@eu.example", email_verified = true }); // and no acr
        using var administrator = await app.As(Role.Administrator);
        var link = new Uri(await administrator.Invite("ann@eu.example", Role.FocalPoint, "eu"));
        using var person = app.AsVisitor();

        var asked = await person.Through(provider, "ann", "?invitation=" + link.Segments[^1]);
        Assert.Contains("Set up an authenticator", asked.Text);
        Assert.Empty(await app.Behind(db => db.Logins.ToListAsync()));
        var secret = People.SecretOn(asked);
        var wrong = await person.Submit(asked, new Dictionary<string, string?> { ["Code"] = app.WrongCode(secret) });
        Assert.Equal(secret, People.SecretOn(wrong));
        Assert.Equal("/en/me", (await person.Submit(wrong, new Dictionary<string, string?> { ["Code"] = app.CodeNow(secret) })).Address);

        app.Clock.Advance(Duration.FromMinutes(1));
        using var again = app.AsVisitor();
        var code = await again.Through(provider, "ann");
        Assert.Contains("type the code", code.Text);
        Assert.Equal("/en/sign-in", (await again.Get("/en/me")).Address.Split('?')[0]);
        Assert.Contains("The code is wrong", (await again.Submit(code, new Dictionary<string, string?> { ["Code"] = app.WrongCode(secret) })).Text);
        Assert.Equal("/en/me", (await again.Submit(code, new Dictionary<string, string?> { ["Code"] = app.CodeNow(secret) })).Address);
    }

    [Theory, Databases]
    public async Task Just_in_time_makes_an_account_whose_role_waits_and_follows_what_the_provider_says(Database database)
    {
        await using var provider = await OpenIdProvider.Start("china");
        object[] rules = [new { claim = "groups", value = "focal", role = "focal-point" }, new { claim = "groups", value = "sign", role = "signatory" }];
        await using var app = await App.On(database, settings: ProvidersFile.Of(provider.Entry("china", "just-in-time", rules, TwoFactors)));
        await provider.Knows(app);
        await provider.Has("li", new { name = "李明", email = "li@china.example", email_verified = true, acr = OpenIdProvider.TwoFactors, groups = new[] { "focal", "sign" } });
        await provider.Has("nobody", new { email = "nobody@china.example", email_verified = true, acr = OpenIdProvider.TwoFactors });
        using var person = app.AsVisitor();

        var arrived = await person.Through(provider, "li", language: "zh");
        Assert.Equal("/zh/me", arrived.Address);
        Assert.Equal("Focal point waits, Signatory waits", await RolesOf(app, "li@china.example"));
        Assert.Equal(HttpStatusCode.Forbidden, (await person.Get("/zh/desk")).Status);
        await Confirm(app, "li@china.example");

        // Gone from the group: that role ends, the other stays as confirmed.
        await provider.Has("li", new { name = "李明", email = "li@china.example", email_verified = true, acr = OpenIdProvider.TwoFactors, groups = new[] { "focal" } });
        using var again = app.AsVisitor();
        Assert.Equal("/zh/desk", (await again.Through(provider, "li")).Address);
        Assert.Equal("Focal point", await RolesOf(app, "li@china.example"));

        // What a person has ended the provider does not bring back; what itself ended it may, and that waits again.
        await app.Behind(db => db.Grants.Where(one => one.Provider == "china" && one.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(one => one.EndedAt, app.Clock.GetCurrentInstant())));
        await provider.Has("li", new { name = "李明", email = "li@china.example", email_verified = true, acr = OpenIdProvider.TwoFactors, groups = new[] { "focal", "sign" } });
        using var third = app.AsVisitor();
        await third.Through(provider, "li");
        Assert.Equal("Signatory waits", await RolesOf(app, "li@china.example"));

        using var uninvited = app.AsVisitor();
        Assert.Contains("no account here is linked", (await uninvited.Through(provider, "nobody")).Text); // no role, no account
    }

    [Theory, Databases]
    public async Task A_provider_of_one_side_opens_no_door_of_another(Database database)
    {
        await using var eu = await OpenIdProvider.Start("eu");
        await using var china = await OpenIdProvider.Start("china");
        await using var app = await App.On(database, settings: ProvidersFile.Of(eu.Entry("eu", "just-in-time", secondFactor: TwoFactors), china.Entry("china", "just-in-time", secondFactor: TwoFactors)));
        await eu.Knows(app);
        await china.Knows(app);
        await china.Has("mallory", new { email = EuFocal, email_verified = true, acr = OpenIdProvider.TwoFactors, groups = new[] { "focal", "administrator", "eu" } });
        using var person = await app.As(await app.AccountOf(EuFocal));

        Assert.Contains("does not speak for the side", (await person.Through(china, "mallory", "?link=true")).Text);
        Assert.Contains("no account here is linked", (await app.AsVisitor().Through(china, "mallory")).Text);
        Assert.DoesNotContain("?link=true", (await person.Get("/en/me/providers")).Source.Split("Example sign-in of china")[1]);

        // Whoever came in by one side's provider gets no role of the other, nor of the team, by hand either, until the link is ended.
        await china.Has("li", new { email = "li@china.example", email_verified = true, acr = OpenIdProvider.TwoFactors, groups = new[] { "focal" } });
        using var li = app.AsVisitor();
        await li.Through(china, "li");
        var account = await app.AccountOf("li@china.example");
        await app.Behind(db => db.Grants.Where(one => one.Account == account.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.EndedAt, app.Clock.GetCurrentInstant())));
        using var administrator = await app.As(Role.Administrator);
        foreach (var (role, party) in new[] { (Role.FocalPoint, "eu"), (Role.ProgrammeOfficer, ""), (Role.Administrator, "") })
        {
            var refused = await administrator.Submit(await administrator.Get($"/en/accounts/{account.Id}"), new Dictionary<string, string?> { ["role"] = role.ToString(), ["party"] = party }, "form#grant");
            Assert.Contains("does not speak for the side of this role", refused.Text);
        }
    }

    [Fact]
    public async Task No_file_can_have_a_provider_give_what_is_not_its_own()
    {
        foreach (var (party, role) in new[] { ("eu", "administrator"), (null, "administrator"), ("eu", "donor"), ("eu", "programme-manager"), (null, "signatory"), (null, "dialogue-desk") })
        {
            var settings = ProvidersFile.Of(new { key = "x", names = new { en = "X" }, authority = "https://x.example", clientId = "c", party, roles = new[] { new { claim = "g", value = "v", role } } });
            Assert.Contains("gives nobody the role", (await Assert.ThrowsAsync<SettingRefused>(() => App.On(Database.Sqlite, App.Tiny, settings: settings))).Message);
        }

        foreach (var (json, why) in new[]
        {
            ("""{"providers":[{"key":"x","names":{"en":"X"},"authority":"http://x.example","clientId":"c"}]}""", "no https address"),
            ("""{"providers":[{"key":"x","names":{"en":"X"},"authority":"https://x.example","clientId":"c","secondFaktor":"amr:mfa"}]}""", "secondFaktor"),
            ("""{"providers":[{"key":"x","names":{"en":"X"},"authority":"https://x.example","clientId":"c","clientSecretVariable":"CONCORD_NO_SUCH"}]}""", "secret is empty"),
            ("""{"providers":[{"key":"x","names":{"en":"X"},"authority":"https://x.example","clientId":"c"},{"key":"y","names":{"en":"Y"},"authority":"https://x.example","clientId":"c"}]}""", "two providers"),
            ("""{"providers":[{"key":"x","names":{},"authority":"https://x.example","clientId":"c"}]}""", "no name"),
            ("""{"providers":[""", "providers-"),
        })
        {
            Assert.Contains(why, Assert.Throws<SettingRefused>(() => IdentityProviders.Read(ProvidersFile.Written(json)[1])).Message);
        }
    }

    [Theory, Databases]
    public async Task A_dead_provider_delays_nothing_and_says_so_while_other_ways_work(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        var settings = ProvidersFile.Of(provider.Entry("eu"));
        await provider.Dies();
        await using var app = await App.On(database, settings: settings);
        using var browser = app.AsVisitor();

        var english = await browser.Get("/en/sign-in/with/eu");
        var chinese = await browser.Get("/zh/sign-in/with/eu");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, english.Status);
        Assert.Contains("cannot be reached at the moment", english.Text);
        Assert.Contains("目前无法连接", chinese.Text);

        var officer = await app.CredentialOf("officer@mmsp.example");
        Assert.Contains("/desk", (await browser.SignIn(officer.Email, officer.Password, app.CodeNow(officer.Secret))).Address);
        using var administrator = await app.As(Role.Administrator);
        Assert.Contains("does not answer", (await administrator.Get("/en/providers")).Text);
    }

    [Theory, Databases]
    public async Task The_administrator_sees_each_provider_and_whether_it_answers(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await App.On(database, settings: ProvidersFile.Of(provider.Entry("eu", secondFactor: TwoFactors), new { key = "other", names = new { en = "Other" }, authority = "https://other.invalid", clientId = "c", party = "atlantis" }));
        using var administrator = await app.As(Role.Administrator);

        var page = await administrator.Get("/en/providers");

        Assert.Contains("State answers", page.Text);
        Assert.Contains("groups = focal → Focal point (EU)", page.Text);
        Assert.Contains(new Uri(app.Address, "/sign-in/from/eu").ToString(), page.Text);
        Assert.Contains("switched off: the programme has no such party", page.Text);
        Assert.DoesNotContain("a secret of", page.Source);
        using var browser = app.AsVisitor();
        Assert.Equal(2, (await browser.Get("/en/sign-in")).Document.QuerySelectorAll("main a.button").Length);
    }

    [Theory, Databases]
    public async Task A_link_from_another_site_is_asked_about_first(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await App.On(database, settings: ProvidersFile.Of(provider.Entry("eu")));
        await provider.Knows(app);
        using var browser = app.AsVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/sign-in/with/eu?back=%2Fen%2Fme");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var answer = await browser.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal("/en/sign-in/with/eu?back=%2Fen%2Fme", (await Page.From(answer)).Document.QuerySelector("main a.first")!.GetAttribute("href"));
    }

    [Theory, Databases]
    public async Task Another_node_finishes_what_one_began(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await App.On(database, settings: ProvidersFile.Of(provider.Entry("eu", "just-in-time", secondFactor: TwoFactors)));
        await provider.Knows(app);
        await provider.Has("ann", new { email = "ann@eu.example", email_verified = true, acr = OpenIdProvider.TwoFactors, groups = new[] { "focal" } });
        await using var node = await app.Beside();
        using var person = app.AsVisitor();

        var answer = await person.AnswerOf(provider, "ann");
        var page = await person.Get(new Uri(node.Address, answer.PathAndQuery).ToString());

        Assert.Equal(node.Address.Port, new Uri(page.Document.Url).Port);
        Assert.Equal("/en/me", page.Address);
    }

    private static async Task Confirm(App app, string email) =>
        await app.Behind(db => db.Grants.Where(one => one.ConfirmedAt == null && db.Accounts.Any(account => account.Id == one.Account && account.Email == email)).ExecuteUpdateAsync(set => set.SetProperty(one => one.ConfirmedAt, app.Clock.GetCurrentInstant())));

    private static Task<int> Accounts(App app) => app.Behind(db => db.Accounts.CountAsync());

    private static Task<string> RolesOf(App app, string email) =>
        app.Behind(async db => string.Join(", ", (await db.Grants.Where(one => one.EndedAt == null && db.Accounts.Any(account => account.Id == one.Account && account.Email == email)).ToListAsync())
            .OrderBy(one => one.Role).Select(one => (one.Role == Role.FocalPoint ? "Focal point" : one.Role.ToString()) + (one.IsPending ? " waits" : ""))));
}
