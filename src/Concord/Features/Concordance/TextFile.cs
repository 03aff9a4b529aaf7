using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace Concord.Features.Concordance;

/// <summary>Reads the text of a file that somebody brought: plain text in UTF-8, or the paragraphs of a Word document.</summary>
internal static class TextFile
{
    /// <summary>A document of a megabyte unpacks to some ten; what goes beyond is no document.</summary>
    private const long MostUnpacked = 20 * 1024 * 1024;

    private const int MostEntries = 1000;

    /// <summary>Far deeper than tables in tables in text boxes.</summary>
    private const int Deepest = 200;

    /// <summary>What stands in a document without being its text: deleted, moved away, said a second time, or the form of a paragraph.</summary>
    private static readonly HashSet<string> Left = ["del", "moveFrom", "Fallback", "pPr", "rt"];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="name">As its owner calls it: the ending says what it is.</param>
    /// <param name="problem">Key of the sentence that says why it cannot be read; null when it was.</param>
    /// <returns>One paragraph a line; empty when it cannot be read.</returns>
    public static string Read(string name, byte[] content, out string? problem)
    {
        problem = null;
        try
        {
            switch (Path.GetExtension(name).ToLowerInvariant())
            {
                case ".txt":
                    var text = Strict.GetString(content).TrimStart('\uFEFF');
                    if (!text.Contains('\0', StringComparison.Ordinal)) return text;
                    problem = "Concordance.NotUtf8";
                    return "";
                case ".docx":
                    if (IsSound(content)) return string.Join('\n', ParagraphsOf(content));
                    problem = "Concordance.TooMuchInside";
                    return "";
                default:
                    problem = "Concordance.WrongType";
                    return "";
            }
        }
        catch (DecoderFallbackException)
        {
            problem = "Concordance.NotUtf8";
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or XmlException or FormatException or OpenXmlPackageException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            problem = "Concordance.BrokenDocument"; // whatever the library stumbles over, the file is at fault
        }

        return "";
    }

    /// <summary>Unpacks everything once and counts, since an archive may lie about its sizes.</summary>
    private static bool IsSound(byte[] content)
    {
        using var archive = new ZipArchive(new MemoryStream(content, writable: false));
        if (archive.Entries.Count > MostEntries) return false;

        var buffer = new byte[81920];
        long unpacked = 0;
        foreach (var entry in archive.Entries)
        {
            using var stream = entry.Open();
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                unpacked += read;
                if (unpacked > MostUnpacked) return false;
            }
        }

        return true;
    }

    /// <summary>The paragraphs of the body in their order, those of tables and text boxes too. Headers, footers, notes and the numbers of
    /// automatic lists are not part of it. Read as a stream: a document may be nested deeper than the stack.</summary>
    private static List<string> ParagraphsOf(byte[] content)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(content, writable: false), isEditable: false, new OpenSettings { MaxCharactersInPart = MostUnpacked });
        if (document.MainDocumentPart is not { } main) throw new InvalidDataException("There is no main part.");

        var paragraphs = new List<StringBuilder>();
        var open = new Stack<StringBuilder>(); // a text box stands within a paragraph, and holds paragraphs
        int? left = null;
        using var reader = OpenXmlReader.Create(main);
        while (reader.Read())
        {
            if (reader.Depth > Deepest) throw new InvalidDataException("Nested too deeply.");

            if (left is not null)
            {
                if (reader.IsEndElement && reader.Depth == left) left = null;
                continue;
            }

            if (reader.IsStartElement && Left.Contains(reader.LocalName)) left = reader.Depth;
            else if (reader.LocalName == "p" && reader.IsStartElement) Open();
            else if (reader.LocalName == "p" && reader.IsEndElement && open.Count > 0) open.Pop();
            else if (reader.IsStartElement && open.TryPeek(out var paragraph)) paragraph.Append(Said(reader));
        }

        return [.. paragraphs.Select(one => one.ToString())];

        void Open()
        {
            paragraphs.Add(new());
            open.Push(paragraphs[^1]);
        }
    }

    private static string Said(OpenXmlReader reader) => reader.LocalName switch
    {
        "t" => reader.GetText(),
        "tab" or "br" or "cr" => " ",
        "noBreakHyphen" => "-",
        _ => "",
    };
}
