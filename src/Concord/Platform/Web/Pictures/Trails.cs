using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Html;
using NodaTime;

namespace Concord.Platform.Web.Pictures;

/// <summary>A commitment in the picture of trails.</summary>
internal sealed record TrailRow(string Key, Text Name, PartialDate? Made, PartialDate? Due, bool IsContinuous, bool IsOverdue, IReadOnlyList<Statement> Trail, bool Fictitious);

/// <summary>
/// Promises and what became of them on one axis of time: a row per commitment with the day it was made, what each side stated when, and when it is due.
/// What the first side says stands above the row's line, what the second says below, what both or the team say on it: where they differ, it is seen.
/// </summary>
/// <param name="Today">The programme's day: a line through all rows.</param>
internal sealed record Trails(IReadOnlyList<TrailRow> Rows, LocalDate Today)
{
    private const double Room = 780, Row = 46, Head = 34;

    private readonly Lazy<TimeScale> scale = new(() => TimeScale.Of(
        Rows.SelectMany(row => row.Trail.Select(said => said.On).Append(row.Made).OfType<PartialDate>()).Select(date => date.Earliest),
        [.. Rows.Select(row => row.Due).OfType<PartialDate>().Select(due => due.Latest), Today],
        Room));

    public double Height => Head + (Rows.Count * Row) + 8;

    /// <summary>Where the busy part begins, in pixels: a small screen shows it first.</summary>
    public int Beginning => (int)(scale.Value.Parts.FirstOrDefault(part => part.Kind == Stretch.Busy)?.Left ?? 0);

    /// <summary>Statements of which no date is known, and so without a mark.</summary>
    public int Undated => Rows.Sum(row => row.Trail.Count(said => said.On is null));

    /// <summary>The numbers of the commitments: stand still while the picture beside them is scrolled.</summary>
    public IHtmlContent Names()
    {
        var width = Math.Clamp(Rows.Max(row => row.Key.Length) * 7.5, 48, 120);
        var svg = new Svg().Raw($"<svg width=\"{width}\" height=\"{Height}\" aria-hidden=\"true\">");
        foreach (var (index, row) in Rows.Index()) svg.Raw($"<text class=\"q\" y=\"{Head + (index * Row) + 34}\">").Say(row.Key).Raw($"</text>");
        return svg.Raw($"</svg>").ToHtml();
    }

    /// <param name="sides">Keys of the sides in the reader's order: the first stands above the line.</param>
    public IHtmlContent Draw(Words words, string title, string description, IReadOnlyList<string> sides)
    {
        var axis = scale.Value;
        var svg = new Svg()
            .Raw($"<svg class=\"line\" width=\"{axis.Width + 8}\" height=\"{Height}\" viewBox=\"0 0 {axis.Width + 8} {Height}\" role=\"group\" aria-labelledby=\"trails-t trails-d\">")
            .Raw($"<title id=\"trails-t\">").Say(title).Raw($"</title><desc id=\"trails-d\">").Say(description).Raw($"</desc>");
        Axis.Draw(svg, axis, Height - 8);
        var now = axis.At(Today);
        svg.Raw($"<line class=\"today\" x1=\"{now}\" x2=\"{now}\" y1=\"20\" y2=\"{Height - 8}\"/>");
        foreach (var (index, row) in Rows.Index()) DrawRow(svg, row, Head + (index * Row), words, sides, axis);
        return svg.Raw($"</svg>").ToHtml();
    }

