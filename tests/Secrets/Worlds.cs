using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Files;
using Concord.Platform.Languages;
using Concord.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Secrets;

/// <summary>The application on a database that holds what somebody sees, and nothing else.</summary>
internal sealed class World(App app, Planting planting) : IAsyncDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 12, 0);

    public App App => app;

    public Planting Planting => planting;

    /// <param name="planting">As another world was planted; null for the first.</param>
    public static async Task<World> Of(Database database, Sight sight, Planting? planting = null, Action<WebApplication>? also = null)
    {
        var app = await App.On(database, also: also, prepare: ("crowd", Prepare));
        planting ??= await PlantingFor(app);
        await app.Behind(async db =>
        {
            await Store(app, db, planting, sight);
            await planting.PlantAsync(db, sight, inCrowd: false, rank => app.Clock.Reset(At(rank)));
            await planting.SealAsync(db, sight);
            await Assign(db, planting, sight);
            return 0;
        });
        app.Clock.Reset(Now);
        await app.Settle();
        return new(app, planting);
    }

    /// <summary>What each role reads, from the table of DESIGN, rule 2. Not from the application.</summary>
    public Sight SightOf(Reader reader)
    {
        string[] audiences = reader.Role switch
        {
            null or Role.Administrator => ["public"],
            Role.Donor or Role.Reader or Role.Translator => ["public", "programme"],
            Role.ProgrammeManager or Role.ProgrammeOfficer or Role.ProtectionAdviser => ["public", "programme", "parties", "team"],
            Role.DialogueDesk or Role.FocalPoint or Role.Signatory => ["public", "programme", "parties", "party:" + reader.Party],
            _ => throw new InvalidOperationException($"DESIGN says nothing of {reader}."),
        };
        var assigned = reader.Role == Role.Translator
            ? planting.Assigned(reader.Party is null ? Audience.Parties : Audience.Party(reader.Party)).Select(seed => seed.Id)
            : [];
        return new(audiences.ToHashSet(), assigned.ToHashSet());
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>What all worlds have in common is planted once: a crowd of public records and nothing else.</summary>
    private static Task Prepare(App app) =>
        app.Behind(async db =>
        {
            await app.Settle(); // what waits to be indexed reads the tables that are emptied
            await Empty(db);
            await (await PlantingFor(app)).PlantAsync(db, Sight.OfEverything, inCrowd: true, rank => app.Clock.Reset(At(rank)));
            return 0;
        });

    private static Task<Planting> PlantingFor(App app) => app.Behind(db => Task.FromResult(new Planting(db.Model, app.Services.GetRequiredService<CurrentProgramme>().Now)));

    private static Instant At(int rank) => Now - Duration.FromHours(8) + Duration.FromMinutes(rank);

    private static async Task Store(App app, Db db, Planting planting, Sight sight)
    {
        foreach (var (hash, content) in planting.Files.Where(seed => planting.IsSeen(seed, sight)).SelectMany(planting.ContentOf))
        {
            db.Contents.Add(new() { Hash = hash, Size = content.Length, SeenAt = Now });
            await app.Services.GetRequiredService<IFileStore>().PutAsync(hash, System.Text.Encoding.ASCII.GetBytes(content), default);
        }

        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }

    private static async Task Assign(Db db, Planting planting, Sight sight)
    {
        foreach (var party in new[] { null, "eu", "china" })
        {
            var grant = await db.Grants.OrderBy(one => one.Id).FirstAsync(one => one.Role == Role.Translator && one.Party == party && one.EndedAt == null);
            foreach (var seed in planting.Assigned(party is null ? Audience.Parties : Audience.Party(party)).Where(seed => planting.IsSeen(seed, sight)))
            {
                db.Assignments.Add(new() { Record = seed.Id, Account = grant.Account, Party = party });
            }
        }

        await db.SaveChangesAsync();
    }

    /// <summary>Takes the programme's own records out; the programme and the accounts stay.</summary>
    private static async Task Empty(Db db)
    {
        var kinds = db.Model.GetEntityTypes().Where(type => type.ClrType.IsAssignableTo(typeof(Entity))).ToHashSet();
        var tables = db.Model.GetEntityTypes()
            .Where(type => kinds.Contains(type) || Planting.Guarded(db.Model).Contains(type) || type.GetForeignKeys().Any(link => kinds.Contains(link.PrincipalEntityType)) || type.ClrType == typeof(SortName) || type.ClrType == typeof(LoadedRecord) || type.ClrType == typeof(OutboxRow))
            .Select(type => $"\"{type.GetTableName()}\"")
            .Distinct();
        var sql = db.IsSqlite
            ? "pragma foreign_keys = off;" + string.Concat(tables.Select(table => $"delete from {table};")) + "pragma foreign_keys = on;"
            : $"truncate {string.Join(", ", tables)} cascade";
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
        await db.Database.CloseConnectionAsync();
    }
}

/// <summary>All rows of all tables, to see whether anything has changed.</summary>
internal static class Dump
{
    public static Task<SortedDictionary<string, IReadOnlyList<string>>> Of(App app) =>
        app.Behind(async db =>
        {
            var dump = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            await db.Database.OpenConnectionAsync();
            var connection = db.Database.GetDbConnection();
            var tables = await Rows(connection, db.IsSqlite ? "select name from sqlite_master where type = 'table' and name not like 'search_text%' and name not like 'sqlite_%'" : "select table_name from information_schema.tables where table_schema = 'public'");
            foreach (var table in tables) dump[table] = [.. (await Rows(connection, $"select * from \"{table}\"")).Order(StringComparer.Ordinal)];
            await db.Database.CloseConnectionAsync();
            return dump;
        });

    /// <summary>What differs, a line each.</summary>
    public static IEnumerable<string> Changes(SortedDictionary<string, IReadOnlyList<string>> before, SortedDictionary<string, IReadOnlyList<string>> after) =>
        before.Keys.SelectMany(table => before[table].Except(after[table]).Select(row => $"{table} - {Short(row)}").Concat(after[table].Except(before[table]).Select(row => $"{table} + {Short(row)}")));

    private static string Short(string row) => row.Length > 200 ? row[..200] + "…" : row;

    private static async Task<List<string>> Rows(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(index => reader.IsDBNull(index) ? "" : Convert.ToString(reader.GetValue(index), System.Globalization.CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}
