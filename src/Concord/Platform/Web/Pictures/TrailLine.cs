using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Html;

namespace Concord.Platform.Web.Pictures;

/// <summary>What became of a commitment as a line of points, oldest first, one for each statement: open ring, ring with a dot while it
/// moves, full when done, square when it ended otherwise — the marks that the words of a status carry, too.</summary>
internal static class TrailLine
{
    private const double Step = 18, Middle = 9;

    /// <summary>So many points are drawn; of a longer trail the last ones, with a dotted line before them.</summary>
    private const int Most = 8;

    public static IHtmlContent Draw(IReadOnlyList<(string Status, PartialDate? On)> trail, Words words)
    {
        if (trail.Count == 0) return HtmlString.Empty;

        var shown = trail.Skip(Math.Max(0, trail.Count - Most)).ToList();
        var width = ((shown.Count - 1) * Step) + 16;
        var said = string.Join(words["Picture.Between"], trail.Select(point => words["Picture.Point", words.Programme.Status(point.Status).Name, point.On is null ? words["Picture.NoDate"] : words.Date(point.On)]));
        var svg = new Svg()
            .Raw($"<svg class=\"line\" width=\"{width}\" height=\"18\" role=\"img\"><title>").Say(said)
            .Raw($"</title><line{(shown.Count < trail.Count ? " class=\"more\"" : "")} x1=\"{(shown.Count < trail.Count ? 0.0 : 8.0)}\" x2=\"{width - 8}\" y1=\"9\" y2=\"9\"/>");
        for (var index = 0; index < shown.Count; index++)
        {
            var x = 8 + (index * Step);
            var group = words.Programme.Status(shown[index].Status).Group;
            var kind = group.ToString().ToLowerInvariant();
            if (group == StatusGroup.Ended) svg.Raw($"<rect class=\"{kind}\" x=\"{x - 4.5}\" y=\"4.5\" width=\"9\" height=\"9\"/>");
            else svg.Raw($"<circle class=\"{kind}\" cx=\"{x}\" cy=\"{Middle}\" r=\"5\"/>");
            if (group == StatusGroup.Moving) svg.Raw($"<circle class=\"{kind} dot\" cx=\"{x}\" cy=\"{Middle}\" r=\"1.5\"/>");
        }

        return svg.Raw($"</svg>").ToHtml();
    }
}
