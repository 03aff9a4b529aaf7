using System.Diagnostics.CodeAnalysis;
using Concord.Bilingual;

namespace Concord.Records.Drafts;

/// <summary>
/// Tells what was changed in a document, from the draft it was made from. A row says by its marks which paragraph it is; where they are
/// lost, its words do.
/// </summary>
internal sealed partial class EditedDraft
{
    /// <summary>So much of a paragraph's words must stand in a row that lost its marks for the row to be that paragraph.</summary>
    private const double alike = 0.5;

    /// <summary>So much of a row's words must be missing from a paragraph, or be more than there was, for it to be a part of it.</summary>
    private const double part = 0.7;

    private readonly Draft now;
    private readonly IReadOnlyList<DraftParagraph> before;
    private readonly List<EditedRow> rows;
    private readonly List<Wordings?> sections;
    private readonly int[] sectionOf;
    private readonly EditedRow?[] owner;
    private readonly Dictionary<EditedRow, int> paragraphOf = [];
    private readonly Dictionary<EditedRow, EditedRow> partOf = [];
    private readonly Dictionary<int, EditedRow> mergedInto = [];
    private readonly HashSet<DraftComment> known;
    private readonly Dictionary<string, Shingles> shingles = new(StringComparer.Ordinal);

    /// <param name="now">The record as it is now.</param>
    /// <param name="then">As it was when the document was made.</param>
    /// <param name="rows">Of the document.</param>
    public EditedDraft(Draft now, Draft then, List<EditedRow> rows)
    {
        (this.now, this.rows, before) = (now, rows, then.Paragraphs);
        (sections, sectionOf) = SectionsOf(before);
        owner = new EditedRow?[before.Count];
        known = [.. then.Paragraphs.Concat(now.Paragraphs).SelectMany(paragraph => paragraph.Comments).Select(Plain)];
    }

    /// <exception cref="DraftRefusedException">The rows do not fit the record.</exception>
    public IReadOnlyList<DraftChange> Changes()
    {
        Sections();
        FindByMark();
        FindUnchanged();
        FindParts();
        FindAlike();
        FindParts();
        FindMerged();
        if (before.Count > 0 && paragraphOf.Count == 0)
            throw new DraftRefusedException("No row of the table is a paragraph of this record.", "表格中没有一行是本记录的段落。");

        return Told();
    }

    private static (List<Wordings?> Names, int[] Of) SectionsOf(IReadOnlyList<DraftParagraph> paragraphs)
    {
        var (names, of, current) = (new List<Wordings?>(), new int[paragraphs.Count], (Wordings?)null);
        for (var i = 0; i < paragraphs.Count; i++)
        {
            if (!Equals(paragraphs[i].Section, current)) names.Add(current = paragraphs[i].Section);
            of[i] = names.Count - 1;
        }

        return (names, of);
    }

    /// <summary>Puts each row into its section. The names of sections come from the agenda, so a document cannot change them.</summary>
    private void Sections()
    {
        var at = -1;
        foreach (var row in rows)
        {
            if (row.IsWhole && (!row.IsDeleted || row.Section is not null)) at = Section(row, at);
            row.In = at;
        }

        var there = rows.Where(row => row.IsWhole).Select(row => row.In).ToHashSet();
        for (var i = 0; i < sections.Count; i++)
            if (!there.Contains(i)) Missing(i);
        rows.RemoveAll(row => row.IsWhole);
    }

    private int Section(EditedRow row, int at)
    {
        var found = row.Section is { } marked && marked < sections.Count ? marked : sections.FindIndex(name => Fold(HeadingOf(name)) == Fold(row.Heading));
        if (row.Heading.Length == 0 && found < 0) return at;

        if (found < 0)
        {
            throw new DraftRefusedException("A heading across all columns can only be added on the agenda. Put it into a row with a cell for each language.",
                "横跨各栏的标题只能在议程中增加。请将其写入每种语言各有一个单元格的行。", begins: EditedTable.Short(row.Heading));
        }

        if (row.IsDeleted || Fold(HeadingOf(sections[found])) != Fold(row.Heading))
        {
            throw new DraftRefusedException("This heading comes from the agenda and cannot be changed here.", "该标题来自议程，不能在此修改。",
                begins: EditedTable.Short(HeadingOf(sections[found])));
        }

        if (found <= at)
        {
            throw new DraftRefusedException("This heading stands in another place, or twice. The order of the headings comes from the agenda.",
                "该标题移动了位置或出现了两次。标题的次序由议程决定。", begins: EditedTable.Short(row.Heading));
        }

        return found;
    }

