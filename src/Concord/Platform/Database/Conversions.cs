using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Concord.Domain.Common;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.Text;
using Text = Concord.Domain.Common.Text;

namespace Concord.Platform.Database;

/// <summary>How the things of the domain stand in columns: common ground of SQLite and PostgreSQL.</summary>
internal static class Stored
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new InstantJson() },
    };

    /// <summary>InParallelWith → in-parallel-with.</summary>
    public static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    /// <summary>DueLatest → due_latest.</summary>
    public static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

/// <summary>A moment within JSON, as ISO 8601 writes it.</summary>
internal sealed class InstantJson : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return InstantPattern.ExtendedIso.Parse(reader.GetString()!).Value;

        reader.Skip(); // rows of before this converter hold an empty object: the moment was lost
        return default;
    }

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
}

internal sealed class StoredText() : ValueConverter<Text, string>(text => text.ToJson(), json => Text.FromJson(json));

internal sealed class StoredPartialDate() : ValueConverter<PartialDate, string>(date => date.ToString(), text => PartialDate.Parse(text));

internal sealed class StoredAudience() : ValueConverter<Audience, string>(audience => audience.Code, code => Audience.FromCode(code));

internal sealed class StoredDay() : ValueConverter<LocalDate, DateOnly>(day => day.ToDateOnly(), day => LocalDate.FromDateOnly(day));

internal sealed class StoredInstant()
    : ValueConverter<Instant, DateTime>(instant => instant.ToDateTimeUtc(), time => DateTime.SpecifyKind(time, DateTimeKind.Utc).ToInstant());

internal sealed class StoredJson<T>()
    : ValueConverter<T, string>(value => JsonSerializer.Serialize(value, Stored.Json), json => JsonSerializer.Deserialize<T>(json, Stored.Json)!);

internal sealed class StoredEnum<T>()
    : ValueConverter<T, string>(value => Stored.Kebab(value.ToString()), text => Enum.Parse<T>(text.Replace("-", ""), true))
    where T : struct, Enum;

/// <summary>Lists changed in place are noticed: EF Core compares with a copy.</summary>
internal sealed class ItemsCompared<T>()
    : ValueComparer<Items<T>>((one, other) => object.Equals(one, other), items => items.GetHashCode(), items => new Items<T>(items));
