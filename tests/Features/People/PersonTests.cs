using System.Net;
using Concord.Domain.Common;
using Concord.Domain.People;
using Concord.Features.Loading;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Features.People;

public sealed class PersonTests
{
    [Theory, Databases]
    public async Task Visitors_and_readers_are_not_told_of_anybody(Database database)
    {
        await using var app = await App.On(database);
        var person = await app.Has(Somebody("Zqxhildegard VERLOREN"));
        await app.Settle();
        using var visitor = app.AsVisitor();
        using var reader = await app.As(Role.Reader);
        using var officer = await app.As(Role.ProgrammeOfficer);

        foreach (var outsider in new[] { visitor, reader })
        {
            Assert.DoesNotContain("VERLOREN", (await outsider.Get("/en/people")).Source);
            Assert.DoesNotContain("VERLOREN", (await outsider.Get("/en/people/" + person.Key)).Source);
            Assert.DoesNotContain("VERLOREN", (await outsider.Get("/en/search?q=verloren")).Document.QuerySelector("ol.found")?.TextContent ?? "");
        }

        Assert.Contains("VERLOREN", (await officer.Get("/en/people?q=verloren")).Text);
        Assert.Contains("/en/people/" + person.Key, (await officer.Get("/en/search?q=verloren")).Source);
    }

    [Theory, Databases]
    public async Task The_form_says_what_the_data_are_for_and_that_names_in_sealed_records_stay(Database database)
    {
        await using var app = await App.On(database);
        using var focal = await app.As(Role.FocalPoint, "china");

        var form = await focal.Get("/zh/people/new/edit");
        Assert.Contains("保存期限", form.Text);
        Assert.Contains("已封存的联合纪要", form.Text);
        Assert.Contains("不得登记移民个人", form.Text);

        var refused = await focal.Submit(form, new Dictionary<string, string?> { ["Input.Name.Words[zh]"] = "单一鸣" });
        Assert.Contains("此项必填", refused.Text);
        Assert.Contains("单一鸣", refused.Source);
        var saved = await focal.Submit(refused, new Dictionary<string, string?>
        {
            ["Input.Reading"] = "shàn yī míng",
            ["Input.Purpose.Words[zh]"] = "对话筹备",
            ["Input.RetainUntil"] = "2028",
        });
        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.Contains("2028年", saved.Text);
        var key = await app.Behind(db => db.SortNames.Where(name => name.Language == "zh" && db.People.Any(one => one.Id == name.Record && one.Key == saved.Address.Substring(11))).Select(name => name.SortKey).SingleAsync());
        Assert.StartsWith("shan", key);
    }

    [Theory, Databases]
    public async Task A_retention_date_that_is_past_stands_out(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(Somebody("Past PERSON", "2026-10"));
        await app.Has(Somebody("Present PERSON", "2026-11"));
        using var officer = await app.As(Role.ProgrammeOfficer);

        var past = await officer.Get("/en/people?retention=past");
        Assert.Contains("Past PERSON", past.Text);
        Assert.DoesNotContain("Present PERSON", past.Text);
        Assert.NotNull(past.Document.QuerySelector("td .state.late"));
    }

