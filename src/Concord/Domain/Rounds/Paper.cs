using Concord.Domain.Common;
using Concord.Domain.Files;
using NodaTime;

namespace Concord.Domain.Rounds;

/// <summary>
/// A paper for a round or for an item of its agenda: words, files, or both. A side prepares it for itself and tables it by widening who may read
/// it. A position note is a paper that never leaves its side.
/// </summary>
internal sealed class Paper : Entity, ISearchable, IOfASide
{
    private readonly List<StoredFile> files = [];

    private Paper()
    {
    } // for EF Core

    /// <param name="party">Key of the side whose paper it is; null: the team's.</param>
    /// <param name="isNote">Whether it is what a side wants to keep in mind for itself, and will never be read by anybody else.</param>
    /// <exception cref="RuleBroken">It is a note, and of no side.</exception>
    public Paper(Guid round, string? party, Text name, bool isNote = false)
    {
        if (isNote && party is null) throw new RuleBroken("Paper.NoteStays");
        (RoundId, Party, Name, IsNote) = (round, party, name, isNote);
        Audience = party is null ? Audience.Team : Audience.Party(party);
    }

    public Guid RoundId { get; private set; }

    public Round Round { get; private set; } = null!;

    /// <summary>The item that it is about; null: the round as a whole.</summary>
    public Guid? AgendaItemId { get; private set; }

    public AgendaItem? AgendaItem { get; private set; }

    public Text Name { get; private set; } = null!;

    /// <summary>What it says; null when its files say it.</summary>
    public Text? Body { get; private set; }

    /// <summary>Key of the side whose paper it is; null: the team's.</summary>
    public string? Party { get; private set; }

    /// <summary>A position note.</summary>
    public bool IsNote { get; private set; }

    public bool StaysWithSide => IsNote;

    public IReadOnlyList<StoredFile> Files => files;

    /// <summary>Whether others than its makers know of it.</summary>
    public bool IsTabled => Audience.PartyKey is null && Audience != Audience.Team;

    public IEnumerable<(string Field, Text Text)> Searched
    {
        get
        {
            yield return ("Paper.Name", Name);
            if (Body is not null) yield return ("Paper.Body", Body);
        }
    }

    public LocalDate? SearchedOn => null;

    /// <summary>What the paper is.</summary>
    /// <param name="hasFile">Whether a file comes with it or is there already.</param>
    /// <exception cref="RuleBroken">It says nothing: neither words nor a file.</exception>
    public void Says(Text name, Text? body, Guid? item, bool hasFile)
    {
        if ((body is null || body.IsEmpty) && !hasFile) throw new RuleBroken("Paper.SaysNothing");
        (Name, Body, AgendaItemId) = (name, body, item);
    }

    /// <summary>Chooses its readers; its files follow it.</summary>
    /// <exception cref="RuleBroken">It is a position note, and they are not its side.</exception>
    public void IsFor(Audience audience)
    {
        if (IsNote && audience != Audience.Party(Party!)) throw new RuleBroken("Paper.NoteStays");
        Audience = audience;
        foreach (var file in files) file.IsFor(audience);
    }
}
