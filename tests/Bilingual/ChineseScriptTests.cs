using System.Text;
using Concord.Bilingual;
using Xunit;

namespace Concord.Tests.Bilingual;

public sealed class ChineseScriptTests
{
    [Theory]
    [InlineData("中歐人員往來和移民領域對話", "中欧人员往来和移民领域对话")]
    [InlineData("乾淨的乾隆", "干净的乾隆")]
    [InlineData("乾縣", "乾县")]
    [InlineData("迴覆", "回复")]
    [InlineData("中国与欧盟", "中国与欧盟")]
    [InlineData("EU 與 中國, 😀", "EU 与 中国, 😀")]
    [InlineData("\uD800國\uDC00", "\uD800国\uDC00")]
    [InlineData("", "")]
    public void Simplifies(string text, string simplified) => Assert.Equal(simplified, ChineseScript.ToSimplified(text));

    [Fact]
    public void Twice_changes_nothing_more_and_no_character_is_lost()
    {
        var random = new Random(6);
        var parts = Table.Read("simplified-phrases").Select(row => row.Left).Concat(Table.Read("simplified").Select(row => row.Left)).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => parts[random.Next(parts.Length)]));
            var simplified = ChineseScript.ToSimplified(text);
            Assert.Equal(simplified, ChineseScript.ToSimplified(simplified));
            Assert.Equal(text.EnumerateRunes().Count(), simplified.EnumerateRunes().Count());
        }
    }
}
