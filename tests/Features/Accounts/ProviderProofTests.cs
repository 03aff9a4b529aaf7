using System.Net;
using Concord.Domain.Commitments;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Features.Accounts;

/// <summary>What somebody was sending goes with them through a real provider and back, and a provider's word proves that it is still they only when it has asked them anew.</summary>
public sealed class ProviderProofTests
{
    private const string EuFocal = "focal.eu@mmsp.example";
    private const string Desk = "li@eu.example";
    private const string TwoFactors = "acr:" + OpenIdProvider.TwoFactors;

    [Theory, Databases]
    public async Task A_form_goes_through_a_provider_and_is_offered_to_who_sent_it(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await Start(database, provider);
        var commitment = await app.Has(Some.Commitment());
        using var browser = await Linked(app, provider);
        var form = await browser.Get($"/en/commitments/{commitment.Key}/status");
        await Expire(app, EuFocal);

        var kept = await browser.Submit(form, new Dictionary<string, string?> { ["Input.Status"] = "done" });
        Assert.Equal(HttpStatusCode.Unauthorized, kept.Status);
        Assert.Contains("kept in this page", kept.Text);

        // A wrong password in between loses nothing.
        var wrong = await browser.Submit(kept, People.Fields(EuFocal, "not the password at all", "000000"));
        var back = await browser.Through(provider, "focal", Way(wrong, "eu"));
        Assert.StartsWith("/en/sign-in/kept?ticket=", back.Address);
        Assert.Contains("Continue: save what you had typed", back.Text);
        Assert.False(await Said(app, commitment));
        Assert.Contains("Continue", (await browser.Get(back.Address)).Text); // loaded again it is still there

        // Nobody else opens it: in another browser not even its owner, and no other account in this one.
        using var elsewhere = await app.As(await app.AccountOf(EuFocal));
        var none = await elsewhere.Get(back.Address);
        Assert.Equal(HttpStatusCode.NotFound, none.Status);
        Assert.DoesNotContain("done", none.Text);
        Assert.DoesNotContain("Input.Status", (await app.Behind(db => db.KeptPosts.AsNoTracking().SingleAsync())).Sealed);

        var saved = await browser.Submit(back, new Dictionary<string, string?>());
        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.True(await Said(app, commitment));

        app.Clock.Advance(KeptPostRow.Lasts);
        var over = await browser.Get(back.Address);
        Assert.Equal(HttpStatusCode.NotFound, over.Status);
        Assert.Contains("not there any more", over.Text);
    }

