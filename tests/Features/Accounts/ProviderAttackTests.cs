using System.Net;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Accounts;

/// <summary>What somebody would try who holds a provider, the line to it, or the answer it gave to somebody else.</summary>
public sealed class ProviderAttackTests
{
    private static readonly object Ann = new { email = "ann@eu.example", email_verified = true, acr = OpenIdProvider.TwoFactors, groups = new[] { "focal" } };

    [Theory, Databases]
    public async Task A_token_that_is_not_the_providers_word_to_us_lets_nobody_in(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await App.On(database, settings: Settings(provider.Entry("eu", "just-in-time", secondFactor: "acr:" + OpenIdProvider.TwoFactors)));
        await provider.Knows(app);
        await provider.Has("ann", Ann);
        var past = DateTimeOffset.UtcNow.AddMinutes(-20).ToUnixTimeSeconds();
        var attempts = new (string What, string How, object? Claims)[]
        {
            ("signed with another key", "other-key", null),
            ("not signed", "unsigned", null),
            ("another nonce", "same-key", new { nonce = "another" }),
            ("another audience", "same-key", new { aud = "somebody-else" }),
            ("another issuer", "same-key", new { iss = "https://other.example" }),
            ("past", "same-key", new { iat = past, exp = past + 60 }),
            ("another subject than the userinfo", "same-key", new { sub = "bob" }),
        };

        foreach (var (what, how, claims) in attempts)
        {
            await provider.Spoils(how, claims);
            using var browser = app.AsVisitor();
            var answer = await browser.Through(provider, "ann");
            Assert.True(answer.Status == HttpStatusCode.Forbidden && answer.Text.Contains("could not be relied on", StringComparison.Ordinal), $"{what}: {(int)answer.Status} {answer.Address} {answer.Text}");
            await IsOutside(browser);
        }

        Assert.False(await app.Behind(db => db.Accounts.AnyAsync(one => one.Email == "ann@eu.example")));

        // And the very same way, not spoilt, is open: it was the token that was refused.
        await provider.Spoils("same-key");
        using var honest = app.AsVisitor();
        Assert.Equal("/en/me", (await honest.Through(provider, "ann")).Address);
    }

    [Theory, Databases]
    public async Task An_answer_is_good_once_and_in_the_browser_that_asked(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await App.On(database, settings: Settings(provider.Entry("eu", "just-in-time", secondFactor: "acr:" + OpenIdProvider.TwoFactors)));
        await provider.Knows(app);
        await provider.Has("ann", Ann);
        using var ann = app.AsVisitor();
        var answer = await ann.AnswerOf(provider, "ann");

        using var thief = app.AsVisitor();
        Assert.Contains("begun in another window", (await thief.Get(answer.ToString())).Text);
        await IsOutside(thief);

        Assert.Equal("/en/me", (await ann.Get(answer.ToString())).Address);
        Assert.Contains("has been used already", (await ann.Get(answer.ToString())).Text);

        // Nor does the sealed arrival let in twice, should somebody have got hold of its cookie in between.
        using var again = app.AsVisitor();
        var second = await again.AnswerOf(provider, "ann");
        using var response = await again.Http.GetAsync(second);
        var arrival = again.Cookies.GetCookies(app.Address)["concord-arrival"]!.Value;
        Assert.Equal("/en/me", (await again.Follow(response)).Address);
        using var copy = app.AsVisitor();
        copy.Cookies.Add(app.Address, new Cookie("concord-arrival", arrival));
        Assert.Contains("has been used already", (await copy.Get("/en/sign-in/arrival")).Text);
        await IsOutside(copy);
    }

