using System.Globalization;
using Concord.Domain.Programmes;
using NodaTime;

namespace Concord.Platform.Languages;

/// <summary>Times of a place as people say them: in its own time, and beside it in the reader's.</summary>
/// <param name="zone">Of the venue.</param>
/// <param name="readers">Null when it is not known.</param>
internal sealed class VenueTime(Words words, DateTimeZone zone, DateTimeZone? readers, string place)
{
    public DateTimeZone Zone => zone;

    /// <summary>Where the times are those of, for people.</summary>
    public string Place => place;

    /// <param name="place">Key of the place; null when not known: then the programme's time counts.</param>
    public static VenueTime Of(Words words, string? place, DateTimeZone? readers) =>
        new(words, ZoneOf(words.Programme, place), readers, place is null ? ZoneOf(words.Programme, place).Id : words.Plain(words.Programme.Place(place).Name));

    /// <summary>The zone of a place, or else the programme's.</summary>
    public static DateTimeZone ZoneOf(Programme programme, string? place) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(place is null ? "" : programme.Place(place).Zone ?? "") ?? programme.Zone;

    /// <summary>09:30–12:30.</summary>
    public string Times(LocalTime from, LocalTime until) => from == until ? Clock(from) : words["Agenda.FromTo", Clock(from), Clock(until)];

    /// <summary>The same in the reader's time, with the day where it is another; null where it is the venue's, or not known.</summary>
    public string? Yours(LocalDate day, LocalTime from, LocalTime until)
    {
        if (readers is not { } theirs) return null;

        var (begins, ends) = (At(day, from), At(day, until));
        var (here, there) = (begins.InZone(zone), begins.InZone(theirs));
        if (here.Offset == there.Offset) return null;
        var times = Times(there.TimeOfDay, ends.InZone(theirs).TimeOfDay);
        return words["Agenda.Yours", there.Date == here.Date ? times : words.Date(there.Date) + " " + times];
    }

    /// <summary>+02:00.</summary>
    public string Offset(LocalDate day, LocalTime time) => At(day, time).InZone(zone).Offset.ToString("+HH:mm", CultureInfo.InvariantCulture);

    private static string Clock(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private Instant At(LocalDate day, LocalTime time) => zone.AtLeniently(day + time).ToInstant();
}
