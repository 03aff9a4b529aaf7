using System.Globalization;
using Concord.Bilingual;
using Concord.Domain.Common;
using Concord.Domain.Organisations;
using YamlDotNet.RepresentationModel;
using Text = Concord.Domain.Common.Text;

namespace Concord.Features.Loading;

/// <summary>What is wrong with a programme's files: one line each, <c>file:line: message</c>.</summary>
internal sealed class Problems
{
    private readonly List<(string File, long Line, string Message)> all = [];

    public bool Any => all.Count > 0;

    public IEnumerable<string> Lines => all.Distinct().OrderBy(one => one.File, StringComparer.Ordinal).ThenBy(one => one.Line).Select(one => $"{one.File}:{one.Line}: {one.Message}");

    public void Add(string file, long line, string message) => all.Add((file, line, message));
}

/// <summary>One mapping of a YAML file, read field by field. Every misstep is a problem with its line; what nobody asked for is one too.</summary>
internal sealed class YamlRecord(string file, YamlMappingNode node, ProgrammeFolder folder)
{
    private readonly HashSet<string> asked = [];

    public string File => file;

    public long Line => node.Start.Line;

    public void Problem(string message, string? field = null)
    {
        var at = field is not null && node.Children.TryGetValue(new YamlScalarNode(field), out var value) ? value.Start.Line : Line;
        folder.Problems.Add(file, at, message);
    }

    /// <summary>A required word; "" and a problem when it is missing.</summary>
    public string Required(string field)
    {
        var value = Optional(field);
        if (value is null) Problem($"'{field}' is missing");
        return value ?? "";
    }

    public string? Optional(string field) => Take(field) switch
    {
        null => null,
        YamlScalarNode scalar when !string.IsNullOrWhiteSpace(scalar.Value) => scalar.Value,
        var other => Bad<string>(other, field, "a word"),
    };

    public bool Flag(string field) => Optional(field) switch
    {
        null or "false" => false,
        "true" => true,
        var other => Wrong<bool>(field, $"'{other}' is neither true nor false"),
    };

