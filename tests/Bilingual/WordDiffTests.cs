using Concord.Bilingual;

namespace Concord.Tests.Bilingual;

public sealed class WordDiffTests
{
    [Theory]
    [InlineData("Visas for fifteen cities", "Visas for fourteen cities", "Visas for |-fifteen|+fourteen| cities")]
    [InlineData("在十五个城市", "在十四个城市", "在十|-五|+四|个城市")]
    [InlineData("same", "same", "same")]
    [InlineData("", "new", "+new")]
    public void It_marks_words_and_single_Han_signs(string before, string after, string marked) =>
        Assert.Equal(marked, string.Join('|', WordDiff.Between(before, after).Select(piece => (piece.Sort < 0 ? "-" : piece.Sort > 0 ? "+" : "") + piece.Words)));

    [Fact]
    public void Both_wordings_can_be_read_back_from_it()
    {
        const string before = "The two sides agree to open visa application centres, 𠀋 in 15 cities.";
        const string after = "Both sides agreed to open 15 visa centres by 2018, 𠀌 in cities!";
        var pieces = WordDiff.Between(before, after);
        Assert.Equal(before, string.Concat(pieces.Where(piece => piece.Sort <= 0).Select(piece => piece.Words)));
        Assert.Equal(after, string.Concat(pieces.Where(piece => piece.Sort >= 0).Select(piece => piece.Words)));
    }
}