    // Its paragraphs may all be gone; if not, nobody could say where the section begins.
    private void Missing(int section)
    {
        var hashes = before.Where((_, i) => sectionOf[i] == section).Select(paragraph => RowMark.Hash(paragraph.Key)).ToHashSet(StringComparer.Ordinal);
        if (!rows.Any(row => !row.IsDeleted && !row.IsEmpty && row.Bookmarks.Concat(row.Tags).Any(hashes.Contains))) return;

        throw new DraftRefusedException("This heading is not there any more, though paragraphs below it are. It comes from the agenda and must stay.",
            "该标题已不存在，但其下的段落仍在。标题来自议程，必须保留。", begins: EditedTable.Short(HeadingOf(sections[section])));
    }

    private string HeadingOf(Wordings? name) => name is null ? "—"
        : string.Join('\n', now.Languages.Where(name.ContainsKey).Select(language => name[language])) is { Length: > 0 } all ? all : name.Values.First();

    private void FindByMark()
    {
        for (var i = 0; i < before.Count; i++)
        {
            var hash = RowMark.Hash(before[i].Key);
            var marked = rows.Where(row => Counts(row) && row.Bookmarks.Contains(hash)).ToList();
            // A copy counts only where the original is gone.
            if (marked.Count == 0) marked = [.. rows.Where(row => Counts(row) && row.Tags.Contains(hash))];
            var free = marked.Where(row => !paragraphOf.ContainsKey(row)).ToList();
            if (free.Count > 0) Own(Original(i, free), i);
        }
    }

    /// <summary>Which of several rows with the mark of one paragraph is the paragraph.</summary>
    private EditedRow Original(int paragraph, List<EditedRow> marked)
    {
        if (marked.Skip(1).All(row => Same(row, marked[0]))) return AtHome(marked, paragraph);
        if (marked.Where(row => IsUnchanged(row, paragraph)).ToList() is { Count: > 0 } untouched) return AtHome(untouched, paragraph);

        // It was copied to be split, each copy keeping its part.
        var places = marked.Select(row => rows.IndexOf(row)).ToList();
        var neighbours = places.Zip(places.Skip(1)).All(pair => pair.Second == pair.First + 1);
        if (neighbours && AreParts(paragraph, marked)) return marked[0];

        throw new DraftRefusedException(
            $"This paragraph stands in {marked.Count} rows with different texts. Leave one of them, or delete the number in the rows that are new.",
            $"该段落出现在{marked.Count}行中且文字不同。请只保留其中一行，或删除新增行中的序号。", before[paragraph].Key, EditedTable.Short(BeginsOf(paragraph)));
    }

    /// <summary>Of rows that say the same, the one that has its old neighbours.</summary>
    private EditedRow AtHome(List<EditedRow> same, int paragraph)
    {
        return same.MaxBy(row => Neighbour(rows.IndexOf(row) - 1, paragraph - 1) + Neighbour(rows.IndexOf(row) + 1, paragraph + 1))!;

        int Neighbour(int row, int other) =>
            row >= 0 && row < rows.Count && other >= 0 && other < before.Count && rows[row].Bookmarks.Contains(RowMark.Hash(before[other].Key)) ? 1 : 0;
    }

    /// <summary>Rows without a mark that say exactly what a paragraph without a row did.</summary>
    private void FindUnchanged()
    {
        var free = rows.Where(IsFree).ToLookup(row => string.Join('\u001f', now.Languages.Select(language => Fold(TextOf(row, language)))), StringComparer.Ordinal);
        for (var i = 0; i < before.Count; i++)
        {
            if (owner[i] is not null) continue;

            var said = string.Join('\u001f', now.Languages.Select(language => Fold(Before(i, language))));
            if (free[said].FirstOrDefault(IsFree) is { } row) Own(row, i);
        }
    }

    /// <summary>Rows without a mark that say nearly what a paragraph without a row did, the most alike first.</summary>
    private void FindAlike()
    {
        var gone = Enumerable.Range(0, before.Count).Where(i => owner[i] is null).ToList();
        var pairs = rows.Where(IsFree).SelectMany(row => gone.Select(paragraph => (Row: row, Paragraph: paragraph, Likeness: Likeness(row, paragraph)))).Where(pair => pair.Likeness >= alike);
        foreach (var (row, paragraph, _) in pairs.OrderByDescending(pair => pair.Likeness).ToList())
            if (owner[paragraph] is null && IsFree(row)) Own(row, paragraph);
    }

    /// <summary>Rows beside a paragraph that hold what is missing in it.</summary>
    private void FindParts()
    {
        for (var at = 0; at < rows.Count; at++)
        {
            if (!paragraphOf.TryGetValue(rows[at], out var paragraph)) continue;

            var (first, last) = (at, at);
            while (first > 0 && IsFree(rows[first - 1]) && AreParts(paragraph, rows[(first - 1)..(last + 1)])) first--;
            while (last + 1 < rows.Count && IsFree(rows[last + 1]) && AreParts(paragraph, rows[first..(last + 2)])) last++;
            for (var i = first; i <= last; i++)
                if (i != at) partOf[rows[i]] = rows[at];
        }
    }

