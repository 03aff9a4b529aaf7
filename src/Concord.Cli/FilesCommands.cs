using System.Globalization;
using Concord.Domain.Common;
using Concord.Platform.Database;
using Concord.Platform.Files;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Cli;

/// <summary>What lies in the store of files: a list, and whether it is still what was stored.</summary>
internal static class FilesCommands
{
    public static readonly Command Verify = new(
        "files verify",
        "[--after HASH] [--data DIR | --postgres CONNECTION] [--s3 URL]",
        """
        Read all content again and compare it with its hash. What is missing or changed is printed, a line each: word, hash, and
        the files that have it. Where it has come to stands on the error output; --after HASH goes on from there.
        Exit code: 0 all is as it was stored; 1 something is missing or changed.
        """,
        VerifyAsync);

    public static readonly Command List = new(
        "files list",
        "[--data DIR | --postgres CONNECTION] [--s3 URL]",
        "List the files of all records, separated by tabs: hash, size in bytes, type, state, commitment, name.",
        ListAsync);

    private const int TellEvery = 100;

    private static async Task<int> VerifyAsync(Arguments arguments, TextWriter output, TextWriter errors)
    {
        var installation = arguments.Installation();
        var after = arguments.Option("--after");
        arguments.Done();

        await using var app = Application.Build(installation);
        await app.MigrateAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var (count, bytes, wrong) = (0, 0L, 0);
        await foreach (var one in scope.ServiceProvider.GetRequiredService<Verification>().VerifyAsync(after, default))
        {
            (count, bytes) = (count + 1, bytes + one.Size);
            if (one.Wrong is not null)
            {
                wrong++;
                await output.WriteLineAsync($"{one.Wrong}\t{one.Hash}\t{string.Join("; ", one.Names)}");
            }

            if (count % TellEvery == 0) await errors.WriteLineAsync($"{count} verified, up to {one.Hash}");
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count} verified ({bytes / 1024 / 1024} MB), {wrong} missing or changed"));
        return wrong == 0 ? Commands.Done : Commands.Refused;
    }

    private static async Task<int> ListAsync(Arguments arguments, TextWriter output, TextWriter errors)
    {
        var installation = arguments.Installation();
        arguments.Done();

        await using var app = Application.Build(installation);
        await app.MigrateAsync();
        await using var scope = app.Services.CreateAsyncScope();
        await foreach (var file in scope.ServiceProvider.GetRequiredService<Verification>().ListAsync())
        {
            var state = file.IsErased ? "erased" : file.WithdrawnAt is not null ? "withdrawn" : Stored.Kebab(file.State.ToString());
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{file.Hash ?? "-"}\t{file.Size}\t{file.Type}\t{state}\t{file.Whole.Key}\t{file.Name}"));
        }

        return Commands.Done;
    }
}
