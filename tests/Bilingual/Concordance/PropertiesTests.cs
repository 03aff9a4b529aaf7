using System.Diagnostics;
using System.Globalization;
using System.Text;
using Concord.Bilingual.Concordance;

namespace Concord.Tests.Bilingual.Concordance;

/// <summary>What holds for any text: numbers come back as themselves, sides can be swapped, hostile input ends soon.</summary>
public sealed class PropertiesTests
{
    private static readonly string[] ones = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
    private static readonly string[] tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    private readonly ConcordanceChecker checker = ConcordanceChecker.For("en", "zh");

    [Fact]
    public void A_number_is_read_as_itself_however_it_is_written()
    {
        var random = new Random(15);
        for (var turn = 0; turn < 3000; turn++)
        {
            var number = (long)Math.Pow(10, random.NextDouble() * 9) + 2;
            var english = random.Next(3) switch { 0 => number.ToString(CultureInfo.InvariantCulture), 1 => number.ToString("#,0", CultureInfo.InvariantCulture), _ => InEnglish(number) };
            var chinese = random.Next(4) switch { 0 => number.ToString(CultureInfo.InvariantCulture), 1 => number.ToString("#,0", CultureInfo.InvariantCulture), 2 => InChinese(number), _ => Mixed(number) };
            var findings = checker.Check($"They counted {english} cases in all.", $"共统计{chinese}起案件。").Findings;
            Assert.False(findings.Any(finding => finding.Severity == Severity.Error), $"{number}: {english} | {chinese}: {string.Join("; ", findings.Select(finding => finding.Explanation.English))}");

            var other = (number * 2) + 1 + random.Next(5);
            Assert.True(checker.Check($"They counted {english} cases in all.", $"共统计{InChinese(other)}起案件。").HasErrors, $"{english} | {InChinese(other)}");
        }
    }

    [Fact]
    public void Swapping_the_sides_mirrors_the_findings()
    {
        var mirrored = ConcordanceChecker.For("zh", "en");
        foreach (var (english, chinese) in Pairs().Take(600))
        {
            var one = checker.Check(english, chinese).Findings.Select(finding => (finding.Rule, finding.Severity, finding.First, finding.Second)).ToHashSet();
            var other = mirrored.Check(chinese, english).Findings.Select(finding => (finding.Rule, finding.Severity, finding.Second, finding.First)).ToHashSet();
            Assert.True(one.SetEquals(other), english);
        }
    }

