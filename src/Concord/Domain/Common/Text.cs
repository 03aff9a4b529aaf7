using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Concord.Domain.Common;

/// <summary>How far a wording may be relied on.</summary>
internal enum WordingState
{
    /// <summary>Begun, not to be relied on.</summary>
    Draft,

    /// <summary>Our own or an unconfirmed rendering, shown with a quiet note ("unofficial translation").</summary>
    Translated,

    /// <summary>Attested by a source, or confirmed by a reviser.</summary>
    Verified,
}

/// <summary>What a text says in one language.</summary>
/// <param name="Text">The words; never empty.</param>
/// <param name="State">How far they may be relied on.</param>
/// <param name="Source">Where this very wording is attested; null: by the sources of the record that carries the text.</param>
/// <param name="Note">A remark on the wording for translators and careful readers; null when there is none.</param>
/// <param name="Reading">How the beginning is pronounced, for sorting where the script does not tell (pinyin syllables); null: as the tables say.</param>
/// <param name="ToVerify">The wording was recorded from general knowledge and is still to be checked by a terminologist.</param>
internal sealed record Wording(
    string Text,
    WordingState State = WordingState.Verified,
    string? Source = null,
    string? Note = null,
    string? Reading = null,
    bool ToVerify = false);

/// <summary>
/// One meaning with a wording per language. Equal when every wording is equal. A language without a wording is simply absent:
/// there are no empty wordings.
/// </summary>
[JsonConverter(typeof(TextJson))]
internal sealed class Text : IEquatable<Text>
{
    public static readonly Text Empty = new([]);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly ImmutableSortedDictionary<string, Wording> wordings;

    public Text(IEnumerable<KeyValuePair<string, Wording>> wordings) =>
        this.wordings = wordings
            .Where(pair => !string.IsNullOrWhiteSpace(pair.Value.Text))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>A text in one language.</summary>
    public static Text In(string language, string words, WordingState state = WordingState.Verified) =>
        new([KeyValuePair.Create(language, new Wording(words, state))]);

    /// <summary>The wording in a language; null when there is none.</summary>
    public Wording? this[string language] => wordings.GetValueOrDefault(language);

    public IEnumerable<string> Languages => wordings.Keys;

    public IEnumerable<KeyValuePair<string, Wording>> Wordings => wordings;

    public bool IsEmpty => wordings.IsEmpty;

    /// <summary>This text with one wording replaced, or taken out when <paramref name="wording"/> is null or blank.</summary>
    public Text With(string language, Wording? wording) =>
        new(wording is null ? wordings.Remove(language) : wordings.SetItem(language, wording));

    /// <summary>The wording to show to a reader of <paramref name="language"/>: in it, else in the first of <paramref name="others"/>
    /// that has one, else in any. Null only when the text is empty.</summary>
    public (string Language, Wording Wording)? For(string language, IEnumerable<string> others)
    {
        if (wordings.TryGetValue(language, out var own)) return (language, own);

        foreach (var other in others)
        {
            if (wordings.TryGetValue(other, out var found)) return (other, found);
        }

        return wordings.IsEmpty ? null : (wordings.First().Key, wordings.First().Value);
    }

    public static Text FromJson(string json) =>
        new(JsonSerializer.Deserialize<Dictionary<string, Wording>>(json, Json) ?? []);

    public string ToJson() => JsonSerializer.Serialize(wordings, Json);

    public bool Equals(Text? other) => other is not null && wordings.SequenceEqual(other.wordings);

    public override bool Equals(object? obj) => Equals(obj as Text);

    public override int GetHashCode() => wordings.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));

    /// <summary>For logs and debuggers only: pages show texts through Words, which knows the reader's language.</summary>
    public override string ToString() => string.Join(" / ", wordings.Values.Select(wording => wording.Text));
}

/// <summary>Writes a text inside a JSON document in the same form as in a column of its own.</summary>
internal sealed class TextJson : JsonConverter<Text>
{
    public override Text Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Text.FromJson(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, Text value, JsonSerializerOptions options) => writer.WriteRawValue(value.ToJson());
}
