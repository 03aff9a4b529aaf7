namespace Concord.Platform.Web.Pictures;

/// <summary>The years above a picture that has time on its axis, and the breaks between them.</summary>
internal static class Axis
{
    public static void Draw(Svg svg, TimeScale scale, double floor)
    {
        foreach (var part in scale.Parts)
        {
            if (part.Kind == Stretch.Gap)
            {
                svg.Raw($"<line class=\"break\" x1=\"{part.Left + 2}\" x2=\"{part.Left + part.Width - 2}\" y1=\"20\" y2=\"20\"/>");
                continue;
            }

            svg.Raw($"<path class=\"year\" d=\"M{part.Left} 20V{floor}M{part.Left} 20H{part.Left + part.Width}\"/><text class=\"q\" x=\"{part.Left + 2}\" y=\"14\">")
                .Raw($"{part.FirstYear}</text>");
        }
    }
}
