using System.Text.Json;
using Concord.Cli;
using Concord.Tests.Support;

namespace Concord.Tests.Cli;

/// <summary>concord check: what it prints, and how it says that its input cannot be used.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("concord-check-").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Fact]
    public async Task Two_texts_that_say_the_same_are_done()
    {
        var (code, output, errors) = await Check("--en", File("en.txt", "Fifteen cities.\n\nSecond paragraph.\n"), "--zh", File("zh.txt", "十五个城市。\n第二段。\n"));
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("2 paragraphs: 0 errors", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_difference_is_named_by_file_line_and_column_in_both_languages()
    {
        var english = File("en.txt", "Opening.\n\nFifteen cities.\n");
        var (code, output, _) = await Check("--en", english, "--zh", File("zh.txt", "开幕。\n十四个城市。\n"));
        Assert.Equal(1, code);
        Assert.Contains($"{english}:3:1: error: The English says 15, the Chinese says 14. [number.differs]", output, StringComparison.Ordinal);
        Assert.Contains("英文为15，中文为14。", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unequal_numbers_of_paragraphs_name_both_and_the_first_without_a_counterpart()
    {
        var english = File("en.txt", "One.\nTwo.\n\nThree.\n");
        var (code, output, errors) = await Check("--en", english, "--zh", File("zh.txt", "一。\n二。\n"));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("has 3 paragraphs", errors, StringComparison.Ordinal);
        Assert.Contains("has 2", errors, StringComparison.Ordinal);
        Assert.Contains($"{english}:4: Three.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_is_answered_with_an_object_a_pair_in_order()
    {
        var (code, output, _) = await Check("--tsv", File("pairs.tsv", "id\tother\ten\tzh\nA\t-\tFifteen \"cities\"\t十四个城市\nB\t-\tTea.\t茶。\n"));
        Assert.Equal(1, code);
        var objects = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["A", "B"], objects.Select(one => one.GetProperty("id").GetString()!));
        Assert.Empty(objects[1].GetProperty("findings").EnumerateArray());
        var finding = objects[0].GetProperty("findings").EnumerateArray().First();
        Assert.Equal(("number.differs", "error"), (finding.GetProperty("rule").GetString(), finding.GetProperty("severity").GetString()));
        Assert.Equal((0, 7, "Fifteen", "15"), (finding.GetProperty("en").GetProperty("start").GetInt32(), finding.GetProperty("en").GetProperty("end").GetInt32(), finding.GetProperty("en").GetProperty("text").GetString(), finding.GetProperty("en").GetProperty("value").GetString()));
        Assert.Equal("英文为15，中文为14。", finding.GetProperty("message").GetProperty("zh").GetString());
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("id\ten\n", ":1: the heading")]
    [InlineData("id\ten\tzh\nA\tonly\n", ":2: 2 columns")]
    public async Task A_table_that_cannot_be_used_says_where_and_why(string table, string reason)
    {
        var (code, _, errors) = await Check("--tsv", File("pairs.tsv", table));
        Assert.Equal(2, code);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_UTF8_or_not_there_cannot_be_used()
    {
        var path = Path.Combine(folder, "gb.tsv");
        await System.IO.File.WriteAllBytesAsync(path, [.. "id\ten\tzh\nA\tx\t"u8, 0xD6, 0xD0, (byte)'\n']);
        Assert.Contains("not UTF-8", (await Check("--tsv", path)).Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await Check("--tsv", Path.Combine(folder, "none.tsv"))).Code);
        Assert.Equal(2, (await Check("--en", path)).Code);
    }

    [Fact]
    public async Task A_glossary_adds_its_terms_and_its_faults_are_named_by_line()
    {
        var glossary = File("g.csv", "term_en,term_zh,also_zh\nreadmission,重新接纳,接收遣返\n");
        string[] texts = ["--en", File("en.txt", "The readmission of nationals\n"), "--zh", File("zh.txt", "本国国民的重新入学\n")];
        Assert.DoesNotContain("term.missing", (await Check(texts)).Output, StringComparison.Ordinal);
        var (code, output, _) = await Check([.. texts, "--glossary", glossary]);
        Assert.Equal(0, code);
        Assert.Contains("[term.missing]", output, StringComparison.Ordinal);
        Assert.Contains(":2:", (await Check([.. texts, "--glossary", File("bad.csv", "term_en,term_zh\n\"open,x\n")])).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sarif_names_the_rule_and_both_places()
    {
        var (_, output, _) = await Check("--en", File("en.txt", "Fifteen cities.\n"), "--zh", File("zh.txt", "十四个城市。\n"), "--format", "sarif");
        var result = JsonDocument.Parse(output).RootElement.GetProperty("runs")[0].GetProperty("results")[0];
        Assert.Equal("number.differs", result.GetProperty("ruleId").GetString());
        Assert.Equal(2, result.GetProperty("locations").GetArrayLength());
    }

    private string File(string name, string text)
    {
        var path = Path.Combine(folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private static async Task<(int Code, string Output, string Errors)> Check(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await Commands.RunAsync(["check", .. arguments], output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
