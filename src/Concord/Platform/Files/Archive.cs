using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Concord.Domain.Common;

namespace Concord.Platform.Files;

/// <summary>
/// Looks into a ZIP without unpacking it to anywhere: tells an office document from a plain archive by its members, and refuses what would
/// unpack to more than it should, holds other archives, or would run. What the list of members says of sizes is believed of nobody:
/// every member is unpacked into nothing and counted.
/// </summary>
/// <remarks>Source of the format: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.</remarks>
internal static class Archive
{
    public const int MostMembers = 5000;
    public const long MostUnpacked = 1024L * 1024 * 1024;

    /// <summary>Bytes unpacked for one packed. Tables of office documents reach 30; bombs begin at 1,000.</summary>
    public const int MostRatio = 150;

    private const int LargestList = 8 * 1024 * 1024;
    private const int EndLength = 22;

    private static readonly string[] Packed = ["zip", "7z", "rar", "gz", "tgz", "bz2", "xz", "zst", "tar", "cab", "iso", "jar", "lzh", "arj"];

    private static readonly string[] Run =
        ["exe", "dll", "com", "scr", "msi", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "hta", "lnk", "jar", "apk", "sh", "html", "htm", "xhtml", "svg", "docm", "xlsm", "pptm", "dotm", "xltm", "potm"];

    private sealed record Member(string Name, int Method, bool IsEncrypted, long Packed, long Unpacked, long At);

    /// <exception cref="RuleBroken">It is not taken.</exception>
    public static async Task<FileType> TypeAsync(Stream content, CancellationToken stop)
    {
        var members = await MembersAsync(content, stop);
        if (members.Count > MostMembers) throw new RuleBroken("File.TooManyMembers", MostMembers);
        if (members.Exists(member => member.IsEncrypted)) throw new RuleBroken("File.Encrypted");

        // Members that lie in one another's bytes unpack a hundredfold what is there.
        if (members.Sum(member => member.Packed) > content.Length) throw new RuleBroken("File.Bomb");

        var type = await TypeOf(members, content, stop);
        if (type == FileType.Zip && members.Find(member => Packed.Contains(FileType.ExtensionOf(member.Name))) is { } inner) throw new RuleBroken("File.NestedArchive", inner.Name);
        if (type == FileType.Zip && members.Find(member => Run.Contains(FileType.ExtensionOf(member.Name))) is { } active) throw new RuleBroken("File.ActiveMember", active.Name);

        await Count(members, content, type, stop);
        return type;
    }

    private static async Task<FileType> TypeOf(List<Member> members, Stream content, CancellationToken stop)
    {
        if (members.Exists(member => member.Name == "[Content_Types].xml"))
        {
            if (members.Exists(member => member.Name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || member.Name.Contains("/activeX/", StringComparison.OrdinalIgnoreCase))) throw new RuleBroken("File.Macros");
            if (members.Exists(member => member.Name == "word/document.xml")) return FileType.Docx;
            if (members.Exists(member => member.Name == "xl/workbook.xml")) return FileType.Xlsx;
            if (members.Exists(member => member.Name == "ppt/presentation.xml")) return FileType.Pptx;
        }

        if (members.Count > 0 && members[0] is { Name: "mimetype", Method: 0, Unpacked: < 200 } first)
        {
            if (members.Exists(member => member.Name.StartsWith("Basic/", StringComparison.Ordinal) || member.Name.StartsWith("Scripts/", StringComparison.Ordinal))) throw new RuleBroken("File.Macros");
            using var reader = new StreamReader(await Open(first, content, stop), Encoding.ASCII);
            var media = await reader.ReadToEndAsync(stop);
            if (FileType.OfMedia(media.Trim()) is { } type && (type == FileType.Odt || type == FileType.Ods || type == FileType.Odp)) return type;
        }

        return FileType.Zip;
    }

