using Concord.Domain.Common;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Html;
using NodaTime;

namespace Concord.Platform.Web.Pictures;

/// <summary>
/// The period at a glance: a lane for the rounds of the dialogue and one per focus area, phases of the programme as bands, what was done
/// as ticks that widen to bars when it lasted. What overlaps is stacked. Every mark is a link that names itself.
/// </summary>
/// <param name="Undated">How many of the activities have no date and so no mark.</param>
internal sealed record Timeline(IReadOnlyList<Lane> Lanes, IReadOnlyList<Band> Bands, IReadOnlyList<TimeMark> Marks, int Undated)
{
    private const double Room = 920, Row = 13, Tall = 9, Narrow = 8, Head = 44;

    private readonly Lazy<Layout> layout = new(() => Layout.Of(Lanes, Bands, Marks));

    /// <summary>Where the busy part begins, in pixels: a small screen shows it first.</summary>
    public int Beginning => (int)(layout.Value.Scale.Parts.FirstOrDefault(part => part.Kind == Stretch.Busy)?.Left ?? 0);

    public bool IsEmpty => Marks.Count == 0;

    /// <summary>The names of the lanes: stands still while the picture beside it is scrolled.</summary>
    public IHtmlContent Names(Words words)
    {
        var width = Math.Clamp(Lanes.Max(lane => lane.Name.Sum(letter => letter > 0x2E7F ? 14.0 : 6.8)), 64, 150);
        var svg = new Svg().Raw($"<svg width=\"{width}\" height=\"{layout.Value.Height}\" aria-hidden=\"true\">");
        foreach (var lane in layout.Value.Lanes)
        {
            svg.Raw($"<text y=\"{lane.Middle + 4.5}\"");
            if (lane.Lane.Lang != words.Code) svg.Raw($" lang=\"{lane.Lane.Lang}\"");
            svg.Raw($">").Say(lane.Lane.Name).Raw($"</text>");
        }

        return svg.Raw($"</svg>").ToHtml();
    }

    /// <param name="id">Prefix of the ids inside, so that two pictures may stand on one page.</param>
    public IHtmlContent Draw(Words words, string title, string description, string id)
    {
        var (scale, height) = (layout.Value.Scale, layout.Value.Height);
        var floor = height - 24;
        var svg = new Svg()
            .Raw($"<svg width=\"{scale.Width + 8}\" height=\"{height}\" viewBox=\"0 0 {scale.Width + 8} {height}\" role=\"group\" aria-labelledby=\"{id}-t {id}-d\">")
            .Raw($"<title id=\"{id}-t\">").Say(title).Raw($"</title><desc id=\"{id}-d\">").Say(description).Raw($"</desc>");

        foreach (var band in Bands)
        {
            var (left, right) = (scale.At(band.From), scale.At(band.To.PlusDays(1)));
            svg.Raw($"<rect class=\"band\" x=\"{left}\" y=\"20\" width=\"{right - left}\" height=\"{floor - 20}\"/><text class=\"q\" x=\"{left + 5}\" y=\"36\">").Say(band.Name).Raw($"</text>");
        }

        Axis.Draw(svg, scale, floor);

        foreach (var lane in layout.Value.Lanes)
        {
            svg.Raw($"<line class=\"lane\" x1=\"0\" x2=\"{scale.Width}\" y1=\"{lane.Bottom}\" y2=\"{lane.Bottom}\"/>");
        }

        foreach (var (mark, left, width, top) in layout.Value.Marks)
        {
            var kind = (mark.IsRound ? "round" : "act") + (mark.IsFirm ? mark.IsExact ? "" : " vague" : " planned");
            svg.Raw($"<a class=\"{kind}\" href=\"{words.To(mark.Path)}\"");
            if (mark.Lang != words.Code) svg.Raw($" lang=\"{mark.Lang}\"");
            svg.Raw($"><title>").Say(mark.Title).Raw($"</title>");
            if (mark.IsRound) svg.Raw($"<path d=\"M{left + (width / 2)} {top - 2}l6.5 6.5-6.5 6.5-6.5-6.5z\"/>");
            else svg.Raw($"<rect x=\"{left}\" y=\"{top + (Thin(mark, width) ? 2 : 0)}\" width=\"{width}\" height=\"{(Thin(mark, width) ? Tall - 4 : Tall)}\" rx=\"1.5\"/>");

            // Named under the picture while it is pointed at or focused, without script.
            var anchor = left < scale.Width * .4 ? "start" : "end";
            svg.Raw($"<text class=\"tip\" x=\"{(anchor == "start" ? left : left + width)}\" y=\"{height - 6}\" text-anchor=\"{anchor}\" aria-hidden=\"true\">").Say(mark.Title).Raw($"</text></a>");
        }

        return svg.Raw($"</svg>").ToHtml();
    }

