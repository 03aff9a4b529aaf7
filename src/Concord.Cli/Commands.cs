namespace Concord.Cli;

/// <summary>One thing the command line can do.</summary>
/// <param name="Words">What is typed after <c>concord</c>: "load", "admin invite".</param>
/// <param name="Usage">What may follow.</param>
/// <param name="Help">What it does, a line or more.</param>
/// <param name="Run">Does it; returns the exit code.</param>
internal sealed record Command(string Words, string Usage, string Help, Func<Arguments, TextWriter, TextWriter, Task<int>> Run);

/// <summary>The command line: finds the command, explains what can be done, and says by its exit code how it went.</summary>
internal static class Commands
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int Misused = 2;

    private static readonly IReadOnlyList<Command> All =
    [
        LoadCommand.Command,
        RoutesCommand.Command,
        AdminInviteCommand.Command,
        CheckCommand.Command,
        MailReportCommand.Command,
        SealRotateKeyCommand.Command,
        VerifyCommand.Command,
        FilesCommands.Verify,
        FilesCommands.List,
    ];

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (args.Length == 0 || args.Contains("--help") || args[0] == "help")
        {
            await output.WriteAsync(Help);
            return args.Length == 0 ? Misused : Done;
        }

        var command = All.FirstOrDefault(one => args.Take(one.Words.Split(' ').Length).SequenceEqual(one.Words.Split(' ')));
        if (command is null)
        {
            await errors.WriteLineAsync($"concord: there is no command '{args[0]}'. See: concord --help");
            return Misused;
        }

        try
        {
            return await command.Run(new(args[command.Words.Split(' ').Length..]), output, errors);
        }
        catch (WrongUsage wrong)
        {
            await errors.WriteLineAsync($"concord {command.Words}: {wrong.Message}\nUsage: concord {command.Words} {command.Usage}");
            return Misused;
        }
    }

    private static string Help =>
        $"""
        concord: the command line of Concord. It works beside a running server.

        Usage: concord COMMAND …

        {string.Join("\n\n", All.Select(one => $"  {one.Words} {one.Usage}\n      {one.Help.ReplaceLineEndings("\n      ")}"))}

        Where the data is:
          --data DIR               folder of the SQLite database (default: data)
          --postgres CONNECTION    a PostgreSQL database instead, such as "Host=…;Username=…;Database=…"
          --s3 URL                 the files in a bucket instead of the folder; --s3-bucket, --s3-region and the environment as for the server
          All may stand in the environment instead: CONCORD_DATA, CONCORD_POSTGRES.

        Exit code: 0 done; 1 refused, the reason is printed and nothing was changed; 2 wrong usage.

        """;
}

/// <summary>What was typed cannot be understood; the message says why.</summary>
internal sealed class WrongUsage(string message) : Exception(message);

/// <summary>What was typed after the command: words, options with a value, and flags. Each is taken once; what is left over is wrong.</summary>
internal sealed class Arguments(string[] typed)
{
    private readonly List<string> left = [.. typed];

    /// <summary>An option's value, typed as <c>--name value</c> or <c>--name=value</c>; null when it was not typed.</summary>
    public string? Option(string name)
    {
        var at = left.FindIndex(one => one == name || one.StartsWith(name + "=", StringComparison.Ordinal));
        if (at < 0) return null;

        var word = left[at];
        left.RemoveAt(at);
        if (word != name) return word[(name.Length + 1)..];
        if (at == left.Count || left[at].StartsWith("--", StringComparison.Ordinal)) throw new WrongUsage($"{name} needs a value");

        var value = left[at];
        left.RemoveAt(at);
        return value;
    }

    public bool Flag(string name) => left.Remove(name);

    /// <summary>The next plain word.</summary>
    public string Word(string what)
    {
        var at = left.FindIndex(one => !one.StartsWith("--", StringComparison.Ordinal));
        if (at < 0) throw new WrongUsage($"{what} is missing");

        var word = left[at];
        left.RemoveAt(at);
        return word;
    }

    /// <summary>The options that say where the files are.</summary>
    private static readonly string[] Files = ["--s3", "--s3-bucket", "--s3-region"];

    /// <summary>The options that say where the data is, as the application takes them.</summary>
    public string[] Installation()
    {
        List<string> settings = [];
        if (Option("--data") is { } data) settings.AddRange(["--data", data]);
        if (Option("--postgres") is { } postgres) settings.AddRange(["--postgres", postgres]);
        foreach (var name in Files)
        {
            if (Option(name) is { } value) settings.AddRange([name, value]);
        }

        return [.. settings];
    }

    /// <summary>Everything was taken: whatever is left was not understood.</summary>
    public void Done()
    {
        if (left.Count > 0) throw new WrongUsage($"'{left[0]}' is not understood");
    }
}
