using Concord.Domain.Common;
using NodaTime;

namespace Concord.Domain.Programmes;

/// <summary>What a paragraph of a programme's text is.</summary>
internal enum ProgrammeParagraphKind
{
    Text,
    Heading,

    /// <summary>Of a list.</summary>
    Item,
}

/// <summary>A paragraph with its wording in each language; one that a language lacks is missing there, and nobody's guess takes its place.</summary>
internal sealed record ProgrammeParagraph(ProgrammeParagraphKind Kind, Text Words);

/// <summary>What the programme says of itself: a leaflet, a charter. A list of paragraphs, of which no language is the original.</summary>
internal sealed class ProgrammeText : Entity, ISearchable
{
    private ProgrammeText()
    {
    } // for EF Core

    public ProgrammeText(Text name) => Name = name;

    /// <summary>Its title.</summary>
    public Text Name { get; set; } = null!;

    /// <summary>In their order.</summary>
    public Items<ProgrammeParagraph> Paragraphs { get; private set; } = [];

    public IEnumerable<(string Field, Text Text)> Searched => [("ProgrammeText.Name", Name), .. Paragraphs.Select(one => ("ProgrammeText.Paragraphs", one.Words))];

    public LocalDate? SearchedOn => null;

    /// <exception cref="RuleBroken">It says nothing, or a paragraph does.</exception>
    public void Says(IEnumerable<ProgrammeParagraph> paragraphs)
    {
        Items<ProgrammeParagraph> all = [.. paragraphs];
        if (all.Count == 0 || all.Any(one => one.Words.IsEmpty)) throw new RuleBroken("ProgrammeText.SaysNothing");
        Paragraphs = all;
    }
}