    [Theory, Databases]
    public async Task The_answer_of_one_provider_is_not_taken_for_that_of_another(Database database)
    {
        await using var eu = await OpenIdProvider.Start("eu");
        await using var china = await OpenIdProvider.Start("china");
        await using var app = await App.On(database, settings: Settings(eu.Entry("eu", "just-in-time", secondFactor: "acr:" + OpenIdProvider.TwoFactors), china.Entry("china", "just-in-time", secondFactor: "acr:" + OpenIdProvider.TwoFactors)));
        await eu.Knows(app);
        await china.Knows(app);
        await eu.Has("ann", Ann);
        await china.Has("li", Ann);

        // Sent to the other's address; with the other's name in it; with no name at all.
        foreach (var change in new Func<Uri, string>[]
        {
            answer => answer.ToString().Replace("/from/eu", "/from/china", StringComparison.Ordinal),
            answer => answer.ToString().Replace(Uri.EscapeDataString(eu.Issuer), Uri.EscapeDataString(china.Issuer), StringComparison.Ordinal),
            answer => answer.ToString().Replace("iss=", "was=", StringComparison.Ordinal),
        })
        {
            using var browser = app.AsVisitor();
            var answer = await browser.AnswerOf(eu, "ann");
            var changed = change(answer);
            Assert.NotEqual(answer.ToString(), changed);
            var page = await browser.Get(changed);
            Assert.StartsWith("/en/sign-in/problem", page.Address);
            await IsOutside(browser);
        }

        Assert.Empty(await app.Behind(db => db.Logins.ToListAsync()));
    }

    [Theory, Databases]
    public async Task An_address_that_the_provider_has_not_checked_counts_for_nothing(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await App.On(database, settings: Settings(provider.Entry("eu", "just-in-time", secondFactor: "acr:" + OpenIdProvider.TwoFactors)));
        await provider.Knows(app);
        await provider.Has("unchecked", new { email = "ann@eu.example", email_verified = false, acr = OpenIdProvider.TwoFactors, groups = new[] { "focal" } });
        await provider.Has("silent", new { email = "ann@eu.example", acr = OpenIdProvider.TwoFactors, groups = new[] { "focal" } });
        using var administrator = await app.As(Role.Administrator);
        var link = new Uri(await administrator.Invite("ann@eu.example", Role.FocalPoint, "eu"));

        foreach (var sub in new[] { "unchecked", "silent" })
        {
            using var browser = app.AsVisitor();
            Assert.Contains("does not confirm your e-mail address", (await browser.Through(provider, sub)).Text);
            Assert.Contains("does not confirm your e-mail address", (await browser.Through(provider, sub, "?invitation=" + link.Segments[^1])).Text);
            await IsOutside(browser);
        }

        Assert.Equal(HttpStatusCode.OK, (await app.AsVisitor().Get(link.PathAndQuery)).Status); // and the link still works
    }

    [Theory, Databases]
    public async Task An_account_made_at_the_provider_beforehand_does_not_become_the_invited_ones(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await App.On(database, settings: Settings(provider.Entry("eu", "just-in-time", secondFactor: "acr:" + OpenIdProvider.TwoFactors)));
        await provider.Knows(app);
        await provider.Has("squatter", Ann); // came into the possession of the address before its owner was invited
        using var administrator = await app.As(Role.Administrator);
        await administrator.Invite("ann@eu.example", Role.FocalPoint, "eu");
        using var squatter = app.AsVisitor();

        Assert.Contains("no account here is linked", (await squatter.Through(provider, "squatter")).Text);

        await IsOutside(squatter);
        Assert.False((await app.AccountOf("ann@eu.example")).IsOpen);
    }

    [Theory, Databases]
    public async Task Its_word_on_a_second_factor_is_taken_only_from_the_signed_token(Database database)
    {
        await using var provider = await OpenIdProvider.Start("eu");
        await using var app = await App.On(database, settings: Settings(provider.Entry("eu", "just-in-time", secondFactor: "amr:mfa")));
        await provider.Knows(app);
        await provider.Has("weak", new { email = "weak@eu.example", email_verified = true, groups = new[] { "focal" }, name = "mfa" });
        await provider.Has("strong", new { email = "strong@eu.example", email_verified = true, amr = new[] { "pwd", "mfa" }, groups = new[] { "focal" } });
        using var weak = app.AsVisitor();
        using var strong = app.AsVisitor();

        Assert.Contains("Set up an authenticator", (await weak.Through(provider, "weak")).Text);
        await IsOutside(weak);
        Assert.Equal("/en/me", (await strong.Through(provider, "strong")).Address);
    }

    private static string[] Settings(params object[] providers) => ProvidersFile.Of(providers);

    private static async Task IsOutside(Browser browser) => Assert.Equal("/en/sign-in?back=%2Fen%2Fme", (await browser.Get("/en/me")).Address);
}