    /// <summary>Whether rows share out the words of a paragraph: each but one holds what the others lack.</summary>
    private bool AreParts(int paragraph, List<EditedRow> together)
    {
        foreach (var language in now.Languages)
        {
            var whole = Of(Before(paragraph, language));
            var found = false;
            foreach (var row in together)
            {
                var words = Of(TextOf(row, language));
                if (words.Count == 0) continue;
                if (words.Within(whole) < part) return false;

                whole = whole.Without(words);
                found = true;
            }

            if (!found && whole.Count > 0) return false;
        }

        return together.All(row => !row.IsEmpty);
    }

    /// <summary>Paragraphs without a row whose words stand in a neighbour's.</summary>
    private void FindMerged()
    {
        for (var i = 0; i < before.Count; i++)
        {
            if (owner[i] is not null) continue;

            int? above = Enumerable.Range(0, i).Reverse().Where(one => owner[one] is not null).Select(one => (int?)one).FirstOrDefault();
            int? below = Enumerable.Range(i + 1, before.Count - i - 1).Where(one => owner[one] is not null).Select(one => (int?)one).FirstOrDefault();
            foreach (var neighbour in new[] { above, below })
            {
                if (neighbour is not { } into || !Holds(owner[into]!, into, i)) continue;

                mergedInto[i] = owner[into]!;
                break;
            }
        }
    }

    /// <summary>Whether a row has, beyond its own words, those of another paragraph. Where it has that one's mark, less will do.</summary>
    private bool Holds(EditedRow row, int own, int other)
    {
        var least = row.Bookmarks.Contains(RowMark.Hash(before[other].Key)) ? part / 2 : part;
        var others = mergedInto.Where(pair => pair.Value == row).Select(pair => pair.Key).ToList();
        foreach (var language in now.Languages)
        {
            var (words, more) = (Of(Before(other, language)), Of(TextOf(row, language)).Without(Of(Before(own, language))));
            foreach (var one in others) more = more.Without(Of(Before(one, language)));
            if (words.Count > 0 && words.Within(more) < least) return false;
        }

        return now.Languages.Any(language => Before(other, language).Length > 0);
    }

    private void Own(EditedRow row, int paragraph)
    {
        owner[paragraph] = row;
        paragraphOf[row] = paragraph;
    }

    private static bool Counts(EditedRow row) => !row.IsDeleted && !row.IsEmpty;

    private bool IsFree(EditedRow row) => Counts(row) && !paragraphOf.ContainsKey(row) && !partOf.ContainsKey(row);

    private double Likeness(EditedRow row, int paragraph)
    {
        var likeness = now.Languages
            .Select(language => (Row: TextOf(row, language), Before: Before(paragraph, language)))
            .Where(pair => pair.Row.Length + pair.Before.Length > 0)
            .Select(pair => Of(pair.Row).Likeness(Of(pair.Before)))
            .ToList();
        return likeness.Count == 0 ? 0 : likeness.Average();
    }

    private bool IsUnchanged(EditedRow row, int paragraph) => now.Languages.All(language => Fold(TextOf(row, language)) == Fold(Before(paragraph, language)));

    private bool Same(EditedRow one, EditedRow other) => now.Languages.All(language => Fold(TextOf(one, language)) == Fold(TextOf(other, language)));

    private static string TextOf(EditedRow row, string language) => row.Texts.GetValueOrDefault(language) ?? "";

    /// <summary>The text of a paragraph as the document showed it when it was made.</summary>
    private string Before(int paragraph, string language) =>
        before[paragraph].Text.TryGetValue(language, out var stored) ? Shown.Text(now, stored, language) : "";

    private string BeginsOf(int paragraph) => now.Languages.Select(language => Before(paragraph, language)).FirstOrDefault(text => text.Length > 0) ?? "";

    private Shingles Of(string text) => shingles.TryGetValue(text, out var known) ? known : shingles[text] = Shingles.Of(text);

    private static DraftComment Plain(DraftComment comment) => new(Fold(comment.By), Fold(comment.Text));

    /// <summary>A text without the noise of word processors: kinds of blank, hyphens that do not break, marks without width.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    internal static string? Fold(string? text)
    {
        if (text is null) return null;

        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(line => string.Concat(line.Where(IsSeen).Select(Usual)).Trim());
        return string.Join('\n', lines).Trim();
    }

    private static bool IsSeen(char character) => character is not ('\u00AD' or '\u200B' or '\u200D' or '\u200E' or '\u200F' or '\u2060' or '\uFEFF') && (character >= ' ' || character == '\t');

    private static char Usual(char character) => character switch
    {
        '\u00A0' or '\u202F' or '\t' => ' ',
        '\u2011' => '-',
        _ => character,
    };
}
