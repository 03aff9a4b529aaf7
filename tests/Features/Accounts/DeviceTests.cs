using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Features.Accounts;

public sealed class DeviceTests
{
    private const string Officer = "officer@mmsp.example";
    private const string Windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";
    private const string Phone = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0";

    [Theory, Databases]
    public async Task I_see_my_devices_and_sign_another_out(Database database)
    {
        await using var app = await App.On(database);
        var officer = await app.CredentialOf(Officer);
        using var desk = await SignedIn(app, officer, Windows);
        using var phone = await SignedIn(app, officer, Phone);

        var mine = await desk.Get("/en/me");
        Assert.Contains("Firefox on Windows this device Signed in with password", mine.Text);
        Assert.Contains("WeChat on Android", mine.Text);
        Assert.Single(mine.Document.QuerySelectorAll("form[action$='/me/device']")); // none for this one
        Assert.Contains("微信（安卓）", (await desk.Get("/zh/me")).Text);

        var after = await desk.Submit(mine, new Dictionary<string, string?>(), "form[action$='/me/device']");
        Assert.Equal("/en/me", after.Address);
        Assert.DoesNotContain("WeChat", after.Text);
        Assert.StartsWith("/en/sign-in", (await phone.Get("/en/me")).Address);
        Assert.Equal("/en/me", (await desk.Get("/en/me")).Address);
    }

    [Theory, Databases]
    public async Task Nobody_signs_out_a_device_of_somebody_else(Database database)
    {
        await using var app = await App.On(database);
        using var manager = await app.As(Role.ProgrammeManager);
        var theirs = await app.AccountOf(Role.ProgrammeManager);
        var device = await app.Behind(db => db.SignIns.Where(one => one.Account == theirs.Id).Select(one => one.Id).SingleAsync());
        using var officer = await SignedIn(app, await app.CredentialOf(Officer), Windows);

        var form = await officer.Get("/en/me");
        using var answer = await officer.Http.PostAsync("/en/me/device", new FormUrlEncodedContent([KeyValuePair.Create("device", device.ToString()), KeyValuePair.Create(AccountsSetup.FormToken, form.Document.QuerySelector($"main input[name={AccountsSetup.FormToken}]")!.GetAttribute("value")!)]), TestContext.Current.CancellationToken);

        Assert.Equal("/en/me", answer.Headers.Location!.ToString());
        Assert.Equal("/en/me", (await manager.Get("/en/me")).Address);
    }

    [Theory, Databases]
    public async Task A_device_is_noted_to_the_hour_and_forgotten_after_half_a_day(Database database)
    {
        await using var app = await App.On(database);
        using var browser = await SignedIn(app, await app.CredentialOf(Officer), Windows);
        var made = app.Clock.GetCurrentInstant();

        app.Clock.Advance(Duration.FromMinutes(59));
        await browser.Get("/en/me");
        Assert.Equal(made, await Seen(app));
        app.Clock.Advance(Duration.FromMinutes(1));
        await browser.Get("/en/me");
        Assert.Equal(made + SignIn.Grain, await Seen(app));

        app.Clock.Advance(SignIn.Idle + SignIn.Grain);
        Assert.Equal("/en/me", (await browser.Get("/en/me")).Address);
        app.Clock.Advance(SignIn.Idle + SignIn.Grain + Duration.FromSeconds(1));
        Assert.StartsWith("/en/sign-in", (await browser.Get("/en/me")).Address);

        app.Clock.Advance(Duration.FromDays(1));
        await app.Settle();
        Assert.Equal(0, await app.Behind(db => db.SignIns.CountAsync()));
    }

    [Theory, Databases]
    public async Task Signing_out_or_in_again_ends_the_row_of_this_browser(Database database)
    {
        await using var app = await App.On(database);
        var officer = await app.CredentialOf(Officer);
        using var browser = await SignedIn(app, officer, Windows);
        app.Clock.Advance(Duration.FromMinutes(1));
        await browser.SignIn(officer.Email, officer.Password, app.CodeNow(officer.Secret));
        Assert.Equal(1, await Open(app));

        await browser.Submit(await browser.Get("/en/me"), new Dictionary<string, string?>(), "header form[action$='/sign-out']");
        Assert.Equal(0, await Open(app));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15", "safari", "mac")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1", "chrome", "iphone")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", "edge", "windows")]
    [InlineData("Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1 Mobile HuaweiBrowser/5.0", "huawei", "harmony")]
    [InlineData("curl/8.5.0", null, null)]
    [InlineData("", null, null)]
    public void A_device_is_told_in_two_words(string userAgent, string? browser, string? system)
    {
        Assert.Equal(browser, DeviceWords.BrowserIn(userAgent));
        Assert.Equal(system, DeviceWords.SystemIn(userAgent));
    }

    /// <summary>Signs in at a moment of its own, since a code is good for one use.</summary>
    private static async Task<Browser> SignedIn(App app, Credential who, string userAgent)
    {
        app.Clock.Advance(Duration.FromMinutes(1));
        var browser = app.AsVisitor();
        browser.Http.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
        await browser.SignIn(who.Email, who.Password, app.CodeNow(who.Secret));
        return browser;
    }

    private static Task<Instant> Seen(App app) => app.Behind(db => db.SignIns.AsNoTracking().Select(one => one.SeenAt).SingleAsync());

    private static Task<int> Open(App app) => app.Behind(db => db.SignIns.CountAsync(one => one.EndedAt == null));
}