    [Fact]
    public void An_unrelated_pair_of_sentences_behind_keeps_the_errors()
    {
        foreach (var (english, chinese) in Pairs().Where(pair => pair.English.EndsWith('.') && pair.Chinese.EndsWith('。')).Take(400))
        {
            var before = checker.Check(english, chinese);
            var after = checker.Check(english + " Tea was served to all participants.", chinese + "随后向全体与会者提供了茶水。");
            Assert.Equal(Errors(before), Errors(after));
        }

        static IEnumerable<string> Errors(CheckResult result) => result.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => $"{finding.Rule} {finding.First?.Start} {finding.Second?.Start}");
    }

    [Fact]
    public void Passages_lie_within_their_text_whatever_stands_in_it()
    {
        var random = new Random(7);
        const string Alphabet = "ab 12 .,()[]“”‘’《》第一二三四五六七八九十百千万亿点半月日年周星期%％€$£-–:/\u202E\u0000\uD83D\uDE00\uDC00個應不得可以shall may not twenty Article ２０";
        for (var turn = 0; turn < 4000; turn++)
        {
            var (english, chinese) = (Random(), Random());
            foreach (var finding in checker.Check(english, chinese).Findings)
            {
                Assert.True(finding.First is not null || finding.Second is not null);
                if (finding.First is { } first) Assert.Equal(english[first.Start..first.End], first.Text);
                if (finding.Second is { } second) Assert.Equal(chinese[second.Start..second.End], second.Text);
            }
        }

        string Random()
        {
            var text = new StringBuilder();
            for (var length = random.Next(60); length > 0; length--) text.Append(Alphabet[random.Next(Alphabet.Length)]);
            return text.ToString();
        }
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { new string('a', 1_000_000), new string('一', 100_000) },
        { string.Concat(Enumerable.Repeat("12 ", 300_000)), string.Concat(Enumerable.Repeat("34个", 300_000)) },
        { new string('(', 10_000) + new string(')', 10_000), new string('（', 10_000) },
        { new string('7', 10_000), new string('8', 10_000) },
        { new string('九', 10_000), new string('十', 10_000) },
        { string.Concat(Enumerable.Repeat("two hundred and ", 50_000)), string.Concat(Enumerable.Repeat("二百零", 50_000)) },
        { string.Concat(Enumerable.Repeat("29 June 2015, ", 30_000)), string.Concat(Enumerable.Repeat("2015年6月29日、", 30_000)) },
        { string.Concat(Enumerable.Repeat("not shall @ ", 50_000)), string.Concat(Enumerable.Repeat("不得应@", 50_000)) },
        { string.Concat(Enumerable.Repeat("a.b@c ://", 50_000)), string.Concat(Enumerable.Repeat("(a)；", 50_000)) },
        { new string('\uD800', 100_000), new string('\u202E', 100_000) },
    };

    [Theory, MemberData(nameof(Hostile))]
    public void Hostile_text_is_answered_in_seconds(string english, string chinese)
    {
        var watch = Stopwatch.StartNew();
        var result = checker.Check(english, chinese);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
        Assert.True(result.Findings.Count < 10_000);
    }

    [Fact]
    public void Numbers_of_too_many_digits_are_said_to_be_so_and_compared_all_the_same()
    {
        var digits = new string('7', 10_000);
        Assert.Empty(checker.Check("Number " + digits, "号码" + digits).Findings);
        Assert.Contains(checker.Check("Number " + digits, "号码" + digits[1..] + "8").Findings, finding => finding.First?.Value == "too large to compare");
    }

    [Theory]
    [InlineData("They paid 900000000000000000000000 million.", "他们支付了相关款项。")]
    [InlineData("900000000000000000000000m", "9000亿亿亿亿亿")]
    [InlineData("A third of 99999999999999999999999999 km", "99999999999999999999999999公里的三分之一")]
    public void Amounts_past_what_can_be_counted_are_compared_and_never_thrown(string english, string chinese)
    {
        foreach (var (first, second) in new[] { (english, ""), (english, chinese), (english, "他们支付了5元。"), ("They paid 5.", chinese) }) checker.Check(first, second);
        Assert.Contains(checker.Check("They paid 900000000000000000000000 million.", "他们支付了5元。").Findings, finding => finding.First?.Value == "too large to compare");
    }

    [Fact]
    public void A_checker_in_use_carries_nothing_from_one_text_into_the_next()
    {
        Assert.Empty(ConcordanceChecker.For("en", "zh").Check("Of 12 cities", "共有 12座城市").Findings);
        checker.Check("A sum in EUR.", "EUR");
        Assert.Empty(checker.Check("Of 12 cities", "共有 12座城市").Findings);
    }

    [Fact]
    public void Sentences_about_other_languages_name_neither()
    {
        var other = ConcordanceChecker.For("en", "fr");
        foreach (var finding in (Finding[])[.. other.Check("Both sides agreed.", "").Findings, .. other.Check("See https://a.example/x.", "Voir https://a.example/y.").Findings])
        {
            Assert.DoesNotContain("Chinese", finding.Explanation.English, StringComparison.Ordinal);
            Assert.DoesNotContain("中文", finding.Explanation.Chinese, StringComparison.Ordinal);
        }

        Assert.Single(other.Check("Both sides agreed.", "").Findings);
        Assert.Equal(2, other.Check("See https://a.example/x.", "Voir https://a.example/y.").Findings.Count);
    }

    private static IEnumerable<(string English, string Chinese)> Pairs() =>
        File.ReadLines(Path.Combine(LabelledTests.Shared, "data/concordance/labelled.tsv")).Skip(1).Select(line => line.Split('\t')).Select(cells => (cells[1], cells[2]));

    private static string InEnglish(long number)
    {
        if (number < 20) return ones[number];
        if (number < 100) return tens[number / 10] + (number % 10 > 0 ? "-" + ones[number % 10] : "");
        if (number < 1000) return ones[number / 100] + " hundred" + (number % 100 > 0 ? " and " + InEnglish(number % 100) : "");
        var (scale, name) = number < 1_000_000 ? (1_000L, " thousand") : number < 1_000_000_000 ? (1_000_000L, " million") : (1_000_000_000L, " billion");
        return InEnglish(number / scale) + name + (number % scale == 0 ? "" : number % scale < 100 ? " and " + InEnglish(number % scale) : " " + InEnglish(number % scale));
    }

    private static string InChinese(long number)
    {
        const string Digits = "零一二三四五六七八九";
        if (number < 10) return Digits[(int)number].ToString();
        foreach (var (scale, name) in new[] { (100_000_000L, "亿"), (10_000L, "万"), (1_000L, "千"), (100L, "百"), (10L, "十") })
        {
            if (number < scale) continue;
            var (above, below) = (number / scale, number % scale);
            var head = scale == 10 && above == 1 ? "" : InChinese(above);
            return head + name + (below == 0 ? "" : (below < scale / 10 ? "零" : "") + (below is >= 10 and < 20 ? "一" : "") + InChinese(below));
        }

        return "";
    }

    private static string Mixed(long number) =>
        number >= 100_000_000 && number % 10_000 == 0 ? $"{number / 100_000_000}亿{(number % 100_000_000 == 0 ? "" : $"{number % 100_000_000 / 10_000}万")}"
        : number >= 10_000 && number % 100 == 0 ? $"{(number / 10_000m).ToString("0.##", CultureInfo.InvariantCulture)}万"
        : number.ToString(CultureInfo.InvariantCulture);
}
