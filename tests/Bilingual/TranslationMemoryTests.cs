using System.Diagnostics;
using Concord.Bilingual;
using Concord.Tests.Bilingual.Exchange;

namespace Concord.Tests.Bilingual;

public sealed class TranslationMemoryTests
{
    private static readonly TranslationMemory memory = new(
    [
        new("The sides agreed to hold the next meeting in Beijing.", "双方同意在北京举行下次会议。", "2016"),
        new("The sides agreed to hold the next meeting in Beijing.", "双方同意在北京举行下次会议。", "2015"),
        new("The sides agreed to hold the next round in Brussels in 2018.", "双方同意2018年在布鲁塞尔举行下一轮对话。", "2017"),
        new("Experts exchanged views on document security.", "专家就证件防伪交换了意见。", "2014"),
    ]);

    [Fact]
    public void The_most_alike_comes_first_and_the_same_pair_once()
    {
        var found = memory.Like("The sides agreed to hold the next meeting in Xi’an.", least: 0.5);
        Assert.Equal(["2016", "2017"], found.Select(one => one.Pair.From));
        Assert.InRange(found[0].Likeness, 0.8, 0.95);
        Assert.True(found[0].Likeness > found[1].Likeness);
    }

    [Fact]
    public void Case_blanks_and_punctuation_make_no_difference() =>
        Assert.Equal(1, memory.Like("the sides  agreed to hold the next meeting in Beijing")[0].Likeness);

    [Fact]
    public void Chinese_finds_chinese()
    {
        var chinese = new TranslationMemory([new("双方同意在北京举行下次会议。", "…", "a"), new("专家就证件防伪交换了意见。", "…", "b")]);
        Assert.Equal("a", Assert.Single(chinese.Like("双方商定在北京举行下次会议")).Pair.From);
    }

    [Fact]
    public void Nothing_alike_is_nothing()
    {
        Assert.Empty(memory.Like("Qualifications are recognised."));
        Assert.Empty(memory.Like(""));
        Assert.Empty(memory.Like("。"));
    }

    [Theory]
    [InlineData("", "", 1), InlineData("a", "a", 1), InlineData("a", "b", 0), InlineData("abcd", "abce", 0.5), InlineData("移民问题", "移民政策", 1.0 / 3)]
    public void Likeness_is_what_two_texts_share(string one, string other, double likeness)
    {
        Assert.Equal(likeness, Shingles.Of(one).Likeness(Shingles.Of(other)), 0.001);
        Assert.Equal(likeness, Shingles.Of(other).Likeness(Shingles.Of(one)), 0.001);
    }

    [Fact]
    public void A_part_stands_within_the_whole_and_is_missing_without_it()
    {
        var (whole, part) = (Shingles.Of("The sides met in Brussels. They agreed to meet again."), Shingles.Of("They agreed to meet again."));
        Assert.Equal(1, part.Within(whole));
        Assert.True(part.Within(whole.Without(part)) < 0.2);
    }

    [Fact]
    public void Twenty_thousand_pairs_answer_at_once()
    {
        var lines = Directory.GetFiles(Exchanged.Sample("data", "parallel"), "*.tsv").Order(StringComparer.Ordinal).SelectMany(file => File.ReadLines(file).Skip(1))
            .Select(line => line.Split('\t').MaxBy(cell => cell.Length)!).ToList();
        var pairs = Enumerable.Range(0, 20_000).Select(i => new RememberedPair($"{lines[i % lines.Count]} {i / lines.Count}", "…", $"{i}")).ToList();
        var large = new TranslationMemory(pairs);
        large.Like(pairs[0].Source);
        var took = pairs.Where((_, i) => i % 400 == 0).Select(pair =>
        {
            var watch = Stopwatch.StartNew();
            Assert.Equal(pair.Source, large.Like(pair.Source + " Also.")[0].Pair.Source);
            return watch.Elapsed.TotalMilliseconds;
        }).Order().ToList();
        TestContext.Current.SendDiagnosticMessage($"median {took[took.Count / 2]:0.0} ms, most {took[^1]:0.0} ms of {took.Count} questions to 20,000 pairs");
        Assert.True(took[took.Count / 2] < 50, $"median {took[took.Count / 2]} ms");
    }
}
