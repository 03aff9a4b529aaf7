using System.Reflection;
using Npgsql;
using Xunit.Sdk;
using Xunit.v3;

namespace Concord.Tests.Support;

/// <summary>The databases on which everything must hold.</summary>
public enum Database
{
    Sqlite,
    Postgres,
}

/// <summary>Runs a theory once on each database. Theories with more parameters get them from the other arguments.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DatabasesAttribute(params object[] others) : DataAttribute
{
    /// <summary>The trait that tells on which database a test runs: <c>./test --fast</c> leaves out those on PostgreSQL. A test that names its database itself carries it too.</summary>
    public const string Trait = "database";

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<Database>().Select(database => (ITheoryDataRow)new TheoryDataRow([database, .. others]).WithTrait(Trait, database.ToString()))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

/// <summary>Makes databases that already hold a programme: each is built once and then copied.</summary>
internal static class Databases
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static readonly Dictionary<string, string> Templates = [];

    /// <summary>A server for the tests, as ./test starts it; without it a test on PostgreSQL fails rather than being left out.</summary>
    public static string Server => Environment.GetEnvironmentVariable("CONCORD_TEST_POSTGRES")
        ?? "Host=127.0.0.1;Port=5433;Username=concord;Database=postgres";

    public static string Root { get; } = Directory.CreateTempSubdirectory("concord-tests-").FullName;

    /// <summary>The arguments that start the application on a fresh copy of a database with this programme.</summary>
    /// <param name="variant">Tells templates of one programme apart that are built in different ways.</param>
    public static async Task<string[]> CopyAsync(Database database, string programme, bool demo, Func<string[], Task> build, string variant = "")
    {
        var name = $"concord_{Guid.NewGuid():n}";
        var folder = Path.Combine(Root, name);
        Directory.CreateDirectory(folder);
        var template = await TemplateAsync(database, programme, demo, build, variant);
        if (database == Database.Sqlite)
        {
            foreach (var file in Directory.GetFiles(template)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            return ["--data", folder];
        }

        await OnServer($"create database {name} template {template}");
        return ["--data", folder, "--postgres", ConnectionTo(name)];
    }

    public static async Task DropAsync(string[] arguments)
    {
        if (Array.IndexOf(arguments, "--postgres") is > 0 and var at)
        {
            var connection = new NpgsqlConnectionStringBuilder(arguments[at + 1]);
            await using (var open = new NpgsqlConnection(arguments[at + 1])) NpgsqlConnection.ClearPool(open);
            await OnServer($"drop database if exists {connection.Database} with (force)");
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(arguments[1], true);
    }

    private static async Task<string> TemplateAsync(Database database, string programme, bool demo, Func<string[], Task> build, string variant)
    {
        var key = $"{database}/{programme}/{demo}/{variant}";
        await Gate.WaitAsync();
        try
        {
            if (Templates.TryGetValue(key, out var template)) return template;

            var folder = Directory.CreateDirectory(Path.Combine(Root, "template" + Templates.Count)).FullName;
            string[] arguments = ["--data", folder, .. demo ? new[] { "--demo" } : []];
            if (programme != "") arguments = [.. arguments, "--programme", programme];
            template = folder;
            if (database == Database.Postgres)
            {
                template = $"concord_template_{Guid.NewGuid():n}";
                await OnServer($"create database {template}");
                arguments = [.. arguments, "--postgres", ConnectionTo(template)];
            }

            await build(arguments);
            await using (var open = new NpgsqlConnection(ConnectionTo(template))) NpgsqlConnection.ClearPool(open);
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            return Templates[key] = template;
        }
        finally
        {
            Gate.Release();
        }
    }

    private static string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder(Server) { Database = database, Pooling = true, MaxPoolSize = 20 }.ConnectionString;

    private static async Task OnServer(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
