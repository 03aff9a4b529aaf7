using Concord.Domain.Commitments;

namespace Concord.Tests.Domain.Commitments;

public sealed class StatementTests
{
    private static readonly Statement Agreed = new("agreed", null, Asserter.Both, null, false);

    [Fact]
    public void Nobody_has_said_anything() => Assert.Empty(Statement.Standing([]));

    [Fact]
    public void While_the_sides_differ_both_are_told_the_last_first()
    {
        var (eu, china) = (Of("eu", "done"), Of("china", "started"));

        Assert.Equal([china, eu], Statement.Standing([Agreed, eu, china]));
    }

    [Fact]
    public void What_one_side_says_after_both_agreed_stands_alone() => Assert.Equal([Of("eu", "started")], Statement.Standing([Agreed, Of("eu", "started")]));

    [Fact]
    public void They_meet_when_both_say_the_same() => Assert.Equal([Of("china", "done")], Statement.Standing([Of("eu", "planned"), Of("china", "started"), Of("eu", "done"), Of("china", "done")]));

    [Fact]
    public void They_meet_when_one_confirms_the_other()
    {
        var confirmed = Of("eu", "done") with { IsConfirmed = true };

        Assert.Equal([confirmed], Statement.Standing([Of("china", "started"), confirmed]));
    }

    [Fact]
    public void They_meet_when_they_state_something_together() => Assert.Equal([Agreed], Statement.Standing([Of("eu", "done"), Of("china", "started"), Agreed]));

    [Fact]
    public void What_the_team_records_does_not_end_a_difference()
    {
        var team = new Statement("under-discussion", null, Asserter.Team, null, false);

        Assert.Equal([team, Of("china", "started"), Of("eu", "done")], Statement.Standing([Of("eu", "done"), Of("china", "started"), team]));
    }

    private static Statement Of(string party, string status) => new(status, null, Asserter.Party, party, false);
}
