using System.Globalization;

namespace Concord.Records.Drafts;

internal sealed partial class EditedDraft
{
    private readonly List<DraftChange> changes = [];

    /// <summary>The changes in the order of the document; what was taken out stands behind the paragraph that was before it.</summary>
    private IReadOnlyList<DraftChange> Told()
    {
        var staying = Staying();
        Gone(-1);
        string? after = null;
        foreach (var row in rows)
        {
            if (paragraphOf.TryGetValue(row, out var paragraph))
            {
                Tell(row, paragraph, staying.Contains(paragraph), after);
                after = before[paragraph].Key;
                Gone(paragraph);
            }
            else if (!partOf.ContainsKey(row) && Counts(row))
            {
                changes.Add(new Added(Still(after), row.Kind, Stored(row, null), News(row), row.In < 0 ? null : sections[row.In]));
            }
        }

        return changes;
    }

    private void Tell(EditedRow row, int paragraph, bool stays, string? after)
    {
        var told = changes.Count;
        var comments = News(row);
        var parts = rows.Where(one => one == row || (partOf.TryGetValue(one, out var whole) && whole == row)).ToList();
        var merged = mergedInto.Where(pair => pair.Value == row).Select(pair => pair.Key).ToList();
        var (key, version) = (before[paragraph].Key, before[paragraph].Version);
        if (parts.Count > 1)
        {
            comments = [.. parts.SelectMany(News)];
            changes.Add(new Split(key, version, [.. parts.Select(one => Stored(one, paragraph))], comments));
        }
        else if (merged.Count > 0)
        {
            comments = [.. comments, .. merged.SelectMany(Left)];
            changes.Add(new Merged([.. merged.Append(paragraph).Order().Select(one => before[one].Key)], Stored(row, paragraph), comments));
        }
        else if (Reworded(row, paragraph) is { Count: > 0 } words)
        {
            changes.Add(new Reworded(key, version, words, comments));
        }

        if (!stays || (row.In != sectionOf[paragraph] && sections.Count > 0))
            changes.Add(new Moved(key, version, Still(after), changes.Count > told ? [] : comments, row.In < 0 ? null : sections[row.In]));
        if (changes.Count == told && comments.Count > 0) changes.Add(new Remarked(key, comments));
        for (var i = told; i < changes.Count; i++) IsStillThere(paragraph);
    }

    /// <summary>The paragraphs behind another one that have no row any more.</summary>
    private void Gone(int behind)
    {
        for (var i = behind + 1; i < before.Count && owner[i] is null; i++)
        {
            if (mergedInto.ContainsKey(i)) continue;
            // Both took it out.
            if (IsInRecord(before[i].Key)) changes.Add(new Removed(before[i].Key, before[i].Version, Left(i)));
        }
    }

    /// <summary>What is remarked in the rows of a paragraph that were deleted or emptied.</summary>
    private List<DraftComment> Left(int paragraph)
    {
        var hash = RowMark.Hash(before[paragraph].Key);
        return [.. rows.Where(row => !Counts(row) && row.Bookmarks.Concat(row.Tags).Contains(hash)).SelectMany(News)];
    }

    /// <summary>The languages whose words changed.</summary>
    private Wordings Reworded(EditedRow row, int paragraph)
    {
        var current = now.Paragraphs.FirstOrDefault(one => one.Key == before[paragraph].Key);
        var words = new List<KeyValuePair<string, string>>();
        foreach (var language in now.Languages)
        {
            var (text, old) = (TextOf(row, language), Before(paragraph, language));
            if (Fold(text) == Fold(old)) continue;
            if (string.IsNullOrWhiteSpace(text)) throw Emptied(paragraph, language);

            var kept = Stored(text, language, paragraph);
            // Somebody may have put it into the record already.
            if (kept != before[paragraph].Text.GetValueOrDefault(language) && kept != current?.Text.GetValueOrDefault(language)) words.Add(new(language, kept));
        }

        return new(words);
    }

    private DraftRefusedException Emptied(int paragraph, string language) => new(
        $"The text in {Named(language, chinese: false)} was deleted, but not in the other language. To take the paragraph out, delete the whole row.",
        $"仅删除了{Named(language, chinese: true)}文本，另一种语言的文本仍在。如要删去该段落，请删除整行。", before[paragraph].Key, EditedTable.Short(BeginsOf(paragraph)));

    private Wordings Stored(EditedRow row, int? paragraph) =>
        new(now.Languages.Select(language => KeyValuePair.Create(language, Stored(TextOf(row, language), language, paragraph))));

    /// <summary>A text of the document as it is kept.</summary>
    private string Stored(string text, string language, int? paragraph)
    {
        var old = paragraph is { } known ? Before(known, language) : "";
        try
        {
            return Shown.Stored(now, Quiet(text, old));
        }
        catch (BracketException wrong)
        {
            var (english, chinese) = Shown.Fault(wrong.Fault);
            throw new DraftRefusedException($"In the text in {Named(language, chinese: false)}: {english}", $"{Named(language, chinese: true)}文本：{chinese}",
                paragraph is { } one ? before[one].Key : null, EditedTable.Short(text), wrong);
        }
    }

    // A sign that the text has used before was meant.
    private static string Quiet(string text, string old) => string.Concat(text.ReplaceLineEndings("\n")
        .Where(character => IsSeen(character) || character == '\n' || old.Contains(character, StringComparison.Ordinal))
        .Select(character => character is '\u00A0' or '\u202F' && !old.Contains(character, StringComparison.Ordinal) ? ' ' : character));

    private void IsStillThere(int paragraph)
    {
        if (IsInRecord(before[paragraph].Key)) return;

        throw new DraftRefusedException("This paragraph was changed in the document, but has since been taken out of the record.",
            "该段落在文档中有改动，但此后已从记录中删去。", before[paragraph].Key, EditedTable.Short(BeginsOf(paragraph)));
    }

    private bool IsInRecord(string key) => now.Paragraphs.Any(paragraph => paragraph.Key == key);

    /// <summary>The paragraph itself, or the one before it that is still in the record.</summary>
    private string? Still(string? key)
    {
        if (key is null || IsInRecord(key)) return key;

        var at = before.ToList().FindIndex(paragraph => paragraph.Key == key);
        return before.Take(at).LastOrDefault(paragraph => IsInRecord(paragraph.Key))?.Key;
    }

    private List<DraftComment> News(EditedRow row) => [.. row.Comments.Where(comment => !known.Contains(Plain(comment))).Distinct()];

    /// <summary>The paragraphs that keep their order: the most that can. All others were moved.</summary>
    private HashSet<int> Staying()
    {
        var order = rows.Where(paragraphOf.ContainsKey).Select(row => paragraphOf[row]).ToList();
        var (length, previous) = (new int[order.Count], new int[order.Count]);
        for (var i = 0; i < order.Count; i++)
        {
            (length[i], previous[i]) = (1, -1);
            for (var j = 0; j < i; j++)
                if (order[j] < order[i] && length[j] + 1 > length[i]) (length[i], previous[i]) = (length[j] + 1, j);
        }

        var staying = new HashSet<int>();
        for (var at = order.Count == 0 ? -1 : Array.IndexOf(length, length.Max()); at >= 0; at = previous[at]) staying.Add(order[at]);
        return staying;
    }

    private static string Named(string language, bool chinese) => (language.Split('-')[0], chinese) switch
    {
        ("en", true) => "英文",
        ("zh", true) => "中文",
        (_, true) => CultureInfo.GetCultureInfo(language).NativeName,
        _ => CultureInfo.GetCultureInfo(language).EnglishName,
    };
}
