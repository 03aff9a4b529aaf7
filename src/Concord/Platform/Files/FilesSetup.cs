using Concord.Platform.Web;

namespace Concord.Platform.Files;

internal static class FilesSetup
{
    /// <summary>Folder of the files, below that of the data.</summary>
    public const string Folder = "files";

    public static void AddFiles(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(FileSettings.From(builder.Configuration));
        services.AddSingleton<IFileStore>(provider => provider.GetRequiredService<FileSettings>().Objects is { } objects
            ? new ObjectStore(objects)
            : new FolderStore(Path.Combine(provider.GetRequiredService<Installation>().Data, Folder)));
        services.AddSingleton<Scanner>();
        services.AddSingleton<SharedLinks>();
        services.AddScoped<Uploads>();
        services.AddScoped<Evidence>();
        services.AddScoped<Erasure>();
        services.AddScoped<Verification>();
        foreach (var reference in typeof(FilesSetup).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IReferToFiles))))
        {
            services.AddScoped(typeof(IReferToFiles), reference);
        }
    }

    public static void MapFiles(this WebApplication app)
    {
        app.MapDownloads();
        app.MapTus();
    }

    /// <summary>An installation without files of its own on disk needs its bucket.</summary>
    public static async Task PrepareFilesAsync(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IFileStore>() is ObjectStore objects) await objects.PrepareAsync(CancellationToken.None);
    }
}
