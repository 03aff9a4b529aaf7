using Concord.Domain.Common;
using Concord.Domain.Organisations;

namespace Concord.Tests.Domain.Organisations;

public sealed class HierarchyTests
{
    private static readonly Guid A = Guid.NewGuid(), B = Guid.NewGuid(), C = Guid.NewGuid();

    [Fact]
    public void A_child_moves_up_to_the_nearest_ancestor_that_is_shown()
    {
        var parents = new Dictionary<Guid, Guid?> { [C] = B, [B] = A };
        var trees = Hierarchy.Of([C, A], one => one, id => parents.GetValueOrDefault(id));
        Assert.Equal(A, Assert.Single(trees).Item);
        Assert.Equal(C, Assert.Single(trees[0].Children).Item);
    }

    [Fact]
    public void A_circle_is_cut_open_and_shows_everybody_once()
    {
        var parents = new Dictionary<Guid, Guid?> { [A] = B, [B] = C, [C] = A };
        var trees = Hierarchy.Of([B, C, A], one => one, id => parents.GetValueOrDefault(id));
        Assert.Equal(3, Count(trees));
    }

    [Fact]
    public void Nobody_stands_under_himself_or_comes_after_himself()
    {
        var one = new Organisation(Text.In("en", "One"));
        Assert.Equal("Organisation.UnderItself", Assert.Throws<RuleBroken>(() => one.BelongTo(A, id => id == A ? one.Id : null)).TextKey);
        Assert.Equal("Organisation.UnderItself", Assert.Throws<RuleBroken>(() => one.BelongTo(one.Id, _ => null)).TextKey);
        Assert.Equal("Organisation.AfterItself", Assert.Throws<RuleBroken>(() => one.GiveWayTo(B, id => id == B ? one.Id : null)).TextKey);
        Assert.Equal("Organisation.EndsBeforeItBegins", Assert.Throws<RuleBroken>(() => one.Lasts(new(2018), new(2017))).TextKey);
        one.BelongTo(A, _ => null);
        Assert.Equal(A, one.ParentId);
    }

    [Theory]
    [InlineData("2021-12", "Old")]
    [InlineData("2022", "New")]
    [InlineData("2030-05", null)]
    public void The_name_is_that_of_the_time(string time, string? name)
    {
        var one = new Organisation(Text.In("en", "New")) { FormerNames = [Text.In("en", "Old")] };
        one.Lasts(new(2022), new(2029));
        Assert.Equal(name, one.NameIn(PartialDate.Parse(time), hadPredecessor: false)?["en"]!.Text);
        Assert.Null(one.NameIn(new(2021), hadPredecessor: true));
    }

    private static int Count(List<Hierarchy.Node<Guid>> nodes) => nodes.Sum(node => 1 + Count(node.Children));
}
