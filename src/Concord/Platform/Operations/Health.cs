using System.Data.Common;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Operations;

/// <summary>
/// Tells whoever starts and stops nodes whether this one runs, and whether it should be sent readers. The answers are single words, so they
/// may be read by anybody.
/// </summary>
internal static class Health
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";

    /// <summary>The outbox may be so far behind: index, mail and caches follow late, and starting more nodes would help.</summary>
    private static readonly Duration Lag = Duration.FromMinutes(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet(Live, (HttpContext http) => Answer(http, null)).AllowAnonymous();
        app.MapGet(Ready, async (HttpContext http) => await Answer(http, await LackingAsync(http))).AllowAnonymous();
    }

    /// <summary>What this node lacks: database, schema or outbox; null: nothing.</summary>
    public static async Task<string?> LackingAsync(HttpContext http)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(Patience);
        var db = http.RequestServices.GetRequiredService<Db>();
        try
        {
            // A database that is newer than this node is well: the nodes of an upgrade run side by side.
            var applied = await db.Database.SqlQuery<string>($"select name from schema_file").ToListAsync(patience.Token);
            if (Migrator.Files(db.IsSqlite).Except(applied).Any()) return "schema";

            var (_, oldest) = await OutboxLag.OfAsync(db, http.RequestServices.GetRequiredService<IClock>().GetCurrentInstant(), patience.Token);
            return oldest > Lag ? "outbox" : null;
        }
        catch (Exception failure) when (!http.RequestAborted.IsCancellationRequested && failure is DbException or InvalidOperationException or TimeoutException or OperationCanceledException)
        {
            return "database";
        }
    }

    public static Task Answer(HttpContext http, string? lacking)
    {
        http.Response.StatusCode = lacking is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(lacking ?? "ok", http.RequestAborted);
    }
}
