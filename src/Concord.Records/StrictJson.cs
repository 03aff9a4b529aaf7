using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Concord.Records;

/// <summary>
/// Things as canonical JSON and back. What is read must be, byte for byte, what would be written: so there is one file for one thing, and
/// nothing can be added to it.
/// </summary>
internal static class StrictJson
{
    private static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        AllowOutOfOrderMetadataProperties = true, // the kind of a proof stands in its place in the order of names
        Converters = { new WordingsConverter(), new InstantConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static byte[] Write<T>(T thing) => CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(thing, options));

    /// <exception cref="UnreadableException">It is not exactly what <see cref="Write"/> makes of a thing.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        var thing = Parse<T>(json);
        if (!json.SequenceEqual(Write(thing))) throw new UnreadableException("Not in canonical form (RFC 8785).");

        return thing;
    }

    private static T Parse<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            RefuseNullItems(json);
            return JsonSerializer.Deserialize<T>(json, options) ?? throw new UnreadableException("There is nothing.");
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw new UnreadableException("Not what is expected there: " + wrong.Message, wrong);
        }
    }

    /// <summary>The serializer minds absent members, not absent items of a list.</summary>
    private static void RefuseNullItems(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var inArray = new Stack<bool>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject) inArray.Push(reader.TokenType == JsonTokenType.StartArray);
            else if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject) inArray.Pop();
            else if (reader.TokenType == JsonTokenType.Null && inArray.TryPeek(out var array) && array) throw new UnreadableException("An item of a list is null.");
        }
    }

    private sealed class WordingsConverter : JsonConverter<Wordings>
    {
        public override Wordings Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var words = JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options) ?? throw new JsonException("Words are missing.");
            if (words.Values.Any(one => one is null)) throw new JsonException("Words are missing.");
            return new(words);
        }

        public override void Write(Utf8JsonWriter writer, Wordings value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (language, words) in value) writer.WriteString(language, words);
            writer.WriteEndObject();
        }
    }

    /// <summary>UTC to the second: 2027-04-14T09:30:00Z.</summary>
    private sealed class InstantConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && InstantPattern.General.Parse(reader.GetString()!) is { Success: true } read ? read.Value : throw new JsonException("No time.");

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(InstantPattern.General.Format(value));
    }
}
