using System.Globalization;
using Concord.Bilingual;
using Xunit;
using SortKey = Concord.Bilingual.SortKey;

namespace Concord.Tests.Bilingual;

public sealed class SortKeyTests
{
    [Theory]
    [InlineData("北京 长春 长沙 朝阳 成都 重庆 广州 上海 深圳 厦门 云南")]       // polyphones: cháng, cháo, chóng, xià
    [InlineData("布鲁塞尔 德国 IOM 欧盟 Zagreb")]                               // Latin words among the syllables
    [InlineData("第2届 第14届 第100届")]
    [InlineData("2015 北京")]
    [InlineData("会议 会计")]                                                   // huì yì before kuài jì
    [InlineData("妈 麻 马 骂 吗")]                                              // tones one to four, then neutral
    [InlineData("路 绿")]                                                       // lu before lü
    [InlineData("张三 张五 章二")]                                              // one surname stays together
    [InlineData("移民 移民政策")]
    [InlineData("中国银行 中国证券监督管理委员会")]
    public void Sorts_Chinese_as_a_Chinese_index(string inOrder) => AssertOrder(inOrder.Split(' '), "zh-Hans");

    [Theory]
    [InlineData("en", "Århus Brussels Łódź Madrid Zagreb")]
    [InlineData("en", "round2 round14")]
    [InlineData("sv", "Aalborg Zagreb Ålborg")]
    [InlineData("cs", "hora chata")]
    public void Sorts_other_languages_as_their_culture_does(string culture, string inOrder) => AssertOrder(inOrder.Split(' '), culture);

    [Fact]
    public void Agrees_with_the_comparison_of_the_culture()
    {
        var random = new Random(6);
        var compare = CultureInfo.GetCultureInfo("en").CompareInfo;
        const string letters = "aAbBzéÉ -1290ßø";
        var words = Enumerable.Range(0, 300)
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => letters[random.Next(letters.Length)]))).ToArray();
        foreach (var a in words)
        {
            foreach (var b in words)
            {
                var keys = string.CompareOrdinal(SortKey.For(a, "en"), SortKey.For(b, "en"));
                Assert.Equal(Math.Sign(compare.Compare(a, b, CompareOptions.NumericOrdering)), Math.Sign(keys));
            }
        }
    }

    [Fact]
    public void A_stated_reading_overrides_the_table()
    {
        // A surname read Shàn, not dān.
        Assert.True(string.CompareOrdinal(SortKey.For("单先生", "zh"), SortKey.For("高先生", "zh")) < 0);
        Assert.True(string.CompareOrdinal(SortKey.For("单先生", "zh", "shàn xiān sheng"), SortKey.For("高先生", "zh")) > 0);
        Assert.Equal(SortKey.For("长春", "zh"), SortKey.For("长春", "zh", "cháng chun1"));
        Assert.Equal(SortKey.For("长春", "zh"), SortKey.For("长春", "zh", " "));
        Assert.Equal(SortKey.For("绿", "zh"), SortKey.For("绿", "zh", "lǜ"));
    }

    [Theory]
    [InlineData("长春", "cháng")]
    [InlineData("长春", "cháng chūn shì")]
    [InlineData("长春", "long spring")]
    public void A_reading_that_does_not_fit_is_refused(string text, string reading)
    {
        Assert.False(Pinyin.Fits(text, reading));
        Assert.Throws<ArgumentException>(() => SortKey.For(text, "zh", reading));
    }

    [Theory]
    [InlineData("长春", "cháng chūn")]
    [InlineData("重慶", "chóng qìng")]
    [InlineData("中国银行", "zhōng guó yín háng")]
    [InlineData("行政长官", "xíng zhèng zhǎng guān")]
    [InlineData("重返社会", "chóng fǎn shè huì")]
    [InlineData("行前培训", "xíng qián péi xùn")]
    [InlineData("欧洲对外行动署", "ōu zhōu duì wài xíng dòng shǔ")]
    [InlineData("委员会计划", "wěi yuán huì jì huà")]
    [InlineData("财会局", "cái kuài jú")]
    [InlineData("女贵六流", "nǚ guì liù liú")]
    [InlineData("第14届 CHINCA", "dì jiè")]
    public void Reads_Chinese(string text, string pinyin) => Assert.Equal(pinyin, Pinyin.Of(text));

    [Fact]
    public void Both_scripts_sort_together() => Assert.Equal(SortKey.For("长春", "zh-Hans"), SortKey.For("長春", "zh-Hant"));

    [Fact]
    public void Is_plain_lower_case_ASCII_whatever_the_text()
    {
        var random = new Random(6);
        for (var i = 0; i < 5_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12))
                .Select(_ => (char)(random.Next(3) == 0 ? random.Next(0x10000) : random.Next(0x4E00, 0x9FFF))));
            foreach (var culture in new[] { "zh", "en" })
                Assert.DoesNotContain(SortKey.For(text, culture), character => !char.IsAsciiDigit(character) && !char.IsAsciiLetterLower(character));
        }

        Assert.Equal("", SortKey.For("", "zh"));
        Assert.NotEmpty(SortKey.For(new string('9', 5_000), "zh"));
    }

    private static void AssertOrder(string[] inOrder, string culture) =>
        Assert.Equal(inOrder, inOrder.Reverse().OrderBy(text => SortKey.For(text, culture), StringComparer.Ordinal));
}
