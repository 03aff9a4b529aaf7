using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Concord.Records;

/// <summary>What something is called or says in each language. A language without words is absent. Equal when all words are equal.</summary>
public sealed class Wordings : IReadOnlyDictionary<string, string>, IEquatable<Wordings>
{
    private readonly SortedDictionary<string, string> words = new(StringComparer.Ordinal);

    /// <param name="wordings">Language tag (BCP 47) and words; empty words are left out.</param>
    public Wordings(IEnumerable<KeyValuePair<string, string>> wordings)
    {
        ArgumentNullException.ThrowIfNull(wordings);
        foreach (var (language, text) in wordings)
        {
            if (!string.IsNullOrWhiteSpace(text)) words[language] = text;
        }
    }

    /// <summary>In the order of the language tags.</summary>
    public IEnumerable<string> Keys => words.Keys;

    /// <summary>In the order of the language tags.</summary>
    public IEnumerable<string> Values => words.Values;

    /// <summary>How many languages have words.</summary>
    public int Count => words.Count;

    /// <summary>The words in a language.</summary>
    /// <exception cref="KeyNotFoundException">There are none.</exception>
    public string this[string key] => words[key];

    /// <summary>Words in English and Chinese.</summary>
    public static Wordings Of(string en, string zh) => new([new("en", en), new("zh", zh)]);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => words.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => words.TryGetValue(key, out value);

    /// <summary>The words in a language, or in the first that has some; empty when none has.</summary>
    public string For(string language) => words.GetValueOrDefault(language) ?? words.Values.FirstOrDefault() ?? "";

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => words.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Wordings? other) => other is not null && words.SequenceEqual(other.words);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Wordings);

    /// <inheritdoc/>
    public override int GetHashCode() => words.Aggregate(0, HashCode.Combine);
}
