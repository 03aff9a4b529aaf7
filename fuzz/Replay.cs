using System.Diagnostics;

namespace Concord.Fuzz;

/// <summary>Runs inputs that were kept, without a fuzzer.</summary>
public static class Replay
{
    /// <summary>Runs each input, and tells of those that break an invariant.</summary>
    /// <param name="target">What <see cref="Invariants.Of"/> gave.</param>
    /// <param name="place">A file, or a folder: all files in it, in the order of their names.</param>
    /// <param name="output">Gets a line for each failure (the file, a tab, of what kind it is), behind it the exception with each line
    /// indented, and the counts as its last line.</param>
    /// <returns>The exit code: 0 when everything holds; 1 when something does not, or there is no input at all.</returns>
    public static int Run(Action<byte[]> target, string place, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        var (files, failed) = (Directory.Exists(place) ? Directory.GetFiles(place) : [place], 0);
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var input = File.ReadAllBytes(file);
            try
            {
                target(input);
            }
            catch (Exception exception) // whatever the library lets out is a finding
            {
                failed++;
                output.WriteLine($"{file}\t{KindOf(exception)}");
                output.WriteLine("    " + exception.ToString().ReplaceLineEndings("\n    "));
            }
        }

        output.WriteLine($"{files.Length} inputs, {failed} failed");
        return failed == 0 && files.Length > 0 ? 0 : 1;
    }

    // Of many inputs with one cause, one is enough to look at.
    private static string KindOf(Exception exception)
    {
        if (exception is BrokenInvariantException) return exception.Message.Split(':', 2)[0];

        var frame = new StackTrace(exception, fNeedFileInfo: true).GetFrames()
            .FirstOrDefault(one => one.GetMethod()?.Module.Name is "Concord.Bilingual.dll" or "Concord.Records.dll");
        var method = frame?.GetMethod();
        return $"{exception.GetType().Name} in {method?.DeclaringType?.Name}.{method?.Name}, line {frame?.GetFileLineNumber()}";
    }
}
