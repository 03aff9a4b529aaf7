using System.Net;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Features.Accounts;

/// <summary>Before what matters, whoever is signed in proves again that it is they.</summary>
public sealed class ProveTests
{
    [Theory, Databases]
    public async Task A_role_is_given_only_by_who_has_just_proved_who_they_are(Database database)
    {
        await using var app = await App.On(database);
        var administrator = await app.CredentialOf("admin@mmsp.example");
        var reader = await app.AccountOf(Role.Reader);
        using var browser = app.AsVisitor();
        await browser.SignIn(administrator.Email, administrator.Password, app.CodeNow(administrator.Secret));
        var form = await browser.Get($"/en/accounts/{reader.Id}");
        app.Clock.Advance(FreshAttribute.Lasts);

        var asked = await browser.Submit(form, new Dictionary<string, string?> { ["role"] = "Donor" }, "form#grant");
        Assert.Equal(HttpStatusCode.Unauthorized, asked.Status);
        Assert.Contains("Is it you?", asked.Text);
        Assert.False(await HasDonor());

        var wrong = await browser.Submit(asked, Proof("not the password at all", app.CodeNow(administrator.Secret)));
        Assert.Contains("do not fit", wrong.Text);
        var proved = await browser.Submit(wrong, Proof(administrator.Password, app.CodeNow(administrator.Secret)));
        Assert.Contains("Continue", proved.Text);
        Assert.False(await HasDonor());

        var done = await browser.Submit(proved, new Dictionary<string, string?>());
        Assert.Equal($"/en/accounts/{reader.Id}", done.Address);
        Assert.True(await HasDonor());

        // For ten minutes nothing more is asked.
        Assert.Equal("/en/accounts", (await browser.Get("/en/accounts")).Address);
        Assert.NotEmpty(await browser.Invite("after@x.example", Role.Reader));

        Task<bool> HasDonor() => app.Behind(db => db.Grants.AnyAsync(one => one.Account == reader.Id && one.Role == Role.Donor));
    }

    [Theory, Databases]
    public async Task A_list_of_people_is_taken_along_after_proving_it(Database database)
    {
        await using var app = await App.On(database);
        var manager = await app.CredentialOf("manager@mmsp.example");
        using var browser = app.AsVisitor();
        await browser.SignIn(manager.Email, manager.Password, app.CodeNow(manager.Secret));
        app.Clock.Advance(FreshAttribute.Lasts);

        var asked = await browser.Get("/zh/people?handler=csv&q=a");
        Assert.Equal("/zh/me/prove?back=%2Fzh%2Fpeople%3Fhandler%3Dcsv%26q%3Da", asked.Address);
        Assert.Contains("请确认身份", asked.Text);

        var file = await browser.Submit(asked, Proof(manager.Password, app.CodeNow(manager.Secret)));
        Assert.Equal("/zh/people?handler=csv&q=a", file.Address);
    }

    [Theory, Databases]
    public async Task What_matters_asks_for_a_proof(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        using var desk = await app.As(Role.DialogueDesk, "eu");
        var person = await app.Behind(db => db.People.OrderBy(one => one.Key).FirstAsync());
        using var manager = await app.As(Role.ProgrammeManager);
        var invite = await administrator.Get("/en/accounts/invite");
        var account = await administrator.Get($"/en/accounts/{(await app.AccountOf(Role.Reader)).Id}");
        var confirmations = await desk.Get("/en/roles/confirmations");
        var erase = await manager.Get($"/en/people/{person.Key}/erase");
        app.Clock.Advance(FreshAttribute.Lasts);

        var none = new Dictionary<string, string?>();
        foreach (var (browser, page, form) in new[] { (administrator, invite, "main form"), (administrator, account, "form#link"), (administrator, account, "form[action$='/end']"), (desk, confirmations, "form[action$='/end']"), (manager, erase, "main form[method=post]") })
        {
            Assert.Contains("Is it you?", (await browser.Submit(page, none, form)).Text);
        }

        Assert.Contains("Is it you?", (await desk.Get("/en/me/passkeys/new")).Text);
    }

    private static Dictionary<string, string?> Proof(string password, string code) => new() { ["Input.Password"] = password, ["Input.Code"] = code };
}
