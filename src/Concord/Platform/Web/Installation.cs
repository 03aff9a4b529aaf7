using Concord.Platform.Operations;

namespace Concord.Platform.Web;

/// <summary>What an installation is told when it starts, on the command line or in the environment (CONCORD_DATA, CONCORD_PORT …).</summary>
/// <param name="Data">Folder of the SQLite database and of files.</param>
/// <param name="Postgres">Connection string; null: SQLite in <paramref name="Data"/>.</param>
/// <param name="Programme">Folder of the programme to load into a new database; null: none.</param>
/// <param name="Demo">Whether a new database gets what is fictitious, and the demonstration accounts.</param>
internal sealed record Installation(string Data, string? Postgres, string? Programme, bool Demo)
{
    private const string Prefix = "CONCORD_";

    /// <summary>A web application builder that has read the settings: --data DIR --port N --postgres CONNECTION --programme DIR --demo.</summary>
    public static WebApplicationBuilder NewBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Flags without a value are spelled out, since the configuration reads pairs only.
            Args = [.. args.Select(arg => arg == "--demo" ? "--demo=true" : arg)],
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(Installation).Assembly.GetName().Name,
        });
        builder.Configuration.AddInMemoryCollection(InEnvironment());
        builder.Configuration.AddCommandLine([.. args.Select(arg => arg == "--demo" ? "--demo=true" : arg)]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        // What fails is reported where it is handled; the database layer would report it a second time, with the data.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        var settings = builder.Configuration;
        builder.Services.AddSingleton(new Installation(
            Path.GetFullPath(settings["data"] ?? "data"),
            settings["postgres"],
            settings["programme"],
            bool.TryParse(settings["demo"], out var demo) && demo));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 2 * 1024 * 1024; // forms of texts; files come with a store of their own
            if (settings["urls"] is not null) return; // these are listened to, and nothing else

            kestrel.ListenLocalhost(int.TryParse(settings["port"], out var port) ? port : 5080);
            if (OperationsSetup.ManagementOf(settings) is { } management) kestrel.Listen(management);
        });
        if (settings["urls"] is { } urls && OperationsSetup.ManagementOf(settings) is { } also) builder.WebHost.UseSetting("urls", $"{urls};http://{also}");
        return builder;
    }

    /// <summary>CONCORD_SMTP_PASSWORD is smtp-password: a shell exports no names with hyphens.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> InEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(one => ((string)one.Key).StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .Select(one => KeyValuePair.Create(((string)one.Key)[Prefix.Length..].ToLowerInvariant().Replace('_', '-'), (string?)one.Value));
}
