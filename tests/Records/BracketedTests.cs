using Concord.Records;

namespace Concord.Tests.Records;

public sealed class BracketedTests
{
    private static string? Side(string name) => name switch { "EU" or "欧盟" or "eu" => "eu", "China" or "中方" or "china" => "china", _ => null };

    [Theory]
    [InlineData("nothing contested")]
    [InlineData("The sides [shall|eu:may|china:could] exchange data.")]
    [InlineData("The sides exchange [eu:promptly] data.")]
    [InlineData("The sides exchange data [promptly|eu:].")]
    [InlineData("[a [b|china:c] d|eu:e]")]
    [InlineData("双方[应|eu:可]交换数据")]
    [InlineData("[:eu: is a word here|china:x]")]
    public void What_is_stored_is_read_as_it_was(string stored) => Assert.Equal(stored, Bracketed.Parse(stored).ToString());

    [Theory]
    [InlineData("[shall | EU: may | China: could] go", "[shall|eu:may|china:could] go")]
    [InlineData("［应｜欧盟：可］交换", "[应|eu:可]交换")]
    [InlineData("[EU: at 10:30]", "[eu:at 10:30]")]
    [InlineData("[ | EU: new]", "[eu:new]")]
    public void People_type_names(string typed, string stored)
    {
        var read = Bracketed.Parse(typed, Side);
        Assert.Equal(stored, read.ToString());
        Assert.Equal(stored, Bracketed.Parse(read.ToString(key => key == "eu" ? "EU: " : "China："), Side).ToString());
    }

    [Theory]
    [InlineData("a [b", BracketFault.NotClosed, 2)]
    [InlineData("a ]b", BracketFault.NotOpened, 2)]
    [InlineData("a | b", BracketFault.BarOutside, 2)]
    [InlineData("a [] b", BracketFault.Empty, 2)]
    [InlineData("a [eu:] b", BracketFault.Empty, 2)]
    [InlineData("[eu:a|eu:b]", BracketFault.Twice, 6)]
    [InlineData("[[[[[a]]]]]", BracketFault.TooDeep, 4)]
    public void Brackets_that_cannot_be_read_are_pointed_at(string text, BracketFault fault, int place)
    {
        var wrong = Assert.Throws<BracketException>(() => Bracketed.Parse(text));
        Assert.Equal((fault, place), (wrong.Fault, wrong.Place));
    }

    [Theory]
    [InlineData("The sides [shall|eu:may] exchange [eu:promptly] data [now|eu:].", null, "The sides shall exchange data now.")]
    [InlineData("The sides [shall|eu:may] exchange [eu:promptly] data [now|eu:].", "eu", "The sides may exchange promptly data.")]
    [InlineData("The sides [shall|eu:may] exchange [eu:promptly] data [now|eu:].", "china", "The sides shall exchange data now.")]
    [InlineData("[a [b|china:c] d|eu:e]", "china", "a c d")]
    [InlineData("[eu:New.]", null, "")]
    public void Each_side_reads_it_its_own_way(string stored, string? party, string reading)
    {
        var (words, places) = Bracketed.Parse(stored).MappedReadingOf(party);
        Assert.Equal(reading, words);
        Assert.Equal(words, new string([.. places.Select(place => stored[place])]));
    }

