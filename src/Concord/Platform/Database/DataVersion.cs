using Concord.Platform.Web;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Concord.Platform.Database;

/// <summary>
/// A word for the state of the whole database: as long as it is the same, nothing that anybody has saved, here or in another program, has
/// been added to what can be read. It costs a look and no query: SQLite's <c>data_version</c> moves when another connection has written;
/// PostgreSQL's current snapshot names the transactions that are finished.
/// </summary>
internal sealed class DataVersion(Installation installation) : IAsyncDisposable
{
    private readonly Lazy<NpgsqlDataSource> postgres = new(() => NpgsqlDataSource.Create(installation.Postgres!));
    private readonly Lock one = new();
    private SqliteConnection? watcher;

    public async ValueTask<string> NowAsync(CancellationToken stop)
    {
        if (installation.Postgres is null) return OfSqlite();

        await using var command = postgres.Value.CreateCommand("select pg_current_snapshot()::text");
        return (string)(await command.ExecuteScalarAsync(stop))!;
    }

    public async ValueTask DisposeAsync()
    {
        watcher?.Dispose();
        if (postgres.IsValueCreated) await postgres.Value.DisposeAsync();
    }

    private string OfSqlite()
    {
        lock (one)
        {
            if (watcher is null)
            {
                watcher = new SqliteConnection($"Data Source={Path.Combine(installation.Data, DatabaseSetup.File)};Mode=ReadOnly;Pooling=False");
                watcher.Open();
            }

            using var command = watcher.CreateCommand();
            command.CommandText = "pragma data_version";
            return ((long)command.ExecuteScalar()!).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