    private static async Task Count(List<Member> members, Stream content, FileType type, CancellationToken stop)
    {
        var (all, buffer) = (0L, new byte[64 * 1024]);
        foreach (var member in members)
        {
            if (member.Method is not (0 or 8)) throw new RuleBroken("File.UnknownPacking", member.Name);

            var (unpacked, beginning) = (0L, new byte[8]);
            await using var stream = await Open(member, content, stop);
            while (true)
            {
                int read;
                try
                {
                    read = await stream.ReadAsync(buffer, stop);
                }
                catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
                {
                    throw new RuleBroken("File.BrokenArchive");
                }

                if (read == 0) break;
                for (var index = 0; index < read && unpacked + index < beginning.Length; index++) beginning[unpacked + index] = buffer[index];
                unpacked += read;
                all += read;
                if (all > MostUnpacked || unpacked > Math.Max(1024 * 1024, member.Packed * MostRatio)) throw new RuleBroken("File.Bomb");
            }

            // An archive under another name. Office documents may hold other office documents, which are archives too.
            if (type == FileType.Zip && IsArchive(beginning)) throw new RuleBroken("File.NestedArchive", member.Name);
        }
    }

    private static bool IsArchive(ReadOnlySpan<byte> beginning) =>
        beginning.StartsWith("7z\xbc\xaf"u8[..2]) && beginning[2] == 0xbc
        || beginning.StartsWith("Rar!"u8)
        || (beginning[0] == 0x1f && beginning[1] == 0x8b)
        || (beginning.StartsWith("BZh"u8) && beginning[4] == 0x31)
        || (beginning[0] == 0xfd && beginning[1..].StartsWith("7zXZ"u8));

    /// <summary>The packed bytes of a member begin behind its local header, whose length only it knows.</summary>
    private static async Task<Stream> Open(Member member, Stream content, CancellationToken stop)
    {
        var header = new byte[30];
        await Read(content, member.At, header, stop);
        if (!header.AsSpan().StartsWith("PK\x03\x04"u8)) throw new RuleBroken("File.BrokenArchive");

        var from = member.At + 30 + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        var slice = new Slice(content, from, member.Packed);
        return member.Method == 0 ? slice : new DeflateStream(slice, CompressionMode.Decompress);
    }

    private static async Task<List<Member>> MembersAsync(Stream content, CancellationToken stop)
    {
        var end = await EndAsync(content, stop);
        var (count, length, at) = (BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(10)), BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(12)), BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16)));
        if (count > MostMembers || length > LargestList) throw new RuleBroken("File.TooManyMembers", MostMembers);
        if (at + (long)length > content.Length) throw new RuleBroken("File.BrokenArchive");

        var list = new byte[length];
        await Read(content, at, list, stop);
        var members = new List<Member>();
        for (var place = 0; place < list.Length;)
        {
            if (list.Length - place < 46 || !list.AsSpan(place).StartsWith("PK\x01\x02"u8)) throw new RuleBroken("File.BrokenArchive");

            var entry = list.AsSpan(place);
            var (flags, method) = (BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]), BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]));
            var (packed, unpacked) = (BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]));
            var (name, extra, comment) = (BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]), BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]), BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]));
            var local = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);

            // 64-bit sizes are for archives that are too large for us anyway.
            if (packed == uint.MaxValue || unpacked == uint.MaxValue || local == uint.MaxValue || 46 + name > entry.Length) throw new RuleBroken("File.BrokenArchive");
            members.Add(new(Encoding.UTF8.GetString(entry.Slice(46, name)), method, (flags & 1) != 0, packed, unpacked, local));
            place += 46 + name + extra + comment;
        }

        return members;
    }

    /// <summary>The record at the end, before a comment of at most 65,535 bytes.</summary>
    private static async Task<byte[]> EndAsync(Stream content, CancellationToken stop)
    {
        var tail = new byte[(int)Math.Min(content.Length, EndLength + ushort.MaxValue)];
        await Read(content, content.Length - tail.Length, tail, stop);
        for (var place = tail.Length - EndLength; place >= 0; place--)
        {
            if (tail.AsSpan(place).StartsWith("PK\x05\x06"u8)) return tail[place..(place + EndLength)];
        }

        throw new RuleBroken("File.BrokenArchive");
    }

    private static async Task Read(Stream content, long at, Memory<byte> into, CancellationToken stop)
    {
        if (at < 0 || at + into.Length > content.Length) throw new RuleBroken("File.BrokenArchive");

        content.Position = at;
        await content.ReadExactlyAsync(into, stop);
    }

    /// <summary>Some bytes of a stream that stays open.</summary>
    private sealed class Slice(Stream content, long from, long length) : Stream
    {
        private long read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => read; set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var fits = (int)Math.Min(buffer.Length, Math.Min(length - read, content.Length - from - read));
            if (fits <= 0) return 0;

            content.Position = from + read;
            var got = await content.ReadAsync(buffer[..fits], cancellationToken);
            read += got;
            return got;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
