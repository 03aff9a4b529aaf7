using Concord.Platform.Accounts;
using Concord.Tests.Features.Accounts;
using Concord.Tests.Support;

namespace Concord.Tests.InBrowser;

/// <summary>Passkeys in a real browser with an authenticator of its own, as people use them.</summary>
public sealed class PasskeysInBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Invited_by_mail_opened_by_passkey_entered_on_a_phone_which_signs_the_other_device_out()
    {
        await using var post = await MailServerPeer.StartAsync();
        await using var app = await App.On(Database.Sqlite, settings: ["--smtp", post.Address]);
        await using var office = await Device.Open(chromium, app);
        await office.SignedInAs(app, Role.Administrator);
        await office.Page.GotoAsync("/en/accounts/invite");
        await office.Page.FillAsync("[name='Input.Email']", "new@x.example");
        await office.Page.FillAsync("[name='Input.Names[en]']", "Somebody NEW");
        await office.Page.SelectOptionAsync("[name='Input.Role']", "Reader");
        await office.Page.ClickAsync("main form button.first");
        await office.LooksRight();
        Assert.Contains("on its way to new@x.example", await office.Page.InnerTextAsync("main"));
        await app.Settle();
        var link = new Uri(AccountMailTests.LinkIn(Assert.Single(post.Taken()))).PathAndQuery;

        await using var desk = await Device.Open(chromium, app);
        await desk.Page.GotoAsync(link);
        await desk.LooksRight();
        await desk.Page.ClickAsync("form[data-passkey=create] button");
        await desk.Page.WaitForURLAsync("**/en/me");

        await using var phone = await Device.Open(chromium, app, 360);
        await phone.Has(await desk.Credentials()); // as if both shared a keychain
        await phone.Page.GotoAsync("/en/sign-in");
        await phone.LooksRight();
        await phone.Page.ClickAsync("form[data-passkey=get] button");
        await phone.Page.WaitForURLAsync("**/en/desk");

        await phone.Page.GotoAsync("/en/me");
        await phone.LooksRight();
        Assert.Equal(1, await phone.Page.Locator("form[action$='/me/device']").CountAsync());
        await phone.Page.ClickAsync("form[action$='/me/device'] button");
        Assert.Equal(0, await phone.Page.Locator("form[action$='/me/device']").CountAsync());

        await app.Settle();
        Assert.Contains(post.Taken(), mail => mail.Subject == "Your account: Signed in on a new device");
        await desk.Page.GotoAsync("/en/me");
        Assert.Contains("/en/sign-in", desk.Page.Url);
        await desk.LooksRight();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task A_form_that_asks_for_a_proof_goes_on_after_a_passkey(string language)
    {
        await using var app = await App.On(Database.Sqlite);
        using var administrator = await app.As(Role.Administrator);
        var link = new Uri(await administrator.Invite("second@x.example", Role.Administrator)).PathAndQuery;
        await using var window = await Device.Open(chromium, app);
        await window.Page.GotoAsync(link);
        await window.Page.ClickAsync("form[data-passkey=create] button");
        await window.Page.WaitForURLAsync("**/en/me");

        await window.Page.GotoAsync($"/{language}/accounts/invite");
        app.Clock.Advance(FreshAttribute.Lasts);
        await window.Page.FillAsync("[name='Input.Email']", "third@x.example");
        await window.Page.FillAsync("[name='Input.Names[en]']", "Third ONE");
        await window.Page.SelectOptionAsync("[name='Input.Role']", "Reader");
        await window.Page.ClickAsync("main form button.first");
        await window.LooksRight();
        await window.Page.ClickAsync("form[data-passkey=get] button");
        await window.Page.ClickAsync("main form button.first"); // go on
        await window.LooksRight();

        Assert.Contains("/invitation/", await window.Page.Locator("textarea[readonly]").InputValueAsync());
    }

    [Fact]
    public async Task A_second_passkey_is_added_and_none_is_taken_for_an_answer_when_there_is_none()
    {
        await using var app = await App.On(Database.Sqlite);
        await using var window = await Device.Open(chromium, app);
        await window.SignedInAs(app, Role.Donor);
        await window.Page.GotoAsync("/en/me/passkeys/new");
        await window.LooksRight();
        await window.Page.FillAsync("[name=Name]", "Office laptop");
        await window.Page.ClickAsync("form[data-passkey=create] button");
        await window.Page.WaitForURLAsync("**/en/me/passkeys");
        Assert.Contains("Office laptop", await window.Page.InnerTextAsync("main"));
        await window.LooksRight();

        await window.Page.GotoAsync("/en/me/passkeys/new");
        await window.Page.ClickAsync("form[data-passkey=create] button");
        await window.Page.WaitForSelectorAsync("form[data-passkey=create] .problems");
        Assert.Contains("holds a passkey of your account already", await window.Page.InnerTextAsync("main"));
    }
}
