using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Concord.Platform.Accounts.Providers;

namespace Concord.Tests.Support;

/// <summary>A real OpenID provider (tests/peers/oidc.mjs: npm oidc-provider) in a process of its own, on a free port of this machine.</summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    public const string TwoFactors = "urn:example:two-factors";
    private readonly Process process;
    private readonly HttpClient control;

    private OpenIdProvider(string key, Process process, string issuer) => (Key, this.process, Issuer, control) = (key, process, issuer, new() { BaseAddress = new(issuer) });

    public string Key { get; }

    public string Issuer { get; }

    public static async Task<OpenIdProvider> Start(string key)
    {
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(App.Root, "tests", "peers", "oidc.mjs"), key]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var issuer = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        return new(key, process, issuer ?? throw new InvalidOperationException("The provider did not start."));
    }

    /// <summary>Tells it of us: our address is known only once we run.</summary>
    public async Task Knows(App app) =>
        await Post("/test/client?id=concord", new { client_id = "concord", client_secret = "a secret of " + Key, redirect_uris = new[] { new Uri(app.Address, $"/sign-in/from/{Key}").ToString() }, post_logout_redirect_uris = new[] { new Uri(app.Address, "/").ToString() } });

    /// <summary>Somebody who can sign in there.</summary>
    /// <param name="claims">What it says of them: email, email_verified, name, groups; acr and amr of their sign-in.</param>
    public Task Has(string sub, object claims)
    {
        var account = JsonSerializer.SerializeToNode(claims)!.AsObject();
        account["sub"] = sub;
        return Post("/test/account", account);
    }

    /// <summary>From now on its tokens are spoilt: "other-key", "unsigned", or signed as ever with claims that are not so.</summary>
    public Task Spoils(string how, object? claims = null) => Post("/test/spoil", new { how, with = claims ?? new { } });

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Stops answering.</summary>
    public async Task Dies()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    private async Task Post(string address, object what) => (await control.PostAsJsonAsync(address, what)).EnsureSuccessStatusCode();
}

/// <summary>The file that tells an installation of its providers.</summary>
internal static class ProvidersFile
{
    /// <returns>The arguments that lead to it.</returns>
    public static string[] Of(params object[] providers) => Written(JsonSerializer.Serialize(new { providers }));

    public static string[] Written(string json)
    {
        var path = Path.Combine(Databases.Root, $"providers-{Guid.NewGuid():n}.json");
        File.WriteAllText(path, json);
        return ["--providers", path];
    }

    /// <summary>A provider of one side, that gives a focal point's role to its group "focal".</summary>
    public static object Entry(this OpenIdProvider provider, string? party, string admission = "invited-only", object[]? roles = null, string? secondFactor = null)
    {
        var variable = "CONCORD_TEST_SECRET_" + provider.Key.Replace('-', '_');
        Environment.SetEnvironmentVariable(variable, "a secret of " + provider.Key);
        return new
        {
            key = provider.Key,
            names = new { en = $"Example sign-in of {provider.Key}", zh = $"示例身份提供方{provider.Key}" },
            authority = provider.Issuer,
            clientId = "concord",
            clientSecretVariable = variable,
            party,
            admission,
            roles = roles ?? (party is null ? [] : [new { claim = "groups", value = "focal", role = "focal-point" }]),
            secondFactor,
        };
    }
}

internal static class ThroughProvider
{
    /// <summary>Goes to a provider and signs in there as a person would with a browser without script.</summary>
    /// <param name="query">What follows the address that leads there.</param>
    /// <returns>Where the answer of the provider has led, in the end.</returns>
    public static async Task<Page> Through(this Browser browser, OpenIdProvider provider, string sub, string query = "", string language = "en") =>
        await browser.Follow(await browser.Http.GetAsync(await browser.AnswerOf(provider, sub, query, language)));

    /// <summary>Signs in at a provider, and stops with its answer in hand: the address that it sends the browser back to.</summary>
    public static async Task<Uri> AnswerOf(this Browser browser, OpenIdProvider provider, string sub, string query = "", string language = "en")
    {
        foreach (System.Net.Cookie kept in browser.Cookies.GetCookies(new(provider.Issuer))) kept.Expired |= kept.Name.StartsWith("s-" + provider.Key, StringComparison.Ordinal); // or it would not ask who it is
        var form = await browser.Get($"/{language}/sign-in/with/{provider.Key}{query}");
        var action = form.Document.QuerySelector("form")?.GetAttribute("action") ?? throw new InvalidOperationException($"No form of the provider at {form.Address}: {form.Text}");
        using var content = new FormUrlEncodedContent([new("account", sub)]);
        var answer = await browser.Http.PostAsync(new Uri(new(provider.Issuer), action), content);
        while (answer.Headers.Location is { } next)
        {
            var address = new Uri(new(provider.Issuer), next);
            if (!address.ToString().StartsWith(provider.Issuer, StringComparison.Ordinal)) return address;
            answer = await browser.Http.GetAsync(address);
        }

        throw new InvalidOperationException($"The provider did not send anybody back: {await answer.Content.ReadAsStringAsync()}");
    }
}
