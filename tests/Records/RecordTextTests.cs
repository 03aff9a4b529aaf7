using System.Security.Cryptography;
using System.Text;
using Concord.Records;

namespace Concord.Tests.Records;

/// <summary>The record as a file.</summary>
public sealed class RecordTextTests
{
    [Fact]
    public void A_record_survives_its_file()
    {
        var record = SomeRecord.Text();

        var again = RecordText.Read(record.ToJson());

        Assert.Equal(record.ToJson(), again.ToJson());
        Assert.Equal(record.Hash(), again.Hash());
        Assert.Equal(record.Round, again.Round);
        Assert.Equal(record.Sections[1].Paragraphs[^1].Statements, again.Sections[1].Paragraphs[^1].Statements);
    }

    [Fact]
    public void The_hash_is_what_sha256sum_says_of_the_file() =>
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(SomeRecord.Text().ToJson())), SomeRecord.Text().Hash());

    [Fact]
    public void The_file_is_canonical() => Assert.Equal(CanonicalJson.Of(SomeRecord.Text().ToJson()), SomeRecord.Text().ToJson());

    [Fact]
    public void Words_keep_every_character()
    {
        const string Odd = "“…” — \u00a0 a\u0301 \t \u200b 𠀀 \u2028 <b>&amp;</b>";
        var record = SomeRecord.Text() with { Title = Wordings.Of(Odd, "题") };

        Assert.Equal(Odd, RecordText.Read(record.ToJson()).Title["en"]);
    }

    [Theory]
    [InlineData("\"amends\":null", "\"amends\":null,\"amends\":null")]
    [InlineData("\"amends\":null", "\"amends\":null,\"more\":1")]
    [InlineData("\"amends\":null,", "")]
    [InlineData("\"amends\":null", "\"amends\":\"abc\"")]
    [InlineData("\"amends\":null", "\"Amends\":null")]
    [InlineData("\"kind\":\"heading\"", "\"kind\":\"Heading\"")]
    [InlineData("\"kind\":\"heading\"", "\"kind\":0")]
    [InlineData("\"kind\":\"heading\"", "\"kind\":\"title\"")]
    [InlineData("\"kind\":\"heading\"", "\"kind\":null")]
    [InlineData("\"statements\":[]", "\"statements\":[null]")]
    [InlineData("\"statements\":[]", "\"statements\":null")]
    [InlineData("\"disagreement\":false", "\"disagreement\":\"false\"")]
    [InlineData("concord-joint-record/1", "concord-joint-record/2")]
    [InlineData("\"en\":\"Brussels\"", "\"en\":\"\"")]
    [InlineData("\"en\":\"Brussels\"", "\"en\":null")]
    [InlineData("\"en\":\"Brussels\"", "\"en\":\"\\u0042russels\"")]
    [InlineData("\"en\":\"Brussels\"", " \"en\":\"Brussels\"")]
    [InlineData("\"authentic\":[\"en\",\"zh\"]", "\"authentic\":[]")]
    [InlineData("\"authentic\":[\"en\",\"zh\"]", "\"authentic\":[\"en\",\"en\"]")]
    [InlineData("\"languages\":[\"en\",\"zh\"]", "\"languages\":[\"en\"]")]
    [InlineData("\"key\":\"p1\"", "\"key\":\"p2\"")]
    [InlineData("\"party\":\"eu\"", "\"party\":\"nobody\"")]
    [InlineData("\"key\":\"china\"", "\"key\":\"eu\"")]
    [InlineData("\"key\":\"p1\"", "\"key\":\"p 1\"")]
    [InlineData("\"key\":\"record-7\"", "\"key\":\"../7\"")]
    [InlineData("\"start\":\"2027-04-13\"", "\"start\":\"2027-02-30\"")]
    [InlineData("\"start\":\"2027-04-13\"", "\"start\":\"2027-4\"")]
    [InlineData("\"en\":\"Brussels\"", "\"en\":\"Brus\\u000csels\"")]
    public void What_is_not_exactly_a_record_is_refused(string written, string instead)
    {
        var json = Encoding.UTF8.GetString(SomeRecord.Text().ToJson());
        Assert.Contains(written, json, StringComparison.Ordinal);

        var at = json.IndexOf(written, StringComparison.Ordinal);
        Assert.Throws<UnreadableException>(() => RecordText.Read(Encoding.UTF8.GetBytes(json[..at] + instead + json[(at + written.Length)..])));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("2027", null)]
    [InlineData("2027-04", "2027-05")]
    [InlineData("2027-12-31", "2028-01-01")]
    public void A_round_is_dated_as_precisely_as_is_known(string? start, string? end)
    {
        var record = SomeRecord.Text();
        record = record with { Round = record.Round with { Start = start, End = end } };

        Assert.Equal(record.Round, RecordText.Read(record.ToJson()).Round);
        Assert.NotEmpty(Concord.Records.Documents.SealedFiles.Of(record, "1", [SomeRecord.Statement(record: record)]).Files);
    }

    [Fact]
    public void Nothing_may_follow_a_record() => Assert.Throws<UnreadableException>(() => RecordText.Read([.. SomeRecord.Text().ToJson(), (byte)'\n']));

    [Fact]
    public void A_record_without_paragraphs_is_none() => Assert.Throws<UnreadableException>(() => (SomeRecord.Text() with { Sections = [] }).ToJson());
}
