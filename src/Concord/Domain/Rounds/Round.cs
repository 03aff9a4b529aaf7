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

    /// <summary>Who chaired, in the words of a source.</summary>
    public Text? Chairs { get; set; }

    /// <summary>Who chairs for each side.</summary>
    public Items<CoChair> CoChairs { get; set; } = [];

    public Text? Summary { get; set; }

    public IEnumerable<(string Field, Text Text)> Searched
    {
        get
        {
            yield return ("Round.Name", Name);
            if (Chairs is not null) yield return ("Round.Chairs", Chairs);
            foreach (var chair in CoChairs) yield return ("Round.CoChairs", chair.Name);
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
    /// <param name="agenda">Its items as the writer sees them.</param>
    /// <param name="parties">Keys of the sides, whose agreement an agenda needs.</param>
    /// <param name="why">The reason given for the change; a step back needs one.</param>
    /// <exception cref="RuleBroken">It is said to have been held, and begins later; its agenda is not agreed; or it goes back without a reason.</exception>
    public void Becomes(RoundStatus status, LocalDate today, IEnumerable<AgendaItem> agenda, IReadOnlyCollection<string> parties, string? why)
    {
        if (status >= RoundStatus.Held && Start?.Earliest > today) throw new RuleBroken("Round.NotYet", Start);
        if (status < Status && string.IsNullOrWhiteSpace(why)) throw new RuleBroken("Round.BackWithoutReason");
        if (status == RoundStatus.AgendaAgreed && Status != status) MustBeAgreed([.. agenda.Where(item => item.IsTabled)], parties);
        Status = status;
    }

    /// <summary>An agenda is agreed when every side has agreed to each item or has reserved its position on it, saying why.</summary>
    private static void MustBeAgreed(IReadOnlyCollection<AgendaItem> tabled, IReadOnlyCollection<string> parties)
    {
        if (tabled.Count == 0) throw new RuleBroken("Round.NoAgenda");

        var open = tabled.Where(item => item.Among(parties) == Consent.Open).ToList();
        if (open.Count > 0) throw new RuleBroken("Round.ItemsOpen", open.Count, open[0].Name);
    }
}
