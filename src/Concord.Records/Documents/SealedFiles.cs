using Concord.Records.Sealing;

namespace Concord.Records.Documents;

/// <summary>A file that a sealed record is given out as.</summary>
/// <param name="Name">As it is saved.</param>
public sealed record SealedFile(string Name, string MediaType, byte[] Content);

/// <summary>A page to be printed as PDF by a browser: whole, with its style, and nothing to be fetched.</summary>
/// <param name="Name">Of the PDF.</param>
/// <param name="Html">The page.</param>
public sealed record PageToPrint(string Name, string Html);

/// <summary>Everything that a record is given out as when it is sealed. The same record gives the same bytes, always.</summary>
/// <param name="Files">Canonical JSON, DOCX per language and in columns, Akoma Ntoso.</param>
/// <param name="ToPrint">The pages of the PDFs: one per language, and one in columns.</param>
public sealed record SealedFiles(IReadOnlyList<SealedFile> Files, IReadOnlyList<PageToPrint> ToPrint)
{
    /// <summary>Media type of a PDF.</summary>
    public const string Pdf = "application/pdf";

    private const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Makes the files.</summary>
    /// <param name="number">That the record gets; stands with the short hash on every page.</param>
    /// <param name="statements">What the sides have signed: their signatures, with the day, close the documents.</param>
    /// <exception cref="UnreadableException">The record cannot stand, or nobody has signed it.</exception>
    public static SealedFiles Of(RecordText record, string number, IReadOnlyList<SigningStatement> statements)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(statements);
        if (statements.Count == 0) throw new UnreadableException("Nobody has signed.");

        if (!RecordText.IsPrintable(number)) throw new UnreadableException("The number must not hold control characters.");

        var json = record.ToJson();
        var printed = new Printed(record, number, RecordText.ShortHashOf(Hashes.Of(json)), statements);
        var ways = record.Languages.Select(language => new[] { language }).ToList();
        if (record.Languages.Count > 1) ways.Add([.. record.Languages]);
        string NameOf(string[] languages, string ending) => $"{record.Key}.{string.Join('-', languages)}.{ending}";
        return new(
            [
                new($"{record.Key}.json", "application/json", json),
                .. ways.Select(languages => new SealedFile(NameOf(languages, "docx"), Docx, SealedDocx.Of(printed, languages))),
                new($"{record.Key}.akn.zip", "application/zip", AkomaNtoso.Of(printed)),
            ],
            [.. ways.Select(languages => new PageToPrint(NameOf(languages, "pdf"), SealedHtml.Of(printed, languages)))]);
    }
}
