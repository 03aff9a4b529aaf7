namespace Concord.Bilingual.Exchange;

/// <summary>Concepts and what they are called in each language, as glossaries are exchanged. It never changes.</summary>
/// <param name="entries">The concepts, in the order of the file. Copied.</param>
public sealed class Glossary(IEnumerable<GlossaryEntry> entries)
{
    /// <summary>The concepts, in the order of the file; may be empty.</summary>
    public IReadOnlyList<GlossaryEntry> Entries { get; } = [.. entries];

    /// <summary>Every language that has a term, in the order in which they first occur.</summary>
    public IReadOnlyList<string> Languages => [.. Entries.SelectMany(entry => entry.Languages).Distinct()];
}
