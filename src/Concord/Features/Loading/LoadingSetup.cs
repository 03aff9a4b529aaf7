using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web;

namespace Concord.Features.Loading;

internal static class LoadingSetup
{
    public static void AddLoading(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<LoadProgramme>();
        builder.Services.AddScoped<DemoAccounts>();
    }

    /// <summary>A new database gets the programme that the installation names, and with --demo what is fictitious.</summary>
    public static async Task FirstLoadAsync(this WebApplication app)
    {
        var installation = app.Services.GetRequiredService<Installation>();
        if (installation.Programme is not { } folder || app.Services.GetRequiredService<CurrentProgramme>().IsLoaded) return;

        LoadReport report;
        await using (var loading = app.Services.CreateAsyncScope())
        {
            report = await loading.ServiceProvider.GetRequiredService<LoadProgramme>().LoadAsync(folder, installation.Demo);
        }

        if (report.Errors.Count > 0) throw new InvalidOperationException("The programme cannot be loaded:\n" + string.Join('\n', report.Errors));
        if (!installation.Demo) return;

        // In a scope of their own: each account would otherwise wait while all that was loaded is looked through for changes.
        await using var opening = app.Services.CreateAsyncScope();
        await opening.ServiceProvider.GetRequiredService<DemoAccounts>().OpenAsync(report.Accounts);
    }
}
