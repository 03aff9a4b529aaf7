using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Concord.Platform.Web;

/// <summary>
/// Behind a proxy (--behind ADDRESS[,ADDRESS]) its word counts for where a request comes from, and by which scheme and host. From any other
/// address such headers are what a stranger made up, and are not read.
/// </summary>
internal static class BehindProxy
{
    public static void UseProxy(this WebApplication app)
    {
        var proxies = (app.Configuration["behind"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (proxies.Length == 0) return;

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost, ForwardLimit = 1 };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies) options.KnownProxies.Add(IPAddress.Parse(proxy));
        app.UseForwardedHeaders(options);
    }
}
