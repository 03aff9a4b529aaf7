using Concord.Platform.Accounts;
using Concord.Platform.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using NodaTime;

namespace Concord.Platform.Database;

internal static class DatabaseSetup
{
    /// <summary>SQLite's file in the folder of the data.</summary>
    public const string File = "concord.db";

    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IClock>(SystemClock.Instance);
        builder.Services.AddScoped<Me>();
        builder.Services.AddScoped<Once>();
        builder.Services.AddScoped<AllRecords>();
        builder.Services.AddScoped<Kept>();
        builder.Services.AddSingleton<KeptAnswers>();
        builder.Services.AddSingleton<DataVersion>();
        builder.Services.AddSingleton<Live.Bus>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Live.Bus>());
        builder.Services.AddSingleton(services => new WriteGate(services.GetRequiredService<Installation>().Postgres is null));
        builder.Services.AddDbContext<Db>((services, options) =>
        {
            var installation = services.GetRequiredService<Installation>();
            // A record's parts are read by a statement of their own: as a part of the first, the database would apply the audience to the
            // parts of every record there is before it joins those of one.
            if (installation.Postgres is { } connection) options.UseNpgsql(connection, npgsql => npgsql.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter).UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery));
            else options.UseSqlite($"Data Source={Path.Combine(installation.Data, File)};Foreign Keys=True;Default Timeout=5", sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter).UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery));

            // A list is one parameter, so that its length does not make a new statement each time.
            options.ReplaceService<IModelCacheKeyFactory, ModelPerReader>();

            // A required end of a link may be hidden from the reader: that is the point, and the link is hidden with it.
            options.ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning));
        });
    }

    public static async Task MigrateAsync(this WebApplication app)
    {
        var installation = app.Services.GetRequiredService<Installation>();
        if (installation.Postgres is null) Directory.CreateDirectory(installation.Data);

        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await Migrator.MigrateAsync(db, app.Services.GetServices<SchemaFile>());
        await app.Services.GetRequiredService<Languages.CurrentProgramme>().ReadAsync(db);
    }
}
