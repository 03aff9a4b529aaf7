using System.Net;
using Concord.Platform.Accounts;
using Concord.Tests.Features.Accounts;
using Concord.Tests.Support;

namespace Concord.Tests.Platform.Web;

/// <summary>What a proxy says of a request counts when it stands where the proxy was said to stand; what anybody else says of it does not.</summary>
public sealed class BehindProxyTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("192.0.2.1", false)]
    [InlineData(null, false)]
    public async Task Scheme_and_host_are_those_that_the_proxy_of_the_installation_saw(string? proxy, bool counts)
    {
        await using var app = await App.On(Database.Sqlite, App.Tiny, settings: Behind(proxy));
        using var visitor = app.AsVisitor();
        visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-Host", "concord.example");

        using var map = await visitor.Http.GetAsync("/sitemap.xml");

        Assert.Equal(counts, map.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal(counts, (await map.Content.ReadAsStringAsync()).Contains("https://concord.example/", StringComparison.Ordinal));
        using var page = await visitor.Http.GetAsync("/en/sign-in");
        Assert.All(page.Headers.GetValues("Set-Cookie"), cookie => Assert.Equal(counts, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData(null, false)]
    public async Task Attempts_are_counted_by_the_network_that_the_proxy_saw_and_nobody_gets_more_by_inventing_some(string? proxy, bool counts)
    {
        await using var app = await App.On(Database.Sqlite, settings: Behind(proxy));
        using var visitor = app.AsVisitor();

        HttpStatusCode last = default;
        for (var attempt = 0; attempt <= SignInThrottle.PerAccountAndNetwork; attempt++)
        {
            visitor.Http.DefaultRequestHeaders.Remove("X-Forwarded-For");
            visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-For", $"192.0.2.{attempt + 1}");
            last = (await visitor.SignIn("officer@mmsp.example", "not the password at all", "000000")).Status;
        }

        Assert.Equal(counts ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests, last);
    }

    [Fact]
    public async Task Of_several_networks_that_are_named_only_the_one_counts_that_the_proxy_itself_added()
    {
        await using var app = await App.On(Database.Sqlite, settings: Behind("127.0.0.1"));
        using var visitor = app.AsVisitor();

        HttpStatusCode last = default;
        for (var attempt = 0; attempt <= SignInThrottle.PerAccountAndNetwork; attempt++)
        {
            visitor.Http.DefaultRequestHeaders.Remove("X-Forwarded-For");
            visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-For", $"198.51.100.{attempt + 1}, 192.0.2.1");
            last = (await visitor.SignIn("officer@mmsp.example", "not the password at all", "000000")).Status;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    private static string[] Behind(string? proxy) => proxy is null ? [] : ["--behind", proxy];
}
