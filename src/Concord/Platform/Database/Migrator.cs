using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Database;

/// <summary>One step of the schema.</summary>
internal sealed record SchemaFile(string Name, string Sql);

/// <summary>Brings a database up to the schema of this program: each file once, in order, in a transaction of its own. What a newer
/// program has added is left alone: nodes of two versions serve one database while an installation is brought up to date (ADR 0019).</summary>
internal static class Migrator
{
    private const string Folder = "Schema/";

    /// <summary>The schema files for a database: those for both, and of each pair the one for it.</summary>
    public static IEnumerable<string> Files(bool sqlite) =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Where(name => !name.EndsWith(sqlite ? ".postgres.sql" : ".sqlite.sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <param name="later">Files of a version that is not written yet.</param>
    public static async Task MigrateAsync(Db db, IEnumerable<SchemaFile> later, CancellationToken stop = default)
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            var connection = db.Database.GetDbConnection();
            if (db.IsSqlite) await Execute(connection, null, "pragma journal_mode = wal", stop);
            await Execute(connection, null, "create table if not exists schema_file (name text not null primary key, applied_at text not null)", stop);

            foreach (var (file, sql) in Files(db.IsSqlite).Select(name => new SchemaFile(name, Read(name))).Concat(later))
            {
                await using var transaction = await connection.BeginTransactionAsync(stop);

                // Two nodes may start at once: whoever holds the lock looks again whether the file is still to be applied.
                if (!db.IsSqlite) await Execute(connection, transaction, "lock table schema_file in exclusive mode", stop);
                if (await IsApplied(connection, transaction, file, stop)) continue;

                await Execute(connection, transaction, sql, stop);
                await Execute(connection, transaction, $"insert into schema_file (name, applied_at) values ('{file}', '{DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture)}')", stop);
                await transaction.CommitAsync(stop);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static string Read(string file)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(file)!);
        return reader.ReadToEnd();
    }

    private static async Task<bool> IsApplied(DbConnection connection, DbTransaction transaction, string file, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"select count(*) from schema_file where name = '{file}'";
        return Convert.ToInt64(await command.ExecuteScalarAsync(stop), CultureInfo.InvariantCulture) > 0;
    }

    private static async Task Execute(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(stop);
    }
}
