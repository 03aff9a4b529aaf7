using Concord.Domain.Common;
using Concord.Features.Loading;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Cli;

/// <summary>Brings a programme's files into the database. A running server notices by its outbox.</summary>
internal static class LoadCommand
{
    public static readonly Command Command = new(
        "load",
        "DIR [--demo] [--data DIR | --postgres CONNECTION]",
        """
        Load the programme in the folder DIR. All of it is checked first: every problem is printed as file:line: message,
        and then nothing is changed. What people have edited since the last load is kept, and printed.
        --demo loads what is fictitious too (the folder "fictitious").
        """,
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, TextWriter output, TextWriter errors)
    {
        var installation = arguments.Installation();
        var demo = arguments.Flag("--demo");
        var folder = arguments.Word("the programme's folder DIR");
        arguments.Done();
        if (!Directory.Exists(folder)) throw new WrongUsage($"there is no folder '{folder}'");

        await using var app = Application.Build(installation);
        await app.MigrateAsync();
        await using var scope = app.Services.CreateAsyncScope();
        LoadReport report;
        try
        {
            report = await scope.ServiceProvider.GetRequiredService<LoadProgramme>().LoadAsync(folder, demo);
        }
        catch (RuleBroken rule)
        {
            await errors.WriteLineAsync(scope.ServiceProvider.GetRequiredService<Words>().Of(rule));
            return Commands.Refused;
        }

        foreach (var error in report.Errors) await errors.WriteLineAsync(Path.Combine(folder, error));
        if (report.Errors.Count > 0)
        {
            await errors.WriteLineAsync($"{report.Errors.Count} {(report.Errors.Count == 1 ? "problem" : "problems")}; nothing was changed.");
            return Commands.Refused;
        }

        foreach (var difference in report.Differences) await output.WriteLineAsync($"kept: {difference}");
        await output.WriteLineAsync($"{report.Added} added, {report.Changed} changed, {report.Unchanged} unchanged, {report.Differences.Count} {(report.Differences.Count == 1 ? "difference" : "differences")} kept");
        return Commands.Done;
    }
}
