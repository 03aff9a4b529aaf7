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
    [Theory, Databases]
    public async Task A_save_is_seen_at_once_by_whoever_may_see_it(Database database)
    {
        await using var app = await App.On(database);
        using var manager = await app.As(Role.ProgrammeManager);
        using var donor = await app.As(Role.Donor);
        Assert.DoesNotContain("Zeta", (await manager.Get("/en/activities")).Text);
        Assert.DoesNotContain("Zeta", (await donor.Get("/en/activities")).Text);

        await app.Has(Some.Activity("Zeta of the team", Audience.Team));

        Assert.Contains("Zeta", (await manager.Get("/en/activities")).Text);
        Assert.DoesNotContain("Zeta", (await donor.Get("/en/activities")).Text);
    }

    [Theory, Databases]
    public async Task The_same_is_asked_once_between_two_saves(Database database)
    {
        await using var app = await App.On(database);
        await app.Settle();
        var asked = 0;

        for (var turn = 0; turn < 3; turn++) await Ask();
        Assert.Equal(1, asked);

        await app.Has(Some.Activity());
        await Ask();
        Assert.Equal(2, asked);

        async Task Ask()
        {
            await using var scope = app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Kept>().Of("something", _ => 1, () => Task.FromResult(++asked), CancellationToken.None);
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
