using System.Net;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Features.Accounts;

public sealed class SecondFactorTests
{
    private const string Reader = "reader@mmsp.example";

    [Theory, Databases]
    public async Task A_recovery_code_stands_in_for_the_authenticator_once(Database database)
    {
        await using var app = await App.On(database);
        var officer = await app.CredentialOf("officer@mmsp.example");
        using var browser = app.AsVisitor();
        await browser.SignIn(officer.Email, officer.Password, app.CodeNow(officer.Secret));
        var codes = CodesOn(await browser.Submit(await browser.Get("/en/me/recovery-codes"), new Dictionary<string, string?>()));
        Assert.Equal(RecoveryCode.Many, codes.Distinct().Count());
        Assert.Contains("10 codes are left", (await browser.Get("/en/me/recovery-codes")).Text);
        Assert.DoesNotContain(codes[0], (await browser.Get("/en/me/recovery-codes")).Source); // shown once

        using var lost = app.AsVisitor();
        Assert.Equal("/en/sign-in", (await lost.SignIn(officer.Email, "not the password at all", codes[0])).Address);
        Assert.Equal("/zh/desk", (await lost.SignIn(officer.Email, officer.Password, codes[0])).Address);
        using var again = app.AsVisitor();
        Assert.Equal("/en/sign-in", (await again.SignIn(officer.Email, officer.Password, codes[0])).Address);
        Assert.Equal("/zh/desk", (await again.SignIn(officer.Email, officer.Password, codes[1].Replace(" ", "", StringComparison.Ordinal))).Address);
        Assert.Contains("8 codes are left", (await again.Get("/en/me/recovery-codes")).Text);
        Assert.Contains("您的账户：已使用恢复码", (await again.Get("/zh/me/mail")).Text);

        // New ones end the old ones.
        await again.Submit(await again.Get("/en/me/recovery-codes"), new Dictionary<string, string?>());
        using var third = app.AsVisitor();
        Assert.Equal("/en/sign-in", (await third.SignIn(officer.Email, officer.Password, codes[2])).Address);
    }

