using System.IO.Compression;
using Concord.Records;
using Concord.Records.Drafts;

namespace Concord.Fuzz;

public static partial class Invariants
{
    /// <summary>A record that documents and files are said to be of.</summary>
    private static readonly Draft draft = new("record", Wordings.Of("Record", "记录"), ["en", "zh"], [new("eu", Wordings.Of("EU", "欧方"))],
    [
        new("a", 1, ParagraphKind.Text, null, Wordings.Of("They met in [Brussels|eu:Beijing].", "双方在[布鲁塞尔|eu:北京]会晤。"), null, [new("Li Wei", "Where?")]),
        new("b", 2, ParagraphKind.Text, Wordings.Of("Visas", "签证"), Wordings.Of("Visas are issued; fees are waived.", "签发签证，免收费用。"), null, []),
        new("c", 1, ParagraphKind.Commitment, Wordings.Of("Visas", "签证"), Wordings.Of("Data are shared.", "共享数据。"), null, []),
    ]);

    private static readonly byte[] written = Written(stream => DraftDocx.Write(draft, stream));

    /// <summary>A document is read back as changes of the record it is of, or refused as it says; once its words stand in the record, it holds
    /// no other words any more.</summary>
    /// <param name="input">The main text (word/document.xml) of a document that is otherwise as we wrote it; and a whole file.</param>
    /// <exception cref="BrokenInvariantException">A promise was not kept. Any other exception comes from the library.</exception>
    public static void Document(byte[] input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ReadOrRefused(() => DraftDocx.Read(new MemoryStream(input), draft));
        var document = With(input);
        if (ReadOrRefused(() => DraftDocx.Read(new MemoryStream(document), draft)) is not { } changes) return;

        var known = draft.Paragraphs.Select(paragraph => paragraph.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var change in changes) Hold(KeysOf(change).All(known.Contains), $"A change of no paragraph: {change}");
        foreach (var text in changes.SelectMany(TextsOf).SelectMany(words => words.Values)) Bracketed.Parse(text);

        var words = changes.OfType<Reworded>().ToDictionary(change => change.Key, change => change.Text, StringComparer.Ordinal);
        if (words.Count == 0) return;

        var then = draft with
        {
            Paragraphs = [.. draft.Paragraphs.Select(paragraph => words.TryGetValue(paragraph.Key, out var text)
                ? paragraph with { Version = paragraph.Version + 1, Text = new(paragraph.Text.Concat(text)) }
                : paragraph)],
        };
        var again = Soon(() => DraftDocx.Read(new MemoryStream(document), then));
        Hold(!again.OfType<Reworded>().Any(), $"What stands in the record is told again: {again.OfType<Reworded>().FirstOrDefault()}");
    }

    private static IEnumerable<string> KeysOf(DraftChange change) => change switch
    {
        Reworded one => [one.Key],
        Added one => one.After is null ? [] : [one.After],
        Removed one => [one.Key],
        Moved one => one.After is null ? [one.Key] : [one.Key, one.After],
        Split one => [one.Key],
        Merged one => one.Keys,
        Remarked one => [one.Key],
        _ => throw new BrokenInvariantException($"An unknown change: {change}"),
    };

    private static IEnumerable<Wordings> TextsOf(DraftChange change) => change switch
    {
        Reworded one => [one.Text],
        Added one => [one.Text],
        Split one => one.Parts,
        Merged one => [one.Text],
        _ => [],
    };

    // Stored, not compressed: the fuzzer watches what becomes of it, not how it is unpacked.
    private static byte[] With(byte[] main)
    {
        using var stream = new MemoryStream();
        stream.Write(written);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry("word/document.xml")!.Delete();
            using var part = archive.CreateEntry("word/document.xml", CompressionLevel.NoCompression).Open();
            part.Write(main);
        }

        return stream.ToArray();
    }
}
