using Concord;
using Concord.Features.Accounts;
using Concord.Features.Feeds;
using Concord.Features.Loading;
using Concord.Features.Records;
using Concord.Features.Sitemap;
using Concord.Platform.Accounts;
using Concord.Platform.Accounts.Providers;
using Concord.Platform.Database;
using Concord.Platform.Files;
using Concord.Platform.Languages;
using Concord.Platform.Live;
using Concord.Platform.Mail;
using Concord.Platform.Operations;
using Concord.Platform.Outbox;
using Concord.Platform.Printing;
using Concord.Platform.Scheduled;
using Concord.Platform.Sealing;
using Concord.Platform.Search;
using Concord.Platform.Waiting;
using Concord.Platform.Web;

var app = Application.Build(args);
await Application.PrepareAsync(app);
await app.RunAsync();

namespace Concord
{
    /// <summary>The application, put together: read it as a table of contents.</summary>
    internal static class Application
    {
        /// <param name="args">Command line: see <see cref="Installation"/> for what may be set.</param>
        /// <param name="change">Lets a test put a fake clock in.</param>
        public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? change = null)
        {
            var builder = Installation.NewBuilder(args);
            builder.AddOperations();
            builder.AddDatabase();
            builder.AddLanguages();
            builder.AddAccounts();
            builder.AddProviders();
            builder.AddOutbox();
            builder.AddMail();
            builder.AddWaiting();
            builder.AddClockwork();
            builder.AddSearch();
            builder.AddFiles();
            builder.AddSealing();
            builder.AddPrinting();
            builder.AddLoading();
            builder.AddAccountPages();
            builder.AddRecords();
            builder.AddLive();
            builder.AddPages();
            change?.Invoke(builder);

            var app = builder.Build();
            app.UseManagement();
            app.UseProxy();
            app.UsePageCache();
            app.UseErrorPages();
            app.UseSecurityHeaders();
            app.UseOpened();
            app.UseKeptPosts();
            app.UseRouting();
            app.UseReadersLanguage();
            app.UseAccounts();
            app.UseFilesInForms();
            app.MapHealth();
            app.MapAssets();
            app.MapFiles();
            app.MapPages();
            app.MapFeeds();
            app.MapSealKeys();
            app.MapLive();
            app.MapSitemap();
            app.MapRoot();
            return app;
        }

        /// <summary>Brings the database up to date and, in a new one, the programme into it.</summary>
        public static async Task PrepareAsync(WebApplication app)
        {
            await app.MigrateAsync();
            await app.PrepareFilesAsync();
            await app.PrepareSealKeysAsync();
            await app.FirstLoadAsync();
        }
    }
}
