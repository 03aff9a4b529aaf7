using Concord.Features.Accounts;
using Concord.Platform.Database;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Cli;

/// <summary>Prints the one-time link with which an administrator, or the first desk of a party, opens an account.</summary>
internal static class AdminInviteCommand
{
    public static readonly Command Command = new(
        "admin invite",
        "[--address URL] [--desk-of PARTY] [--data DIR | --postgres CONNECTION]",
        """
        Print a one-time link for a new administrator; with --desk-of, for the first dialogue desk of a party.
        --address says where the installation is reached (default: http://localhost:5080).
        """,
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, TextWriter output, TextWriter errors)
    {
        var installation = arguments.Installation();
        var address = arguments.Option("--address") ?? "http://localhost:5080";
        var desk = arguments.Option("--desk-of");
        arguments.Done();

        await using var app = Application.Build(installation);
        await app.MigrateAsync();
        await using var scope = app.Services.CreateAsyncScope();
        await output.WriteLineAsync(await scope.ServiceProvider.GetRequiredService<InviteAdministrator>().LinkAsync(address, desk));
        return Commands.Done;
    }
}
