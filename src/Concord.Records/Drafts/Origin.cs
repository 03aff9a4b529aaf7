namespace Concord.Records.Drafts;

/// <summary>Finds out what a document was made from.</summary>
internal static class Origin
{
    /// <summary>The record as it was when the document was made.</summary>
    /// <exception cref="DraftRefusedException">The document is of another record, or does not say of which.</exception>
    public static Draft Of(EditedFile file, IEnumerable<EditedRow> rows, Draft now)
    {
        if (file.Carried is { } carried)
        {
            try
            {
                return Checked(DraftXml.Read(carried, now), now);
            }
            catch (Exception broken) when (broken is FormatException or ArgumentException or OverflowException)
            {
                throw new DraftRefusedException("What the document says of the record it was made from is damaged.", "文档中关于其所依据记录的信息已损坏。", inner: broken);
            }
        }

        if (file.Record is { } other && other != now.Key) throw OfAnother(other);

        // Some programs drop what a document carries. The bookmarks still tell whose the rows are, and of which version.
        var hashes = now.Paragraphs.Select(paragraph => RowMark.Hash(paragraph.Key)).ToHashSet(StringComparer.Ordinal);
        if (file.Record is null && !rows.Any(row => row.Bookmarks.Concat(row.Tags).Any(hashes.Contains)))
        {
            throw new DraftRefusedException("The document does not say which record it is of. Download the record again and put the changes into that file.",
                "文档未注明属于哪一份记录。请重新下载该记录，并在新文件中修改。");
        }

        return Standing(rows, now);
    }

    private static Draft Checked(Draft then, Draft now)
    {
        if (then.Key != now.Key) throw OfAnother(then.Key);
        if (!then.Languages.SequenceEqual(now.Languages))
            throw new DraftRefusedException("The document has other languages than the record.", "文档的语言与记录不同。");

        // What stands in the record is known better than by what a file says of it.
        var known = now.Paragraphs.ToDictionary(paragraph => paragraph.Key, StringComparer.Ordinal);
        return then with
        {
            Paragraphs = [.. then.Paragraphs.DistinctBy(paragraph => paragraph.Key).Select(paragraph =>
                known.TryGetValue(paragraph.Key, out var current) && current.Version == paragraph.Version ? paragraph with { Text = current.Text } : paragraph)],
        };
    }

    // What was changed since the document was made cannot be told from what was changed in it.
    private static Draft Standing(IEnumerable<EditedRow> rows, Draft now)
    {
        var older = now.Paragraphs.FirstOrDefault(paragraph => rows.Any(row => row.Marks.Any(mark =>
            RowMark.HashIn(mark) == RowMark.Hash(paragraph.Key) && !mark.StartsWith(RowMark.Of(paragraph.Key, paragraph.Version), StringComparison.Ordinal))));
        if (older is null) return now;

        throw new DraftRefusedException(
            "The document was made from an earlier version of this paragraph, and has lost what that was. Download the record again and put the changes into that file.",
            "文档依据的是该段落的较早版本，且已丢失原文。请重新下载该记录，并在新文件中修改。",
            older.Key, EditedTable.Short(older.Text.Values.FirstOrDefault() ?? ""));
    }

    private static DraftRefusedException OfAnother(string key) => new(
        $"The document is of another record ({EditedTable.Short(key)}).", $"该文档属于另一份记录（{EditedTable.Short(key)}）。");
}
