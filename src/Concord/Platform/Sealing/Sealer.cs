using System.Text;
using Concord.Platform.Printing;
using Concord.Records;
using Concord.Records.Documents;
using Concord.Records.Sealing;
using NodaTime;

namespace Concord.Platform.Sealing;

/// <summary>Seals a record that all sides have signed: makes every file of it, prints the PDFs, and signs what it was.</summary>
internal sealed class Sealer(SealKeys keys, PdfPrinter printer, IClock clock)
{
    /// <summary>Takes seconds, reads the key in use and writes nothing: not within a transaction. Whoever calls stores all of it at once, if no other
    /// record was sealed meanwhile.</summary>
    /// <param name="previousSeal">The file of the seal before it; null: it is the first.</param>
    /// <param name="proofs">One for each side.</param>
    /// <exception cref="UnreadableException">The record and its proofs contradict one another; nothing that people do leads there.</exception>
    /// <exception cref="CannotPrintException">There is no Chromium, or it failed.</exception>
    /// <exception cref="SealKeyLostException">The installation cannot sign.</exception>
    public async Task<SealedRecord> SealAsync(RecordText record, string number, string? previousSeal, IReadOnlyList<Proof> proofs, CancellationToken stop = default)
    {
        var made = SealedFiles.Of(record, number, [.. proofs.Select(one => one.Statement)]);
        var printed = await printer.PrintAsync(made.ToPrint.Select(one => one.Html), stop);
        IReadOnlyList<SealedFile> files = [.. made.Files, .. made.ToPrint.Zip(printed, (page, pdf) => new SealedFile(page.Name, SealedFiles.Pdf, pdf))];

        using var key = await keys.CurrentAsync(stop);
        var seal = Seal.Of(number, previousSeal, record.Hash(), clock.GetCurrentInstant(), proofs, files.Select(one => (one.Name, one.Content))).SignWith(key);

        var published = await keys.PublishedAsync(stop);

        // A seal that does not hold must never be kept, whatever the reason.
        var checkedAgain = Verification.Of(files[0].Name, files[0].Content, Encoding.ASCII.GetBytes(seal), published);
        if (!checkedAgain.Holds) throw new UnreadableException(checkedAgain.Checks.First(one => one.Holds == false).Says.For("en"));
        return new($"{record.Key}.jws", seal, files);
    }
}

/// <summary>A record after it was sealed.</summary>
/// <param name="SealName">Name of the file of the seal.</param>
/// <param name="Seal">Its content, ASCII.</param>
/// <param name="Files">Every file that the seal names; the record itself (canonical JSON) first.</param>
internal sealed record SealedRecord(string SealName, string Seal, IReadOnlyList<SealedFile> Files)
{
    /// <summary>Media type of a seal.</summary>
    public const string SealType = "application/jose";
}
