using Concord.Records;
using Concord.Records.Sealing;

namespace Concord.Cli;

/// <summary>Checks a copy of a sealed record. Needs no database and no network, and starts no application.</summary>
internal static class VerifyCommand
{
    public static readonly Command Command = new(
        "verify",
        "FILE --seal SEAL --key KEY [--previous SEAL] [--language en|zh]",
        """
        Check whether a file is one that a sealed record was given out as: the file, the seal and every signature in it. Asks nobody:
        no database, no network. KEY is the installation's public key (JWK or JWKS), from a place you trust; an installation publishes it at
        /.well-known/concord-seal-keys.json. --previous is the seal before this one, to follow the chain.
        Exit code: 0 everything holds; 1 something does not, it is printed; 2 a file cannot be read, or the key is none.
        """,
        (arguments, output, errors) => Task.FromResult(Run(arguments, output, errors)));

    private static int Run(Arguments arguments, TextWriter output, TextWriter errors)
    {
        var (seal, key, previous, language) = (arguments.Option("--seal"), arguments.Option("--key"), arguments.Option("--previous"), arguments.Option("--language") ?? "en");
        var file = arguments.Word("the file");
        arguments.Done();
        if (seal is null || key is null) throw new WrongUsage("give --seal and --key");
        if (language is not ("en" or "zh")) throw new WrongUsage($"'{language}' is no language: en, zh");

        try
        {
            var verification = Verification.Of(Path.GetFileName(file), File.ReadAllBytes(file), File.ReadAllBytes(seal), PublishedKeys.Read(File.ReadAllBytes(key)), previous is null ? default : File.ReadAllBytes(previous));
            foreach (var check in verification.Checks) output.WriteLine($"{Mark(check)}\t{check.Says.For(language)}");
            output.WriteLine(Verdict(verification.Holds, language));
            return verification.Holds ? Commands.Done : Commands.Refused;
        }
        catch (UnreadableException wrong)
        {
            errors.WriteLine($"concord verify: {key}: {wrong.Message}");
            return Commands.Misused;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"concord verify: {failure.Message}");
            return Commands.Misused;
        }
    }

    private static string Mark(Check check) => check.Holds switch { true => "ok", false => "FAILED", null => "note" };

    private static string Verdict(bool holds, string language) => (holds, language) switch
    {
        (true, "zh") => "全部属实。",
        (false, "zh") => "验证未通过。",
        (true, _) => "Everything holds.",
        (false, _) => "Something does not hold.",
    };
}
