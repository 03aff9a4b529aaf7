using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace Concord.Tests.Features.Files;

/// <summary>Small files of every sort, made here.</summary>
internal static class Samples
{
    public static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    /// <summary>The test file that every scanner knows (EICAR), in two halves so that no scanner takes this source for it.</summary>
    public static readonly byte[] Eicar = Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    public static byte[] Png(int width, int height)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(SKColors.SteelBlue);
        using var paint = new SKPaint { Color = SKColors.White };
        surface.Canvas.DrawCircle(width / 2f, height / 2f, Math.Min(width, height) / 3f, paint);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 90);
        return data.ToArray();
    }

    public static byte[] Docx(params string[] also) =>
        Zip(["[Content_Types].xml", "_rels/.rels", "word/document.xml", .. also]);

    public static byte[] Zip(params string[] names)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, true))
        {
            foreach (var name in names) Write(archive, name, Encoding.UTF8.GetBytes("content of " + name));
        }

        return memory.ToArray();
    }

    public static byte[] ZipOf(string name, byte[] content)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, true)) Write(archive, name, content);
        return memory.ToArray();
    }

    public static byte[] Odt(params string[] also)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, true))
        {
            using (var type = archive.CreateEntry("mimetype", CompressionLevel.NoCompression).Open()) type.Write("application/vnd.oasis.opendocument.text"u8);
            foreach (var name in also.Prepend("content.xml")) Write(archive, name, "<office/>"u8.ToArray());
        }

        return memory.ToArray();
    }

    private static void Write(ZipArchive archive, string name, byte[] content)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(content);
    }
}
