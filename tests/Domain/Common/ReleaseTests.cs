using Concord.Domain.Common;

namespace Concord.Tests.Domain.Common;

public sealed class ReleaseTests
{
    private static readonly string[] Sides = ["eu", "china"];

    [Fact]
    public void It_goes_no_further_while_one_side_is_silent()
    {
        var thing = new Thing();
        thing.Let("eu", Audience.Public);

        Assert.Equal(Audience.Parties, thing.Audience);
        Assert.Equal(Audience.Public, thing.WordOf("eu"));
        Assert.Null(thing.WordOf("china"));
    }

    [Fact]
    public void It_goes_as_far_as_the_narrower_word()
    {
        var thing = new Thing();
        thing.Let("eu", Audience.Public);
        thing.Let("china", Audience.Programme);
        Assert.Equal(Audience.Programme, thing.Audience);

        thing.Let("china", Audience.Public);
        Assert.Equal(Audience.Public, thing.Audience);
    }

    [Fact]
    public void A_later_word_takes_the_place_of_an_earlier_one()
    {
        var thing = new Thing();
        thing.Let("eu", Audience.Public);
        thing.Let("eu", Audience.Programme);
        thing.Let("china", Audience.Public);

        Assert.Equal(Audience.Programme, thing.Audience);
    }

    [Fact]
    public void A_word_is_taken_back_before_it_takes_effect_and_not_after()
    {
        var thing = new Thing();
        thing.Let("eu", Audience.Public);
        thing.TakeBack("eu");
        thing.Let("china", Audience.Public);
        Assert.Equal(Audience.Parties, thing.Audience);

        thing.Let("eu", Audience.Public);
        Assert.Equal("Release.InEffect", Assert.Throws<RuleBroken>(() => thing.TakeBack("eu")).TextKey);
        Assert.Equal(Audience.Public, thing.Audience);
    }

    [Fact]
    public void Of_a_word_that_reaches_further_than_the_others_only_the_surplus_is_taken_back()
    {
        var thing = new Thing();
        thing.Let("eu", Audience.Public);
        thing.Let("china", Audience.Programme);
        thing.TakeBack("eu");
        thing.Let("china", Audience.Public);

        Assert.Equal(Audience.Programme, thing.Audience);
    }

    [Fact]
    public void A_narrower_word_does_not_undo_what_is_in_effect()
    {
        var thing = new Thing();
        thing.Let("eu", Audience.Programme);
        thing.Let("china", Audience.Programme);

        Assert.Equal("Release.NoWord", Assert.Throws<RuleBroken>(() => thing.Let("eu", Audience.Parties)).TextKey);
        Assert.Equal("Release.NoWord", Assert.Throws<RuleBroken>(() => thing.Let("eu", Audience.Party("eu"))).TextKey);
        Assert.Equal(Audience.Programme, thing.Audience);
    }

    [Fact]
    public void One_side_calls_back_what_both_released_and_says_why()
    {
        var thing = new Thing();
        thing.Let("eu", Audience.Public);
        thing.Let("china", Audience.Public);
        Assert.Equal("Release.RecallWithoutReason", Assert.Throws<RuleBroken>(() => thing.Recall(" ")).TextKey);

        thing.Recall("A figure was wrong");
        Assert.Equal(Audience.Parties, thing.Audience);
        Assert.Empty(thing.Releases);
        Assert.False(thing.WasReleased(Sides));
    }

    [Fact]
    public void What_was_never_released_here_is_not_called_back()
    {
        var thing = new Thing { Audience = Audience.Public };

        Assert.Equal("Release.NotReleased", Assert.Throws<RuleBroken>(() => thing.Recall("Because")).TextKey);
        Assert.Equal("Release.PublicAlready", Assert.Throws<RuleBroken>(() => thing.Let("eu", Audience.Public)).TextKey);
    }

    [Fact]
    public void The_word_of_one_side_about_what_members_read_anyway_is_no_release()
    {
        var thing = new Thing { Audience = Audience.Programme };
        thing.Let("eu", Audience.Public);
        Assert.False(thing.WasReleased(Sides));

        thing.TakeBack("eu");
        Assert.Empty(thing.Releases);
    }

    [Fact]
    public void What_one_side_keeps_to_itself_is_not_released()
    {
        foreach (var own in new[] { Audience.Party("eu"), Audience.Team })
        {
            Assert.Equal("Release.NotTabled", Assert.Throws<RuleBroken>(() => new Thing { Audience = own }.Let("eu", Audience.Public)).TextKey);
        }
    }

    private sealed class Thing : IReleasable
    {
        public Audience Audience { get; set; } = Audience.Parties;

        public Items<Release> Releases { get; private set; } = [];

        public void Let(string party, Audience to) => (Releases, Audience) = Releasing.Let(this, party, to, Sides);

        public void TakeBack(string party) => Releases = Releasing.TakeBack(this, party, Sides);

        public void Recall(string? reason) => (Releases, Audience) = Releasing.Recall(this, reason, Sides);
    }
}
