using Concord.Domain.Common;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Html;

namespace Concord.Platform.Web.Pictures;

/// <summary>An organisation in the picture.</summary>
/// <param name="Column">From the left, from 0.</param>
/// <param name="Side">Key of the side whose tint it has; null: none.</param>
/// <param name="Label">Its abbreviation; its name where it has none.</param>
/// <param name="Lang">Language in which the label is.</param>
/// <param name="Count">Activities in which it took part with others.</param>
/// <param name="Path">Where it leads to, without the language.</param>
internal sealed record NetworkNode(Guid Id, int Column, string? Side, string Label, string Lang, Text Name, int Count, string Path, bool Fictitious);

/// <param name="Count">Activities in which both took part.</param>
internal sealed record NetworkEdge(Guid From, Guid To, int Count);

/// <summary>
/// Who works with whom, drawn: organisations in columns, one for each side and one between, and a line for what two did together, the
/// thicker the more. Where everything stands follows from the data alone, so that the same data is always the same picture.
/// </summary>
internal sealed class Network(IReadOnlyList<(string Name, string Short)> columns, IReadOnlyList<NetworkNode> nodes, IReadOnlyList<NetworkEdge> edges)
{
    private const double Step = 30, Top = 52;

    private IReadOnlyList<IReadOnlyList<NetworkNode>>? ordered;

    public bool IsEmpty => edges.Count == 0;

    /// <param name="narrow">For a telephone: the columns stand close, and names are cut short.</param>
    /// <param name="id">Prefix of the ids inside.</param>
    public IHtmlContent Draw(Words words, string title, string description, bool narrow, string id)
    {
        ordered ??= Ordered();
        var width = narrow ? 344.0 : 920.0;
        var tallest = ordered.Max(column => column.Count);
        var height = Top + (tallest * Step) + 8;
        var places = Places(width, narrow ? 76 : 250, tallest);
        var svg = new Svg()
            .Raw($"<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"group\" aria-labelledby=\"{id}-t {id}-d\">")
            .Raw($"<title id=\"{id}-t\">").Say(title).Raw($"</title><desc id=\"{id}-d\">").Say(description).Raw($"</desc>");
        for (var column = 0; column < columns.Count; column++)
        {
            svg.Raw($"<text class=\"head\" x=\"{XOf(column, width, narrow ? 76 : 250)}\" y=\"16\" text-anchor=\"{AnchorOfHead(column)}\" aria-hidden=\"true\">").Say(narrow ? columns[column].Short : columns[column].Name).Raw($"</text>");
        }

        foreach (var edge in edges.OrderBy(edge => edge.Count).ThenBy(edge => edge.From).ThenBy(edge => edge.To)) Draw(svg, edge, places);
        foreach (var node in ordered.SelectMany(column => column)) Draw(svg, node, places[node.Id], words, narrow);
        return svg.Raw($"</svg>").ToHtml();
    }

    private void Draw(Svg svg, NetworkEdge edge, Dictionary<Guid, (double X, double Y, int Column)> places)
    {
        var (from, to) = (places[edge.From], places[edge.To]);
        if (from.Column > to.Column) (from, to) = (to, from);
        var thick = Math.Min(9, .6 + (1.3 * Math.Sqrt(edge.Count)));
        if (from.Column == to.Column)
        {
            // Inside a column a bow, inwards; in the middle one to the right.
            var bow = (from.Column == columns.Count - 1 && from.Column > 0 ? -1 : 1) * (14 + (Math.Abs(from.Y - to.Y) * .32));
            svg.Raw($"<path class=\"edge\" stroke-width=\"{thick}\" d=\"M{from.X} {from.Y}C{from.X + bow} {from.Y} {to.X + bow} {to.Y} {to.X} {to.Y}\"/>");
            return;
        }

        var middle = (from.X + to.X) / 2;
        svg.Raw($"<path class=\"edge\" stroke-width=\"{thick}\" d=\"M{from.X} {from.Y}C{middle} {from.Y} {middle} {to.Y} {to.X} {to.Y}\"/>");
    }

