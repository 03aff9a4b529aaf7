using System.IO.Compression;
using System.Text;
using Concord.Records;
using Concord.Records.Drafts;

namespace Concord.Tests.Records.Drafts;

/// <summary>Documents that do not fit are refused whole, with the paragraph and the reason in both languages.</summary>
public sealed class RefusedDraftTests
{
    [Fact]
    public void Of_another_record() => Refused(Drafted.Document(Drafted.Record with { Key = "other" }), null, "another record", "另一份记录");

    [Fact]
    public void Of_no_record() =>
        Refused(Drafted.Document().With("word/document.xml", text => text[..text.IndexOf("<w:tbl>", StringComparison.Ordinal)] + "</w:body></w:document>"), null, "table", "表格");

    [Fact]
    public void With_a_cell_too_few()
    {
        var refused = Refused(Drafted.Edited(text =>
        {
            var at = text.IndexOf("They agreed", StringComparison.Ordinal);
            var start = text.LastIndexOf("<w:tc>", at, StringComparison.Ordinal);
            return text.Remove(start, text.IndexOf("</w:tc>", at, StringComparison.Ordinal) + 7 - start);
        }), "next", "2 cells instead of 3", "2个单元格");
        Assert.StartsWith("双方同意", refused.Begins, StringComparison.Ordinal);
    }

    [Fact]
    public void With_one_language_emptied() =>
        Refused(Drafted.Edited(text => text.Replace("双方同意在北京举行下次会议。", "", StringComparison.Ordinal)), "next", "Chinese was deleted", "仅删除了中文文本");

    [Theory]
    [InlineData("<w:r><w:footnoteReference w:id=\"2\"/></w:r>", "footnote"), InlineData("<w:r><w:drawing/></w:r>", "picture"), InlineData("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0E0\"/></w:r>", "symbol font")]
    public void With_what_a_record_cannot_keep(string run, string what)
    {
        var refused = Refused(Drafted.Edited(text => text.Replace("in Beijing.</w:t></w:r>", "in Beijing.</w:t></w:r>" + run, StringComparison.Ordinal)), "next", what, "记录无法保存");
        Assert.StartsWith("They agreed", refused.Begins, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_heading_of_the_agenda_changed() =>
        Assert.StartsWith("Item 2", Refused(Drafted.Edited(text => text.Replace("Irregular migration</w:t>", "Return</w:t>", StringComparison.Ordinal)), null, "agenda", "议程").Begins, StringComparison.Ordinal);

    [Fact]
    public void With_a_paragraph_twice()
    {
        var document = Drafted.Edited(text =>
        {
            var at = text.IndexOf(RowMark.Hash("next"), StringComparison.Ordinal);
            var start = text.LastIndexOf("<w:tr>", at, StringComparison.Ordinal);
            var row = text[start..(text.IndexOf("</w:tr>", at, StringComparison.Ordinal) + 7)];
            return text.Replace(row, row.Replace("Beijing", "Tianjin", StringComparison.Ordinal) + row.Replace("Beijing", "Shanghai", StringComparison.Ordinal), StringComparison.Ordinal);
        });
        Refused(document, "next", "2 rows with different texts", "2行");
    }

    [Fact]
    public void What_is_no_document()
    {
        foreach (var bytes in new[] { [], "Hello"u8.ToArray(), Drafted.Document()[..4000], Zip(("a.txt", "x")) }) Refused(bytes, null, "damaged", "损坏");
    }

    [Fact]
    public void What_runs_or_unpacks_without_end()
    {
        Refused(With(Drafted.Document(), "word/vbaProject.bin", "x"), null, "macros", "宏");
        Refused(With(Drafted.Document(), "word/media/a.bin", new string('a', EditedFile.MostUnpacked)), null, "larger than", "超过");
        Refused(new byte[EditedFile.MostUnpacked + 1], null, "larger than", "超过");
    }

    [Fact]
    public void A_table_without_end() => Refused(Drafted.Edited(text => text.Replace("</w:tbl>",
        string.Concat(Enumerable.Repeat("<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>", EditedTable.MostRows)) + "</w:tbl>", StringComparison.Ordinal)), null, "rows", "行");

    [Fact]
    public void Entities_and_what_is_too_deep()
    {
        Refused(Drafted.Edited(text => text.Replace("<w:document", "<!DOCTYPE w:document [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w:document", StringComparison.Ordinal)), null, "damaged", "损坏");
        var deep = string.Concat(Enumerable.Repeat("<w:ins>", 100_000)) + string.Concat(Enumerable.Repeat("</w:ins>", 100_000));
        Refused(Drafted.Edited(text => text.Replace("<w:body>", "<w:body><w:p>" + deep + "</w:p>", StringComparison.Ordinal)), null, "damaged", "损坏");
    }

    private static DraftRefusedException Refused(byte[] document, string? key, string english, string chinese)
    {
        var refused = Drafted.Refused(document);
        Assert.Equal(key, refused.Key);
        Assert.Contains(english, refused.English, StringComparison.Ordinal);
        Assert.Contains(chinese, refused.Chinese, StringComparison.Ordinal);
        return refused;
    }

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in parts) Put(archive, name, text);
        return stream.ToArray();
    }

    private static byte[] With(byte[] document, string name, string text)
    {
        using var stream = new MemoryStream();
        stream.Write(document);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true)) Put(archive, name, text);
        return stream.ToArray();
    }

    private static void Put(ZipArchive archive, string name, string text)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