    /// <summary>A long bar of which only the year is known must not outshine what is known to the day.</summary>
    private static bool Thin(TimeMark mark, double width) => !mark.IsExact && width > 4 * Narrow;

    /// <summary>Where everything stands; computed once for the two parts of the picture.</summary>
    private sealed record Layout(TimeScale Scale, double Height, IReadOnlyList<PlacedLane> Lanes, IReadOnlyList<(TimeMark Mark, double Left, double Width, double Top)> Marks)
    {
        public static Layout Of(IReadOnlyList<Lane> lanes, IReadOnlyList<Band> bands, IReadOnlyList<TimeMark> marks)
        {
            var scale = TimeScale.Of(marks.Select(mark => mark.From), [.. marks.Select(mark => mark.To), .. bands.SelectMany(band => new[] { band.From, band.To })], Room);
            var placed = new List<(TimeMark, double, double, double)>();
            var rows = new List<PlacedLane>();
            var top = Head;
            foreach (var lane in lanes)
            {
                var ends = new List<double>(); // right edge of the last mark in each row of the lane
                foreach (var mark in marks.Where(mark => mark.Lane == lane.Key).OrderBy(mark => mark.From).ThenBy(mark => mark.To).ThenBy(mark => mark.Path, StringComparer.Ordinal))
                {
                    var (left, right) = (scale.At(mark.From), scale.At(mark.To.PlusDays(1)));
                    var width = Math.Max(right - left, Narrow);
                    if (mark.IsRound) (left, width) = (Math.Max(0, ((left + right) / 2) - 6.5), 13);
                    left = Math.Min(left, scale.Width - width);
                    var row = ends.FindIndex(end => end + 2 <= left);
                    if (row < 0)
                    {
                        row = ends.Count;
                        ends.Add(0);
                    }

                    ends[row] = left + width;
                    placed.Add((mark, left, width, top + 8 + (row * Row)));
                }

                var height = (Math.Max(1, ends.Count) * Row) + 14;
                rows.Add(new(lane, top + (height / 2), top + height));
                top += height;
            }

            return new(scale, top + 26, rows, placed);
        }
    }

    private sealed record PlacedLane(Lane Lane, double Middle, double Bottom);
}

/// <param name="Lang">Language in which the name is said.</param>
internal sealed record Lane(string Key, string Name, string Lang);

/// <summary>A phase of the programme behind the marks.</summary>
internal sealed record Band(string Name, LocalDate From, LocalDate To);

/// <param name="Title">Date and name: what the mark says of itself.</param>
/// <param name="Path">Without the language.</param>
/// <param name="IsExact">The days are known, not only a month or a year.</param>
/// <param name="IsFirm">It took place, as far as the sources tell; false: planned, called off, or of unknown outcome.</param>
internal sealed record TimeMark(string Lane, LocalDate From, LocalDate To, string When, Text? Name, string Title, string Lang, string Path, bool IsRound, bool IsExact, bool IsFirm, bool Fictitious);
