using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Concord.Tests.House;

/// <summary>The schema is written by hand, once, and is what EF Core believes it to be, on both databases.</summary>
public sealed class SchemaTests
{
    /// <summary>Columns and tables that no entity maps, each with the reason.</summary>
    private static readonly Dictionary<string, string> Unmapped = new()
    {
        ["schema_file"] = "the migrator's own memory",
        ["data_protection_key"] = "keys of cookies, read before there is a reader",
        ["sign_in_counter"] = "counted by one SQL statement, so that attempts at the same moment all count",
        ["search_entry.found_by"] = "PostgreSQL's search words, written by SQL",
        ["search_text"] = "SQLite's search words, written by SQL",
    };

    [Theory, Databases]
    public async Task Every_mapped_column_is_there_and_every_column_is_mapped(Database database)
    {
        await using var app = await App.On(database, programme: "", demo: false);
        var there = await app.Behind(db => ColumnsOf(db));
        var mapped = await app.Behind(db => Task.FromResult(Mapped(db.Model, db.IsSqlite)));

        var missing = mapped.Where(column => !there.ContainsKey(column.Key)).Select(column => column.Key + " is mapped and not there");
        var idle = there.Keys.Where(column => !mapped.ContainsKey(column) && !Unmapped.ContainsKey(column) && !Unmapped.ContainsKey(column.Split('.')[0])).Select(column => column + " is there and not mapped");
        var nullable = mapped.Where(column => there.TryGetValue(column.Key, out var real) && real.Nullable != column.Value.Nullable)
            .Select(column => $"{column.Key} may be null in the {(column.Value.Nullable ? "model" : "database")} only");
        var types = mapped.Where(column => there.TryGetValue(column.Key, out var real) && !Fits(real.Type, column.Value.Type)).Select(column => $"{column.Key} is {there[column.Key].Type} and holds {column.Value.Type.Name}");

        Nothing.In(missing.Concat(idle).Concat(nullable).Concat(types).Order(StringComparer.Ordinal));
    }

    [Theory, Databases]
    public async Task A_second_start_changes_nothing(Database database)
    {
        await using var app = await App.On(database, programme: "", demo: false);
        var before = await app.Behind(db => db.Database.SqlQuery<string>($"select name || applied_at from schema_file order by name").ToListAsync());
        await app.Behind(async db =>
        {
            await Concord.Platform.Database.Migrator.MigrateAsync(db, []);
            return 0;
        });

        Assert.NotEmpty(before);
        Assert.Equal(before, await app.Behind(db => db.Database.SqlQuery<string>($"select name || applied_at from schema_file order by name").ToListAsync()));
    }

    private static Dictionary<string, (Type Type, bool Nullable)> Mapped(IModel model, bool sqlite)
    {
        var columns = new Dictionary<string, (Type, bool)>();
        foreach (var type in model.GetEntityTypes().Where(type => type.GetTableName() is not null))
        {
            var table = StoreObjectIdentifier.Table(type.GetTableName()!, type.GetSchema());
            foreach (var property in type.GetProperties())
            {
                var stored = property.FindTypeMapping()?.Converter?.ProviderClrType ?? property.ClrType;
                columns[$"{table.Name}.{property.GetColumnName(table)}"] = (Nullable.GetUnderlyingType(stored) ?? stored, property.IsColumnNullable(table));
            }
        }

        _ = sqlite;
        return columns;
    }

    private static async Task<Dictionary<string, (string Type, bool Nullable)>> ColumnsOf(Concord.Platform.Database.Db db)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = db.IsSqlite
            ? "select t.name, c.name, c.type, c.\"notnull\" = 0 from sqlite_master t, pragma_table_info(t.name) c where t.type = 'table' and t.name not like 'sqlite_%' and t.name not like 'search_text_%'"
            : "select table_name, column_name, data_type, is_nullable = 'YES' from information_schema.columns where table_schema = 'public'";
        var columns = new Dictionary<string, (string, bool)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            // A rowid says it may be null and never is.
            var name = $"{reader.GetString(0)}.{reader.GetString(1)}";
            var type = reader.GetString(2).ToLowerInvariant();
            columns[name] = (type, Convert.ToBoolean(reader.GetValue(3), System.Globalization.CultureInfo.InvariantCulture) && !(db.IsSqlite && type == "integer" && reader.GetString(1) == "id"));
        }

        return columns;
    }

    private static bool Fits(string type, Type held) => type switch
    {
        "uuid" => held == typeof(Guid),
        "text" => held == typeof(string),
        "bigint" => held == typeof(long),
        "integer" => held == typeof(int) || held == typeof(long),
        "boolean" => held == typeof(bool),
        "date" => held == typeof(DateOnly),
        "timestamptz" or "timestamp with time zone" => held == typeof(DateTime),
        "bytea" or "blob" => held == typeof(byte[]),
        _ => false,
    };
}
