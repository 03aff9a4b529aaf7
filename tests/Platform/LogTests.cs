using System.Net;
using System.Text.Json;
using Concord.Domain.Common;
using Concord.Domain.People;
using Concord.Platform.Accounts;
using Concord.Platform.Outbox;
using Concord.Tests.Features.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Platform;

/// <summary>The log of a real node: useful to whoever looks after it, and silent about people and their work.</summary>
public sealed class LogTests
{
    private const string Officer = "officer@mmsp.example";

    [Theory, Databases]
    public async Task Nobody_and_nothing_of_the_programme_is_named(Database database)
    {
        await using var app = await App.On(database);
        var officer = await app.CredentialOf(Officer);
        var person = await app.Has(new Person(Some.Text("Zqxhildegard VERLOREN", "奭珏"), Some.Text("Zqxpurpose"), PartialDate.Parse("2030")) { Audience = Audience.Programme, Key = "zqxhildegard-verloren" });
        var activity = await app.Has(Some.Activity("Zqxworkshop on everything"));
        await using var node = await Node.Beside(app, "--log", "json");
        using var browser = new Browser(node.Address, null);
        string Code() => Totp.CodeAt(officer.Secret, Totp.StepAt(SystemClock.Instance.GetCurrentInstant()));

        // Signs in, after a failure; saves; is refused; erases.
        Assert.Equal("/en/sign-in", (await browser.SignIn(Officer, "zqxwrong password", Code())).Address);
        Assert.Contains("/desk", (await browser.SignIn(Officer, officer.Password, Code())).Address);
        Assert.Equal(HttpStatusCode.OK, (await browser.Submit(await browser.Get($"/en/people/{person.Key}/edit"), new Dictionary<string, string?> { ["Input.Position.Words[en]"] = "Zqxposition" })).Status);
        await browser.Submit(await browser.Get($"/en/activities/{activity.Key}/edit"), new Dictionary<string, string?> { ["Input.PlannedStart"] = "zqxnodate" });
        await browser.Get($"/en/search?q=zqxsought");
        Assert.Equal("/en/people", (await browser.Submit(await browser.Get($"/en/people/{person.Key}/erase"), new Dictionary<string, string?> { ["Reason"] = "Zqxreason of theirs" })).Address);

        // What fails inside: a job whose data are no use, and pages without their table.
        await app.Behind(async db =>
        {
            db.Outbox.Add(new() { Job = nameof(IndexRecord), Data = """{"kind":"Zqxkind","id":"zqxid"}""", Due = app.Clock.GetCurrentInstant() });
            return await db.SaveChangesAsync();
        });
        await app.Behind(db => db.Database.ExecuteSqlRawAsync("drop table term"));
        Assert.Equal(HttpStatusCode.InternalServerError, (await browser.Get("/en/glossary?q=zqxsought")).Status);
        for (var tries = 0; tries < 100 && !node.Log.Any(line => line.Contains(nameof(OutboxWorker), StringComparison.Ordinal)); tries++) await Task.Delay(100, TestContext.Current.CancellationToken);
        await node.Stop();

        var entries = node.Log.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Contains(entries, entry => entry.GetProperty("level").GetString() == "error" && entry.GetProperty("failure").GetString()!.Contains("Exception", StringComparison.Ordinal) && entry.TryGetProperty("reference", out _));
        Assert.Contains(entries, entry => entry.GetProperty("from").GetString()!.EndsWith(nameof(OutboxWorker), StringComparison.Ordinal));
        var log = string.Join('\n', node.Log);
        foreach (var word in new[] { "zqx", "verloren", "奭珏", "officer", "mmsp.example", officer.Password, officer.Secret, "PERSON " }) Assert.DoesNotContain(word, log, StringComparison.OrdinalIgnoreCase);
    }
}
