using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Tests.Support;
using NodaTime;

namespace Concord.Tests.Domain.Activities;

public sealed class ActivityTests
{
    private static readonly LocalDate Today = new(2026, 11, 23);

    private static readonly Programme Programme = new()
    {
        Key = "some",
        Name = Text.In("en", "Some"),
        Short = Text.In("en", "Some"),
        Headline = Text.In("en", "Some"),
        Lead = Text.Empty,
        Languages = [],
        TimeZone = "Etc/UTC",
        Pillars = [new("open", Text.In("en", "Open"), Text.In("en", "Open"), null, []), new("guarded", Text.In("en", "Guarded"), Text.In("en", "Guarded"), null, [], Safeguarded: true)],
    };

    [Fact]
    public void A_safeguarded_pillar_keeps_an_activity_from_becoming_ready()
    {
        var activity = Some.Activity();
        activity.IsPlannedFor(new(2027), null);

        Assert.Equal("Activity.SafeguardsFirst", Assert.Throws<RuleBroken>(() => activity.Becomes(ActivityState.Ready, "guarded", Programme)).TextKey);
        activity.Becomes(ActivityState.Ready, "open", Programme);
        Assert.Throws<RuleBroken>(() => activity.Becomes(activity.State, "guarded", Programme));
        activity.Becomes(ActivityState.Planned, "guarded", Programme);
        Assert.Equal((ActivityState.Planned, "guarded"), (activity.State, activity.Pillar));
    }

    [Fact]
    public void What_is_planned_has_a_planned_start_and_what_was_held_needs_no_date()
    {
        var activity = Some.Activity();

        Assert.Throws<RuleBroken>(() => activity.Becomes(ActivityState.Planned, null, Programme));
        activity.Becomes(ActivityState.Held, null, Programme);
        activity.TookPlace(new(2016), null, Today);
        Assert.Throws<RuleBroken>(() => activity.Becomes(ActivityState.Cancelled, null, Programme));
    }

    [Theory]
    [InlineData("2015-04", "2015", true)]
    [InlineData("2015", "2015-04", true)]
    [InlineData("2015-04-10", "2015-04", true)]
    [InlineData("2015-04-10", "2015-04-09", false)]
    [InlineData("2015-05", "2015-04", false)]
    [InlineData("2016", "2015", false)]
    public void The_end_does_not_lie_before_the_start_as_far_as_the_dates_tell(string start, string end, bool allowed)
    {
        var activity = Some.Activity();
        var broken = Record.Exception(() => activity.IsPlannedFor(PartialDate.Parse(start), PartialDate.Parse(end)));
        Assert.Equal(allowed, broken is null);
    }

    [Theory]
    [InlineData("2026", true)]
    [InlineData("2026-11", true)]
    [InlineData("2026-11-23", true)]
    [InlineData("2026-11-24", false)]
    [InlineData("2027", false)]
    public void Nothing_was_held_in_the_future(string start, bool allowed) =>
        Assert.Equal(allowed, Record.Exception(() => Some.Activity().TookPlace(PartialDate.Parse(start), null, Today)) is null);

    [Fact]
    public void A_partner_is_an_organisation_or_words()
    {
        Assert.Throws<RuleBroken>(() => new ActivityPartner(null, null));
        Assert.Throws<RuleBroken>(() => new ActivityPartner(Guid.CreateVersion7(), Text.In("en", "its words")));
    }

    [Fact]
    public void Partners_that_stay_are_the_same_parts_in_the_same_places()
    {
        var activity = Some.Activity();
        var (first, second) = (new ActivityPartner(Guid.CreateVersion7(), null, 0), new ActivityPartner(null, Some.Text("Consulates"), 4));
        activity.PartnersAre([first, second]);

        activity.PartnersAre([new(first.OrganisationId, null), new(null, Some.Text("Consulates")), new(null, Some.Text("Agencies"))]);

        Assert.Same(first, activity.Partners[0]);
        Assert.Same(second, activity.Partners[1]);
        Assert.Equal([0, 4, 5], activity.Partners.Select(partner => partner.Order));
    }
}
