using System.Text;
using Concord.Domain.Common;
using Concord.Platform.Files;
using Concord.Tests.Features.Files;

namespace Concord.Tests.Platform.Files;

/// <summary>What a file is, is told by what is in it.</summary>
public sealed class InspectionTests
{
    public static TheoryData<string, byte[], string> Taken => new()
    {
        { "minutes.pdf", Samples.Pdf, "minutes.pdf application/pdf" },
        { "会议纪要.PDF", Samples.Pdf, "会议纪要.PDF application/pdf" },
        { "without an ending", Samples.Pdf, "without an ending.pdf application/pdf" },
        { "photo.png", Samples.Png(4, 4), "photo.png image/png" },
        { "letter.docx", Samples.Docx(), "letter.docx application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "letter.odt", Samples.Odt(), "letter.odt application/vnd.oasis.opendocument.text" },
        { "data.zip", Samples.Zip("a.csv", "b/c.pdf"), "data.zip application/zip" },
        { "table.csv", "a,b\r\n1,2\r\n"u8.ToArray(), "table.csv text/csv" },
        { "表格.csv", [0xc4, 0xea, (byte)',', 0xb7, 0xdd, (byte)'\n'], "表格.csv text/csv" }, // GB 18030
        { "note", "Plain words, 3 < 4."u8.ToArray(), "note.txt text/plain" },
    };

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "empty.pdf", [], "File.Empty" },
        { "report.docx", Samples.Pdf, "File.NotWhatItSays" },
        { "picture.png", [0xff, 0xd8, 0xff, 0xe0, 0, 0], "File.NotWhatItSays" },
        { "archive.docx", Samples.Zip("a.txt"), "File.NotWhatItSays" },
        { "program.pdf", "MZ\0\0\0"u8.ToArray(), "File.Unknown" },
        { "page.txt", "<!DOCTYPE html><p>"u8.ToArray(), "File.Active" },
        { "page.txt", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("  <html>")).ToArray(), "File.Active" },
        { "drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "File.Active" },
        { "script.txt", "#!/bin/sh\nrm -rf /\n"u8.ToArray(), "File.Active" },
        { "old.doc", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0], "File.OldOffice" },
        { "macro.docx", Samples.Docx("word/vbaProject.bin"), "File.Macros" },
        { "control.docx", Samples.Docx("word/activeX/activeX1.bin"), "File.Macros" },
        { "macro.odt", Samples.Odt("Basic/Standard/Module1.xml"), "File.Macros" },
        { "program.zip", Samples.Zip("readme.txt", "setup.EXE"), "File.ActiveMember" },
        { "nested.zip", Samples.Zip("inner.zip"), "File.NestedArchive" },
        { "hidden.zip", Samples.ZipOf("harmless.txt", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), "File.NestedArchive" },
        { "bomb.zip", Samples.ZipOf("zeros.bin", new byte[40 * 1024 * 1024]), "File.Bomb" },
        { "many.zip", Samples.Zip([.. Enumerable.Range(0, Archive.MostMembers + 1).Select(number => number + ".txt")]), "File.TooManyMembers" },
        { "cut.zip", Samples.Zip("a.txt")[..40], "File.BrokenArchive" },
    };

    [Theory, MemberData(nameof(Taken))]
    public async Task Is_known_by_its_content(string name, byte[] content, string expected)
    {
        var (type, called) = await Inspection.OfAsync(new MemoryStream(content), name, default);

        Assert.Equal(expected, $"{called} {type.Media}");
    }

    [Theory, MemberData(nameof(Refused))]
    public async Task Is_refused_with_the_reason(string name, byte[] content, string why)
    {
        var rule = await Assert.ThrowsAsync<RuleBroken>(() => Inspection.OfAsync(new MemoryStream(content), name, default));

        Assert.Equal(why, rule.TextKey);
    }

    [Fact]
    public async Task An_archive_whose_list_lies_about_sizes_is_counted_all_the_same()
    {
        var bomb = Samples.ZipOf("zeros.txt", new byte[8 * 1024 * 1024]);
        var list = bomb.AsSpan().IndexOf("PK\x01\x02"u8);
        BitConverter.TryWriteBytes(bomb.AsSpan(list + 24), 100);

        Assert.Equal("File.Bomb", (await Assert.ThrowsAsync<RuleBroken>(() => Inspection.OfAsync(new MemoryStream(bomb), "small.zip", default))).TextKey);
    }

    [Fact]
    public async Task Members_that_share_their_bytes_are_a_bomb()
    {
        // Two entries of the list lead to the one member there is (Fifield, "A better zip bomb", 2019).
        var one = Samples.ZipOf("a.txt", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 400).Select(number => Guid.NewGuid()))));
        var (list, end) = (one.AsSpan().IndexOf("PK\x01\x02"u8), one.AsSpan().IndexOf("PK\x05\x06"u8));
        byte[] two = [.. one[..end], .. one[list..end], .. one[end..]];
        var record = two.AsSpan(end + (end - list));
        BitConverter.TryWriteBytes(record[8..], (ushort)2);
        BitConverter.TryWriteBytes(record[10..], (ushort)2);
        BitConverter.TryWriteBytes(record[12..], 2 * (end - list));

        Assert.Equal("File.Bomb", (await Assert.ThrowsAsync<RuleBroken>(() => Inspection.OfAsync(new MemoryStream(two), "small.zip", default))).TextKey);
    }

    [Theory]
    [InlineData(@"C:\Users\me\纪要.pdf", "纪要.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("evil\u202efdp.exe", "evilfdp.exe")]
    [InlineData("a\r\nb<script>.txt", "abscript.txt")]
    [InlineData("...", "file")]
    public void A_name_is_a_name_and_nothing_else(string sent, string expected) => Assert.Equal(expected, Uploads.Cleaned(sent));

    [Fact]
    public void A_long_name_keeps_its_ending() => Assert.Equal(200, Uploads.Cleaned(new string('长', 500) + ".pdf").Length);

    [Theory]
    [InlineData("Minutes 2026.pdf", "attachment; filename=\"Minutes 2026.pdf\"; filename*=UTF-8''Minutes%202026.pdf")]
    [InlineData("会议纪要.pdf", "attachment; filename=\"file.pdf\"; filename*=UTF-8''%E4%BC%9A%E8%AE%AE%E7%BA%AA%E8%A6%81.pdf")]
    [InlineData("第3轮 round.docx", "attachment; filename=\"3 round.docx\"; filename*=UTF-8''%E7%AC%AC3%E8%BD%AE%20round.docx")]
    [InlineData("a\"b;c.txt", "attachment; filename=\"abc.txt\"; filename*=UTF-8''a%22b%3Bc.txt")]
    public void A_download_has_a_name_in_every_browser(string name, string expected) => Assert.Equal(expected, Downloads.Disposition(name));

    [Fact]
    public void A_picture_that_would_unpack_to_too_much_is_not_unpacked()
    {
        // The head of a PNG that says 30,000 by 30,000; nothing follows.
        var head = Samples.Png(2, 2);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(16), 30_000);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(20), 30_000);

        Assert.Null(Thumbnails.Of(head));
        Assert.Null(Thumbnails.Of(Samples.Pdf));
        Assert.NotNull(Thumbnails.Of(Samples.Png(2000, 30)));
    }
}
