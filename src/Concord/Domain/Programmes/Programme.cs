using Concord.Domain.Common;
using NodaTime;

namespace Concord.Domain.Programmes;

/// <summary>
/// The programme: everything about it that all readers share and that the other records refer to by key. It is one document,
/// changed as a whole, always public. Nothing in the code knows which programme it is.
/// </summary>
internal sealed record Programme
{
    public required string Key { get; init; }

    public required Text Name { get; init; }

    public required Text Short { get; init; }

    /// <summary>One sentence that says what the programme is: the first thing seen.</summary>
    public required Text Headline { get; init; }

    public required Text Lead { get; init; }

    public required Items<Language> Languages { get; init; }

    /// <summary>IANA name of the zone whose day is "today".</summary>
    public required string TimeZone { get; init; }

    public string? Contact { get; init; }

    public Items<Section> Sections { get; init; } = [];

    public Items<Phase> Phases { get; init; } = [];

    public Items<Pillar> Pillars { get; init; } = [];

    public Items<Outcome> Outcomes { get; init; } = [];

    /// <summary>The sides, in the order of the first language.</summary>
    public Items<Party> Parties { get; init; } = [];

    public Items<Place> Places { get; init; } = [];

    public Items<Kind> OrganisationTypes { get; init; } = [];

    public Items<Kind> ActivityTypes { get; init; } = [];

    public Items<Status> Statuses { get; init; } = [];

    public Items<Track> Tracks { get; init; } = [];

    public Items<Kind> TermDomains { get; init; } = [];

    public Items<Office> Offices { get; init; } = [];

    public Items<Source> Sources { get; init; } = [];

    /// <summary>Sentences of the interface in languages that the program itself does not bring.</summary>
    public Items<InterfaceText> Interface { get; init; } = [];

    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];
}

/// <summary>A language of interface and content.</summary>
/// <param name="Code">BCP 47 primary subtag: stands in the address.</param>
/// <param name="Name">In the language itself.</param>
/// <param name="Culture">.NET culture that formats and sorts.</param>
/// <param name="SideOrder">Keys of the parties in the order this language names them.</param>
internal sealed record Language(string Code, string Name, string Culture, Items<string> SideOrder);

/// <summary>A passage of what the programme says of itself.</summary>
internal sealed record Section(string Key, Text Title, Items<Text> Paragraphs, Items<Source> Sources);

internal sealed record Phase(
    string Key,
    Text Name,
    PartialDate? Start,
    PartialDate? End,
    bool Predecessor,
    Items<string> Implementers,
    Items<string> Donors,
    Items<string> Partners,
    Text? Funding,
    Text? Disclaimer,
    Text? Budget,
    Text? Note,
    Items<Source> Sources);

/// <summary>A focus area.</summary>
/// <param name="Safeguarded">Its activities touch people's protection: none becomes ready before its safeguards are answered and cleared.</param>
internal sealed record Pillar(string Key, Text Title, Text Short, Text? Description, Items<Source> Sources, bool Safeguarded = false);

internal sealed record Outcome(string Key, Text Text, Items<Source> Sources);

/// <summary>A side of the dialogue. The tints have equal weight and contrast; sides are told apart by name first.</summary>
internal sealed record Party(string Key, Text Name, Text Short, Text? Adjective, string? Organisation, Tint Tint, Items<Source> Sources);

/// <param name="Light">CSS colour on light paper.</param>
/// <param name="Dark">CSS colour on dark paper.</param>
internal sealed record Tint(string Light, string Dark);

/// <summary>A country, territory or city, named as the programme's reviewed data set names it.</summary>
/// <param name="Country">Key of the country of a city; null for a country.</param>
/// <param name="Zone">Its time zone in the IANA database; null where it has several or none is known.</param>
internal sealed record Place(string Key, Text Name, bool IsCity, string? Country, Items<Source> Sources, string? Zone = null);

/// <summary>A word of a controlled list.</summary>
internal sealed record Kind(string Key, Text Name);

/// <summary>A status of a commitment.</summary>
/// <param name="Group">Open, moving, done or ended: decides the mark before the word.</param>
/// <param name="IsFinal">Nothing more is expected after it.</param>
internal sealed record Status(string Key, Text Name, StatusGroup Group, bool IsFinal);

internal enum StatusGroup
{
    Open,
    Moving,
    Done,
    Ended,
}

/// <summary>A dialogue track, with the names each side gave it and when.</summary>
internal sealed record Track(string Key, Text Name, Items<OfficialName> Names, Items<Source> Sources);

internal sealed record OfficialName(Text Name, string? Party, PartialDate? From, PartialDate? To, Items<Source> Sources);

internal sealed record Office(string Key, string? Organisation, Text Name, Text Address, string? Phone, string? Fax, string? Email, Items<Source> Sources);

internal sealed record InterfaceText(string Key, string Language, string? One, string Other);