    [Theory]
    [InlineData("The sides shall exchange data.", "The sides may exchange data.", "The sides [shall|eu:may] exchange data.")]
    [InlineData("exchange data", "exchange promptly data", "exchange [eu:promptly] data")]
    [InlineData("exchange data now.", "exchange data.", "exchange data [now|eu:].")]
    [InlineData("在十五个城市设立签证中心", "在十四个城市设立签证中心", "在[十五|eu:十四]个城市设立签证中心")]
    [InlineData("in fifteen cities", "in fifteen cities", "in fifteen cities")]
    [InlineData("The sides [shall|china:will] go", "The sides [shall|china:will|eu:may] go", "The sides [shall|china:will|eu:may] go")]
    [InlineData("The sides [shall|china:will] go", "The sides may go", "The sides [shall|china:will|eu:may] go")]
    [InlineData("The sides [shall|china:will|eu:may] go", "The sides [shall|china:will] go", "The sides [shall|china:will] go")]
    [InlineData("The sides [shall|eu:may] go", "The sides [shall] go", "The sides shall go")]
    [InlineData("go to [China and Laos|china:China and Nepal] now", "go to [China and Laos|china:China and Bhutan] now", "go to [China and Laos|china:China and [Nepal|eu:Bhutan]] now")]
    [InlineData("exchange data promptly now", "exchange data [promptly] now", "exchange data [promptly|eu:] now")]
    [InlineData("exchange data now", "exchange data [promptly] now", "exchange data [eu:promptly] now")]
    [InlineData("a [b|china:c] d", "a d", "a [b|china:c|eu:] d")]
    [InlineData("", "New words.", "[eu:New words.]")]
    [InlineData("Old words.", "", "[Old words.|eu:]")]
    [InlineData("go to [Laos|china:Nepal] now", "[go to [Laos|china:Nepal] now|eu:]", "[go to [Laos|china:Nepal] now|eu:]")]
    [InlineData("[a|china:b]", "[[a|china:b]]", "[a|china:b|eu:]")]
    [InlineData("[Old words.|china:]", "[[Old words.|china:]|eu:]", "[Old words.|china:|eu:]")]
    public void What_a_side_proposes_stands_in_brackets(string standing, string proposed, string woven)
    {
        var all = Bracketed.Weave(Bracketed.Parse(standing), Bracketed.Parse(proposed), "eu");
        Assert.Equal(woven, all.ToString());
        Assert.Equal(Bracketed.Parse(standing).ReadingOf("china"), all.ReadingOf("china").Replace("Bhutan", "Nepal", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bracket_is_settled_by_one_wording_or_by_none()
    {
        var text = Bracketed.Parse("The sides [shall|eu:may [always|china:]] exchange [eu:promptly] data.");
        Assert.Equal("The sides shall exchange [eu:promptly] data.", text.Settle(0, 0).ToString());
        Assert.Equal("The sides may [always|china:] exchange [eu:promptly] data.", text.Settle(0, 1).ToString());
        Assert.Equal("The sides [shall|eu:may] exchange [eu:promptly] data.", text.Settle(1, 1).ToString());
        Assert.Equal("The sides [shall|eu:may [always|china:]] exchange data.", text.Settle(2, -1).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => text.Settle(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => text.Settle(0, 2));
    }

    [Theory]
    [InlineData("[Old words.|eu:]", true)]
    [InlineData("[Old words.|china:|eu:]", true)]
    [InlineData("[go to [Laos|china:Nepal] now|eu:]", true)]
    [InlineData("[One.|eu:] [Two.|eu:]", true)]
    [InlineData("[One.|eu:] Two.", false)]
    [InlineData("[One.|china:]", false)]
    [InlineData("[china:New words.]", false)]
    [InlineData("Old words.", false)]
    [InlineData("", false)]
    public void A_side_leaves_all_out_by_saying_so(string standing, bool isLeftOut)
    {
        Assert.Equal(isLeftOut, Bracketed.Parse(standing).IsLeftOutBy("eu"));
        if (standing.Length > 0) Assert.True(Bracketed.Weave(Bracketed.Parse(standing), Bracketed.Parse(standing).LeftOutBy("eu"), "eu").IsLeftOutBy("eu"));
    }

    [Fact]
    public void Nobody_speaks_for_another_side()
    {
        var before = Bracketed.Parse("[shall|china:will] go");
        Assert.False(Bracketed.Parse("[shall|china:will|eu:may] go").SpeaksForOthers("eu", before));
        Assert.True(Bracketed.Parse("[shall|china:could] go").SpeaksForOthers("eu", before));
        Assert.True(Bracketed.Parse("[shall|eu:may] go").SpeaksForOthers(null, before));
    }

    /// <summary>Whatever is proposed: the proposer reads its own words, the other side what stood, and nobody's bracket is lost.</summary>
    [Fact]
    public void Proposals_of_both_sides_in_any_order_keep_what_each_side_reads()
    {
        string[] words = ["the", "sides", "shall", "may", "exchange", "data", "promptly", "and", "fully"];
        var random = new Random(20261126);
        for (var run = 0; run < 2_000; run++)
        {
            var text = Bracketed.Plain(Sentence());
            foreach (var party in new[] { "eu", "china", "eu" })
            {
                var (other, wanted) = (party == "eu" ? "china" : "eu", Sentence());
                var before = text.ReadingOf(other);
                text = Bracketed.Weave(text, Bracketed.Plain(wanted), party);
                Assert.Equal(text.ToString(), Bracketed.Parse(text.ToString()).ToString());
                Assert.Equal(before, text.ReadingOf(other));
                Assert.Equal(wanted, text.ReadingOf(party));
            }
        }

        string Sentence() => string.Join(' ', Enumerable.Range(0, random.Next(1, 8)).Select(_ => words[random.Next(words.Length)]));
    }
}
