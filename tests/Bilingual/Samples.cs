namespace Concord.Tests.Bilingual;

/// <summary>The sample files beside these tests.</summary>
internal static class Samples
{
    /// <summary>Lines of a file, without comments (#) and blank lines.</summary>
    public static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Path.Combine(Repository(), "tests", "Bilingual", file)).Where(line => line.Length > 0 && line[0] != '#');

    // Not [CallerFilePath]: a deterministic build in CI replaces the path.
    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Concord.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
