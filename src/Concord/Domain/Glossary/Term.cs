using Concord.Domain.Common;
using Concord.Domain.Organisations;
using NodaTime;

namespace Concord.Domain.Glossary;

/// <summary>A term of the field with its renderings, and the variants that a side or a law prefers.</summary>
internal sealed class Term : Entity, ISearchable
{
    private Term()
    {
    } // for EF Core

    public Term(Text name, string domain) => (Name, Domain) = (name, domain);

    public Text Name { get; set; } = null!;

    /// <summary>Key of the domain the term belongs to.</summary>
    public string Domain { get; set; } = null!;

    public Items<Variant> Variants { get; set; } = [];

    public IEnumerable<(string Field, Text Text)> Searched =>
        [("Term.Name", Name), .. Variants.Select(variant => ("Term.Variants", Text.In(variant.Language, variant.Words)))];

    public LocalDate? SearchedOn => null;
}
