using Concord.Domain.Common;
using NodaTime;

namespace Concord.Domain.Organisations;

/// <summary>What an organisation is to the programme.</summary>
internal enum OrganisationRole
{
    Partner,
    Implementer,
    Donor,
    Other,
}

/// <summary>An institution, with the names it had and has, its place in a hierarchy, and what came before and after it.</summary>
internal sealed class Organisation : Entity, ISearchable
{
    private Organisation()
    {
    } // for EF Core

    public Organisation(Text name) => Name = name;

    public Text Name { get; set; } = null!;

    public string? Abbreviation { get; set; }

    /// <summary>Key of the side it belongs to; null when it belongs to none.</summary>
    public string? Party { get; set; }

    public OrganisationRole Role { get; set; } = OrganisationRole.Other;

    public bool International { get; set; }

    /// <summary>Key of the programme's organisation type.</summary>
    public string? Type { get; set; }

    public Guid? ParentId { get; set; }

    public Organisation? Parent { get; private set; }

    /// <summary>The parent in words, where it is no record of its own.</summary>
    public Text? ParentName { get; set; }

    /// <summary>Key of the country of a Member State's body.</summary>
    public string? Country { get; set; }

    public PartialDate? ValidFrom { get; set; }

    public PartialDate? ValidTo { get; set; }

    public Guid? SuccessorId { get; set; }

    public Organisation? Successor { get; private set; }

    public Items<Text> FormerNames { get; set; } = [];

    public Items<Variant> Variants { get; set; } = [];

    public string? Url { get; set; }

    public Text? Note { get; set; }

    public IEnumerable<(string Field, Text Text)> Searched =>
    [
        ("Organisation.Name", Name),
        .. FormerNames.Select(name => ("Organisation.FormerNames", name)),
        .. Variants.Select(variant => ("Organisation.Variants", Text.In(variant.Language, variant.Words))),
    ];

    public LocalDate? SearchedOn => null;

    public bool IsValidOn(LocalDate day) => (ValidFrom?.Earliest ?? day) <= day && day <= (ValidTo?.Latest ?? day);

    /// <summary>Whether it may have existed, under its present name, on some day of that time.</summary>
    public bool ExistedIn(PartialDate time) => (ValidFrom?.Earliest ?? time.Latest) <= time.Latest && time.Earliest <= (ValidTo?.Latest ?? time.Earliest);

    /// <summary>The name it bore at a time; null when it did not exist then.</summary>
    /// <param name="hadPredecessor">Another record stands for what was there before: then its former names are not its own past.</param>
    /// <remarks>The day on which a former name ended is known only as the beginning of the present one; where that is not recorded, the
    /// present name is given.</remarks>
    public Text? NameIn(PartialDate time, bool hadPredecessor)
    {
        if (ExistedIn(time)) return Name;
        var isBefore = ValidFrom is { } from && time.Latest < from.Earliest;
        return isBefore && !hadPredecessor ? FormerNames.LastOrDefault() : null;
    }

    /// <summary>Puts it under another organisation, or at the top.</summary>
    /// <param name="parentOf">The parent of every organisation the writer may read. A parent that he may not read ends the climb: a
    /// refusal would tell him of it. Whoever draws the hierarchy is therefore ready for a circle (see <see cref="Hierarchy"/>).</param>
    /// <exception cref="RuleBroken">It would stand under itself.</exception>
    public void BelongTo(Guid? parent, Func<Guid, Guid?> parentOf)
    {
        if (Hierarchy.Climb(parent, parentOf).Contains(Id)) throw new RuleBroken("Organisation.UnderItself");
        ParentId = parent;
    }

    /// <summary>Names what came after it.</summary>
    /// <param name="successorOf">The successor of every organisation the writer may read.</param>
    /// <exception cref="RuleBroken">It would come after itself.</exception>
    public void GiveWayTo(Guid? successor, Func<Guid, Guid?> successorOf)
    {
        if (Hierarchy.Climb(successor, successorOf).Contains(Id)) throw new RuleBroken("Organisation.AfterItself");
        SuccessorId = successor;
    }

    /// <exception cref="RuleBroken">It would have ended before it began.</exception>
    public void Lasts(PartialDate? from, PartialDate? to)
    {
        if (to?.Latest < from?.Earliest) throw new RuleBroken("Organisation.EndsBeforeItBegins");
        (ValidFrom, ValidTo) = (from, to);
    }
}

/// <summary>Another wording in use, and whose.</summary>
/// <param name="Party">Key of the side that uses it; null when that is not known.</param>
/// <param name="Usage">Who uses it otherwise (UN usage, a law); null when not known.</param>
internal sealed record Variant(string Language, string Words, string? Party, Text? Usage, Items<Source> Sources);
