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

/// <summary>Something that takes whole days.</summary>
/// <param name="Uid">The same for ever, in every language.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Sequence">Goes up with every change.</param>
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
    Instant Changed);

/// <summary>Writes a calendar (RFC 5545, with the names of RFC 7986 beside those that programs know from before it).</summary>
internal sealed class ICalendar
{
    public const string Type = "text/calendar; charset=utf-8";

    // RFC 5545, 3.1: octets of a line without its end.
    private const int Longest = 75;

    private readonly StringBuilder text = new();

    /// <param name="product">Of the programme, for PRODID.</param>
    /// <param name="page">Absolute address of the page that shows the same.</param>
    public static byte[] Write(string product, string language, string name, string description, Uri page, IEnumerable<CalendarEvent> events)
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
        foreach (var one in events) calendar.Write(one);
        calendar.Line("END", "VCALENDAR");
        return Encoding.UTF8.GetBytes(calendar.text.ToString());
    }

    private void Write(CalendarEvent one)
    {
        Line("BEGIN", "VEVENT");
        Line("UID", one.Uid.ToString());
        Line("DTSTAMP", Time(one.Changed));
        Line("DTSTART;VALUE=DATE", Day(one.From));

        // The end is the day after the last.
        Line("DTEND;VALUE=DATE", Day(one.To.PlusDays(1)));
        Text($"SUMMARY;LANGUAGE={one.Language}", one.Summary);
        if (one.Description != "") Text("DESCRIPTION", one.Description);
        if (!string.IsNullOrEmpty(one.Location)) Text("LOCATION", one.Location);
        if (one.Categories.Count > 0) Line("CATEGORIES", string.Join(',', one.Categories.Select(Escaped)));
        Line("URL", one.Page.AbsoluteUri);
        Line("STATUS", one.Status.ToString().ToUpperInvariant());
        Line("CLASS", "PUBLIC");
        Line("TRANSP", "TRANSPARENT");
        Line("SEQUENCE", one.Sequence.ToString(CultureInfo.InvariantCulture));
        Line("CREATED", Time(one.Created));
        Line("LAST-MODIFIED", Time(one.Changed));
        Line("END", "VEVENT");
    }

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
