using Concord.Domain.Common;
using Concord.Domain.Rounds;
using Concord.Tests.Support;

namespace Concord.Tests.Domain.Rounds;

public sealed class HostingTests
{
    private static readonly string[] Two = ["eu", "china"];

    [Fact]
    public void The_sides_take_turns()
    {
        var turn = Hosting.After([Hosted("eu", "2015"), Hosted("china", "2016-07"), Hosted("eu", "2018-10")], Two);

        Assert.Equal(("china", "2018-10"), (turn!.Next, turn.Last.Start!.ToString()));
    }

    [Fact]
    public void Who_has_never_hosted_comes_first_and_a_round_whose_host_is_not_known_says_nothing()
    {
        Assert.Equal("china", Hosting.After([Hosted("eu", "2015"), Hosted(null, "2016")], Two)!.Next);
        Assert.Equal("c", Hosting.After([Hosted("b", "2015"), Hosted("a", "2016")], ["a", "b", "c"])!.Next);
        Assert.Equal("b", Hosting.After([Hosted("b", "2015"), Hosted("c", "2017"), Hosted("a", "2016")], ["a", "b", "c"])!.Next);
    }

    [Fact]
    public void Where_nobody_is_known_to_have_hosted_nothing_is_suggested()
    {
        Assert.Null(Hosting.After([], Two));
        Assert.Null(Hosting.After([Hosted(null, "2015")], Two));
        Assert.Null(Hosting.After([Hosted("eu", "2015")], ["eu"]));
    }

    private static Round Hosted(string? by, string when) => new(Some.Text("Round"), "track") { Host = by, Start = PartialDate.Parse(when) };
}
