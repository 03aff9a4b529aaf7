using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Concord.Domain.Programmes;

namespace Concord.Platform.Languages;

/// <summary>
/// Every sentence of the interface, from the Texts.json of each feature: key to language to wording, with plural forms where a number
/// decides. A programme may bring the sentences in further languages.
/// </summary>
internal sealed class Texts
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, Sentence>> sentences;

    public Texts()
    {
        var all = new Dictionary<string, FrozenDictionary<string, Sentence>>(StringComparer.Ordinal);
        foreach (var (file, json) in Files())
        {
            using var document = JsonDocument.Parse(json);
            foreach (var entry in document.RootElement.EnumerateObject())
            {
                var languages = entry.Value.EnumerateObject().ToFrozenDictionary(language => language.Name, language => Sentence.From(language.Value));
                if (!all.TryAdd(entry.Name, languages)) throw new InvalidOperationException($"{file}: the key '{entry.Name}' stands in another file too.");
            }
        }

        sentences = all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public IEnumerable<string> Keys => sentences.Keys;

    /// <summary>The embedded Texts.json files, by their path.</summary>
    public static IEnumerable<(string File, string Json)> Files()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("Texts/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }

    /// <summary>The sentence for a key in a language, else in the first of <paramref name="others"/> that has it; null for an unknown key.</summary>
    public (string Language, Sentence Sentence)? Find(string key, string language, Programme programme)
    {
        if (programme.Interface.FirstOrDefault(text => text.Language == language && text.Key == key) is { } own)
        {
            return (language, new(own.One, own.Other));
        }

        if (!sentences.TryGetValue(key, out var wordings)) return null;
        if (wordings.TryGetValue(language, out var found)) return (language, found);

        var fallback = programme.Languages.Select(one => one.Code).FirstOrDefault(wordings.ContainsKey) ?? wordings.Keys.First();
        return (fallback, wordings[fallback]);
    }
}

/// <summary>A sentence with its placeholders {0}, {1}; two forms where a number decides.</summary>
internal sealed record Sentence(string? One, string Other)
{
    /// <summary>Without values: the words as they are, doubled braces made single.</summary>
    public string Bare => Other.Contains('{', StringComparison.Ordinal) ? string.Format(System.Globalization.CultureInfo.InvariantCulture, Other) : Other;

    public static Sentence From(JsonElement json) =>
        json.ValueKind == JsonValueKind.String
            ? new(null, json.GetString()!)
            : new(json.TryGetProperty("one", out var one) ? one.GetString() : null, json.GetProperty("other").GetString()!);

    /// <summary>The form for a count, by the CLDR rule of the language; languages not named count as English does.</summary>
    public string For(object? count, string language)
    {
        if (One is null || count is not (int or long)) return Other;
        var number = Convert.ToInt64(count, System.Globalization.CultureInfo.InvariantCulture);
        var isOne = language is "fr" or "pt" ? number is 0 or 1 : number is 1;
        return isOne ? One : Other;
    }
}
