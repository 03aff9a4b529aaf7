using System.Globalization;
using System.Text;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using NodaTime;

namespace Concord.Platform.Live;

/// <summary>Live pages: one address where a browser listens to what others change (server-sent events).</summary>
internal static class LiveSetup
{
    private const string Address = "/live";

    /// <summary>A sign of life: keeps proxies from thinking that the line is dead, and finds browsers that have gone.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Then the browser asks anew, with the cookie it has by then.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>How far back a browser that was away is told: beyond it the page is old, and says so by itself when it is used.</summary>
    private static readonly Duration Memory = Duration.FromHours(12);

    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Opened>();
        builder.Services.AddScoped<LiveEvents>();
        builder.Services.AddScoped<Attendance>();
        builder.Services.AddSingleton<LiveStreams>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LiveStreams>());
    }

    /// <summary>Whether nobody is at work: a page asks by itself, so that the sign-in does not become younger by it.</summary>
    public static bool IsByItself(HttpContext http) => http.Request.Path.StartsWithSegments(Address);

    /// <summary>Notes when a request began.</summary>
    public static void UseOpened(this WebApplication app) =>
        app.Use((http, next) =>
        {
            http.RequestServices.GetRequiredService<Opened>();
            return next(http);
        });

    public static void MapLive(this WebApplication app)
    {
        app.MapGet(Address, ListenAsync).RequireAuthorization(Can.EnterWorkspace);

        // Who is editing a record: asked by its pages, said by its form.
        app.MapGet(Address + "/presence/{kind}/{key}", async (string kind, string key, Attendance attendance, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return await attendance.AskAsync(kind, key, http.RequestAborted) is { } there ? Results.Json(there, Stored.Json) : Results.NotFound();
        }).RequireAuthorization(Can.EnterWorkspace);
        app.MapPost(Address + "/presence/{kind}/{key}", async (string kind, string key, Attendance attendance, IAntiforgery forms, HttpContext http) =>
        {
            if (!await IsOurs(forms, http)) return Results.BadRequest();

            var leaves = (await http.Request.ReadFormAsync(http.RequestAborted)).ContainsKey("leaves");
            return await (leaves ? attendance.LeaveAsync(kind, key, http.RequestAborted) : attendance.ComeAsync(kind, key, http.RequestAborted)) ? Results.NoContent() : Results.NotFound();
        }).RequireAuthorization(Can.EnterWorkspace);
    }

    private static async Task<bool> IsOurs(IAntiforgery forms, HttpContext http)
    {
        try
        {
            return await forms.IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException failure) when (failure.InnerException is IOException)
        {
            return false; // the page was left while it was saying so
        }
    }

    private static async Task ListenAsync(HttpContext http, Me me, LiveStreams streams, LiveEvents events, IClock clock, IHostApplicationLifetime node)
    {
        if (!http.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status406NotAcceptable;
            return;
        }

        if (!me.IsMember)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent; // tells a browser not to ask again
            return;
        }

        if (streams.Open(me.Id!.Value, http.User) is not { } stream)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "60";
            return;
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, node.ApplicationStopping);
        ends.CancelAfter(Longest);
        try
        {
            await Begin(http, ends.Token);
            if (Since(http, clock) is { } since) stream.Send(await events.SinceAsync(since, ends.Token));
            await Go(http, stream, ends.Token);
        }
        catch (OperationCanceledException)
        {
            // The browser has gone, or is to ask anew.
        }
        finally
        {
            streams.Close(stream);
        }
    }

    private static async Task Begin(HttpContext http, CancellationToken stop)
    {
        http.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store, no-transform";
        http.Response.Headers["X-Accel-Buffering"] = "no"; // a proxy that gathers answers must not gather this one
        await Write(http, "retry: 1000\n\n", stop);
    }

    private static async Task Go(HttpContext http, LiveStream stream, CancellationToken stop)
    {
        while (true)
        {
            using var beat = CancellationTokenSource.CreateLinkedTokenSource(stop);
            beat.CancelAfter(Heartbeat);
            try
            {
                if (!await stream.Waiting.WaitToReadAsync(beat.Token)) return;
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                await Write(http, ":\n\n", stop);
                continue;
            }

            var all = new StringBuilder();
            while (stream.Waiting.TryRead(out var one)) all.Append(one);
            await Write(http, all.ToString(), stop);
        }
    }

    private static async Task Write(HttpContext http, string text, CancellationToken stop)
    {
        await http.Response.WriteAsync(text, stop);
        await http.Response.Body.FlushAsync(stop);
    }

    /// <summary>From where a browser goes on: the last it was told, or when its page was made.</summary>
    private static Instant? Since(HttpContext http, IClock clock)
    {
        var said = http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : http.Request.Query["after"].ToString();
        if (!long.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) || milliseconds > 253_000_000_000_000) return null;

        return Instant.Max(Instant.FromUnixTimeMilliseconds(milliseconds), clock.GetCurrentInstant() - Memory);
    }
}
