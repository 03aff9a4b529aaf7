using System.Collections.Concurrent;
using System.Text;
using Concord.Cli;
using Concord.Domain.Common;
using Concord.Platform.Database;
using Concord.Platform.Live;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Platform.Live;

/// <summary>What is saved is told: every record, within a second, and nothing that was not saved.</summary>
public sealed class BusTests
{
    [Theory, Databases]
    public async Task A_save_is_told_with_its_audience_and_without_its_words(Database database)
    {
        await using var app = await App.On(database);
        using var heard = await Ear.On(app);

        var activity = await app.Has(Some.Activity("Zeta of the team", Audience.Team));

        var change = await heard.Of(activity.Id);
        Assert.Equal(("Activity", Audience.Team, 0), (change.Kind, change.Audience, change.Version));
        Assert.DoesNotContain("Zeta", string.Concat(new News([change], []).Letters()));
    }

    [Theory, Databases]
    public async Task What_is_rolled_back_is_not_told(Database database)
    {
        await using var app = await App.On(database);
        using var heard = await Ear.On(app);
        var (lost, kept) = (Some.Activity("Lost"), Some.Activity("Kept"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => app.Behind<int>(async db =>
        {
            await db.InOneTransaction(async () =>
            {
                db.Add(lost);
                await db.SaveChangesAsync();
                throw new InvalidOperationException("after the save");
            });
            return 0;
        }));
        await app.Has(kept);

        await heard.Of(kept.Id);
        Assert.DoesNotContain(heard.All, change => change.Record == lost.Id);
    }

    [Theory, Databases]
    public async Task The_command_line_is_heard_too(Database database)
    {
        await using var app = await App.On(database);
        using var heard = await Ear.On(app);

        using var said = new StringWriter();
        Assert.Equal(0, await Commands.RunAsync(["admin", "invite", .. app.Where], said, said));

        Assert.Equal("Account", (await heard.First(change => change.Kind == "Account")).Kind);
    }

    [Fact]
    public void News_of_any_length_fits_the_line()
    {
        var changes = Enumerable.Range(0, 2_000).Select(number => new Change(Guid.CreateVersion7(), "Activity.ActivityPartner", Guid.CreateVersion7(), Audience.Parties, Guid.CreateVersion7(), number)).ToList();
        var topics = Enumerable.Range(0, 300).Select(_ => Topic.Of("presence", Guid.NewGuid())).ToList();

        var letters = new News(changes, topics).Letters().ToList();

        Assert.All(letters, letter => Assert.InRange(Encoding.UTF8.GetByteCount(letter), 1, News.MostBytes));
        Assert.Equal(changes, letters.SelectMany(letter => News.Read(letter).Changes));
        Assert.Equal(topics, letters.SelectMany(letter => News.Read(letter).Topics));
    }

    [Fact, Trait(DatabasesAttribute.Trait, nameof(Database.Postgres))]
    public async Task A_line_that_broke_is_mended_and_says_that_something_may_be_missing()
    {
        await using var app = await App.On(Database.Postgres);
        using var heard = await Ear.On(app);
        var before = heard.Gaps;

        await app.Behind(db => db.Database.ExecuteSqlRawAsync("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'concord bus' and datname = current_database()"));
        await Until(() => heard.Gaps > before);

        var later = await app.Has(Some.Activity("Later"));
        await heard.Of(later.Id);
    }

    [Fact, Trait(DatabasesAttribute.Trait, nameof(Database.Postgres))]
    public async Task A_letter_that_cannot_be_read_counts_as_missed()
    {
        await using var app = await App.On(Database.Postgres);
        using var heard = await Ear.On(app);
        var before = heard.Gaps;

        await app.Behind(db => db.Database.ExecuteSqlRawAsync("select pg_notify('concord', 'of a node that is not written yet')"));

        await Until(() => heard.Gaps > before);
    }

    internal static async Task Until(Func<bool> holds, int seconds = 10)
    {
        for (var turn = 0; turn < seconds * 100; turn++)
        {
            if (holds()) return;
            await Task.Delay(10);
        }

        throw new TimeoutException($"It did not come to hold within {seconds} seconds.");
    }
}

/// <summary>Hears all that a node is told.</summary>
internal sealed class Ear : IDisposable
{
    private readonly ConcurrentQueue<Change> changes = [];
    private readonly IDisposable listening;
    private int gaps;

    private Ear(App app) =>
        listening = app.Services.GetRequiredService<Bus>().Listen(news =>
        {
            if (news.Missed) Interlocked.Increment(ref gaps);
            foreach (var change in news.Changes) changes.Enqueue(change);
        });

    public static async Task<Ear> On(App app)
    {
        await app.Services.GetRequiredService<Bus>().Up;
        return new(app);
    }

    public IReadOnlyCollection<Change> All => changes;

    public int Gaps => gaps;

    public Task<Change> Of(Guid record) => First(change => change.Record == record);

    public async Task<Change> First(Func<Change, bool> which)
    {
        await BusTests.Until(() => changes.Any(which));
        return changes.First(which);
    }

    public void Dispose() => listening.Dispose();
}
