using Concord.Bilingual;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Concord.Tests.Bilingual;

/// <summary>The strings in a real FTS5, set up as the application sets it up.</summary>
public sealed class SearchInSqliteTests : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public SearchInSqliteTests()
    {
        connection.Open();
        Run("create virtual table search using fts5(words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')");
    }

    public static TheoryData<string> Hostile => new(
        "\"", "\"\"", "'", "a\"b", "\" OR 1=1 --", "移民\" OR \"", "NEAR(a b, 2)", "a NEAR/3 b", "NOT", "a AND", "OR OR", "AND", "*", "a*", "^a", "a:b",
        "words:a", "{words}: a", "- a", "+a", "(", ")", "((a)", "a + b", "😀", "😀a😀", "a\0b", "\0", "\uD800", "移\uDC00民", "\u202Eabc", "a\tb\nc",
        new string('a', 10_000), new string('移', 10_000), string.Concat(Enumerable.Repeat("移 ", 5_000)), string.Concat(Enumerable.Repeat("a-", 5_000)),
        string.Concat(Enumerable.Repeat("\"a ", 3_334)), new string('"', 10_000), string.Concat(Enumerable.Range(0, 2_000).Select(i => $"{i} ")));

    public void Dispose() => connection.Dispose();

    [Theory]
    [MemberData(nameof(Hostile))]
    public void No_query_is_a_syntax_error(string query)
    {
        Index(1, "移民 and migration");
        if (SearchWords.Parse(query).ToFts5() is { } match) Found(match);
    }

    [Fact]
    public void No_random_query_is_a_syntax_error()
    {
        const string syntax = "\"'()*^:+-{}.~ANDORTNE\0 ";
        var random = new Random(6);
        for (var i = 0; i < 3_000; i++)
        {
            var query = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => random.Next(3) switch
            {
                0 => syntax[random.Next(syntax.Length)],
                1 => (char)random.Next(char.MaxValue + 1),
                _ => (char)random.Next(32, 127),
            }));
            if (SearchWords.Parse(query).ToFts5() is { } match) Found(match);
        }
    }

    [Theory]
    [InlineData("移民", "1 2")]
    [InlineData("人員往來", "1")]
    [InlineData("往", "1")]
    [InlineData("来", "1")]
    [InlineData("员往来和", "1")]
    [InlineData("民对", "2")]
    [InlineData("来移", "")]
    [InlineData("city", "3")]
    [InlineData("organisati", "3")]
    [InlineData("international organisations ", "3")]
    [InlineData("2016/431", "3")]
    [InlineData("431/2016", "")]
    [InlineData("CM-007", "3")]
    [InlineData("第14届", "2")]
    [InlineData("łodz", "3")]
    [InlineData("𠀀", "2")]
    public void Finds_what_contains_the_query(string query, string found)
    {
        Index(1, "人员往来和移民");
        Index(2, "第14届移民对话 𠀀");
        Index(3, "Cities and international organisations, 2016/431, CM-007, Łódź");
        Assert.Equal(found, Found(SearchWords.Parse(query).ToFts5()!));
    }

    [Fact]
    public void Keeps_every_letter_as_a_token()
    {
        // Every folded letter of the basic plane, doubled, as a row of its own: were it a separator to FTS5, the row would have no token.
        var letters = Enumerable.Range(0x80, 0xFF00).Where(code => !char.IsSurrogate((char)code))
            .Select(code => SearchWords.ForIndex(new string((char)code, 2))).Where(words => words.Length > 0).Distinct().ToArray();
        for (var i = 0; i < letters.Length; i++) Insert(i + 1, letters[i]);

        var lost = Lost(letters);
        Assert.True(lost.All(IsKnownToBeLost), string.Join(' ', lost.Select(words => $"{words[0]} {(int)words[0]:X4}")));
    }

    private string[] Lost(string[] letters)
    {
        Run("create virtual table term using fts5vocab(search, instance)");
        using var command = connection.CreateCommand();
        command.CommandText = "select distinct doc from term";
        using var rows = command.ExecuteReader();
        var kept = new HashSet<long>();
        while (rows.Read()) kept.Add(rows.GetInt64(0));
        return [.. letters.Where((_, i) => !kept.Contains(i + 1))];
    }

    // Vowels of New Tai Lue and two Vedic signs, marks in the older Unicode that FTS5 knows.
    private static bool IsKnownToBeLost(string words) => words[0] is (>= '\u19B0' and <= '\u19C9') or '\u1CF2' or '\u1CF3';

    private void Index(long row, string text) => Insert(row, SearchWords.ForIndex(text));

    private void Insert(long row, string words)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "insert into search (rowid, words) values ($row, $words)";
        command.Parameters.AddWithValue("$row", row);
        command.Parameters.AddWithValue("$words", words);
        command.ExecuteNonQuery();
    }

    private string Found(string match)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select group_concat(rowid, ' ' order by rowid) from search where search match $match";
        command.Parameters.AddWithValue("$match", match);
        return command.ExecuteScalar() as string ?? "";
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
