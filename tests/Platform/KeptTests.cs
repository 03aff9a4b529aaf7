using System.Diagnostics;
using Concord.Cli;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Platform;

/// <summary>What a query found is kept until anything is saved, and for nobody who may not read it.</summary>
public sealed class KeptTests
{
    /// <summary>Where <see cref="Some"/> activity stands: it has no date, so that the last page of the whole list would hold it.</summary>
    private const string Undated = "/en/activities?year=none";

    [Theory, Databases]
    public async Task A_save_is_seen_at_once_by_whoever_may_see_it(Database database)
    {
        await using var app = await App.On(database);
        using var manager = await app.As(Role.ProgrammeManager);
        using var donor = await app.As(Role.Donor);
        Assert.DoesNotContain("Zeta", (await manager.Get(Undated)).Text);
        Assert.DoesNotContain("Zeta", (await donor.Get(Undated)).Text);

        await app.Has(Some.Activity("Zeta of the team", Audience.Team));

        Assert.Contains("Zeta", (await manager.Get(Undated)).Text);
        Assert.DoesNotContain("Zeta", (await donor.Get(Undated)).Text);
    }

    [Theory, Databases]
    public async Task The_same_is_asked_once_between_two_saves(Database database)
    {
        await using var app = await App.On(database);
        await app.Settle();
        var version = app.Services.GetRequiredService<DataVersion>();

        var before = await version.NowAsync(CancellationToken.None);
        Assert.Equal(1, await ReadForThree(before));

        await app.Has(Some.Activity());

        var after = await version.NowAsync(CancellationToken.None);
        Assert.NotEqual(before, after);
        Assert.Equal(1, await ReadForThree(after));

        // How often it is read for three askers. A PostgreSQL server has one count of transactions for all its databases, and the tests
        // beside this one write all the time: there the askers are told the state, in SQLite they look themselves.
        async Task<int> ReadForThree(string state)
        {
            var read = 0;
            for (var turn = 0; turn < 3; turn++)
            {
                await using var scope = app.Services.CreateAsyncScope();
                var kept = scope.ServiceProvider.GetRequiredService<Kept>();
                if (database == Database.Postgres) kept.AsOf(state);
                await kept.Of("something", _ => 1, () => Task.FromResult(++read), CancellationToken.None);
            }

            return read;
        }
    }

    [Theory, Databases]
    public async Task A_save_by_the_command_line_moves_the_version_too(Database database)
    {
        await using var app = await App.On(database);
        await app.Settle();
        var version = app.Services.GetRequiredService<DataVersion>();
        var before = await version.NowAsync(CancellationToken.None);

        // That one looks does not move it. Of the looks at a PostgreSQL server, where the tests beside this one write, two are soon alike.
        var again = await version.NowAsync(CancellationToken.None);
        for (var since = Stopwatch.StartNew(); database == Database.Postgres && again != before && since.Elapsed < TimeSpan.FromMinutes(1);)
            (before, again) = (again, await version.NowAsync(CancellationToken.None));
        Assert.Equal(before, again);

        using var said = new StringWriter();
        Assert.Equal(0, await Commands.RunAsync(["admin", "invite", .. app.Where], said, said));

        Assert.NotEqual(before, await version.NowAsync(CancellationToken.None));
    }
}
