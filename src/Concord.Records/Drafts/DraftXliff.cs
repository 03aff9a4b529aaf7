using System.Xml;
using Concord.Bilingual.Exchange;

namespace Concord.Records.Drafts;

/// <summary>A record under negotiation for translators, in XLIFF 2.1, from any of its languages into any other; and back. Contested words stand
/// in brackets as text, with the names of the sides in each language: they are to be translated like all others, and what comes back is
/// refused when its brackets cannot be read.</summary>
public static class DraftXliff
{
    /// <summary>Media type of an XLIFF file.</summary>
    public const string MediaType = "application/xliff+xml";

    private const string remark = "comment";
    private const string standing = "state";

    /// <summary>Writes the paragraphs that have a text in the language they are translated from.</summary>
    /// <param name="source">A language of the draft.</param>
    /// <param name="target">Another one.</param>
    /// <param name="stream">Where to; UTF-8, left open.</param>
    /// <exception cref="ArgumentException">The languages are not two of the draft's, or no paragraph has a text in the first.</exception>
    public static void Write(Draft draft, string source, string target, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (source == target || !draft.Languages.Contains(source) || !draft.Languages.Contains(target))
            throw new ArgumentException("These are not two languages of the draft.", nameof(target));

        var units = draft.Paragraphs.Where(paragraph => paragraph.Text.ContainsKey(source)).Select(paragraph => Unit(draft, paragraph, source, target)).ToList();
        var notes = draft.Title.TryGetValue(source, out var title) ? new[] { new XliffNote(title, "title") } : [];
        Xliff.Write(stream, new(source, target, [new("record", draft.Key, units) { Notes = notes }]));
    }

    /// <summary>Reads a translated file back.</summary>
    /// <param name="stream">As a translator's program saved it. Left open.</param>
    /// <param name="draft">The record as it is now.</param>
    /// <returns>Other words for the paragraphs whose translation changed, with new notes beside them; only the notes where nothing else did. By
    /// whom a note is, the file does not say.</returns>
    /// <exception cref="DraftRefusedException">The file is no XLIFF 2 or does not fit the record. Nothing of it counts.</exception>
    public static IReadOnlyList<DraftChange> Read(Stream stream, Draft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        XliffDocument document;
        try
        {
            document = Xliff.Read(stream);
        }
        catch (ExchangeException wrong)
        {
            throw new DraftRefusedException($"Line {wrong.Line}: {wrong.English}", $"第{wrong.Line}行：{wrong.Chinese}", inner: wrong);
        }

        var (source, target) = (Language(draft, document.SourceLanguage), Language(draft, document.TargetLanguage));
        var changes = new List<DraftChange>();
        foreach (var file in document.Files)
        {
            if (file.Original is not null && file.Original != draft.Key)
                throw new DraftRefusedException($"The file is of another record ({EditedTable.Short(file.Original)}).", $"该文件属于另一份记录（{EditedTable.Short(file.Original)}）。");

            changes.AddRange(file.Units.Select(unit => Change(draft, unit, source, target)).OfType<DraftChange>());
        }

        return changes;
    }

    private static XliffUnit Unit(Draft draft, DraftParagraph paragraph, string source, string target)
    {
        var translated = paragraph.Text.TryGetValue(target, out var stored) ? Shown.Text(draft, stored, target) : null;
        return new(XmlConvert.EncodeNmToken(paragraph.Key), Shown.Text(draft, paragraph.Text[source], source), translated)
        {
            State = translated is null ? XliffState.Initial : XliffState.Translated,
            Version = paragraph.Version,
            Before = Mark(translated),
            Notes =
            [
                .. paragraph.State?.TryGetValue(source, out var state) == true ? new[] { new XliffNote(state, standing) } : [],
                .. paragraph.Comments.Select(comment => new XliffNote(Note(comment), remark)),
            ],
        };
    }

    private static DraftChange? Change(Draft draft, XliffUnit unit, string source, string target)
    {
        var key = XmlConvert.DecodeName(unit.Id);
        var paragraph = draft.Paragraphs.FirstOrDefault(one => one.Key == key)
            ?? throw new DraftRefusedException("The record has no such paragraph, or has it no longer.", "记录中没有这一段落，或该段落已被删去。", key, EditedTable.Short(unit.Source));
        if (Current(source) is { } from && unit.Version == paragraph.Version && !Same(from, unit.Source))
        {
            throw new DraftRefusedException("The text that is translated was changed in the file. Only the translation can be changed here.",
                "文件中的源文被改动。此处只能修改译文。", key, EditedTable.Short(from));
        }

        var notes = unit.Notes.Where(note => note.Category != standing && !paragraph.Comments.Any(comment => Same(Note(comment), note.Text)))
            .Select(note => new DraftComment("", note.Text)).ToList();
        var untouched = string.IsNullOrWhiteSpace(unit.Target) || (unit.Before is not null && unit.Before == Mark(unit.Target)) || Same(unit.Target, Current(target));
        return !untouched && Stored(draft, unit, key) is var stored && stored != paragraph.Text.GetValueOrDefault(target)
            ? new Reworded(key, unit.Version ?? paragraph.Version, new([new(target, stored)]), notes)
            : notes.Count > 0 ? new Remarked(key, notes)
            : null;

        string? Current(string language) => paragraph.Text.TryGetValue(language, out var stored) ? Shown.Text(draft, stored, language) : null;
    }

    private static string Stored(Draft draft, XliffUnit unit, string key)
    {
        try
        {
            return Shown.Stored(draft, unit.Target!.Trim());
        }
        catch (BracketException wrong)
        {
            var (english, chinese) = Shown.Fault(wrong.Fault);
            throw new DraftRefusedException(english, chinese, key, EditedTable.Short(unit.Target!), wrong);
        }
    }

    private static string Language(Draft draft, string? stated) =>
        draft.Languages.FirstOrDefault(language => language == stated) ?? draft.Languages.FirstOrDefault(language => stated is not null && LanguageTag.SameLanguage(language, stated))
        ?? throw new DraftRefusedException(
            stated is null ? "The file has no translations." : $"The record has no text in the language “{EditedTable.Short(stated)}”.",
            stated is null ? "文件中没有译文。" : $"记录没有语言“{EditedTable.Short(stated)}”的文本。");

    private static string Note(DraftComment comment) => comment.By.Length > 0 ? $"{comment.By}: {comment.Text}" : comment.Text;

    private static bool Same(string? one, string? other) => EditedDraft.Fold(one) == EditedDraft.Fold(other);

    // A text that is not there has a mark too: so that one which is still not there is no change.
    private static string Mark(string? text) => RowMark.Hash(EditedDraft.Fold(text) ?? "");
}
