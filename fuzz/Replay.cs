namespace Concord.Fuzz;

/// <summary>Runs inputs that were kept, without a fuzzer.</summary>
public static class Replay
{
    /// <summary>Runs each input, and tells of those that break an invariant.</summary>
    /// <param name="target">What <see cref="Invariants.Of"/> gave.</param>
    /// <param name="place">A file, or a folder: all files in it, in the order of their names.</param>
    /// <param name="output">Gets a line and the stack for each failure, and the counts as its last line.</param>
    /// <returns>The exit code: 0 when everything holds; 1 when something does not, or there is no input at all.</returns>
    public static int Run(Action<byte[]> target, string place, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        var (files, failed) = (Directory.Exists(place) ? Directory.GetFiles(place) : [place], 0);
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            try
            {
                target(File.ReadAllBytes(file));
            }
            catch (Exception exception) when (exception is not IOException) // whatever the library lets out is a finding
            {
                failed++;
                output.WriteLine($"{file}: {exception}");
            }
        }

        output.WriteLine($"{files.Length} inputs, {failed} failed");
        return failed == 0 && files.Length > 0 ? 0 : 1;
    }
}
