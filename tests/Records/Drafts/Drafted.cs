using System.IO.Compression;
using System.Text;
using Concord.Records;
using Concord.Records.Drafts;

namespace Concord.Tests.Records.Drafts;

/// <summary>A draft for tests (invented), its document, and the document as somebody else might hand it back.</summary>
internal static class Drafted
{
    public static readonly Wordings First = Wordings.Of("Item 1: Regular migration and mobility", "议题一：正常移民与人员往来");
    public static readonly Wordings Second = Wordings.Of("Item 2: Irregular migration", "议题二：非正常移民");

    public static Draft Record { get; } = new(
        "round-3-record",
        Wordings.Of("Joint record of the third round (fictitious)", "第三轮联合记录（虚构）"),
        ["en", "zh"],
        [new("eu", Wordings.Of("EU", "欧方")), new("china", Wordings.Of("China", "中方"))],
        [
            Of("preamble", 3, null, "The two sides met in Brussels on 13 April 2027.", "双方于2027年4月13日在布鲁塞尔举行会议。"),
            Of("visas", 1, First, "Visa facilitation", "签证便利化", ParagraphKind.Heading),
            Of("centres", 4, First, "Both sides [shall|eu:may|china:could] open visa centres in 15 cities without a consulate.",
                "双方[应|eu:可|china:可以]在十五个未设领事馆的城市开设签证中心。") with
            {
                Comments = [new("Li Wei", "Fifteen, as in 2016?"), new("欧方", "“十五个”请核对。")],
            },
            Of("students", 2, First, "The EU side will share statistics on visas issued to students by the end of June 2027.",
                "欧方将于2027年6月底前提供向学生签发签证的统计数据。", ParagraphKind.Commitment),
            Of("views", 1, Second, "The sides exchanged views on the identification of irregular migrants; they noted the results of the expert missions of 2026.",
                "双方就非正常移民身份核查问题交换了意见，并注意到2026年专家工作组的成果。"),
            Of("next", 1, Second, "They agreed to hold the next meeting in Beijing.", "双方同意在北京举行下次会议。"),
            Of("closing", 1, null, "Done in English and Chinese, both texts being equally authentic.", "本记录以英文和中文写成，两种文本同等作准。"),
        ]);

    public static DraftParagraph Of(string key, int version, Wordings? section, string english, string chinese, ParagraphKind kind = ParagraphKind.Text) =>
        new(key, version, kind, section, Wordings.Of(english, chinese), Wordings.Of("EU: agreed ad referendum", "欧方：待核准的同意"), []);

    public static byte[] Document(Draft? draft = null)
    {
        using var stream = new MemoryStream();
        DraftDocx.Write(draft ?? Record, stream);
        return stream.ToArray();
    }

    public static IReadOnlyList<DraftChange> Read(byte[] document, Draft? draft = null) => DraftDocx.Read(new MemoryStream(document), draft ?? Record);

    public static DraftRefusedException Refused(byte[] document, Draft? draft = null) =>
        Assert.Throws<DraftRefusedException>(() => DraftDocx.Read(new MemoryStream(document), draft ?? Record));

    /// <summary>The document with the text of a part changed; null takes the part out.</summary>
    public static byte[] With(this byte[] document, string part, Func<string, string?> change)
    {
        using var stream = new MemoryStream();
        stream.Write(document);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = archive.GetEntry(part) ?? throw new ArgumentException($"There is no {part}.", nameof(part));
            string text;
            using (var reader = new StreamReader(entry.Open())) text = reader.ReadToEnd();
            var changed = change(text);
            Assert.NotEqual(text, changed);
            entry.Delete();
            if (changed is not null)
            {
                using var writer = new StreamWriter(archive.CreateEntry(part).Open(), new UTF8Encoding(false));
                writer.Write(changed);
            }
        }

        return stream.ToArray();
    }

    /// <summary>The document with its main text changed.</summary>
    public static byte[] Edited(Func<string, string> change) => Document().With("word/document.xml", change);
}
