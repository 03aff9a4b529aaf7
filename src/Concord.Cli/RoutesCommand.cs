using Concord.Platform.Web;

namespace Concord.Cli;

/// <summary>Lists what the application answers to, as the application itself tells it.</summary>
internal static class RoutesCommand
{
    public static readonly Command Command = new(
        "routes",
        "[--tsv]",
        """
        List every address of the application: method, pattern, and who may use it: everyone, or roles.
        --tsv separates by tabs and prints a heading, for other programs.
        """,
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, TextWriter output, TextWriter errors)
    {
        var tsv = arguments.Flag("--tsv");
        arguments.Done();

        await using var app = Application.Build([]);
        var routes = await Routes.OfAsync(app);
        if (tsv) await output.WriteLineAsync("method\tpattern\twho");
        var wide = routes.Max(route => route.Pattern.Length);
        foreach (var route in routes)
        {
            await output.WriteLineAsync(tsv ? $"{route.Method}\t{route.Pattern}\t{route.Who}" : $"{route.Method,-6} {route.Pattern.PadRight(wide)} {route.Who}");
        }

        return Commands.Done;
    }
}