    [Theory, Databases]
    public async Task Of_many_at_once_one_uses_the_recovery_code(Database database)
    {
        await using var app = await App.On(database);
        var officer = await app.CredentialOf("officer@mmsp.example");
        using var browser = await app.As(await app.AccountOf(officer.Email));
        var code = CodesOn(await browser.Submit(await browser.Get("/en/me/recovery-codes"), new Dictionary<string, string?>()))[0];

        var found = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            await using var scope = app.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<Credentials>().CheckAsync(officer.Email, officer.Password, code);
        }));

        Assert.Single(found, one => one is not null);
    }

    [Theory, Databases]
    public async Task Every_role_needs_a_second_factor_until_the_administrator_lets_one_do_without(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        var reader = await app.CredentialOf(Reader);
        using var browser = await app.As(await app.AccountOf(Reader));
        Assert.Empty((await browser.Get("/en/me/authenticator")).Document.QuerySelectorAll("form[action$='/remove']"));

        var page = await administrator.Get("/en/accounts/second-factor");
        Assert.Equal(["Administrator", "Signatory", "Donor"], page.Document.QuerySelectorAll("main input[type=checkbox][disabled]").Select(one => one.GetAttribute("value")));
        await LetDoWithout(administrator, Role.Reader, Role.Donor); // the donor's box is locked, and what is sent against it does not count
        Assert.Equal([Role.Reader], await app.Behind(db => SecondFactor.NotNeededAsync(db)));

        await browser.Submit(await browser.Get("/en/me/authenticator"), new Dictionary<string, string?>(), "form[action$='/remove']");
        using var alone = app.AsVisitor();
        Assert.Equal("/en/sign-in", (await alone.SignIn(reader.Email, "not the password at all", "")).Address);
        Assert.Equal("/en/desk", (await alone.SignIn(reader.Email, reader.Password, "")).Address);

        // Somebody else's role still needs one.
        var officer = await app.CredentialOf("officer@mmsp.example");
        using var other = app.AsVisitor();
        Assert.Equal("/en/sign-in", (await other.SignIn(officer.Email, officer.Password, "")).Address);
    }

    [Theory, Databases]
    public async Task Who_needs_one_and_has_none_sets_one_up_before_anything_else(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        var reader = await app.CredentialOf(Reader);
        await LetDoWithout(administrator, Role.Reader);
        using var owner = await app.As(await app.AccountOf(Reader));
        await owner.Submit(await owner.Get("/en/me/authenticator"), new Dictionary<string, string?>(), "form[action$='/remove']");
        using var browser = app.AsVisitor();
        Assert.Equal("/en/desk", (await browser.SignIn(reader.Email, reader.Password, "")).Address);

        await LetDoWithout(administrator);
        Assert.Equal("/en/me/authenticator", (await browser.Get("/en/desk")).Address);
        Assert.Equal("/en/me/authenticator", (await browser.Get("/en/accounts")).Address);
        using var fresh = app.AsVisitor();
        var led = await fresh.SignIn(reader.Email, reader.Password, "");
        Assert.Equal("/en/me/authenticator", led.Address);
        Assert.Contains("Your role needs a second factor", led.Text);
        var programme = await app.Has(Some.Commitment(audience: Concord.Domain.Common.Audience.Programme));
        Assert.Equal(HttpStatusCode.NotFound, (await fresh.Get($"/en/commitments/{programme.Key}")).Status); // read as a visitor reads

        var secret = People.SecretOn(led);
        var set = await fresh.Submit(led, new Dictionary<string, string?> { ["Input.OldPassword"] = reader.Password, ["Input.NewCode"] = app.CodeNow(secret) });
        Assert.Equal("/en/me", set.Address);
        Assert.Equal("/en/desk", (await fresh.Get("/en/desk")).Address);
        Assert.Equal(HttpStatusCode.OK, (await fresh.Get($"/en/commitments/{programme.Key}")).Status);
        Assert.StartsWith("/en/sign-in", (await browser.Get("/en/desk")).Address);
    }

    [Theory, Databases]
    public async Task An_invited_person_may_do_without_where_the_role_allows(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        using var person = app.AsVisitor();
        var before = await person.Get(new Uri(await administrator.Invite("donor@x.example", Role.Donor)).PathAndQuery);
        Assert.Empty(before.Document.QuerySelectorAll("[name='Input.Without']"));
        Assert.Contains("This is needed", (await person.Submit(before, new Dictionary<string, string?> { ["Input.Password"] = People.GoodPassword, ["Input.Without"] = "true", ["Input.Code"] = "" })).Text);

        await LetDoWithout(administrator, Role.Reader);
        var page = await person.Get(new Uri(await administrator.Invite("reader2@x.example", Role.Reader)).PathAndQuery);
        var accepted = await person.Submit(page, new Dictionary<string, string?> { ["Input.Password"] = People.GoodPassword, ["Input.Without"] = "true", ["Input.Code"] = "" });
        Assert.Equal("/en/me", accepted.Address);
        Assert.Contains("Set up an authenticator", accepted.Text);
        Assert.Equal("/en/desk", (await person.Get("/en/desk")).Address);
    }

    private static async Task LetDoWithout(Browser administrator, params Role[] roles)
    {
        var page = await administrator.Get("/en/accounts/second-factor");
        var form = page.Document.QuerySelector("main form[method=post]")!;
        var fields = form.QuerySelectorAll("input[type=hidden]").Select(one => KeyValuePair.Create(one.GetAttribute("name")!, one.GetAttribute("value")!))
            .Concat(Enum.GetValues<Role>().Except(roles).Select(role => KeyValuePair.Create("needed", role.ToString())));
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await administrator.Http.PostAsync("/en/accounts/second-factor", content);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static List<string> CodesOn(Page page) => [.. page.Document.QuerySelectorAll("main ol code").Select(one => one.TextContent)];
}
