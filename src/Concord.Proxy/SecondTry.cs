using System.Net.Http;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Concord.Proxy;

/// <summary>
/// Asks another node when one did not answer: for what may be asked twice without harm, and for anything that never reached the node.
/// What may have been begun is answered with 502: sent again by the user, a form is saved once, since it carries a value of its own.
/// </summary>
internal static class SecondTry
{
    public static void UseSecondTry(this IReverseProxyApplicationBuilder pipeline) =>
        pipeline.Use(async (context, next) =>
        {
            var left = context.GetReverseProxyFeature().AvailableDestinations.Count;
            while (true)
            {
                await next();
                if (--left < 1 || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested || !MayBeAskedAgain(context)) return;

                var proxied = context.GetReverseProxyFeature();
                var others = proxied.AllDestinations.Where(node => node != proxied.ProxiedDestination).ToList();
                if (others.Count == 0) return;

                proxied.AvailableDestinations = others;
                context.Response.Clear();
                context.Features.Set<IForwarderErrorFeature>(null);
            }
        });

    private static bool MayBeAskedAgain(HttpContext context)
    {
        if (context.GetForwarderErrorFeature() is not { } failed) return false;
        var isHarmless = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method);
        return failed.Error switch
        {
            ForwarderError.Request => isHarmless || failed.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError },
            ForwarderError.RequestTimedOut => isHarmless,
            _ => false,
        };
    }
}
