using Concord.Bilingual.Concordance;

namespace Concord.Tests.Bilingual.Concordance;

/// <summary>Which paragraphs stand for each other when one text has more than the other.</summary>
public sealed class ParagraphsTests
{
    private static readonly string[] english =
    [
        "The Parties agreed on 15 measures.",
        "The training of border guards will begin in spring.",
        "IOM presented its report on return and reintegration.",
        "The next meeting will be held in Brussels on 29 June 2027.",
        "The costs of interpretation are borne by the host.",
    ];

    private static readonly string[] chinese =
    [
        "双方商定了15项措施。",
        "边防人员培训将于春季启动。",
        "国际移民组织（IOM）介绍了其关于返回和重新融入的报告。",
        "下次会议将于2027年6月29日在布鲁塞尔举行。",
        "口译费用由东道方承担。",
    ];

    [Fact]
    public void Words_of_many_meanings_do_not_set_two_paragraphs_apart()
    {
        var pairs = Paragraphs.Align(
            "en",
            "zh",
            [.. english, "Cooperation covers visas, residence permits, readmission and reintegration. The number of voluntary returns increased.", "A further paragraph stands only in the English text."],
            [.. chinese, "合作涵盖签证、居留许可和重新融入。强制返回人数减少。"]);

        Assert.Equal([new(5, 5), new(6, null)], pairs.Skip(5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_one_that_is_missing_is_found_wherever_it_is(int missing)
    {
        var pairs = Paragraphs.Align("en", "zh", english, [.. chinese.Where((_, index) => index != missing)]);

        Assert.Equal(Enumerable.Range(0, 5).Select(index => new ParagraphPair(index, index == missing ? null : index - (index > missing ? 1 : 0))), pairs);
        var mirrored = Paragraphs.Align("zh", "en", [.. chinese.Where((_, index) => index != missing)], english);
        Assert.Equal(pairs.Select(pair => new ParagraphPair(pair.Second, pair.First)), mirrored);
    }

    [Fact]
    public void Two_that_are_missing_on_either_side_are_found()
    {
        var pairs = Paragraphs.Align("en", "zh", [.. english[..1], .. english[2..]], [.. chinese[..3], .. chinese[4..], "本纪要一式两份。"]);

        Assert.Equal([new(0, 0), new(null, 1), new(1, 2), new(2, null), new(3, 3), new(null, 4)], pairs);
    }

    [Fact]
    public void As_many_are_paired_one_by_one_and_none_with_nothing()
    {
        Assert.Equal([new(0, 0), new(1, 1)], Paragraphs.Align("en", "zh", ["one", "two"], ["二", "一"]));
        Assert.Equal([new(0, null), new(1, null)], Paragraphs.Align("en", "zh", ["one", "two"], []));
        Assert.Empty(Paragraphs.Align("en", "zh", [], []));
    }

    [Fact]
    public void Languages_without_rules_are_laid_by_values_names_and_length()
    {
        var pairs = Paragraphs.Align("en", "fr", ["Article 1", "The budget is EUR 300,000.", "Done at Brussels."], ["Article 1", "Fait à Bruxelles."]);

        Assert.Equal([new(0, 0), new(1, null), new(2, 1)], pairs);
    }

    [Fact]
    public void Two_thousand_paragraphs_are_laid_in_seconds()
    {
        var many = Enumerable.Range(0, 2000).Select(index => $"Measure {index} was discussed by the working group on visas.").ToList();
        var others = Enumerable.Range(0, 2000).Where(index => index != 700).Select(index => $"签证工作组讨论了第{index}项措施。").ToList();

        var pairs = Paragraphs.Align("en", "zh", many, others);

        Assert.Equal(new ParagraphPair(700, null), pairs.Single(pair => pair.Second is null));
    }
}
