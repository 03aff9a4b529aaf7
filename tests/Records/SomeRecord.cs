using Concord.Records;
using Concord.Records.Sealing;
using Concord.Tests.Support;
using NodaTime;

namespace Concord.Tests.Records;

/// <summary>A small joint record with everything a record may hold. Fictitious.</summary>
internal static class SomeRecord
{
    public static readonly Instant Signed = Instant.FromUtc(2027, 4, 14, 9, 30);

    public static readonly Wordings Person = Wordings.Of("Anna Example", "安娜·示例");

    public static RecordText Text(int paragraphs = 1) => new(
        "record-7",
        Wordings.Of("A dialogue for tests", "测试对话项目"),
        Wordings.Of("Joint Record of the Seventh Round", "第七轮对话联合记录"),
        new("round-7", Wordings.Of("Seventh Round", "第七轮对话"), "2027-04-13", "2027-04-14", Wordings.Of("Brussels", "布鲁塞尔")),
        ["en", "zh"],
        ["en", "zh"],
        [
            new("eu", Wordings.Of("European Union", "欧洲联盟"), Person, Wordings.Of("Head of Delegation", "代表团团长")),
            new("china", Wordings.Of("China", "中国"), Wordings.Of("Li Shili", "李示例")),
        ],
        [
            new(null, null,
            [
                Paragraph("p1", ParagraphKind.Heading, "Joint Record", "联合记录"),
                Paragraph("p2", ParagraphKind.Text, "The two sides met in Brussels on 13 and 14 April 2027 & exchanged views on <migration>.", "双方于2027年4月13日至14日在布鲁塞尔会晤，就移民问题交换了意见。"),
            ]),
            new("item-1", Wordings.Of("Vocational training", "职业培训"),
            [
                .. Enumerable.Range(3, paragraphs).Select(n => Paragraph($"p{n}", ParagraphKind.Text, "The sides took note of the “results” of the 2026 courses — 120 participants.", "双方注意到2026年各课程的“成果”——120名学员。")),
                Paragraph("c1", ParagraphKind.Commitment, "The two sides will hold 12 training courses by 30 June 2028.", "双方将于2028年6月30日前举办12期培训班。"),
                new("p9999", ParagraphKind.Text, Wordings.Of("Costs are borne by each side.", "费用由双方各自承担。"),
                [
                    new("eu", false, Wordings.Of("Subject to the availability of funds.", "视资金情况而定。")),
                    new("china", true, Wordings.Of("The sides agreed to disagree on travel.", "双方就旅费问题保留各自立场。")),
                ]),
            ]),
        ]);

    public static SigningStatement Statement(string party = "eu", RecordText? record = null) => SigningStatement.New(record ?? Text(), party, Person, null, Signed);

    public static PasskeyProof Passkey(SoftPasskey passkey, SigningStatement statement) =>
        PasskeyProof.From(statement, passkey.Sign(SoftPasskey.Question(statement.Challenge(), "concord.example"), "https://concord.example"), passkey.CoseKey, "concord.example", "https://concord.example");

    private static RecordParagraph Paragraph(string key, ParagraphKind kind, string en, string zh) => new(key, kind, Wordings.Of(en, zh), []);
}
