using Concord.Domain.Common;
using Concord.Domain.Rounds;
using Concord.Tests.Support;
using NodaTime;

namespace Concord.Tests.Domain.Rounds;

public sealed class TimetableTests
{
    private static readonly Sitting Morning = Sitting.Parse("2027-04-13T09:30/12:30"), Afternoon = Sitting.Parse("2027-04-13T14:00/15:00");

    [Fact]
    public void Items_follow_one_another_and_what_no_longer_fits_goes_into_the_next_sitting()
    {
        var slots = Timetable.Of([Item(90), Item(null), Item(60), Item(45)], [Afternoon, Morning]);

        Assert.Equal(["09:30-11:00 0", "11:00-11:00 0", "11:00-12:00 0", "14:00-14:45 0"], slots.Select(Said));
        Assert.Equal([Morning, Morning, Morning, Afternoon], slots.Select(slot => slot.Sitting));
    }

    [Fact]
    public void What_is_too_long_for_the_last_sitting_says_by_how_much()
    {
        Assert.Equal(["09:30-12:30 0", "14:00-15:10 10", "15:10-15:40 40"], Timetable.Of([Item(180), Item(70), Item(30)], [Morning, Afternoon]).Select(Said));
        Assert.Equal(["09:30-13:30 60"], Timetable.Of([Item(240)], [Morning]).Select(Said));
        Assert.Empty(Timetable.Of([Item(10)], []));
    }

    [Theory]
    [InlineData("2027-04-13", "09:30", "09:30")]
    [InlineData("2027-04-13", "12:30", "09:30")]
    public void A_sitting_ends_after_it_begins(string day, string from, string until) =>
        Assert.Equal("Round.SittingEndsFirst", Assert.Throws<RuleBroken>(() => Sitting.Of(day, from, until)).TextKey);

    [Theory]
    [InlineData("13.4.2027", "09:30", "10:30")]
    [InlineData("2027-04-13", "9.30", "10:30")]
    [InlineData("2027-04-13", "09:30", null)]
    public void What_is_no_day_and_no_time_is_no_sitting(string day, string from, string? until) => Assert.Null(Sitting.Of(day, from, until));

    [Fact]
    public void Sittings_lie_within_the_round_and_beside_one_another()
    {
        var round = new Round(Some.Text("Round"), "high-level-dialogue");
        round.Takes(PartialDate.Parse("2027-04-13"), null);

        round.Sits([Afternoon, Morning]);

        Assert.Equal([Morning, Afternoon], round.Sittings);
        Assert.Equal("Round.SittingsOverlap", Assert.Throws<RuleBroken>(() => round.Sits([Morning, Sitting.Parse("2027-04-13T12:00/13:00")])).TextKey);
        Assert.Equal("Round.SittingOutside", Assert.Throws<RuleBroken>(() => round.Sits([Sitting.Parse("2027-04-14T09:00/10:00")])).TextKey);
        Assert.Equal([Morning, Afternoon], round.Sittings);
    }

    private static AgendaItem Item(int? minutes)
    {
        var item = new AgendaItem(Guid.NewGuid(), null, Some.Text("Item"));
        item.Says(item.Name, null, null, minutes);
        return item;
    }

    private static string Said(Slot slot) => $"{slot.From.ToString("HH:mm", null)}-{slot.Until.ToString("HH:mm", null)} {slot.Over}";
}
