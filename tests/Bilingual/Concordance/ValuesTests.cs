using Concord.Bilingual.Concordance;

namespace Concord.Tests.Bilingual.Concordance;

/// <summary>The ways in which both languages write a value, and what is no value at all.</summary>
public sealed class ValuesTests
{
    private readonly ConcordanceChecker checker = ConcordanceChecker.For("en", "zh");

    [Theory]
    [InlineData("7,500 people", "7 500人")]
    [InlineData("The sum of 212 billion", "2 120亿")]
    [InlineData("3.5 hundred million is 350 million", "3.5亿，即350000000")]
    [InlineData("35,000 permits", "3.5万份许可")]
    [InlineData("120 million", "1亿2000万")]
    [InlineData("3,500,000 workers", "三百五十万工人")]
    [InlineData("fourteen cities", "十四个城市")]
    [InlineData("two hundred and five applicants", "二百零五名申请人")]
    [InlineData("105 cases", "一百零五起案件")]
    [InlineData("１５ cities", "15个城市")]
    [InlineData("123 files", "壹佰贰拾叁份档案")]
    [InlineData("twenty-one experts", "21名专家")]
    [InlineData("half a dozen offices", "六个办事处")]
    [InlineData("a third of them", "其中三分之一")]
    [InlineData("these four pillars", "以上4个支柱")]
    [InlineData("over 300 people", "300人以上")]
    [InlineData("the 14th meeting", "第十四次会议")]
    [InlineData("the fourteenth round", "第14轮")]
    [InlineData("5 per cent", "百分之五")]
    [InlineData("30 %", "三成")]
    [InlineData("5 percentage points", "5个百分点")]
    [InlineData("10–15 people", "10至15人")]
    [InlineData("between 10 and 15 million", "1000万至1500万")]
    [InlineData("The number doubled.", "数量翻了一番。")]
    [InlineData("a threefold increase", "增加至三倍")]
    [InlineData("Phase II", "第二期")]
    [InlineData("25,000 euros", "两万五千欧元")]
    [InlineData("EUR 2.5 million", "250万欧元")]
    [InlineData("€1.2bn", "12亿欧元")]
    [InlineData("RMB 300", "人民币300元")]
    [InlineData("US$40 million", "4000万美元")]
    [InlineData("29 June 2015", "2015年6月29日")]
    [InlineData("June 29, 2015", "二〇一五年六月二十九日")]
    [InlineData("2015-06-29", "2015年6月29日")]
    [InlineData("in the 1990s", "上世纪90年代")]
    [InlineData("in the 1990s", "20世纪九十年代")]
    [InlineData("the 19th century", "十九世纪")]
    [InlineData("the third quarter of 2025", "2025年第三季度")]
    [InlineData("the first half of 2026", "2026年上半年")]
    [InlineData("on Monday", "星期一")]
    [InlineData("at 9.30 a.m.", "上午9时30分")]
    [InlineData("at 15:00", "下午三点")]
    [InlineData("half past two", "两点半")]
    [InlineData("a two-day workshop", "为期两天的研讨会")]
    [InlineData("18 months", "一年半")]
    [InlineData("90 minutes", "一个半小时")]
    [InlineData("Article 5(2)", "第五条第二款")]
    [InlineData("Regulation (EU) 2018/1725", "第2018/1725号条例")]
    [InlineData("Annex II", "附件二")]
    [InlineData("30 kilometres", "30公里")]
    [InlineData("20 °C", "20摄氏度")]
    [InlineData("20 hectares of tea", "种植茶叶300亩")]
    [InlineData("1.2 GWh", "120万千瓦时")]
    [InlineData("Nine out of ten calls", "九成来电")]
    [InlineData("nine out of ten", "每十个中有九个")]
    [InlineData("one person in six", "六分之一的人")]
    [InlineData("a quarter of a century", "25年")]
    [InlineData("half a century", "半个世纪")]
    [InlineData("the first half of 2017", "2017年1月至6月")]
    [InlineData("in Q3 2021", "2021年7月至9月间")]
    [InlineData("by the end of 2024", "不迟于2024年12月31日")]
    [InlineData("Articles 3 to 5", "第三条、第四条和第五条")]
    [InlineData("Art. 4 (3) (c)", "第四条第三款第（三）项")]
    [InlineData("Article 12 bis", "第12条之二")]
    [InlineData("resolution 71/1", "第七十一届会议第1号决议")]
    [InlineData("fiscal year 2018/19", "2018—2019财年")]
    [InlineData("on Wednesday and Saturday", "每周三和周六")]
    [InlineData("at 0500 hours", "五时整")]
    [InlineData("December 9, 2003", "二○○三年十二月九日")]
    [InlineData("three or more judges", "法官三人或三人以上")]
    [InlineData("a COVID-19 case", "一例新冠病例")]
    [InlineData("fifteen cities", "十五個城市")]
    [InlineData("about 3 million", "約三百萬")]
    public void The_same_value_is_read_from_both_languages(string english, string chinese) =>
        Assert.Empty(checker.Check(english, chinese).Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Explanation.English));

    [Theory]
    [InlineData("fifteen cities", "十四个城市", "number.differs")]
    [InlineData("35 million", "3.5亿", "number.magnitude")]
    [InlineData("EUR 3 million", "300万美元", "money.currency")]
    [InlineData("29 June 2015", "2015年6月19日", "date.differs")]
    [InlineData("on Monday", "星期二", "date.weekday")]
    [InlineData("at 9.30 a.m.", "下午9时30分", "time.differs")]
    [InlineData("two days", "两周", "unit.differs")]
    [InlineData("5 per cent", "百分之六", "percent.differs")]
    [InlineData("Article 5", "第五款", "reference.part")]
    [InlineData("Article 5", "第六条", "reference.differs")]
    [InlineData("12 cities were chosen", "选定了城市", "number.missing")]
    [InlineData("Salaries are paid in pounds sterling.", "工资以欧元支付。", "money.currency")]
    [InlineData("within 14 calendar days", "14个工作日内", "unit.differs")]
    [InlineData("The committee meets every three years.", "委员会每年举行三次会议。", "time.frequency")]
    [InlineData("A weekly bulletin", "每月发布一期简报", "time.frequency")]
    [InlineData("See document A/HRC/38/41.", "见A/HRC/41/38号文件。", "reference.differs")]
    [InlineData("sections A and C", "A部分和B部分", "reference.differs")]
    [InlineData("Hundreds of families", "数千个家庭", "number.magnitude")]
    [InlineData("Traffic tripled.", "客流量翻了一番。", "number.differs")]
    [InlineData("on 15 July", "15日将于月15日举行", "number.lost")]
    [InlineData("an increase of 5 per cent", "增长%", "number.lost")]
    [InlineData("375,000 dollars", "375003美元", "money.differs")]
    [InlineData("", "选定了城市", "form.empty")]
    [InlineData("双方同意合作。", "Both sides agreed to cooperate.", "form.untranslated")]
    public void Another_value_is_an_error_with_both_places(string english, string chinese, string rule)
    {
        var finding = Assert.Single(checker.Check(english, chinese).Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal(rule, finding.Rule);
        Assert.NotEmpty(finding.Explanation.English);
        Assert.NotEmpty(finding.Explanation.Chinese);
        if (finding.First is { } first) Assert.Equal(english[first.Start..first.End], first.Text);
        if (finding.Second is { } second) Assert.Equal(chinese[second.Start..second.End], second.Text);
    }

    [Theory]
    [InlineData("The Belt and Road", "一带一路")]
    [InlineData("from all sides", "四面八方")]
    [InlineData("a workshop", "一个研讨会")]
    [InlineData("one of them", "其中之一")]
    [InlineData("the two countries", "两国")]
    [InlineData("both sides", "双方")]
    [InlineData("Sichuan and Sanya", "四川和三亚")]
    [InlineData("very important", "十分重要")]
    [InlineData("COVID-19", "新冠肺炎")]
    [InlineData("once more", "再次")]
    public void What_only_contains_a_numeral_is_no_number(string english, string chinese) =>
        Assert.DoesNotContain(checker.Check(english, chinese).Findings, finding => finding.Severity == Severity.Error);

    [Theory]
    [InlineData("It was founded in 2015.", "该机构于当年成立。")]
    [InlineData("three experts", "几名专家")]
    public void A_value_that_is_only_implied_is_a_remark(string english, string chinese)
    {
        var finding = Assert.Single(checker.Check(english, chinese).Findings);
        Assert.Equal(("value.implied", Severity.Info), (finding.Rule, finding.Severity));
    }

    [Theory]
    [InlineData("The Parties shall meet.", "双方可举行会晤。", "modality.differs")]
    [InlineData("The request was not approved.", "该请求已获批准。", "polarity.missing")]
    [InlineData("The meeting noted the report.", "会议决定了该报告。", "act.differs")]
    [InlineData("more than 300 people", "不到300人", "approximation.differs")]
    [InlineData("The permit is renewed unless the employer objects.", "雇主提出异议的，许可予以续期。", "polarity.reversed")]
    [InlineData("The number of visas increased.", "签证数量减少。", "polarity.reversed")]
    [InlineData("Return to the country of origin", "返回目的国", "polarity.reversed")]
    [InlineData("They covered education, health, housing and employment.", "内容包括教育、卫生和就业。", "form.item")]
    [InlineData("the (draft text", "草案文本", "form.unpaired")]
    [InlineData("the the text", "案文", "form.doubled")]
    [InlineData("See https://example.org/a", "见https://example.org/b", "form.url")]
    [InlineData("Cooperation and exchange", "加强cooperation与交流", "form.untranslated")]
    public void What_is_worded_otherwise_is_a_warning(string english, string chinese, string rule) =>
        Assert.Contains(checker.Check(english, chinese).Findings, finding => finding.Rule == rule && finding.Severity == Severity.Warning);

    [Fact]
    public void A_pair_of_languages_without_rules_says_which_did_not_run()
    {
        var french = ConcordanceChecker.For("en", "fr");
        var result = french.Check("Fifteen cities (and more", "Quatorze villes");
        Assert.Equal("form.unpaired", Assert.Single(result.Findings).Rule);
        Assert.Contains("number", result.NotRun);
        Assert.Equal(["term"], checker.Check("a", "一").NotRun);
    }
}