    [Theory, Databases]
    public async Task An_erasure_leaves_no_trace_of_the_name_anywhere(Database database)
    {
        await using var app = await App.On(database);
        var person = await app.Has(Somebody("Zqxhildegard VERLOREN", chinese: "奭珏"));
        await app.Settle();
        using var officer = await app.As(Role.ProgrammeOfficer);
        var address = $"/en/people/{person.Key}";

        // Some history, with the name in a value and in a reason.
        await officer.Submit(await officer.Get(address + "/edit"), new Dictionary<string, string?> { ["Input.Position.Words[en]"] = "Assistant of Verloren", ["Reason"] = "Verloren wrote to us" });
        await app.Settle();
        Assert.NotEmpty(await Traces.Of(app, "verloren"));

        await app.Behind(async db =>
        {
            db.Later(new Concord.Platform.Outbox.IndexRecord("Person", person.Id), app.Clock.GetCurrentInstant() + NodaTime.Duration.FromDays(1));
            db.Mail.Add(new() { Account = person.Id, Kind = "Digest", Data = $$"""{"record":"{{person.Id}}"}""", PostedAt = app.Clock.GetCurrentInstant(), Due = app.Clock.GetCurrentInstant() + NodaTime.Duration.FromDays(1) });
            return await db.SaveChangesAsync();
        });

        var form = await officer.Get(address + "/erase");
        Assert.Contains("What its history tells 2 entries", form.Text);
        Assert.Contains("Jobs that wait 1 entry Mail 1 entry", form.Text);
        Assert.DoesNotContain("sealed", form.Text); // there is no sealed record, so nothing is said of one
        Assert.Contains("repeats the name", (await officer.Submit(form, new Dictionary<string, string?> { ["Reason"] = "verloren asked for it" })).Text);
        Assert.Contains("This is needed", (await officer.Submit(form, new Dictionary<string, string?> { ["Reason"] = "" })).Text);
        var gone = await officer.Submit(form, new Dictionary<string, string?> { ["Reason"] = "At the person's own request" });
        Assert.Equal("/en/people", gone.Address);
        await app.Settle();

        // Long enough that no random password hash holds them.
        foreach (var trace in new[] { "verloren", "奭珏", "zqxhildegard", person.Key }) Assert.Empty(await Traces.Of(app, trace));
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get(address)).Status);
        var entries = await app.Behind(db => db.Audit.Where(entry => entry.Record == person.Id).OrderBy(entry => entry.Id).ToListAsync());
        Assert.Equal(["added", "changed", "erased"], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.Equal("{}", entry.Changes));
        Assert.Equal("At the person's own request", entries[^1].Reason);
        await Traces.AreGone(app, "VERLOREN", "verloren", "奭珏");
    }

    /// <summary>SQLite cannot empty its log while somebody reads from it, and the name would stay there.</summary>
    [Fact]
    public async Task An_erasure_waits_for_whoever_reads()
    {
        await using var app = await App.On(Database.Sqlite);
        var person = await app.Has(Somebody("Zqxhildegard VERLOREN"));
        await app.Settle();
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(app.DataFolder, "concord.db")};Pooling=False");
        await connection.OpenAsync();
        var reading = connection.BeginTransaction(deferred: true);
        await using (var command = connection.CreateCommand())
        {
            (command.CommandText, command.Transaction) = ("select count(*) from person", reading);
            await command.ExecuteScalarAsync();
        }

        using var officer = await app.As(Role.ProgrammeOfficer);
        await officer.Submit(await officer.Get($"/en/people/{person.Key}/erase"), new Dictionary<string, string?> { ["Reason"] = "At the person's own request" });
        var forgetting = app.Settle();
        Assert.NotSame(forgetting, await Task.WhenAny(forgetting, Task.Delay(500)));
        await reading.DisposeAsync();
        await forgetting;
        await Traces.AreGone(app, "VERLOREN", "verloren");
    }

    [Theory, Databases]
    public async Task Whoever_erases_is_told_of_other_texts_with_the_name_that_they_may_read(Database database)
    {
        await using var app = await App.On(database);
        var person = await app.Has(Somebody("Zqxhildegard VERLOREN"));
        await app.Has(Some.Commitment("Answer the letter of Zqxhildegard VERLOREN"));
        await app.Has(Some.Commitment("What only one side knows of Zqxhildegard VERLOREN", Audience.Party("china")));
        await app.Settle();
        using var officer = await app.As(Role.ProgrammeOfficer);
        using var desk = await app.As(Role.DialogueDesk, "china");

        Assert.Contains("1 other record whose text holds the name", (await officer.Get($"/en/people/{person.Key}/erase")).Text);
        Assert.Contains("2 other records whose texts hold the name", (await desk.Get($"/en/people/{person.Key}/erase")).Text);
        await officer.Submit(await officer.Get($"/en/people/{person.Key}/erase"), new Dictionary<string, string?> { ["Reason"] = "At the person's own request" });
        Assert.Equal(2, await app.Behind(db => db.Commitments.CountAsync(one => db.SearchEntries.Any(entry => entry.Record == one.Id && entry.Words.Contains("VERLOREN")))));
    }

    [Theory, Databases]
    public async Task Somebody_erased_is_not_brought_back_by_the_next_load(Database database)
    {
        await using var app = await App.On(database);
        using var officer = await app.As(Role.ProgrammeManager);
        await officer.Submit(await officer.Get("/en/people/jan-voorbeeld/erase"), new Dictionary<string, string?> { ["Reason"] = "No longer takes part" });

        await using (var scope = app.Services.CreateAsyncScope())
        {
            var report = await scope.ServiceProvider.GetRequiredService<LoadProgramme>().LoadAsync(App.Mmsp, withFictitious: true);
            Assert.Empty(report.Errors);
            Assert.Contains(report.Differences, line => line.Contains("erased", StringComparison.Ordinal));
            Assert.Equal(0, report.Added + report.Changed);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get("/en/people/jan-voorbeeld")).Status);
    }

    [Theory, Databases]
    public async Task Somebody_withdrawn_is_erased_too(Database database)
    {
        await using var app = await App.On(database);
        var person = await app.Has(Somebody("Zqxhildegard VERLOREN"));
        await app.Behind(async db =>
        {
            var one = await db.People.SingleAsync(one => one.Id == person.Id);
            one.Withdraw("Entered twice", app.Clock.GetCurrentInstant());
            return await db.SaveChangesAsync();
        });
        using var officer = await app.As(Role.ProgrammeOfficer);

        var gone = await officer.Submit(await officer.Get($"/en/people/{person.Key}/erase"), new Dictionary<string, string?> { ["Reason"] = "Entered in error" });
        Assert.Equal("/en/people", gone.Address);
        await app.Settle();
        Assert.Empty(await Traces.Of(app, "verloren"));
    }

    private static Person Somebody(string name, string retain = "2030", string chinese = "测试") =>
        new(Some.Text(name, chinese), Some.Text("Test", "测试"), PartialDate.Parse(retain)) { Audience = Audience.Programme, Key = name.Replace(' ', '-').ToLowerInvariant() };
}
