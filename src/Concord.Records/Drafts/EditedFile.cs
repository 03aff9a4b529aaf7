using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;

namespace Concord.Records.Drafts;

/// <summary>What a document that somebody brought holds, each part read once and within bounds.</summary>
/// <param name="Main">The text.</param>
/// <param name="Comments">The comments; null: there are none.</param>
/// <param name="Carried">The draft that the document was made from; null: it got lost.</param>
/// <param name="Record">Key of the record as the document's properties tell it; null: they do not.</param>
internal sealed record EditedFile(XElement Main, XElement? Comments, XElement? Carried, string? Record)
{
    /// <summary>A document of a megabyte unpacks to some ten; what goes beyond is no document.</summary>
    internal const int MostUnpacked = 20 * 1024 * 1024;

    private const int mostEntries = 1000;

    /// <summary>Far deeper than changes in links in controls in tables.</summary>
    private const int deepest = 200;

    /// <exception cref="DraftRefusedException">It is no Word document, is too large, or holds what is not taken.</exception>
    public static EditedFile Open(Stream stream)
    {
        try
        {
            var content = Whole(stream);
            Bounded(content);
            using var document = WordprocessingDocument.Open(content, isEditable: false, new() { MaxCharactersInPart = MostUnpacked });
            var main = document.MainDocumentPart ?? throw new InvalidDataException("There is no main part.");
            if (document.GetAllParts().Any(part => part is VbaProjectPart or VbaDataPart or EmbeddedControlPersistencePart or EmbeddedObjectPart or EmbeddedPackagePart))
                throw Active();

            return new(Xml(main), main.WordprocessingCommentsPart is { } comments ? Xml(comments) : null, Draft(main), RecordOf(document));
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or XmlException or FormatException or OpenXmlPackageException
            or ArgumentException or InvalidOperationException or NotSupportedException or UriFormatException)
        {
            // Whatever the library stumbles over, the file is at fault.
            throw new DraftRefusedException("This is not a Word document (.docx), or it is damaged.", "这不是Word文档（.docx），或文件已损坏。", inner: broken);
        }
    }

    private static MemoryStream Whole(Stream stream)
    {
        var content = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            content.Write(buffer, 0, read);
            if (content.Length > MostUnpacked) throw TooLarge();
        }

        content.Position = 0;
        return content;
    }

    /// <summary>Unpacks everything once and counts, since an archive may lie about its sizes.</summary>
    private static void Bounded(MemoryStream content)
    {
        using (var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true))
        {
            if (archive.Entries.Count > mostEntries) throw TooLarge();

            var (buffer, unpacked) = (new byte[81920], 0L);
            foreach (var entry in archive.Entries)
            {
                if (entry.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)) throw Active();

                using var part = entry.Open();
                for (int read; (read = part.Read(buffer)) > 0;)
                    if ((unpacked += read) > MostUnpacked) throw TooLarge();
            }
        }

        content.Position = 0;
    }

    /// <summary>A part as a tree. It is gone through once before: a tree too deep would be one for the stack, too.</summary>
    private static XElement Xml(OpenXmlPart part)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostUnpacked };
        using (var first = XmlReader.Create(part.GetStream(FileMode.Open, FileAccess.Read), settings))
        {
            while (first.Read())
                if (first.Depth > deepest) throw new InvalidDataException("Nested too deeply.");
        }

        using var reader = XmlReader.Create(part.GetStream(FileMode.Open, FileAccess.Read), settings);
        return XElement.Load(reader, LoadOptions.PreserveWhitespace);
    }

    private static XElement? Draft(MainDocumentPart main) =>
        main.CustomXmlParts.Select(part =>
        {
            try
            {
                return Xml(part);
            }
            catch (Exception other) when (other is XmlException or InvalidDataException)
            {
                return null; // not ours: others leave parts there too
            }
        }).FirstOrDefault(root => root?.Name == DraftXml.Space + "draft");

    private static string? RecordOf(WordprocessingDocument document) =>
        document.CustomFilePropertiesPart is not { } part ? null
        : Xml(part).Elements().FirstOrDefault(property => property.Attribute("name")?.Value == DraftDocx.RecordProperty)?.Value.Trim();

    private static DraftRefusedException Active() => new(
        "The document holds macros or embedded objects. Save it as a plain Word document (.docx) without them.",
        "文档中含有宏或嵌入对象。请另存为不含这些内容的普通Word文档（.docx）。");

    private static DraftRefusedException TooLarge() => new(
        $"The document is larger than {MostUnpacked >> 20} MB when unpacked, or has more than {mostEntries} parts.",
        $"文档解压后超过{MostUnpacked >> 20}MB，或部件数超过{mostEntries}个。");
}
