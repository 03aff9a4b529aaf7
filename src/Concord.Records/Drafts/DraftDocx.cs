using System.IO.Compression;
using Concord.Records.Documents;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace Concord.Records.Drafts;

/// <summary>
/// A record under negotiation as a Word document: a row for each paragraph, a column for each language, contested words in brackets, remarks
/// as comments; and back from what people made of it.
/// </summary>
/// <remarks>Source: ISO/IEC 29500-1:2016, clause 17; docs/adr/0024-round-trip.md.</remarks>
public static class DraftDocx
{
    /// <summary>The property of the document that holds the record's key.</summary>
    internal const string RecordProperty = "Concord record";

    /// <summary>Media type of a Word document.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Writes the document. The same draft gives the same bytes.</summary>
    /// <param name="draft">At least one language. What XML cannot hold (control characters) is written as U+FFFD.</param>
    /// <param name="stream">Where to; left open. Need not be seekable.</param>
    public static void Write(Draft draft, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(stream);
        using var package = new MemoryStream();
        using (var document = WordprocessingDocument.Create(package, WordprocessingDocumentType.Document)) new DraftDocument(draft, document).Write();
        stream.Write(FixedZip.Of(Parts(package)));
    }

    // The list of types first, as programs expect it.
    private static IEnumerable<(string Name, byte[] Content)> Parts(MemoryStream package)
    {
        using var archive = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in archive.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            using var content = new MemoryStream();
            using (var part = entry.Open()) part.CopyTo(content);
            yield return (entry.FullName, content.ToArray());
        }
    }

    /// <summary>Reads an edited document back. Tracked changes count as accepted; what the document was made from travels in it.</summary>
    /// <param name="stream">As saved by a word processor. Left open.</param>
    /// <param name="draft">The record as it is now. Paragraphs that came in since the document was made, or that changed only there, are no
    /// changes of the document.</param>
    /// <returns>What was changed in the document, in its order; empty when nothing was. Paragraphs that were not touched do not occur, nor
    /// do comments that the document was made with.</returns>
    /// <exception cref="DraftRefusedException">The document does not fit the record. Nothing of it counts.</exception>
    public static IReadOnlyList<DraftChange> Read(Stream stream, Draft draft)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(draft);
        var file = EditedFile.Open(stream);
        var rows = new EditedTable(file, draft).Rows();
        return new EditedDraft(draft, Origin.Of(file, rows, draft), rows).Changes();
    }
}
