using Concord.Platform.Database;
using Concord.Platform.Sealing;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Cli;

/// <summary>Takes a new key for sealing into use.</summary>
internal static class SealRotateKeyCommand
{
    public static readonly Command Command = new(
        "seal rotate-key",
        "[--data DIR | --postgres CONNECTION]",
        """
        Take a new key for sealing records into use and throw the private half of the old one away. Records that are sealed stay
        valid: the old public key stays published, with the time of its use. Prints the names of both keys.
        """,
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, TextWriter output, TextWriter errors)
    {
        var installation = arguments.Installation();
        arguments.Done();

        await using var app = Application.Build(installation);
        await app.MigrateAsync();
        await app.PrepareSealKeysAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var (old, made) = await scope.ServiceProvider.GetRequiredService<SealKeys>().RotateAsync();
        await output.WriteLineAsync($"old\t{old}\nnew\t{made}");
        return Commands.Done;
    }
}
