namespace Concord.Bilingual;

/// <summary>The tables that travel inside this library; Data/SOURCE.md says where each comes from.</summary>
internal static class Table
{
    /// <summary>Every line of one table as its two columns.</summary>
    public static IEnumerable<(string Left, string Right)> Read(string name) => ReadColumns(name).Select(columns => (columns[0], columns[1]));

    /// <summary>Every line of one table as its columns.</summary>
    public static IEnumerable<string[]> ReadColumns(string name)
    {
        using var stream = typeof(Table).Assembly.GetManifestResourceStream($"Data/{name}.tsv")
            ?? throw new InvalidOperationException($"The library was built without its table {name}.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line.Split('\t');
    }
}