    public int Number(string field) =>
        int.TryParse(Required(field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Wrong<int>(field, $"'{field}' is not a whole number");

    public PartialDate? Date(string field) =>
        Optional(field) is not { } value ? null : PartialDate.TryParse(value, out var date) ? date : Wrong<PartialDate?>(field, $"'{value}' is not a date such as 2015, 2015-04 or 2015-09-11");

    /// <summary>One of the words of an enum, in kebab case.</summary>
    public T Word<T>(string field, T otherwise)
        where T : struct, Enum
    {
        if (Optional(field) is not { } value) return otherwise;
        if (Enum.TryParse<T>(value.Replace("-", "", StringComparison.Ordinal), true, out var word) && Enum.IsDefined(word)) return word;
        return Wrong(field, $"'{value}' is none of {string.Join(", ", Enum.GetNames<T>().Select(Platform.Database.Stored.Kebab))}", otherwise);
    }

    /// <summary>A word that must be one of <paramref name="known"/>.</summary>
    public string? KeyIn(string field, IReadOnlySet<string> known, string what)
    {
        var value = Optional(field);
        if (value is not null && !known.Contains(value)) Problem($"there is no {what} '{value}'", field);
        return value;
    }

    public string RequiredKeyIn(string field, IReadOnlySet<string> known, string what)
    {
        if (!node.Children.ContainsKey(new YamlScalarNode(field))) Problem($"'{field}' is missing");
        return KeyIn(field, known, what) ?? "";
    }

    public Items<string> Keys(string field, IReadOnlySet<string>? known = null, string what = "record")
    {
        if (Take(field) is not { } value) return [];
        if (value is not YamlSequenceNode list) return Bad<Items<string>>(value, field, "a list") ?? [];

        var keys = new Items<string>();
        foreach (var item in list)
        {
            if (item is not YamlScalarNode { Value: { Length: > 0 } key }) folder.Problems.Add(file, item.Start.Line, $"'{field}' holds something that is not a word");
            else if (known is not null && !known.Contains(key)) folder.Problems.Add(file, item.Start.Line, $"there is no {what} '{key}'");
            else keys.Add(key);
        }

        return keys;
    }

    public Text RequiredText(string field)
    {
        var text = Text(field);
        if (text is null) Problem($"'{field}' is missing");
        return text ?? Concord.Domain.Common.Text.Empty;
    }

    public Text? Text(string field) => Take(field) is { } value ? ReadText(value, field) : null;

    public Items<Text> Texts(string field)
    {
        if (Take(field) is not { } value) return [];
        return value is YamlSequenceNode list ? [.. list.Select(item => ReadText(item, field))] : Bad<Items<Text>>(value, field, "a list") ?? [];
    }

    /// <summary>One source in a single word or sentence: an address, or a note.</summary>
    public Items<Source> SourceIn(string field) =>
        Optional(field) is not { } source ? [] : [IsAddress(source) ? new(source) : new(null, Plain(source))];

    public Items<Source> Sources(string field = "sources")
    {
        if (Take(field) is not { } value) return [];
        if (value is not YamlSequenceNode list) return Bad<Items<Source>>(value, field, "a list") ?? [];

        var sources = new Items<Source>();
        foreach (var item in list)
        {
            if (item is YamlScalarNode { Value: { Length: > 0 } words } scalar)
            {
                sources.Add(IsAddress(words) ? new(words) : new(null, Plain(words)));
                if (words.StartsWith("http", StringComparison.Ordinal) && !IsAddress(words)) folder.Problems.Add(file, scalar.Start.Line, $"'{words}' is not an address");
            }
            else if (item is YamlMappingNode mapping)
            {
                var record = new YamlRecord(file, mapping, folder);
                var address = record.Optional("address");
                if (address is not null && !IsAddress(address)) record.Problem($"'{address}' is not an http or https address", "address");
                sources.Add(new(address, record.Text("note"), record.Flag("toVerify")));
                record.Done();
            }
            else
            {
                folder.Problems.Add(file, item.Start.Line, "a source is an address, a note, or a mapping of both");
            }
        }

        return sources;
    }

    /// <summary>An http or https address; anything else is a problem.</summary>
    public string? Address(string field)
    {
        var value = Optional(field);
        if (value is not null && !IsAddress(value)) Problem($"'{value}' is not an http or https address", field);
        return value;
    }

    public IReadOnlyList<YamlRecord> Children(string field)
    {
        if (Take(field) is not { } value) return [];
        return value is YamlSequenceNode list ? [.. Mappings(file, list, folder)] : Bad<List<YamlRecord>>(value, field, "a list") ?? [];
    }

    public YamlRecord? Child(string field) => Take(field) switch
    {
        null => null,
        YamlMappingNode mapping => new(file, mapping, folder),
        var other => Bad<YamlRecord>(other, field, "a mapping"),
    };

    /// <summary>The items of a list, each a word or a text.</summary>
    public IEnumerable<(string? Key, Text? Text, long Line)> KeysOrTexts(string field)
    {
        if (Take(field) is not { } value) yield break;
        if (value is not YamlSequenceNode list)
        {
            Bad<object>(value, field, "a list");
            yield break;
        }

        foreach (var item in list)
        {
            yield return item is YamlScalarNode scalar ? (scalar.Value, null, item.Start.Line) : (null, ReadText(item, field), item.Start.Line);
        }
    }

    public IEnumerable<KeyValuePair<string, Items<string>>> KeysByName(string field)
    {
        if (Child(field) is not { } child) yield break;
        foreach (var name in child.Names)
        {
            yield return KeyValuePair.Create(name, child.Keys(name));
        }
    }

    public IEnumerable<string> Names => node.Children.Keys.OfType<YamlScalarNode>().Select(name => name.Value!);

    /// <summary>Everything was read: what is left over is a misspelt or misplaced field.</summary>
    public void Done()
    {
        foreach (var key in node.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? key.ToString();
            if (!asked.Contains(name)) folder.Problems.Add(file, key.Start.Line, $"unknown field '{name}'");
        }
    }

    private static bool IsAddress(string words) => Uri.TryCreate(words, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    internal static IEnumerable<YamlRecord> Mappings(string file, YamlSequenceNode list, ProgrammeFolder folder)
    {
        foreach (var item in list)
        {
            if (item is YamlMappingNode mapping) yield return new(file, mapping, folder);
            else folder.Problems.Add(file, item.Start.Line, "expected a record with fields");
        }
    }

    // A note in one language only, without saying which: it is the programme's first.
    private Text Plain(string words) => Concord.Domain.Common.Text.In(folder.Language, words);

    private Text ReadText(YamlNode value, string field)
    {
        if (value is YamlScalarNode { Value: { Length: > 0 } words }) return Plain(words);
        if (value is not YamlMappingNode mapping) return Bad<Text>(value, field, "a text") ?? Concord.Domain.Common.Text.Empty;

        var wordings = new List<KeyValuePair<string, Wording>>();
        foreach (var (name, wording) in mapping)
        {
            var language = (name as YamlScalarNode)?.Value ?? "";
            if (!System.Text.RegularExpressions.Regex.IsMatch(language, "^[a-z]{2,3}$")) folder.Problems.Add(file, name.Start.Line, $"'{language}' is not a language code");

            if (wording is YamlScalarNode { Value: { Length: > 0 } plain })
            {
                wordings.Add(new(language, new(plain.Trim())));
            }
            else if (wording is YamlMappingNode details)
            {
                var record = new YamlRecord(file, details, folder);
                var state = record.Word("state", WordingState.Verified);
                var said = record.Required("text").Trim();
                wordings.Add(new(language, new(said, state, record.Optional("source"), record.Optional("note"), record.Reading(said), record.Flag("toVerify"))));
                record.Done();
            }
            else
            {
                folder.Problems.Add(file, wording.Start.Line, $"the wording of '{field}' in '{language}' is empty");
            }
        }

        return new(wordings);
    }

    /// <summary>How a wording is read, for sorting: only what fits the words may be said.</summary>
    private string? Reading(string said)
    {
        if (Optional("sort") is not { } reading) return null;
        return Pinyin.Fits(said, reading) ? reading : Wrong<string?>("sort", $"'{reading}' is not one pinyin syllable for each Chinese character of '{said}'");
    }

    private YamlNode? Take(string field)
    {
        asked.Add(field);
        return node.Children.TryGetValue(new YamlScalarNode(field), out var value) ? value : null;
    }

    private T? Bad<T>(YamlNode value, string field, string expected)
    {
        folder.Problems.Add(file, value.Start.Line, $"'{field}' should be {expected}");
        return default;
    }

    private T Wrong<T>(string field, string message, T otherwise = default!)
    {
        Problem(message, field);
        return otherwise;
    }
}
