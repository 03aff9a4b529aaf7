using System.Net;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Mail;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Accounts;

public sealed class AccountErasureTests
{
    private const string Officer = "zqxofficer@verloren.example";

    [Theory, Databases]
    public async Task Nothing_tells_any_more_who_the_owner_was_and_the_history_still_says_what_was_done(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        var link = await administrator.Invite(Officer, Role.ProgrammeOfficer);
        using var officer = app.AsVisitor();
        var (_, secret) = await officer.Accept(app, link, more: null);
        await app.Behind(async db =>
        {
            (await db.Accounts.SingleAsync(one => one.Email == Officer)).Name = Some.Text("Zqxhildegard VERLOREN", "奭珏");
            db.Logins.Add(new() { LoginProvider = "https://login.verloren.example", ProviderKey = "zqxsubject", UserId = (await db.Accounts.SingleAsync(one => one.Email == Officer)).Id });
            return await db.SaveChangesAsync();
        });
        var id = (await app.AccountOf(Officer)).Id;
        await app.Behind(async db =>
        {
            db.MailPreferences.Add(MailPreference.Usual(id, "Europe/Brussels"));
            db.Mail.Add(new() { Account = id, Kind = "Digest", Data = "{}", PostedAt = app.Clock.GetCurrentInstant(), Due = app.Clock.GetCurrentInstant() + NodaTime.Duration.FromDays(1) });
            return await db.SaveChangesAsync();
        });
        var activity = await app.Has(Some.Activity("Some workshop"));
        var saved = await officer.Submit(await officer.Get($"/en/activities/{activity.Key}/edit"), new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "Another workshop", ["Input.PlannedStart"] = "2027" });
        Assert.True(saved.Address == $"/en/activities/{activity.Key}", saved.Address + saved.Text);
        await app.Settle();
        using var manager = await app.As(Role.ProgrammeManager);
        Assert.Contains("Zqxhildegard VERLOREN", (await manager.Get($"/en/history/activity/{activity.Key}")).Text);

        var form = await administrator.Get($"/en/accounts/{id}/erase");
        foreach (var place in new[] { "Name, e-mail address, password and authenticator 1 entry", "Roles that end 1 entry", "Signed-in devices 1 entry", "Keys of authenticators 1 entry", "Links with identity providers 1 entry", "One-time links 1 entry", "Mail ", "Preferences for mail 1 entry" }) Assert.Contains(place, form.Text);
        Assert.Contains("This is needed", (await administrator.Submit(form, new Dictionary<string, string?> { ["Reason"] = "" })).Text);
        Assert.Contains("repeats the name", (await administrator.Submit(form, new Dictionary<string, string?> { ["Reason"] = $"{Officer} wrote" })).Text);
        var gone = await administrator.Submit(form, new Dictionary<string, string?> { ["Reason"] = "At their own request" });
        await app.Settle();

        Assert.Contains("Erased account", gone.Text);
        Assert.Contains("State erased", gone.Text);
        Assert.Contains("已删除的账户", (await administrator.Get($"/zh/accounts/{id}")).Text);
        foreach (var trace in new[] { "verloren", "奭珏", "zqxhildegard", "zqxsubject", "zqxofficer", secret.ToLowerInvariant() }) Assert.Empty(await Traces.Of(app, trace));
        await Traces.AreGone(app, "VERLOREN", "verloren", "奭珏", "zqxofficer", "zqxsubject", secret);

        var history = await manager.Get($"/en/history/activity/{activity.Key}");
        Assert.Contains("Another workshop", history.Text);
        Assert.Contains("Erased account", history.Text);
        Assert.Equal("/en/sign-in", (await officer.Get("/en/desk")).Address.Split('?')[0]);
        app.Clock.Advance(NodaTime.Duration.FromMinutes(1));
        Assert.Equal("/en/sign-in", (await officer.SignIn(Officer, People.GoodPassword, app.CodeNow(secret))).Address);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.Get($"/en/accounts/{id}/erase")).Status);
        Assert.Null((await administrator.Get($"/en/accounts/{id}")).Document.QuerySelector("form#link, form#grant"));
        Assert.True(await app.Behind(db => db.Grants.AllAsync(one => one.Account != id || one.EndedAt != null)));

        // The address is free again, and whoever is invited under it is somebody new.
        await administrator.Invite(Officer, Role.Reader);
        Assert.NotEqual(id, (await app.AccountOf(Officer)).Id);
    }

    [Theory, Databases]
    public async Task Neither_oneself_nor_the_last_administrator_is_erased(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        var own = (await app.AccountOf(Role.Administrator)).Id;

        var refused = await administrator.Submit(await administrator.Get($"/en/accounts/{own}/erase"), new Dictionary<string, string?> { ["Reason"] = "Why not" });

        Assert.Contains("You cannot erase your own account", refused.Text);
        Assert.True((await app.Behind(db => db.Accounts.SingleAsync(one => one.Id == own))).IsOpen);
    }

    [Theory, Databases]
    public async Task The_history_tells_of_an_assigned_translator_by_the_account_alone(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment("To be translated", Concord.Domain.Common.Audience.Parties));
        using var manager = await app.As(Role.ProgrammeManager);
        var translator = await app.AccountOf(Role.Translator);
        await manager.Submit(await manager.Get($"/en/assignments/commitment/{commitment.Key}"), new Dictionary<string, string?> { ["translator"] = translator.Id.ToString() });

        var entry = await app.Behind(db => db.Audit.SingleAsync(one => one.Record == commitment.Id && one.Changes.Contains("Translator")));
        Assert.Contains(translator.Id.ToString(), entry.Changes);
        Assert.Contains(translator.Name["en"]!.Text, (await manager.Get($"/en/history/commitment/{commitment.Key}")).Text);

        using var administrator = await app.As(Role.Administrator);
        await administrator.Submit(await administrator.Get($"/en/accounts/{translator.Id}/erase"), new Dictionary<string, string?> { ["Reason"] = "Has left" });
        Assert.Contains("Erased account", (await manager.Get($"/en/history/commitment/{commitment.Key}")).Text);
    }

    /// <summary>Whoever adds a table that names an account decides what an erasure does with it.</summary>
    [Fact]
    public async Task Every_table_that_names_an_account_says_what_an_erasure_does()
    {
        await using var app = await App.On(Database.Sqlite, App.Tiny);
        var decided = Db.GoesWithAccount.Select(one => (one.Type, one.Account)).Concat(Db.StaysOfAccount.Select(one => (one.Type, one.Account))).ToHashSet();
        var named = await app.Behind(db => Task.FromResult(db.Model.GetEntityTypes()
            .SelectMany(type => type.GetProperties().Where(property => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(Guid) && IsAccount(property.Name)).Select(property => (type.ClrType, property.Name)))
            .ToHashSet()));

        Assert.Empty(named.Except(decided).Select(one => $"{one.Item1.Name}.{one.Item2} names an account: say in Db.Erasing.Accounts.cs what an erasure does with it"));
        Assert.Empty(decided.Except(named).Select(one => $"{one.Item1.Name}.{one.Item2} is no such property"));

        static bool IsAccount(string property) => property is "Account" or "UserId" || property.EndsWith("By", StringComparison.Ordinal);
    }
}
