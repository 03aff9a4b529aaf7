using System.Net;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Nodes;

/// <summary>Nodes are brought up to date one after another: the new one changes the schema while the old one is at work.</summary>
public sealed class UpgradeTests
{
    /// <summary>What the next version may do: add. What it no longer needs, the version after it takes away.</summary>
    private static readonly SchemaFile Next = new("Schema/9999_next.sql", """
        create table follow_up (
            id   uuid not null primary key,
            name text not null
        );
        alter table commitment add column follow_up_id uuid references follow_up;
        alter table status_entry add column weight integer not null default 1;
        alter table outbox add column priority integer not null default 0;
        create index commitment_follow_up on commitment (follow_up_id) where follow_up_id is not null;
        """);

    [Fact]
    public async Task A_node_with_the_next_schema_runs_beside_the_old_one_without_an_error()
    {
        await using var old = await App.On(Database.Postgres);
        var commitment = await old.Has(Some.Commitment());
        using var eu = await old.As(Role.DialogueDesk, "eu");
        var form = await eu.Get($"/en/commitments/{commitment.Key}/status");
        var saving = SaveAll(eu, form, from: 0);

        await using var next = await old.Beside(builder => builder.Services.AddSingleton(Next));
        var afterwards = await SaveAll(eu, form, from: 100);

        Assert.All(await saving, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.All(afterwards, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(1, await old.Behind(db => db.Database.SqlQuery<int>($"""select count(*)::int as "Value" from schema_file where name = {Next.Name}""").SingleAsync()));

        using var china = await next.As(Role.DialogueDesk, "china");
        Assert.Contains("save 119", (await china.Get($"/en/commitments/{commitment.Key}")).Text);
        await china.Submit(await china.Get($"/en/commitments/{commitment.Key}/edit"), new Dictionary<string, string?> { ["Input.Due"] = "2033-01" });
        Assert.Contains("2033", (await eu.Get($"/en/commitments/{commitment.Key}")).Text);
    }

    [Fact]
    public async Task An_old_node_starts_on_a_database_that_is_newer()
    {
        await using var next = await App.On(Database.Postgres);
        await next.Behind(async db =>
        {
            await Migrator.MigrateAsync(db, [Next]);
            return 0;
        });

        await using var old = await next.Beside();
        using var manager = await old.As(Role.ProgrammeManager);

        Assert.Equal(HttpStatusCode.OK, (await manager.Get("/en/desk")).Status);
        await old.Has(Some.Activity("Saved by the old node"));
        await old.Settle();
    }

    private static async Task<List<HttpStatusCode>> SaveAll(Browser browser, Page form, int from)
    {
        var answers = new List<HttpStatusCode>();
        for (var number = from; number < from + 20; number++)
        {
            answers.Add((await browser.Submit(form, new Dictionary<string, string?> { ["Input.Status"] = "started", ["Input.On"] = $"{1700 + number}", ["Input.Note.Words[en]"] = $"save {number}" })).Status);
        }

        return answers;
    }
}