    private void Draw(Svg svg, NetworkNode node, (double X, double Y, int Column) place, Words words, bool narrow)
    {
        var radius = Math.Min(10, 3 + (1.1 * Math.Sqrt(node.Count)));
        var (dx, dy, anchor) = place.Column == 0 ? (-radius - 5, 4.5, "end") : place.Column == columns.Count - 1 ? (radius + 5, 4.5, "start") : (0.0, -radius - 3.5, "middle");
        svg.Raw($"<a class=\"node{(node.Side is null ? "" : " side-" + node.Side)}\" href=\"{words.To(node.Path)}\"");
        var language = words.LangOf(node.Name);
        if (language != words.Code) svg.Raw($" lang=\"{language}\"");
        svg.Raw($"><title>")
            .Say(words[node.Fictitious ? "Picture.FictitiousNode" : "Picture.Node", node.Count, node.Name])
            .Raw($"</title><circle cx=\"{place.X}\" cy=\"{place.Y}\" r=\"{radius}\"/><text x=\"{place.X + dx}\" y=\"{place.Y + dy}\" text-anchor=\"{anchor}\"");
        if (node.Lang != language) svg.Raw($" lang=\"{node.Lang}\"");
        svg.Raw($">").Say(Cut(node.Label, narrow ? anchor == "middle" ? 84 : 66 : anchor == "middle" ? 180 : 232)).Raw($"</text></a>");
    }

    private double XOf(int column, double width, double margin) => columns.Count == 1 ? width / 2 : margin + (column * (width - (2 * margin)) / (columns.Count - 1));

    private string AnchorOfHead(int column) => columns.Count == 1 ? "middle" : column == 0 ? "end" : column == columns.Count - 1 ? "start" : "middle";

    /// <summary>Every column stands in the middle of the height; where there is room, its organisations stand apart.</summary>
    private Dictionary<Guid, (double X, double Y, int Column)> Places(double width, double margin, int tallest)
    {
        var places = new Dictionary<Guid, (double X, double Y, int Column)>();
        for (var column = 0; column < ordered!.Count; column++)
        {
            var step = Math.Min(1.8 * Step, tallest * Step / Math.Max(1, ordered[column].Count));
            var first = Top + (((tallest - 1) * Step) - ((ordered[column].Count - 1) * step)) / 2;
            foreach (var (row, node) in ordered[column].Index()) places[node.Id] = (XOf(column, width, margin), first + (row * step), column);
        }

        return places;
    }

    /// <summary>As few crossings as a few passes give: each column is sorted by where its neighbours stand on average, beginning from the
    /// order of the names.</summary>
    private List<IReadOnlyList<NetworkNode>> Ordered()
    {
        var sorted = Enumerable.Range(0, columns.Count).Select(column => (IReadOnlyList<NetworkNode>)[.. nodes.Where(node => node.Column == column)]).ToList();
        var neighbours = edges.SelectMany(edge => new[] { (edge.From, edge.To, edge.Count), (edge.To, edge.From, edge.Count) }).ToLookup(one => one.Item1, one => (Id: one.Item2, one.Count));
        for (var pass = 0; pass < 6; pass++)
        {
            var heights = sorted.SelectMany(column => column.Select((node, row) => (node.Id, Height: (row + .5) / column.Count))).ToDictionary(one => one.Id, one => one.Height);
            for (var column = 0; column < sorted.Count; column++)
            {
                sorted[column] = [.. sorted[column].Select((node, row) => (Node: node, Row: row)).OrderBy(one => Average(one.Node.Id, heights, neighbours)).ThenBy(one => one.Row).Select(one => one.Node)];
            }
        }

        return sorted;
    }

    private static double Average(Guid node, Dictionary<Guid, double> heights, ILookup<Guid, (Guid Id, int Count)> neighbours)
    {
        var (sum, weight) = (0.0, 0);
        foreach (var (id, count) in neighbours[node])
        {
            sum += heights[id] * count;
            weight += count;
        }

        return weight == 0 ? heights[node] : Math.Round(sum / weight, 6);
    }

    /// <summary>Cut where it would run into what stands beside it; the title has the whole.</summary>
    private static string Cut(string label, double room)
    {
        var width = 0.0;
        for (var at = 0; at < label.Length; at++)
        {
            width += label[at] > 0x2E7F ? 13 : 6.7;
            if (width > room) return label[..Math.Max(1, at - 1)].TrimEnd() + "…";
        }

        return label;
    }
}
