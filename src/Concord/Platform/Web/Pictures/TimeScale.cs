using NodaTime;

namespace Concord.Platform.Web.Pictures;

/// <summary>How much room a stretch of the axis gets.</summary>
internal enum Stretch
{
    /// <summary>Years of which nothing is on record: one short break.</summary>
    Gap,

    /// <summary>A year with little on record.</summary>
    Quiet,

    Busy,
}

/// <summary>
/// An axis of years that are not all equally long: a programme of three busy years stands between decades in which little happened, and
/// one scale for all would press the three into a few pixels. Years of the same kind are of the same length, and breaks are drawn.
/// </summary>
internal sealed class TimeScale
{
    /// <summary>A year with at least so many marks is busy.</summary>
    public const int Busy = 4;

    private const double GapWidth = 12, QuietWidth = 40, BusyWidth = 112;

    private TimeScale(IReadOnlyList<Part> parts) => Parts = parts;

    /// <summary>From left to right, without holes.</summary>
    public IReadOnlyList<Part> Parts { get; }

    public double Width => Parts.Count == 0 ? 0 : Parts[^1].Left + Parts[^1].Width;

    /// <param name="starts">A day for everything that is drawn.</param>
    /// <param name="others">Days that must lie on the axis but are no marks: the ends of bars and bands.</param>
    /// <param name="room">The axis is at least so long, in pixels.</param>
    public static TimeScale Of(IEnumerable<LocalDate> starts, IEnumerable<LocalDate> others, double room)
    {
        var counts = starts.GroupBy(day => day.Year).ToDictionary(group => group.Key, group => group.Count());
        foreach (var day in others) counts.TryAdd(day.Year, 0);
        if (counts.Count == 0) return new([]);

        var parts = new List<Part>();
        var (first, last) = (counts.Keys.Min(), counts.Keys.Max());
        for (var year = first; year <= last; year++)
        {
            var kind = counts.TryGetValue(year, out var count) ? count >= Busy ? Stretch.Busy : Stretch.Quiet : Stretch.Gap;
            if (kind == Stretch.Gap && parts[^1].Kind == Stretch.Gap) parts[^1] = parts[^1] with { LastYear = year };
            else parts.Add(new(year, year, kind, 0, kind switch { Stretch.Gap => GapWidth, Stretch.Quiet => QuietWidth, _ => BusyWidth }));
        }

        var gaps = parts.Where(part => part.Kind == Stretch.Gap).Sum(part => part.Width);
        var stretch = Math.Max(1, (room - gaps) / parts.Where(part => part.Kind != Stretch.Gap).Sum(part => part.Width));
        var left = 0.0;
        for (var index = 0; index < parts.Count; index++)
        {
            var width = parts[index].Kind == Stretch.Gap ? parts[index].Width : parts[index].Width * stretch;
            parts[index] = parts[index] with { Left = left, Width = width };
            left += width;
        }

        return new(parts);
    }

    /// <summary>Where a day begins; days beyond the axis stand at its ends.</summary>
    public double At(LocalDate day)
    {
        if (Parts.Count == 0 || day.Year < Parts[0].FirstYear) return 0;
        if (day.Year > Parts[^1].LastYear) return Width;

        var part = Parts.First(one => day.Year <= one.LastYear);
        var (from, to) = (new LocalDate(part.FirstYear, 1, 1), new LocalDate(part.LastYear + 1, 1, 1));
        return part.Left + (part.Width * Period.DaysBetween(from, day) / Period.DaysBetween(from, to));
    }

    internal sealed record Part(int FirstYear, int LastYear, Stretch Kind, double Left, double Width);
}
