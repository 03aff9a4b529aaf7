using Concord.Bilingual.Concordance;
using Concord.Bilingual.Exchange;

namespace Concord.Tests.Bilingual.Concordance;

/// <summary>Which terms stand in a text, and whether the other says them as agreed.</summary>
public sealed class TermFinderTests
{
    private static readonly Glossary Few = new(
    [
        new() { Terms = [new("en", "migration"), new("zh", "移民")] },
        new() { Terms = [new("en", "irregular migration"), new("zh", "非正规移民"), new("zh", "非正常移民")] },
        new() { Terms = [new("en", "Ministry of Public Security"), new("zh", "公安部"), new("en", "MPS"), new("zh", "MPS")] },
        new() { Terms = [new("en", "pledge")] },
    ]);

    [Fact]
    public void The_longest_term_counts_whatever_its_number_or_capitals()
    {
        const string English = "Irregular migrations are a matter for the MPS. Migration is not.";
        var found = TermFinder.For("en", "zh", Few)!.In(English, "移民事务由公安部负责。");

        Assert.Equal([("Irregular migrations", false), ("MPS", true), ("Migration", true)], found.Select(one => (English[one.Start..one.End], one.Rendered is not null)));
        Assert.Equal([1], found[0].Entries);
        Assert.NotNull(TermFinder.For("en", "zh", Few)!.In("The MPS agrees.", "MPS同意。")[0].Rendered);
    }

    [Fact]
    public void Terms_of_a_Chinese_text_are_found_in_Traditional_too_and_their_English_wherever_it_stands()
    {
        const string Chinese = "公安部減少非正規移民。";
        const string English = "The Ministry of Public Security reduces irregular migration.";
        var found = TermFinder.For("zh", "en", Few)!.In(Chinese, English);

        Assert.Equal([("公安部", "Ministry of Public Security"), ("非正規移民", "irregular migration")], found.Select(one => (Chinese[one.Start..one.End], English[one.Rendered!.Value.Start..one.Rendered.Value.End])));
    }

    [Fact]
    public void It_says_what_the_checker_says()
    {
        const string English = "Irregular migration concerns the Ministry of Public Security.";
        foreach (var chinese in new[] { "非正规移民由公安部负责。", "非法移民由公安部负责。", "非正常移民由警方负责。", "无关。" })
        {
            var missing = ConcordanceChecker.For("en", "zh", Few).Check(English, chinese).Findings.Where(one => one.Rule == "term.missing").Select(one => (one.First!.Start, one.First.End));
            Assert.Equal(missing, TermFinder.For("en", "zh", Few)!.In(English, chinese).Where(one => one.Rendered is null).Select(one => (one.Start, one.End)));
        }
    }

    [Fact]
    public void A_pair_of_languages_without_rules_has_no_finder() => Assert.Null(TermFinder.For("en", "fr", Few));
}
