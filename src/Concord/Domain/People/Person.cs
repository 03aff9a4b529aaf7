using Concord.Domain.Common;
using Concord.Domain.Organisations;
using NodaTime;

namespace Concord.Domain.People;

/// <summary>An official or expert who takes part. Minimal data, for a purpose, until a date; never a migrant (DESIGN, rule 4).</summary>
internal sealed class Person : Entity, ISearchable
{
    private Person()
    {
    } // for EF Core

    public Person(Text name, Text purpose, PartialDate retainUntil) => (Name, Purpose, RetainUntil) = (name, purpose, retainUntil);

    public Text Name { get; set; } = null!;

    public Text? Position { get; set; }

    public Guid? OrganisationId { get; set; }

    public Organisation? Organisation { get; private set; }

    /// <summary>Code of the language to write to the person in.</summary>
    public string? Language { get; set; }

    /// <summary>Why the programme holds these data.</summary>
    public Text Purpose { get; set; } = null!;

    /// <summary>After this the data are erased.</summary>
    public PartialDate RetainUntil { get; set; } = null!;

    public IEnumerable<(string Field, Text Text)> Searched => Position is null ? [("Person.Name", Name)] : [("Person.Name", Name), ("Person.Position", Position)];

    public LocalDate? SearchedOn => null;

    /// <summary>The data should be gone by now.</summary>
    public bool IsPastRetention(LocalDate today) => RetainUntil.Latest < today;

    /// <summary>Whether the reason of an erasure may be kept when the data are gone.</summary>
    /// <exception cref="RuleBroken">There is none, or it repeats a part of the name that is to be erased.</exception>
    public void MayBeErased(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw new RuleBroken("Person.EraseWithoutReason");

        if (Repeats(Name, reason)) throw new RuleBroken("Person.ReasonNames");
    }

    /// <summary>Whether words hold a part of a name.</summary>
    public static bool Repeats(Text name, string words)
    {
        var parts = name.Wordings.SelectMany(wording => wording.Value.Text.Split([' ', '·', '・', '-', '.', ','], StringSplitOptions.RemoveEmptyEntries)).Where(part => part.Length > 1);
        return parts.Any(part => words.Contains(part, StringComparison.OrdinalIgnoreCase));
    }
}
