using Concord.Domain.Common;
using Concord.Platform.Database;
using Concord.Platform.Web;
using Microsoft.Data.Sqlite;

namespace Concord.Platform.Live;

/// <summary>Reads from SQLite's file which audit entries are new, whoever wrote them: this process, or the command line beside it.</summary>
internal static class SqliteWatch
{
    private const int Most = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static async Task RunAsync(Installation installation, Wake committed, Action connected, Action<News> tell, CancellationToken stop)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(installation.Data, DatabaseSetup.File)};Mode=ReadOnly;Pooling=False;Default Timeout=5");
        connection.Open();

        // Entries are only ever added, so that SQLite's own numbers of the rows follow the order in which they were committed.
        var last = Number(connection, "select coalesce(max(rowid), 0) from audit_entry");
        var version = 0L;
        connected();
        while (true)
        {
            await committed.WaitAsync(Pause, stop);
            if (Number(connection, "pragma data_version") is var now && now == version) continue;

            version = now;
            while (Read(connection, ref last) is { Count: > 0 } changes) tell(new(changes, [Topic.Work]));
        }
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static List<Change> Read(SqliteConnection connection, ref long last)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select rowid, id, kind, record, audience, account, version from audit_entry where rowid > $last order by rowid limit $most";
        command.Parameters.AddWithValue("$last", last);
        command.Parameters.AddWithValue("$most", Most);
        var changes = new List<Change>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            last = reader.GetInt64(0);
            changes.Add(new(reader.GetGuid(1), reader.GetString(2), reader.GetGuid(3), Audience.FromCode(reader.GetString(4)), reader.IsDBNull(5) ? null : reader.GetGuid(5), reader.GetInt32(6)));
        }

        return changes;
    }
}