    [Theory, Databases]
    public async Task Another_account_that_comes_back_is_shown_nothing(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await Start(database, provider);
        var commitment = await app.Has(Some.Commitment());
        await provider.Has("li", new { email = Desk, email_verified = true, acr = OpenIdProvider.TwoFactors, groups = new[] { "focal" } });
        using var browser = await Linked(app, provider);
        var form = await browser.Get($"/en/commitments/{commitment.Key}/status");
        await Expire(app, EuFocal);
        var kept = await browser.Submit(form, new Dictionary<string, string?> { ["Input.Status"] = "done" });

        var other = await browser.Through(provider, "li", Way(kept, "eu"));

        Assert.Equal("/en/me", other.Address);
        Assert.DoesNotContain("Continue", other.Text);
        var ticket = Way(kept, "eu").Split("ticket=")[1];
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get("/en/sign-in/kept?ticket=" + ticket)).Status);

        // Nor by password: what one has sent is not put before another.
        await Expire(app, Desk);
        var officer = await app.CredentialOf("officer@mmsp.example");
        var signedIn = await browser.Submit(kept, People.Fields(officer.Email, officer.Password, app.CodeNow(officer.Secret)));
        Assert.Equal("/zh/desk", signedIn.Address);
        Assert.False(await Said(app, commitment));
    }

    [Theory, Databases]
    public async Task What_went_wrong_at_the_provider_loses_nothing(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await Start(database, provider);
        var commitment = await app.Has(Some.Commitment());
        using var browser = await Linked(app, provider);
        var form = await browser.Get($"/en/commitments/{commitment.Key}/status");
        await Expire(app, EuFocal);
        var kept = await browser.Submit(form, new Dictionary<string, string?> { ["Input.Status"] = "done" });

        var denied = await browser.Through(provider, "", Way(kept, "eu"));
        Assert.Contains("You ended the sign-in", denied.Text);
        Assert.Contains("It is kept for an hour", denied.Text);

        // By another way in, begun from there.
        var focal = await app.CredentialOf(EuFocal);
        var others = denied.Document.QuerySelectorAll("main a.button").Single(one => one.TextContent.Contains("Other ways", StringComparison.Ordinal)).GetAttribute("href")!;
        var back = await browser.Submit(await browser.Get(others), People.Fields(focal.Email, focal.Password, app.CodeNow(focal.Secret)));
        Assert.StartsWith("/en/sign-in/kept?ticket=", back.Address);
        Assert.Equal(HttpStatusCode.OK, (await browser.Submit(back, new Dictionary<string, string?>())).Status);
        Assert.True(await Said(app, commitment));
    }

    [Theory, Databases]
    public async Task Only_a_few_forms_are_kept_and_none_of_somebody_unknown(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await Start(database, provider);
        using var browser = await Linked(app, provider);
        var form = await browser.Get("/en/me");
        await Expire(app, EuFocal);
        for (var one = 0; one < KeptPostStore.PerAccount + 2; one++) await browser.Submit(form, new Dictionary<string, string?> { ["language"] = "zh" }, "form[action$='/me/language']");
        Assert.Equal(KeptPostStore.PerAccount, await app.Behind(db => db.KeptPosts.CountAsync()));
        Assert.Equal(KeptPostStore.PerAccount, browser.CookiesOf(app).Count(cookie => cookie.Name.StartsWith("concord-kept-", StringComparison.Ordinal)));

        // Without a cookie that names an account, and for an account that no provider may bring back.
        using var stranger = app.AsVisitor();
        await stranger.Get("/en/sign-in");
        var kept = await stranger.Submit(form, new Dictionary<string, string?> { ["language"] = "zh" }, "form[action$='/me/language']");
        Assert.Contains("kept in this page", kept.Text);
        Assert.DoesNotContain("ticket=", kept.Source);
        using var officer = await app.As(await app.AccountOf("officer@mmsp.example"));
        var own = await officer.Get("/en/me");
        await Expire(app, "officer@mmsp.example");
        Assert.DoesNotContain("ticket=", (await officer.Submit(own, new Dictionary<string, string?> { ["language"] = "en" }, "form[action$='/me/language']")).Source);
        Assert.Equal(KeptPostStore.PerAccount, await app.Behind(db => db.KeptPosts.CountAsync()));

        app.Clock.Advance(Duration.FromDays(1));
        await app.Settle();
        Assert.Equal(0, await app.Behind(db => db.KeptPosts.CountAsync()));
    }

    [Theory, Databases]
    public async Task Who_has_only_a_provider_proves_there_that_it_is_they_and_goes_on_with_the_form(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await Start(database, provider);
        await OfDesk(app, provider);
        using var browser = app.AsVisitor();
        await browser.Through(provider, "li");
        var waiting = await Waiting(app);
        var form = await browser.Get("/en/roles/confirmations");
        app.Clock.Advance(FreshAttribute.Lasts);

        var asked = await browser.Submit(form, new Dictionary<string, string?>(), "form[action$='/end']");
        Assert.Equal(HttpStatusCode.Unauthorized, asked.Status);
        Assert.Contains("Is it you?", asked.Text);
        Assert.Empty(asked.Document.QuerySelectorAll("main input[type=password]"));
        var way = Way(asked, "eu");
        Assert.StartsWith("/login/", (await browser.Get("/en/sign-in/with/eu" + way)).Address); // although it knows them still
        using var known = app.AsVisitor();
        await known.Through(provider, "li");
        Assert.Equal("/en/desk", (await known.Get("/en/sign-in/with/eu")).Address); // who only signs in is not asked anew

        // Somebody who merely is signed in there still; somebody of whom it does not say when; somebody else.
        var longAgo = DateTimeOffset.UtcNow.AddMinutes(-3).ToUnixTimeSeconds();
        foreach (var claims in new object[] { new { auth_time = longAgo }, new { auth_time = (string?)null } })
        {
            await provider.Spoils("same-key", claims);
            var old = await browser.Through(provider, "li", way);
            Assert.Equal(HttpStatusCode.Forbidden, old.Status);
            Assert.Contains("ask you anew", old.Text);
            Assert.Contains("It is kept for an hour", old.Text);
        }

        await provider.Spoils("same-key");
        await provider.Has("other", new { email = "other@eu.example", email_verified = true, acr = OpenIdProvider.TwoFactors, groups = new[] { "focal" } });
        var other = await browser.Through(provider, "other", way);
        Assert.Contains("somebody else than is signed in here", other.Text);
        Assert.False(await app.Behind(db => db.Accounts.AnyAsync(one => one.Email == "other@eu.example"))); // and no account was made of it
        Assert.Equal("/en/me", (await browser.Get("/en/me")).Address); // signed in as before
        Assert.True((await Grant(app, waiting)).IsPending);
        Assert.Contains("Is it you?", (await browser.Submit(form, new Dictionary<string, string?>(), "form[action$='/end']")).Text);

        var again = other.Document.QuerySelector("main a.button.first")!.GetAttribute("href")!;
        var proved = await browser.Through(provider, "li", Way(await browser.Get(again), "eu"));
        Assert.StartsWith("/en/sign-in/kept?ticket=", proved.Address);
        Assert.True((await Grant(app, waiting)).IsPending);
        Assert.Equal("/en/roles/confirmations", (await browser.Submit(proved, new Dictionary<string, string?>())).Address);
        Assert.False((await Grant(app, waiting)).IsPending);
    }

    [Theory, Databases]
    public async Task Signing_in_by_a_session_of_the_provider_is_no_proof(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await Start(database, provider);
        await OfDesk(app, provider);
        await Waiting(app);
        var longAgo = DateTimeOffset.UtcNow.AddMinutes(-11).ToUnixTimeSeconds();
        await provider.Spoils("same-key", new { auth_time = longAgo });
        using var browser = app.AsVisitor();

        Assert.Equal("/en/desk", (await browser.Through(provider, "li")).Address); // they are let in

        var form = await browser.Get("/en/roles/confirmations");
        Assert.Contains("Is it you?", (await browser.Submit(form, new Dictionary<string, string?>(), "form[action$='/end']")).Text);
    }

    /// <summary>The query that leads to a provider from a page.</summary>
    private static string Way(Page page, string provider)
    {
        var link = page.Document.QuerySelectorAll("main a.button").Select(one => one.GetAttribute("href")!).Single(href => href.Contains($"/sign-in/with/{provider}", StringComparison.Ordinal));
        return link.Contains('?', StringComparison.Ordinal) ? link[link.IndexOf('?', StringComparison.Ordinal)..] : "";
    }

    private static async Task<App> Start(Database database, OpenIdProvider provider)
    {
        var app = await App.On(database, settings: ProvidersFile.Of(provider.Entry("eu", "just-in-time", secondFactor: TwoFactors)));
        await provider.Knows(app);
        await provider.Has("focal", new { email = EuFocal, email_verified = true, acr = OpenIdProvider.TwoFactors });
        return app;
    }

    /// <summary>A focal point's browser, signed in through the provider that their account is linked with.</summary>
    private static async Task<Browser> Linked(App app, OpenIdProvider provider)
    {
        var browser = await app.As(await app.AccountOf(EuFocal));
        await browser.Submit(await browser.Through(provider, "focal", "?link=true"), new Dictionary<string, string?>());
        return browser;
    }

    /// <summary>Somebody who came through the provider and is their side's dialogue desk.</summary>
    private static async Task OfDesk(App app, OpenIdProvider provider)
    {
        await provider.Has("li", new { email = Desk, email_verified = true, acr = OpenIdProvider.TwoFactors, groups = new[] { "focal" } });
        await app.AsVisitor().Through(provider, "li");
        var account = await app.AccountOf(Desk);
        await app.Behind(async db =>
        {
            var now = app.Clock.GetCurrentInstant();
            db.Grants.Add(new() { Account = account.Id, Role = Role.DialogueDesk, Party = "eu", GrantedAt = now, ConfirmedAt = now });
            await db.SaveChangesAsync();
            return 0;
        });
    }

    /// <summary>A role of the side that waits for its desk.</summary>
    private static Task<Guid> Waiting(App app) =>
        app.Behind(async db => (await db.Grants.SingleAsync(one => one.ConfirmedAt == null && one.EndedAt == null && one.Party == "eu")).Id);

    private static Task<RoleGrant> Grant(App app, Guid id) => app.Behind(db => db.Grants.AsNoTracking().SingleAsync(one => one.Id == id));

    private static Task<bool> Said(App app, Commitment commitment) => app.Behind(db => db.StatusEntries.AnyAsync(one => one.CommitmentId == commitment.Id));

    private static Task Expire(App app, string email) =>
        app.Behind(db => db.Accounts.Where(one => one.Email == email).ExecuteUpdateAsync(set => set.SetProperty(one => one.SecurityStamp, "expired")));
}