    private void DrawRow(Svg svg, TrailRow row, double top, Words words, IReadOnlyList<string> sides, TimeScale axis)
    {
        var line = top + 30;
        var lang = words.LangOf(row.Name);
        var days = row.Trail.Select(said => said.On?.Earliest).Append(row.Made?.Earliest).Append(row.Due?.Latest).OfType<LocalDate>().ToList();
        var (from, until) = days.Count == 0 ? (0, axis.Width) : (axis.At(days.Min()), row.IsContinuous ? axis.Width : axis.At(days.Max()));

        // The name stands over its line, where it is seen however far the picture is scrolled.
        var begins = from < axis.Width * .55;
        svg.Raw($"<a class=\"promise\" href=\"{words.To("/commitments/" + row.Key)}\"><title>").Say(Said(row, words)).Raw($"</title><text x=\"{(begins ? from : until)}\" y=\"{top + 12}\" text-anchor=\"{(begins ? "start" : "end")}\"");
        if (lang != words.Code) svg.Raw($" lang=\"{lang}\"");
        svg.Raw($">").Say(Short(words.Plain(row.Name), begins ? axis.Width - from : until)).Raw($"</text></a>");
        if (days.Count == 0) return;

        svg.Raw($"<line{(row.IsContinuous ? " class=\"more\"" : "")} x1=\"{from}\" x2=\"{until}\" y1=\"{line}\" y2=\"{line}\"/>");
        if (row.Made is { } made) svg.Raw($"<line x1=\"{axis.At(made.Earliest)}\" x2=\"{axis.At(made.Earliest)}\" y1=\"{line - 5}\" y2=\"{line + 5}\"/>");
        if (row.Due is { } due) svg.Raw($"<path class=\"due{(row.IsOverdue ? " late" : "")}\" d=\"M{axis.At(due.Latest)} {line - 6}l6 6-6 6-6-6z\"/>");
        foreach (var said in row.Trail.Where(said => said.On is not null)) DrawPoint(svg, said, line + Beside(said, sides), axis, words);
    }

    private static void DrawPoint(Svg svg, Statement said, double y, TimeScale axis, Words words)
    {
        var group = words.Programme.Status(said.Status).Group;
        var kind = group.ToString().ToLowerInvariant();
        var (left, right) = (axis.At(said.On!.Earliest), axis.At(said.On.Latest));
        var x = said.On.Day is null ? (left + right) / 2 : left;

        // Of which only the month or year is known lies somewhere on this bar.
        if (said.On.Day is null) svg.Raw($"<line class=\"vague\" x1=\"{left}\" x2=\"{right}\" y1=\"{y}\" y2=\"{y}\"/>");
        svg.Raw($"<g><title>").Say(Said(said, words)).Raw($"</title>");
        if (group == StatusGroup.Ended) svg.Raw($"<rect class=\"{kind}\" x=\"{x - 4}\" y=\"{y - 4}\" width=\"8\" height=\"8\"/>");
        else svg.Raw($"<circle class=\"{kind}\" cx=\"{x}\" cy=\"{y}\" r=\"4.5\"/>");
        if (group == StatusGroup.Moving) svg.Raw($"<circle class=\"{kind} dot\" cx=\"{x}\" cy=\"{y}\" r=\"1.5\"/>");
        svg.Raw($"</g>");
    }

    private static double Beside(Statement said, IReadOnlyList<string> sides) =>
        said.IsJoint || said.Party is null ? 0 : said.Party == sides[0] ? -7 : 7;

    /// <summary>One statement in words.</summary>
    public static string Said(Statement said, Words words) =>
        words["Picture.Statement", words.Programme.Status(said.Status).Name, said.On is null ? words["Picture.NoDate"] : words.Date(said.On), By(said, words)];

    public static string By(Statement said, Words words) => said.Party is { } party ? words.Plain(words.Programme.Party(party).Short) : words[said.Asserter == Asserter.Both ? "Status.By.Both" : "Status.By.Team"];

    private static string Said(TrailRow row, Words words) => string.Join(words["Picture.Between"], row.Trail.Select(said => Said(said, words)).Prepend(words.Plain(row.Name)));

    /// <summary>As much as has room above the line: Han characters are twice as wide.</summary>
    private static string Short(string name, double width)
    {
        var left = width - 20;
        for (var at = 0; at < name.Length; at++)
        {
            left -= name[at] > 0x2E7F ? 13.6 : 7;
            if (left < 0) return name[..at].TrimEnd() + "…";
        }

        return name;
    }
}
