using Concord.Bilingual;

namespace Concord.Tests.Bilingual;

public sealed class WordMergeTests
{
    [Theory]
    [InlineData("The sides exchange data in Brussels", "Both sides exchange data in Brussels", "The sides exchange data in Beijing", "Both sides exchange data in Beijing")]
    [InlineData("在十五个城市交换数据", "在十四个城市交换数据", "在十五个城市交换信息", "在十四个城市交换信息")]
    [InlineData("a b c", "a b c", "a x c", "a x c")]
    [InlineData("a b c", "a x c", "a x c", "a x c")]
    [InlineData("a b c", "a x c", "a y c", null)]
    [InlineData("a b c", "a c", "a b d c", null)]
    [InlineData("a b c d e", "a x c d e", "a b c d y", "a x c d y")]
    [InlineData("a b", "x a b", "y a b", null)]
    public void Changes_of_different_words_are_put_together(string before, string mine, string theirs, string? merged)
    {
        Assert.Equal(merged, WordMerge.Of(before, mine, theirs));
        Assert.Equal(merged, WordMerge.Of(before, theirs, mine));
    }
}
