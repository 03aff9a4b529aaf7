using System.Diagnostics;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Secrets;

/// <summary>Each side's confidence is kept (DESIGN, rule 2): proven by reading everything as everyone.</summary>
public sealed class SecretsTests(ITestOutputHelper output)
{
    [Theory, Databases]
    public async Task Nobody_reads_or_infers_what_is_not_for_him(Database database)
    {
        var watch = Stopwatch.StartNew();
        var crawl = new Crawl(database);
        await crawl.RunAsync();

        Tell($"{database}: {crawl.Routes} routes × {Site.Readers.Count} readers, {crawl.Answers} answers read, {crawl.Leaks.Count} leaks ({watch.Elapsed.TotalSeconds:0} s)", crawl);
        Assert.True(crawl.Leaks.Count == 0, Told(crawl.Leaks));
    }

    [Theory, Databases]
    public async Task A_page_that_bypasses_the_audience_is_caught(Database database)
    {
        var crawl = new Crawl(database, web => web.MapGet("/test/bypass", async (Db db) =>
            Results.Text(string.Join('\n', await db.Commitments.IgnoreQueryFilters().OrderBy(one => one.Key).Select(one => one.Name).ToListAsync()))).AllowAnonymous());
        await crawl.RunAsync([new(null, null), new(Role.DialogueDesk, "eu")], route => route.Pattern.StartsWith("/test/", StringComparison.Ordinal));

        Assert.Contains(crawl.Leaks, leak => leak.Reader == "visitor" && leak.What.Contains("Commitment.Name", StringComparison.Ordinal));
        Assert.Contains(crawl.Leaks, leak => leak.Reader == "DialogueDesk of eu" && leak.What.EndsWith("for party:china", StringComparison.Ordinal));
    }

    [Theory, Databases]
    public async Task A_page_that_only_leaks_a_count_is_caught(Database database)
    {
        var crawl = new Crawl(database, web => web.MapGet("/test/count", async (Db db) =>
            Results.Text($"{await db.Organisations.IgnoreQueryFilters().CountAsync() / 10}")).AllowAnonymous());
        await crawl.RunAsync([new(null, null)], route => route.Pattern.StartsWith("/test/", StringComparison.Ordinal));

        Assert.All(crawl.Leaks, leak => Assert.Contains("differs", leak.What, StringComparison.Ordinal));
        Assert.NotEmpty(crawl.Leaks);
    }

    [Theory, Databases]
    public async Task A_write_that_reaches_what_the_writer_may_not_see_is_caught(Database database)
    {
        var crawl = new Crawl(database, web => web.MapMethods("/test/write/{key}", ["GET", "POST"], async (Db db, HttpRequest request, string key) =>
        {
            if (HttpMethods.IsPost(request.Method)) await db.Commitments.IgnoreQueryFilters().Where(one => one.Key == key).ExecuteUpdateAsync(set => set.SetProperty(one => one.RoadmapPhase, "changed"));
            return Results.Text("done");
        }).AllowAnonymous().DisableAntiforgery());
        await crawl.RunAsync([new(Role.Reader, null)], route => route.Pattern.StartsWith("/test/", StringComparison.Ordinal));

        Assert.Contains(crawl.Leaks, leak => leak.What.StartsWith("changed commitment", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_table_is_filtered_by_an_audience_or_holds_no_record()
    {
        await using var app = await App.On(Database.Sqlite);
        var open = await app.Behind(db => Task.FromResult(db.Model.GetEntityTypes().Except(Planting.Guarded(db.Model)).Select(type => type.GetTableName()!).Distinct().Order(StringComparer.Ordinal).ToList()));

        Assert.Equal(WithoutAudience.Keys.Order(StringComparer.Ordinal), open);
    }

    [Fact]
    public async Task Every_field_that_is_said_to_hold_no_secret_exists()
    {
        await using var world = await World.Of(Database.Sqlite, Sight.OfEverything);

        Assert.Empty(Planting.WithoutSecret.Keys.Except(world.Planting.Used));
    }

    /// <summary>Tables whose rows are not filtered, each with the reason.</summary>
    private static readonly Dictionary<string, string> WithoutAudience = new()
    {
        ["account"] = "who can sign in; only pages of accounts read it",
        ["account_login"] = "Identity's own",
        ["account_token"] = "Identity's own: second factors",
        ["assignment"] = "read when a translator is recognised",
        ["content"] = "what is in the store, by hash and size; no page reads it",
        ["invitation"] = "one-time links, by their hashes; only pages of accounts read it",
        ["kept_post"] = "sealed forms on their way through a sign-in; only the browser and the account that sent one get it back",
        ["loaded"] = "the load's memory; no page reads it",
        ["mail"] = "kinds and ids; a letter is written with its reader's eyes, and only its reader asks for it",
        ["mail_preference"] = "what mail somebody wants; read by its owner and by the worker",
        ["outbox"] = "work to be done, by ids; no page reads it",
        ["passkey"] = "public keys; read by whoever signs in or owns them",
        ["programme"] = "public as a whole",
        ["recovery_code"] = "hashes of codes; only its owner's sign-in reads it",
        ["role_grant"] = "who has which role; visible to both sides",
        ["scheduled_work"] = "names and times of recurring work",
        ["setting"] = "values that the nodes share",
        ["seal_key"] = "keys for sealing records; the public halves are published, the private ones sealed",
        ["sign_in"] = "signed-in devices; read by who is signed in, of their own account",
        ["sort_name"] = "joined to records that are filtered",
        ["work_run"] = "what recurring work did: names, times and numbers",
        ["upload"] = "files on their way; asked for by their sender alone, whose id is part of every question",
        ["submission"] = "tokens of forms; known to whoever sent the form",
    };

    private void Tell(string line, Crawl crawl)
    {
        output.WriteLine(line);
        output.WriteLine(crawl.Course);
        var folder = Directory.CreateDirectory(Path.Combine(App.Root, "tests", "results")).FullName;
        lock (WithoutAudience) File.AppendAllLines(Path.Combine(folder, "secrets.txt"), [line, "  " + crawl.Course, .. crawl.Leaks.Select(leak => "  " + leak)]);
    }

    private static string Told(IReadOnlyList<Leak> leaks) => $"{leaks.Count} leaks, the first of each sort:\n" + string.Join('\n', leaks.DistinctBy(leak => (leak.Address.Split('?')[0], leak.What[..Math.Min(20, leak.What.Length)])).Take(60));
}
