using Concord.Domain.Common;
using NodaTime;

namespace Concord.Domain.Rounds;

internal enum RoundStatus
{
    Planned,
    AgendaAgreed,
    Held,
    RecordAgreed,
    Closed,
}

/// <summary>One meeting of a dialogue track.</summary>
internal sealed class Round : Entity, ISearchable
{
    private Round()
    {
    } // for EF Core

    public Round(Text name, string track) => (Name, Track) = (name, track);

    public Text Name { get; set; } = null!;

    /// <summary>Key of the dialogue track.</summary>
    public string Track { get; set; } = null!;

    public PartialDate? Start { get; set; }

    public PartialDate? End { get; set; }

    /// <summary>First day it can mean, for sorting; null when no date is known.</summary>
    public LocalDate? FirstDay => Start?.Earliest;

    /// <summary>Key of the place; null when not known.</summary>
    public string? Place { get; set; }

    /// <summary>Key of the side that hosts; null when not known.</summary>
    public string? Host { get; set; }

    /// <summary>When it sits, in the time of the venue; none while that is not known.</summary>
    public Items<Sitting> Sittings { get; private set; } = [];

    public RoundStatus Status { get; set; }

    /// <summary>Keys of the pillars it dealt with.</summary>
    public Items<string> Pillars { get; set; } = [];

    public Text? Chairs { get; set; }

    public Text? Summary { get; set; }

    public IEnumerable<(string Field, Text Text)> Searched
    {
        get
        {
            yield return ("Round.Name", Name);
            if (Chairs is not null) yield return ("Round.Chairs", Chairs);
            if (Summary is not null) yield return ("Round.Summary", Summary);
        }
    }

    public LocalDate? SearchedOn => Start?.Latest;

    /// <summary>When it takes place, as precisely as known.</summary>
    /// <exception cref="RuleBroken">The end lies before the start, or stands alone.</exception>
    public void Takes(PartialDate? start, PartialDate? end)
    {
        if (start is null && end is not null) throw new RuleBroken("Round.EndWithoutStart", end);
        if (end?.Latest < start?.Earliest) throw new RuleBroken("Round.EndBeforeStart", start, end);
        (Start, End) = (start, end);
    }

    /// <summary>When it sits, day by day.</summary>
    /// <exception cref="RuleBroken">Two sittings overlap, or one lies outside the round's days.</exception>
    public void Sits(IEnumerable<Sitting> sittings)
    {
        var ordered = sittings.OrderBy(sitting => sitting.Day).ThenBy(sitting => sitting.From).ToList();
        foreach (var (before, next) in ordered.Zip(ordered.Skip(1)))
        {
            if (before.Day == next.Day && next.From < before.Until) throw new RuleBroken("Round.SittingsOverlap");
        }

        if (ordered.Exists(sitting => sitting.Day < Start?.Earliest || sitting.Day > (End ?? Start)?.Latest)) throw new RuleBroken("Round.SittingOutside");
        Sittings = [.. ordered];
    }

    /// <summary>How far it has come; the dates come first.</summary>
    /// <param name="today">The programme's day.</param>
    /// <exception cref="RuleBroken">It is said to have been held, and begins later.</exception>
    public void Becomes(RoundStatus status, LocalDate today)
    {
        if (status >= RoundStatus.Held && Start?.Earliest > today) throw new RuleBroken("Round.NotYet", Start);
        Status = status;
    }
}
