using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Live;
using Concord.Platform.Outbox;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Web;

/// <summary>
/// Keeps the public pages of visitors in each node's memory, compressed, until the outbox says that something public changed. Nothing is
/// kept for anybody who is signed in, and nothing that sets a cookie.
/// </summary>
internal static class PageCache
{
    public const string Tag = "public";

    public static void AddPageCache(this WebApplicationBuilder builder)
    {
        builder.Services.AddOutputCache(options =>
        {
            options.AddBasePolicy(new ForVisitors());
            options.SizeLimit = 64 * 1024 * 1024;
            options.MaximumBodySize = 1024 * 1024;
        });
        builder.Services.AddSingleton<Epoch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Epoch>());
    }

    public static void UsePageCache(this WebApplication app)
    {
        app.UseOutputCache();
        app.UseResponseCompression();
    }

    private sealed class ForVisitors : IOutputCachePolicy
    {
        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            var request = context.HttpContext.Request;
            var visitor = HttpMethods.IsGet(request.Method) && !request.Cookies.ContainsKey("concord") && request.Query.Count == 0 && !request.Path.StartsWithSegments("/files"); // filters and searches differ with every reader: keeping them would only fill the memory
            context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = visitor;
            context.AllowLocking = true;
            context.CacheVaryByRules.QueryKeys = "*";
            context.CacheVaryByRules.HeaderNames = request.Path == "/" ? new[] { "Accept-Encoding", "Accept-Language" } : "Accept-Encoding";
            context.Tags.Add(Tag);
            context.ResponseExpirationTimeSpan = TimeSpan.FromHours(1);
            return ValueTask.CompletedTask;
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            var response = context.HttpContext.Response;
            context.AllowCacheStorage &= response.StatusCode == StatusCodes.Status200OK
                && response.Headers.SetCookie.Count == 0
                && !response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal) // a form holds its reader's token
                && context.HttpContext.User.Identity is not { IsAuthenticated: true };
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>Moves the mark and tells the nodes: every one of them looks, and drops what it keeps when the mark has moved.</summary>
internal sealed class TellNodes(Db db) : IDo<DropCachedPages>
{
    public async Task DoAsync(IReadOnlyList<DropCachedPages> jobs, CancellationToken stop)
    {
        var next = Guid.CreateVersion7().ToString();
        await db.InOneTransaction(
            async () =>
            {
                db.Tell(Topic.Public);
                var changed = await db.Settings.Where(setting => setting.Name == Epoch.Name).ExecuteUpdateAsync(set => set.SetProperty(setting => setting.Value, next), stop);
                if (changed > 0) return;

                db.Settings.Add(new() { Name = Epoch.Name, Value = next });
                await db.SaveChangesAsync(stop);
            },
            stop);
    }
}

/// <summary>Watches the shared mark of the last public change; when it moves, drops this node's pages and reads the programme again.</summary>
internal sealed class Epoch(IServiceScopeFactory scopes, Bus bus, IOutputCacheStore pages, Languages.CurrentProgramme programme, ILogger<Epoch> log) : Lookout(TimeSpan.FromSeconds(2), log, bus, Topic.Public)
{
    public const string Name = "public-epoch";

    private string? seen;

    protected override async Task<bool> LookRoundAsync(CancellationToken stop)
    {
        await LookAsync(stop);
        return false;
    }

    public async Task LookAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Me>().IsTheProgram("epoch");
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var now = await db.Settings.Where(setting => setting.Name == Name).Select(setting => setting.Value).SingleOrDefaultAsync(stop);
        if (now == seen) return;

        await programme.ReadAsync(db, stop);
        await pages.EvictByTagAsync(PageCache.Tag, stop);
        seen = now;
    }
}
