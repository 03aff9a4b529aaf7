using System.Net;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Live;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Platform.Live;

/// <summary>A page that stands open is told what has changed: by whom, and only what its reader may know at that moment.</summary>
public sealed class LiveStreamTests
{
    [Theory, Databases]
    public async Task A_member_is_told_who_changed_a_record_and_the_writer_that_it_was_he(Database database)
    {
        await using var app = await App.On(database);
        var commitment = await app.Has(Some.Commitment());
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        await using var own = await Listener.To(eu);
        await using var others = await Listener.To(china);

        await eu.Submit(await eu.Get($"/en/commitments/{commitment.Key}/edit"), new Dictionary<string, string?> { ["Input.Due"] = "2031-05" });

        var name = (await app.AccountOf(Role.DialogueDesk, "eu")).Name["en"]!.Text;
        var heard = await others.First(news => news.Address == $"/commitments/{commitment.Key}");
        Assert.Equal((name, false, "change"), (heard.Who, heard.Mine, heard.Sort));
        Assert.True((await own.First(news => news.Address == $"/commitments/{commitment.Key}")).Mine);
    }

    [Fact]
    public async Task The_line_is_not_compressed_kept_or_gathered()
    {
        await using var app = await App.On(Database.Sqlite);
        using var donor = await app.As(Role.Donor);
        await using var listener = await Listener.To(donor);

        Assert.Equal("text/event-stream; charset=utf-8", listener.Answer.Content.Headers.ContentType!.ToString());
        Assert.Empty(listener.Answer.Content.Headers.ContentEncoding);
        Assert.True(listener.Answer.Headers.CacheControl is { NoStore: true, NoTransform: true });
        Assert.Contains("no", listener.Answer.Headers.GetValues("X-Accel-Buffering"));
    }

    [Theory, Databases]
    public async Task Whoever_comes_back_is_told_what_happened_meanwhile(Database database)
    {
        await using var app = await App.On(database);
        using var manager = await app.As(Role.ProgrammeManager);
        var before = app.Clock.GetCurrentInstant().ToUnixTimeMilliseconds();
        app.Clock.AdvanceSeconds(30);
        var missed = await app.Has(Some.Activity("While away", Audience.Team));
        var hidden = await app.Has(Some.Activity("Not for the team", Audience.Party("eu")));

        await using var listener = await Listener.To(manager, after: before);

        Assert.Equal(app.Clock.GetCurrentInstant().ToUnixTimeMilliseconds(), (await listener.First(news => news.Address == "/activities/" + missed.Key)).Id);
        Assert.DoesNotContain(listener.All, news => news.Address == "/activities/" + hidden.Key);
    }

    [Theory, Databases]
    public async Task A_role_that_ends_ends_what_it_was_told(Database database)
    {
        await using var app = await App.On(database);
        var account = await app.AccountOf(Role.ProgrammeOfficer);
        using var officer = await app.As(account);
        using var manager = await app.As(Role.ProgrammeManager);
        await using var listener = await Listener.To(officer);
        await using var witness = await Listener.To(manager);
        var first = await app.Has(Some.Activity("Before", Audience.Team));
        await listener.First(news => news.Address == "/activities/" + first.Key);

        var now = app.Clock.GetCurrentInstant();
        await app.Behind(db => db.Grants.Where(grant => grant.Account == account.Id).ExecuteUpdateAsync(set => set.SetProperty(grant => grant.EndedAt, now)));
        var second = await app.Has(Some.Activity("After", Audience.Team));

        await witness.First(news => news.Address == "/activities/" + second.Key);
        await Task.Delay(500);
        Assert.DoesNotContain(listener.All, news => news.Address == "/activities/" + second.Key);
    }

    [Theory, Databases]
    public async Task A_role_that_is_given_is_told_from_then_on(Database database)
    {
        await using var app = await App.On(database);
        var account = await app.AccountOf(Role.Donor);
        using var donor = await app.As(account);
        await using var listener = await Listener.To(donor);

        await app.Behind(async db =>
        {
            db.Grants.Add(new() { Account = account.Id, Role = Role.ProtectionAdviser, GrantedAt = app.Clock.GetCurrentInstant(), ConfirmedAt = app.Clock.GetCurrentInstant() });
            return await db.SaveChangesAsync();
        });
        var activity = await app.Has(Some.Activity("For the team", Audience.Team));

        await listener.First(news => news.Address == "/activities/" + activity.Key);
    }

    [Theory, Databases]
    public async Task A_sign_in_that_ends_ends_the_line_within_seconds(Database database)
    {
        await using var app = await App.On(database);
        var account = await app.AccountOf(Role.Donor);
        using var donor = await app.As(account);
        await using var listener = await Listener.To(donor);
        Assert.Equal(HttpStatusCode.OK, listener.Status);

        var now = app.Clock.GetCurrentInstant();
        await app.Behind(db => db.SignIns.Where(one => one.Account == account.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.EndedAt, now)));

        await BusTests.Until(() => listener.HasEnded);
    }

    [Fact]
    public async Task One_account_has_a_few_lines_and_no_more()
    {
        await using var app = await App.On(Database.Sqlite);
        var account = await app.AccountOf(Role.Donor);
        var lines = new List<Listener>();
        for (var number = 0; number <= LiveStreams.MostOfOneAccount; number++) lines.Add(await Listener.To(await app.As(account)));

        Assert.All(lines[..^1], line => Assert.Equal(HttpStatusCode.OK, line.Status));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, lines[^1].Status);

        await lines[0].DisposeAsync();
        await BusTests.Until(() => app.Services.GetRequiredService<LiveStreams>().Count < LiveStreams.MostOfOneAccount);
        await using var next = await Listener.To(await app.As(account));
        Assert.Equal(HttpStatusCode.OK, next.Status);
        foreach (var line in lines[1..]) await line.DisposeAsync();
    }

    [Fact]
    public async Task Listening_is_no_use_of_a_sign_in()
    {
        await using var app = await App.On(Database.Sqlite);
        var account = await app.AccountOf(Role.Donor);
        using var donor = await app.As(account);
        await donor.Get("/en/desk");
        var seen = await SeenAt();
        app.Clock.AdvanceHours(5);

        await using (await Listener.To(donor))
        {
        }

        Assert.Equal(seen, await SeenAt());
        await donor.Get("/en/desk");
        Assert.NotEqual(seen, await SeenAt());

        Task<NodaTime.Instant> SeenAt() => app.Behind(db => db.SignIns.Where(one => one.Account == account.Id).MaxAsync(one => one.SeenAt));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Redirect)]
    [InlineData(nameof(Role.Administrator), HttpStatusCode.NoContent)]
    [InlineData(nameof(Role.Reader), HttpStatusCode.OK)]
    public async Task Members_may_listen_and_nobody_else(string? role, HttpStatusCode expected)
    {
        await using var app = await App.On(Database.Sqlite);
        using var browser = role is not null ? await app.As(Enum.Parse<Role>(role)) : app.AsVisitor();
        await using var listener = await Listener.To(browser);

        Assert.Equal(expected, listener.Status);
    }
}
