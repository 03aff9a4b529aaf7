using System.Globalization;
using System.Text;
using NodaTime;

namespace Concord.Platform.Web.Feeds;

internal enum EventStatus
{
    Tentative,
    Confirmed,
    Cancelled,
}

/// <summary>Part of a day, in the time of a place.</summary>
internal sealed record CalendarTime(LocalTime From, LocalTime Until, DateTimeZone Zone);

/// <summary>Something that takes whole days, or part of one.</summary>
/// <param name="Uid">The same for ever, in every language.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Sequence">Goes up with every change.</param>
/// <param name="Time">Null: whole days.</param>
/// <param name="Within">Of the event that this one is part of; null when of none.</param>
/// <param name="IsPublic">Whether everybody may read it.</param>
internal sealed record CalendarEvent(
    Guid Uid,
    LocalDate From,
    LocalDate To,
    string Summary,
    string Language,
    string Description,
    string? Location,
    IReadOnlyList<string> Categories,
    Uri Page,
    EventStatus Status,
    int Sequence,
    Instant Created,
    Instant Changed,
    CalendarTime? Time = null,
    Guid? Within = null,
    bool IsPublic = true);

/// <summary>Writes a calendar (RFC 5545, with the names of RFC 7986 beside those that programs know from before it).</summary>
internal sealed class ICalendar
{
    public const string Type = "text/calendar; charset=utf-8";

    // RFC 5545, 3.1: octets of a line without its end.
    private const int Longest = 75;

    private readonly StringBuilder text = new();

    /// <param name="product">Of the programme, for PRODID.</param>
    /// <param name="page">Absolute address of the page that shows the same.</param>
    public static byte[] Write(string product, string language, string name, string description, Uri page, IReadOnlyCollection<CalendarEvent> events)
    {
        var calendar = new ICalendar();
        calendar.Line("BEGIN", "VCALENDAR");
        calendar.Line("VERSION", "2.0");
        calendar.Line("PRODID", $"-//Concord//{product}//{language.ToUpperInvariant()}");
        calendar.Line("CALSCALE", "GREGORIAN");
        calendar.Line("METHOD", "PUBLISH");
        calendar.Text($"NAME;LANGUAGE={language}", name);
        calendar.Text("X-WR-CALNAME", name);
        calendar.Text($"DESCRIPTION;LANGUAGE={language}", description);
        calendar.Text("X-WR-CALDESC", description);
        calendar.Line("URL", page.AbsoluteUri);
        calendar.Line("REFRESH-INTERVAL;VALUE=DURATION", "PT6H");
        calendar.Line("X-PUBLISHED-TTL", "PT6H");
        foreach (var zone in events.Where(one => one.Time is not null).GroupBy(one => one.Time!.Zone)) calendar.Write(zone.Key, zone.Min(one => one.From).Year, zone.Max(one => one.To).Year);
        foreach (var one in events) calendar.Write(one);
        calendar.Line("END", "VCALENDAR");
        return Encoding.UTF8.GetBytes(calendar.text.ToString());
    }

    private void Write(CalendarEvent one)
    {
        Line("BEGIN", "VEVENT");
        Line("UID", one.Uid.ToString());
        Line("DTSTAMP", Time(one.Changed));
        if (one.Time is { } time)
        {
            Line($"DTSTART;TZID={time.Zone.Id}", Day(one.From) + Clock(time.From));
            Line($"DTEND;TZID={time.Zone.Id}", Day(one.To) + Clock(time.Until));
        }
        else
        {
            // The end is the day after the last.
            Line("DTSTART;VALUE=DATE", Day(one.From));
            Line("DTEND;VALUE=DATE", Day(one.To.PlusDays(1)));
        }

        Text($"SUMMARY;LANGUAGE={one.Language}", one.Summary);
        if (one.Description != "") Text("DESCRIPTION", one.Description);
        if (!string.IsNullOrEmpty(one.Location)) Text("LOCATION", one.Location);
        if (one.Categories.Count > 0) Line("CATEGORIES", string.Join(',', one.Categories.Select(Escaped)));
        Line("URL", one.Page.AbsoluteUri);
        Line("STATUS", one.Status.ToString().ToUpperInvariant());
        Line("CLASS", one.IsPublic ? "PUBLIC" : "CONFIDENTIAL");
        Line("TRANSP", one.Time is null ? "TRANSPARENT" : "OPAQUE");
        if (one.Within is { } whole) Line("RELATED-TO", whole.ToString());
        Line("SEQUENCE", one.Sequence.ToString(CultureInfo.InvariantCulture));
        Line("CREATED", Time(one.Created));
        Line("LAST-MODIFIED", Time(one.Changed));
        Line("END", "VEVENT");
    }

    /// <summary>The rules of a zone: every change of its clocks that reaches into these years, one by one. Source: RFC 5545, 3.6.5.</summary>
    private void Write(DateTimeZone zone, int first, int last)
    {
        Line("BEGIN", "VTIMEZONE");
        Line("TZID", zone.Id);
        foreach (var interval in zone.GetZoneIntervals(zone.AtStartOfDay(new(first, 1, 1)).ToInstant(), zone.AtStartOfDay(new(last + 1, 1, 1)).ToInstant()))
        {
            // A change is dated in the time that was in force before it.
            var before = interval.HasStart ? zone.GetZoneInterval(interval.Start - Duration.Epsilon).WallOffset : interval.WallOffset;
            var part = interval.Savings == Offset.Zero ? "STANDARD" : "DAYLIGHT";
            Line("BEGIN", part);
            Line("DTSTART", interval.HasStart ? interval.Start.WithOffset(before).LocalDateTime.ToString("uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture) : "19700101T000000");
            Line("TZOFFSETFROM", Shift(before));
            Line("TZOFFSETTO", Shift(interval.WallOffset));
            Line("TZNAME", Escaped(interval.Name));
            Line("END", part);
        }

        Line("END", "VTIMEZONE");
    }

    private static string Shift(Offset offset) => offset.ToString(offset.Seconds % 60 == 0 ? "+HHmm" : "+HHmmss", CultureInfo.InvariantCulture);

    private static string Clock(LocalTime time) => time.ToString("'T'HHmmss", CultureInfo.InvariantCulture);

    private void Text(string name, string words) => Line(name, Escaped(words));

    /// <summary>Folded after at most 75 octets, never inside a character.</summary>
    private void Line(string name, string value)
    {
        var octets = 0;
        foreach (var rune in $"{name}:{value}".EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > Longest)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }

    private static string Escaped(string words)
    {
        var escaped = new StringBuilder(words.Length + 8);
        foreach (var letter in words.ReplaceLineEndings("\n"))
        {
            if (letter is '\\' or ';' or ',') escaped.Append('\\').Append(letter);
            else if (letter == '\n') escaped.Append("\\n");
            else if (!char.IsControl(letter) || letter == '\t') escaped.Append(letter);
        }

        return escaped.ToString();
    }

    private static string Day(LocalDate day) => day.ToString("uuuuMMdd", CultureInfo.InvariantCulture);

    private static string Time(Instant at) => at.ToString("uuuuMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
