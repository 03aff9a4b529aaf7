using System.Text.Json;
using System.Text.Json.Serialization;

namespace Concord.Domain.Common;

/// <summary>Who may read a record (DESIGN, rule 2). The widest is <see cref="Public"/>; a party's own is read by that party alone.</summary>
[JsonConverter(typeof(AudienceJson))]
internal readonly record struct Audience
{
    private const string PartyPrefix = "party:";

    private Audience(string code) => Code = code;

    /// <summary>Everyone, signed in or not.</summary>
    public static Audience Public { get; } = new("public");

    /// <summary>Every signed-in member: both parties, the team, translators, donor, reader.</summary>
    public static Audience Programme { get; } = new("programme");

    /// <summary>Both parties' people, the team, and translators whom the team assigned to that record.</summary>
    public static Audience Parties { get; } = new("parties");

    /// <summary>Programme manager, programme officer, protection adviser.</summary>
    public static Audience Team { get; } = new("team");

    /// <summary>As stored: public, programme, parties, team or party:KEY.</summary>
    public string Code { get; }

    /// <summary>Key of the one party that reads; null for the other audiences.</summary>
    public string? PartyKey => Code.StartsWith(PartyPrefix, StringComparison.Ordinal) ? Code[PartyPrefix.Length..] : null;

    /// <summary>One party: its dialogue desk, focal points, signatories and its assigned translators; nobody else.</summary>
    public static Audience Party(string key) => new(PartyPrefix + key);

    /// <exception cref="FormatException">The code is none of the known forms.</exception>
    public static Audience FromCode(string code) => code switch
    {
        "public" => Public,
        "programme" => Programme,
        "parties" => Parties,
        "team" => Team,
        _ when code.StartsWith(PartyPrefix, StringComparison.Ordinal) && code.Length > PartyPrefix.Length => new(code),
        _ => throw new FormatException($"'{code}' is no audience."),
    };

    /// <summary>Every audience of a programme with these parties, widest first.</summary>
    public static IEnumerable<Audience> All(IEnumerable<string> partyKeys) => [Public, Programme, Parties, .. partyKeys.Select(Party), Team];

    /// <summary>Read by no account at all: what two sides may each see half of.</summary>
    public static Audience Nobody { get; } = Party("-");

    /// <summary>Whether everybody who reads <paramref name="other"/> reads this too, and more do.</summary>
    public bool IsWiderThan(Audience other) => Width < other.Width;

    /// <summary>The one of two that fewer read; nobody's when neither holds the other.</summary>
    public static Audience NarrowerOf(Audience one, Audience other) =>
        one == other || one.IsWiderThan(other) ? other : other.IsWiderThan(one) ? one : Nobody;

    /// <summary>What one side keeps to itself may be tabled, never handed to the team or to the other side alone; and the reverse.</summary>
    public bool MayBecome(Audience other) => this == other || IsWiderThan(other) || other.IsWiderThan(this);

    private int Width => Code switch { "public" => 0, "programme" => 1, "parties" => 2, _ => 3 };

    public override string ToString() => Code;
}

internal sealed class AudienceJson : JsonConverter<Audience>
{
    public override Audience Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Audience.FromCode(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Audience value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
}
