using System.IO.Compression;

namespace Concord.Records.Documents;

/// <summary>A ZIP archive whose bytes depend on nothing but its contents.</summary>
internal static class FixedZip
{
    // The first day that the format knows.
    private static readonly DateTimeOffset always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Of(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in entries)
            {
                var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = always;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
