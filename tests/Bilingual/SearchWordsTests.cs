using System.Text;
using Concord.Bilingual;
using Xunit;

namespace Concord.Tests.Bilingual;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("移民", "移民 民")]
    [InlineData("中欧对话", "中欧 欧对 对话 话")]
    [InlineData("移動人員", "移动 动人 人员 员")]
    [InlineData("第14届", "第 14 届")]
    [InlineData("Regulation (EU) 2016/431", "regul eu 2016 431 regulation")]
    [InlineData("CM-007", "cm 007")]
    [InlineData("migrants and migrants", "migrant and migrant migrants")]
    [InlineData("the party's, the Party’s", "the parti the parti party")]
    [InlineData("ＭＭＳＰ　２０１５", "mmsp 2015")]
    [InlineData("Łódź, Straße, CAFE\u0301, Århus", "lodz strass cafe arhus strasse")]
    [InlineData("1e5 3G COVID-19 10.5%", "1 e 5 3 g covid 19 10 5")]
    [InlineData("www.iom.int/news me@iom.int", "www iom int news me iom int")]
    [InlineData("ﬁnance ② ㎏", "financ 2 kg finance")]
    [InlineData("mi\u00ADgrant", "migrant")]
    [InlineData("二〇一五年", "二〇 〇一 一五 五年 年")]
    [InlineData("𠮶是𠀀", "𠮶是 是𠀀 𠀀")]
    [InlineData("한국어", "한국어")]
    [InlineData("", "")]
    [InlineData(" ,。!😀\0\uD800 ", "")]
    public void Writes_what_both_databases_keep_whole(string text, string tokens) =>
        Assert.Equal(Canonical(tokens), SearchWords.ForIndex(text));

    [Fact]
    public void Tokens_are_letters_or_digits_only_and_short()
    {
        var random = new Random(6);
        for (var i = 0; i < 2_000; i++)
        {
            foreach (var token in SearchWords.ForIndex(Any(random, 80)).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var letters = token.EnumerateRunes().Count(Rune.IsLetter) + token.Count(character => character is '〇' or (>= '〡' and <= '〩'));
                var digits = token.Count(char.IsAsciiDigit);
                Assert.True(letters == token.EnumerateRunes().Count() || digits == token.Length, $"{token} in {i}");
                Assert.InRange(token.Length, 1, 64);
            }
        }
    }

    [Theory]
    [InlineData("移民", "[移民]")]
    [InlineData("人员往来", "[人员 员往 往来]")]
    [InlineData("人員往來", "[人员 员往 往来]")]
    [InlineData("移", "[移*]")]
    [InlineData("移民 对话", "[移民] [对话]")]
    [InlineData("移民，对话", "[移民] [对话]")]
    [InlineData("“移民 对话”", "[移民 民 对话]")]
    [InlineData("第14届", "[第 14 届*]")]
    [InlineData("2016/431", "[2016 431]")]
    [InlineData("10,000", "[10 000]")]
    [InlineData("CM-007", "[cm 007]")]
    [InlineData("EU-China dialogues ", "[eu china] [dialogu]")]
    [InlineData("migration", "[migrat|migration*]")]
    [InlineData("migr", "[migr*]")]
    [InlineData("mi", "[mi]")]
    [InlineData("\"return migration\"", "[return migrat]")]
    [InlineData("return \"migration", "[return] [migrat|migration*]")]
    [InlineData("visa visa visa ", "[visa]")]
    [InlineData("AND OR NOT NEAR(a b)", "[and] [or] [not] [near] [a] [b]")]
    public void Reads_a_query(string query, string terms) =>
        Assert.Equal(terms, string.Join(' ', SearchWords.Parse(query).Terms.Select(Shown)));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\"*()'")]
    [InlineData("😀 \0")]
    public void Has_nothing_to_search_for(string query)
    {
        var nothing = SearchWords.Parse(query);
        Assert.True(nothing.IsEmpty);
        Assert.Null(nothing.ToFts5());
        Assert.Null(nothing.ToTsQuery());
    }

    [Fact]
    public void Writes_the_query_of_either_database()
    {
        var query = SearchWords.Parse("人员往来 CM-007 移 migration");
        Assert.Equal("""
            "人员 员往 往来" AND "cm 007" AND "移" * AND ("migrat" OR "migration" *)
            """, query.ToFts5());
        Assert.Equal("('人员' <-> '员往' <-> '往来') & ('cm' <-> '007') & '移':* & ('migrat' | 'migration':*)", query.ToTsQuery());
    }

    [Theory]
    [InlineData("中欧移民对话", "移民", "移民")]
    [InlineData("中歐移動人員", "移动", "移動")]
    [InlineData("人员往来", "人員", "人员")]
    [InlineData("移民和移动", "移", "移|移")]
    [InlineData("移民移民", "移民", "移民移民")]
    [InlineData("Cities and a city; cite", "city ", "Cities|city")]
    [InlineData("Migration of migrants", "migratio", "Migration")]
    [InlineData("the Party’s view", "parties ", "Party")]
    [InlineData("Regulation 2016/431 and 431", "2016/431", "2016/431")]
    [InlineData("at the Cafe\u0301, ok", "café", "Cafe\u0301")]
    [InlineData("《中欧》APEC 会议室", "apec会议", "APEC 会议")]
    [InlineData("𠮶是𠀀人", "是𠀀", "是𠀀")]
    [InlineData("nothing here", "移民", "")]
    public void Shows_where_the_query_occurs(string text, string query, string marked) =>
        Assert.Equal(marked, string.Join('|', SearchWords.Highlights(text, SearchWords.Parse(query)).Select(at => text.Substring(at.Start, at.Length))));

    [Fact]
    public void Finds_every_part_of_a_Chinese_text_and_only_texts_that_contain_it()
    {
        var random = new Random(6);
        var texts = Enumerable.Range(0, 150).Select(_ => Run(random, random.Next(1, 30))).ToArray();
        var tokens = texts.Select(text => SearchWords.ForIndex(text).Split(' ')).ToArray();
        for (var i = 0; i < 2_000; i++)
        {
            var source = texts[random.Next(texts.Length)];
            var start = random.Next(source.Length);
            var part = i % 4 == 0 ? Run(random, random.Next(1, 5)) : source.Substring(start, random.Next(1, source.Length - start + 1));
            var query = SearchWords.Parse(part);
            for (var t = 0; t < texts.Length; t++)
            {
                Assert.True(texts[t].Contains(part, StringComparison.Ordinal) == Matches(tokens[t], query), $"{part} in {texts[t]}");
                Assert.Equal(Matches(tokens[t], query), SearchWords.Highlights(texts[t], query).Count > 0);
            }
        }
    }

    [Fact]
    public void Highlights_stay_within_the_text()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var text = Any(random, 60);
            var end = 0;
            foreach (var (start, length) in SearchWords.Highlights(text, SearchWords.Parse(Any(random, 6) + " 移 a")))
            {
                Assert.True(start >= end && length > 0 && start + length <= text.Length, text);
                end = start + length;
            }
        }
    }

    // How both databases match: each term's tokens next to one another, the last one perhaps as a beginning.
    private static bool Matches(string[] tokens, SearchQuery query) => query.Terms.All(term =>
        Enumerable.Range(0, Math.Max(0, tokens.Length - term.Tokens.Count + 1)).Any(at =>
            tokens.Skip(at).Take(term.Tokens.Count - 1).SequenceEqual(term.Tokens.SkipLast(1))
            && (tokens[at + term.Tokens.Count - 1] == term.Tokens[^1]
                || (term.Beginning is { } beginning && tokens[at + term.Tokens.Count - 1].StartsWith(beginning, StringComparison.Ordinal)))));

    // Few different characters, so that parts repeat.
    private static string Run(Random random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => "移民人员往来中欧"[random.Next(8)]));

    private static string Any(Random random, int length) => string.Concat(Enumerable.Range(0, random.Next(length)).Select(_ => random.Next(8) switch
    {
        0 => (char)random.Next(char.MaxValue + 1),
        1 => (char)random.Next('一', '龥'),
        2 => (char)random.Next(' ', 0x180),
        3 => " -'\"“”’s/.·"[random.Next(11)],
        4 => (char)random.Next('0', ':'),
        _ => (char)random.Next('a', '{'),
    }));

    private static string Shown(SearchTerm term)
    {
        var tokens = string.Join(' ', term.Tokens);
        return term switch
        {
            { Beginning: null } => $"[{tokens}]",
            { Beginning: var beginning } when term.Tokens[^1] == beginning => $"[{tokens}*]",
            { Beginning: var beginning } => $"[{tokens}|{beginning}*]",
        };
    }

    private static string Canonical(string tokens) => tokens.Normalize(NormalizationForm.FormC);
}
