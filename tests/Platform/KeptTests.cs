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

        var before = await AskThreeTimes();
        await app.Has(Some.Activity());
        var after = await AskThreeTimes();

        Assert.Equal(1, before);
        Assert.Equal(1, after);

        // How often it was read for three askers. A PostgreSQL server has one count of transactions for all its databases, and the tests
        // beside this one write: only three that met the same state count.
        async Task<int> AskThreeTimes()
        {
            for (var attempt = 0; attempt < 1000; attempt++)
            {
                var state = await version.NowAsync(CancellationToken.None);
                var read = 0;
                for (var turn = 0; turn < 3; turn++)
                {
                    await using var scope = app.Services.CreateAsyncScope();
                    await scope.ServiceProvider.GetRequiredService<Kept>().Of("something", _ => 1, () => Task.FromResult(++read), CancellationToken.None);
                }

                if (read > 0 && await version.NowAsync(CancellationToken.None) == state) return read;
            }

            throw new InvalidOperationException("It was never read although something had been saved, or the state of the database never stood still.");
        }
    }

    [Theory, Databases]
    public async Task A_save_by_the_command_line_moves_the_version_too(Database database)
    {
        await using var app = await App.On(database);
        await app.Settle();
        var version = app.Services.GetRequiredService<DataVersion>();
        var before = await version.NowAsync(CancellationToken.None);
        Assert.Equal(before, await version.NowAsync(CancellationToken.None));

        using var said = new StringWriter();
        Assert.Equal(0, await Commands.RunAsync(["admin", "invite", .. app.Where], said, said));

        Assert.NotEqual(before, await version.NowAsync(CancellationToken.None));
    }
}
