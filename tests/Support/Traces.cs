using System.Data.Common;
using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Concord.Tests.Support;

/// <summary>Looks for words that should be gone.</summary>
internal static class Traces
{
    /// <summary>Every column of every table whose text holds the words.</summary>
    public static Task<List<string>> Of(App app, string words) =>
        app.Behind(async db =>
        {
            var connection = db.Database.GetDbConnection();
            await connection.OpenAsync();
            var columns = new List<(string Table, string Column)>();
            await using (var command = connection.CreateCommand())
            {
                command.CommandText = db.IsSqlite
                    ? "select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite_%' and m.name <> 'search_text'"
                    : "select table_name, column_name from information_schema.columns where table_schema = 'public'";
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync()) columns.Add((reader.GetString(0), reader.GetString(1)));
            }

            Assert.True(columns.Count > 100);
            var traces = new List<string>();
            foreach (var (table, column) in columns)
            {
                await using var command = connection.CreateCommand();
                var text = db.IsSqlite ? $"cast(\"{column}\" as text)" : $"\"{column}\"::text";
                command.CommandText = $"select count(*) from \"{table}\" where lower({text}) like @words";
                Add(command, "words", $"%{words}%");
                if (Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture) > 0) traces.Add($"{table}.{column}");
            }

            return traces;
        });

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    /// <summary>Reads what somebody would who has the files of SQLite, or a dump of PostgreSQL.</summary>
    public static async Task AreGone(App app, params string[] words)
    {
        var places = app.Postgres is { } connection ? [("the dump", await DumpOf(connection))] : Directory.GetFiles(app.DataFolder, "concord.db*").Select(file => (Path.GetFileName(file), BytesOf(file))).ToList();
        Assert.All(places, place => Assert.NotEmpty(place.Item2));
        foreach (var (place, bytes) in places)
        {
            foreach (var word in words) Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) < 0, $"{word} stands in {place}.");
        }
    }

    private static byte[] BytesOf(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static async Task<byte[]> DumpOf(string connection)
    {
        var to = new NpgsqlConnectionStringBuilder(connection);
        using var process = Process.Start(new ProcessStartInfo("pg_dump", ["-h", to.Host!, "-p", to.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "-U", to.Username!, to.Database!]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var memory = new MemoryStream();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.BaseStream.CopyToAsync(memory);
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return memory.ToArray();
    }
}
