using Concord.Domain.Common;
using Concord.Platform.Web.Pictures;
using NodaTime;

namespace Concord.Tests.Platform.Web;

public sealed class TimeScaleTests
{
    private static readonly LocalDate[] Busy2015 = [.. Enumerable.Range(1, 6).Select(month => new LocalDate(2015, month, 1))];

    [Fact]
    public void Years_without_records_are_one_short_break()
    {
        var scale = TimeScale.Of([new(2000, 5, 1), .. Busy2015], [], 0);

        Assert.Equal([Stretch.Quiet, Stretch.Gap, Stretch.Busy], scale.Parts.Select(part => part.Kind));
        Assert.Equal((2001, 2014), (scale.Parts[1].FirstYear, scale.Parts[1].LastYear));
        Assert.True(scale.Parts[1].Width < scale.Parts[0].Width && scale.Parts[0].Width < scale.Parts[2].Width);
    }

    [Fact]
    public void Later_days_stand_further_right()
    {
        var scale = TimeScale.Of([new(2000, 5, 1), .. Busy2015, new(2024, 10, 17)], [new(2018, 12, 31)], 900);
        var days = Enumerable.Range(0, 320).Select(month => new LocalDate(2000, 1, 1).PlusMonths(month).PlusDays(3)).Where(day => day.Year <= 2024);
        var places = days.Select(scale.At).ToList();

        Assert.Equal(places.Order(), places);
        Assert.Equal(places.Count, places.Distinct().Count());
        Assert.Equal(900, scale.Width, 0.001);
        Assert.InRange(scale.At(new(2024, 12, 31)), 0, scale.Width);
    }

    [Fact]
    public void Days_beyond_the_axis_stand_at_its_ends()
    {
        var scale = TimeScale.Of(Busy2015, [], 300);

        Assert.Equal(0, scale.At(new(1990, 1, 1)));
        Assert.Equal(scale.Width, scale.At(new(2016, 1, 1)));
        Assert.Equal(0, TimeScale.Of([], [], 300).Width);
    }

    [Fact]
    public void Marks_that_overlap_are_stacked()
    {
        var day = new LocalDate(2015, 6, 1);
        var marks = Enumerable.Range(0, 3).Select(index => new TimeMark("a", day, day, "", null, "x", "en", "/x/" + index, false, true, true, false)).ToList();
        var timeline = new Timeline([new("a", "A", "en")], [], marks, 0);
        using var writer = new StringWriter();
        timeline.Draw(Words(), "t", "d", "p").WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);

        var tops = System.Text.RegularExpressions.Regex.Matches(writer.ToString(), "<rect x=\"[^\"]+\" y=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(3, tops.Distinct().Count());
    }

    private static Concord.Platform.Languages.Words Words() => new(new(), new());
}
