using System.Text.RegularExpressions;
using Concord.Tests.Support;

namespace Concord.Tests.House;

/// <summary>docs/operations.md lists every setting, and no other.</summary>
public sealed partial class SettingsTests
{
    [Fact]
    public void The_table_of_settings_is_what_the_program_reads()
    {
        var read = SourceFiles.Of("src/Concord", "*.cs").SelectMany(file => Read().Matches(SourceFiles.WithoutComments(file.Text))).Select(match => match.Groups[1].Value).ToHashSet();
        var section = Section().Match(File.ReadAllText(Path.Combine(App.Root, "docs", "operations.md"))).Value;
        var rows = Row().Matches(section).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value.Trim());

        Assert.True(read.Count > 10);
        Nothing.In(read.Except(rows.Keys).Select(one => $"{one} is read and stands in no row of docs/operations.md, Settings")
            .Concat(rows.Keys.Except(read).Select(one => $"{one} stands in docs/operations.md and is not read"))
            .Concat(rows.Where(row => row.Value == "").Select(row => $"{row.Key} has no default in docs/operations.md")));
    }

    [GeneratedRegex("""\b(?:(?:[sS]ettings|[cC]onfiguration)\[|Megabytes\()"([a-z][a-z0-9:-]*)"[\],]""")]
    private static partial Regex Read();

    [GeneratedRegex("(?ms)^## Settings$.*?(?=^## |\\z)")]
    private static partial Regex Section();

    [GeneratedRegex(@"(?m)^\| `--([a-z0-9:-]+)` \| ([^|]*)\|")]
    private static partial Regex Row();
}
