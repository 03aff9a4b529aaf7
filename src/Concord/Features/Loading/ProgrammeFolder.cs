using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Concord.Features.Loading;

/// <summary>The files of a programme: each is parsed once, however often it is asked for.</summary>
internal sealed class ProgrammeFolder(string root, Problems problems)
{
    private readonly Dictionary<string, YamlNode?> parsed = [];

    public Problems Problems => problems;

    /// <summary>The language of words that do not say theirs: the programme's first, once it is known.</summary>
    public string Language { get; set; } = "";

    /// <summary>The mappings of a file that is a sequence of them; none when the file is not there.</summary>
    public List<YamlRecord> ReadAll(string name)
    {
        if (!parsed.TryGetValue(name, out var top)) parsed[name] = top = Parse(name);
        if (top is null) return [];
        if (top is YamlMappingNode single) return [new(name, single, this)];
        if (top is YamlSequenceNode list) return [.. YamlRecord.Mappings(name, list, this)];

        problems.Add(name, top.Start.Line, "expected a list of records");
        return [];
    }

    private YamlNode? Parse(string name)
    {
        var path = Path.Combine(root, name);
        if (!File.Exists(path)) return null;

        try
        {
            // Whole before it is parsed, so that a byte that is not UTF-8 is told by its own line.
            var bytes = File.ReadAllBytes(path);
            if (FirstBroken(bytes) is { } line)
            {
                problems.Add(name, line, "the file is not UTF-8");
                return null;
            }

            using var reader = new StreamReader(new MemoryStream(bytes));
            var stream = new YamlStream();
            stream.Load(reader);
            return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        }
        catch (YamlException error)
        {
            problems.Add(name, error.Start.Line, error.Message);
            return null;
        }
    }

    /// <summary>The first line that is not UTF-8; null when all of them are.</summary>
    private static int? FirstBroken(byte[] bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return null;

        // A line feed is no part of any longer sequence: what is broken is broken within its line.
        var line = 1;
        foreach (var part in bytes.AsSpan().Split((byte)'\n'))
        {
            if (!System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(part))) break;
            line++;
        }

        return line;
    }
}
