using System.Text;
using Concord.Domain.Common;

namespace Concord.Platform.Files;

/// <summary>
/// Tells what a file is by what is in it, never by what it is called or said to be, and refuses what is not taken: what a browser or an
/// office program would run, archives that unpack to more than they should, and names that say something else than the content.
/// </summary>
internal static class Inspection
{
    /// <summary>Bytes of the beginning that are looked at.</summary>
    private const int Head = 64 * 1024;

    /// <param name="content">Can be sought in; is left anywhere.</param>
    /// <returns>The type, and the name with the type's ending when it had none.</returns>
    /// <exception cref="RuleBroken">The file is not taken; the message says why.</exception>
    public static async Task<(FileType Type, string Name)> OfAsync(Stream content, string name, CancellationToken stop)
    {
        var head = new byte[(int)Math.Min(Head, content.Length)];
        content.Position = 0;
        await content.ReadExactlyAsync(head, stop);
        if (head.Length == 0) throw new RuleBroken("File.Empty");

        var type = IsZip(head) ? await Archive.TypeAsync(content, stop) : ByHead(head, name);
        var extension = FileType.ExtensionOf(name);
        if (extension == "") return (type, name.TrimEnd('.') + "." + type.Extensions[0]);
        if (type.Extensions.Contains(extension)) return (type, name);

        throw new RuleBroken("File.NotWhatItSays", "." + extension, type.Label);
    }

    private static bool IsZip(byte[] head) => Starts(head, "PK\x03\x04"u8) || Starts(head, "PK\x05\x06"u8);

    private static FileType ByHead(byte[] head, string name)
    {
        if (Starts(head, "%PDF-"u8)) return FileType.Pdf;
        if (Starts(head, [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a])) return FileType.Png;
        if (Starts(head, [0xff, 0xd8, 0xff])) return FileType.Jpeg;
        if (Starts(head, "GIF87a"u8) || Starts(head, "GIF89a"u8)) return FileType.Gif;
        if (Starts(head, "RIFF"u8) && At(head, 8, "WEBP"u8)) return FileType.Webp;
        if (At(head, 4, "ftyp"u8)) return FileType.Mp4;
        if (Starts(head, "ID3"u8) || (head.Length > 2 && head[0] == 0xff && (head[1] & 0xfe) is 0xfa or 0xf2)) return FileType.Mp3;
        if (Starts(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) throw new RuleBroken("File.OldOffice"); // may hold macros that nobody sees
        if (IsText(head)) return IsActive(head) ? throw new RuleBroken("File.Active") : FileType.OfName(name) == FileType.Csv ? FileType.Csv : FileType.Text;

        throw new RuleBroken("File.Unknown");
    }

    /// <summary>No byte that texts do not have, in any encoding that is not of two bytes each.</summary>
    private static bool IsText(byte[] head) =>
        Starts(head, [0xff, 0xfe]) || Starts(head, [0xfe, 0xff]) || head.All(one => one >= 0x20 || one is (byte)'\t' or (byte)'\r' or (byte)'\n' or 0x0c or 0x1b);

    /// <summary>Markup or a script that a browser would run if it took the file for what it is.</summary>
    private static bool IsActive(byte[] head)
    {
        var text = (Starts(head, [0xff, 0xfe]) ? Encoding.Unicode : Starts(head, [0xfe, 0xff]) ? Encoding.BigEndianUnicode : Encoding.Latin1).GetString(head);
        return text.TrimStart('\ufeff', ' ', '\t', '\r', '\n', '\u00ef', '\u00bb', '\u00bf').StartsWith("#!", StringComparison.Ordinal)
            || Markup.Any(one => text.Contains(one, StringComparison.OrdinalIgnoreCase));
    }

    private static readonly string[] Markup = ["<!doctype", "<html", "<head", "<body", "<script", "<svg", "<iframe", "<object", "<embed", "<?xml", "<?php", "<%", "<x:"];

    private static bool Starts(byte[] head, ReadOnlySpan<byte> with) => head.AsSpan().StartsWith(with);

    private static bool At(byte[] head, int position, ReadOnlySpan<byte> what) => head.Length >= position + what.Length && head.AsSpan(position).StartsWith(what);
}
