using Concord.Bilingual.Exchange;

namespace Concord.Tests.Bilingual.Exchange;

public sealed class LanguageTagTests
{
    [Theory]
    [InlineData("ZH", "zh")]
    [InlineData("zh_hans", "zh-Hans")]
    [InlineData("ZH-HANT-tw", "zh-Hant-TW")]
    [InlineData("en-us", "en-US")]
    [InlineData("es-419", "es-419")]
    [InlineData(" EN ", "en")]
    [InlineData("en-x-EU", "en-x-eu")]
    [InlineData("X-Ours", "x-ours")]
    public void A_tag_takes_its_usual_form_once(string given, string usual)
    {
        Assert.Equal(usual, LanguageTag.Canonical(given));
        Assert.Equal(usual, LanguageTag.Canonical(usual));
    }

    [Theory]
    [InlineData("")]
    [InlineData("*all*")]
    [InlineData("unknown")]
    [InlineData("zh_CN.UTF-8")]
    [InlineData("中文")]
    [InlineData("en--us")]
    [InlineData("e")]
    public void What_is_no_tag_is_refused(string given) => Assert.Throws<ArgumentException>(() => LanguageTag.Canonical(given));

    [Theory]
    [InlineData("zh", "zh-CN")]
    [InlineData("zh-Hans", "zh-CN")]
    [InlineData("zh-SG", "zh-CN")]
    [InlineData("zh-Hant", "zh-TW")]
    [InlineData("ZH_HK", "zh-HK")]
    [InlineData("zh-MO", "zh-TW")]
    [InlineData("EN", "en-GB")]
    public void A_text_is_found_by_its_language_and_best_in_the_same_script(string asked, string found)
    {
        var unit = new TranslationUnit { Segments = [.. new[] { "fr", "zh-TW", "zh-CN", "zh-HK", "en-GB" }.Select(tag => new TranslationSegment(tag, tag))] };

        Assert.Equal(found, unit.In(asked)!.Text);
        Assert.Null(unit.In("de"));
    }
}
