using System.Xml.Linq;

namespace Concord.Records.Drafts;

/// <summary>Reads the rows of a document that came back.</summary>
internal sealed class EditedTable(EditedFile file, Draft draft)
{
    /// <summary>Several times the longest record; each row may have to be compared with each paragraph.</summary>
    internal const int MostRows = 2000;

    private readonly Dictionary<string, DraftComment> comments = CommentsOf(file.Comments);
    private readonly Dictionary<string, string> names = draft.Languages.ToDictionary(Shown.LanguageName);
    private readonly List<EditedRow> rows = [];
    private readonly List<DraftComment> pending = [];
    private IReadOnlyList<string> columns = draft.Languages;
    private EditedRow? last;

    /// <summary>All rows in order but the heads of the columns.</summary>
    /// <exception cref="DraftRefusedException">The table is gone, or a row does not fit it.</exception>
    public List<EditedRow> Rows()
    {
        var body = Blocks(file.Main.Elements().FirstOrDefault(one => Name(one) == "body") ?? file.Main);
        var found = false;
        foreach (var block in body)
        {
            if (Name(block) == "tbl" && (found || IsOurs(block))) found = Read(block);
            else if (found) Outside(block);
            else pending.AddRange(Remarks(block));
        }

        if (!found)
            throw new DraftRefusedException("The table with the paragraphs of the record is not there.", "文档中找不到载有记录各段落的表格。");

        (last ?? rows.LastOrDefault())?.Comments.AddRange(pending);
        return rows;
    }

    private bool IsOurs(XElement table) => table.Descendants().Any(one => Mark(one) is { } mark && RowMark.HashIn(mark) is not null)
        || Rows(table).Any(row => IsHead(Cells(row)));

    private bool Read(XElement table)
    {
        foreach (var row in Rows(table)) Row(row);
        return true;
    }

    private void Outside(XElement block)
    {
        var text = EditedText.Of(block, out _).Trim();
        pending.AddRange(Remarks(block));
        if (text.Length > 0)
        {
            throw new DraftRefusedException(
                "This text stands below or between the tables, where it belongs to no paragraph. Put it into a row of the table, or into a comment.",
                "这段文字位于表格下方或表格之间，不属于任何段落。请将其移入表格的某一行，或写成批注。", begins: Short(text));
        }
    }

    private void Row(XElement element)
    {
        var cells = Cells(element);
        if (IsHead(cells))
        {
            columns = [.. cells.Skip(1).Select(cell => names[TextOf(cell)])];
            return;
        }

        var row = new EditedRow { IsDeleted = EditedText.IsDeleted(Child(element, "trPr")) };
        Marks(element, row);
        row.Comments.AddRange(Remarks(element));
        if (cells.Count == 1) Whole(row, cells[0]);
        else if (!row.IsDeleted) Fill(row, cells);
        rows.Add(row);
        if (rows.Count > MostRows)
            throw new DraftRefusedException($"The table has more than {MostRows} rows.", $"表格超过{MostRows}行。");
        if (row.IsWhole)
        {
            pending.AddRange(row.Comments);
            return;
        }

        row.Comments.InsertRange(0, pending);
        pending.Clear();
        last = row;
    }

    private static void Whole(EditedRow row, XElement cell)
    {
        row.IsWhole = true;
        row.Heading = EditedText.Of(cell, out _).Trim();
    }

    private void Fill(EditedRow row, List<XElement> cells)
    {
        if (cells.Count != columns.Count + 1)
        {
            throw Refused(row, cells,
                $"This row has {cells.Count} cells instead of {columns.Count + 1}: one for the number and one for each language.",
                $"该行有{cells.Count}个单元格，而应有{columns.Count + 1}个：序号一个，每种语言各一个。");
        }

        var continued = cells.Skip(1).Count(IsContinued);
        if (continued > 0 && continued < columns.Count)
        {
            throw Refused(row, cells, "Cells of this row are merged with those above in one language only.",
                "该行仅有一种语言的单元格与上一行合并。");
        }

        for (var i = 0; i < columns.Count; i++)
        {
            var text = EditedText.Of(cells[i + 1], out var foreign);
            if (foreign is { } thing)
            {
                throw Refused(row, cells, $"This paragraph holds {thing.English}, which a record cannot keep. Write it as text, or put it into a comment.",
                    $"该段落含有{thing.Chinese}，记录无法保存。请改写为文字，或写入批注。");
            }

            row.Texts[columns[i]] = text.Trim(' ', '\n', '\t', '\u00A0', '\u3000');
        }

        row.Kind = cells.Skip(1).SelectMany(cell => cell.Descendants().Where(one => Name(one) == "pStyle"))
            .Select(style => DraftStyles.Kind(Value(style, "val"))).FirstOrDefault(kind => kind is not null) ?? ParagraphKind.Text;
    }

    private DraftRefusedException Refused(EditedRow row, List<XElement> cells, string english, string chinese)
    {
        // The first cell holds only number and state.
        foreach (var cell in cells.Skip(1)) row.Texts[$"{row.Texts.Count}"] = EditedText.Of(cell, out _).Trim();
        var key = draft.Paragraphs.FirstOrDefault(paragraph => row.Bookmarks.Contains(RowMark.Hash(paragraph.Key)))?.Key;
        return new(english, chinese, key, Short(row.Begins));
    }

    private static void Marks(XElement element, EditedRow row)
    {
        var before = element.ElementsBeforeSelf().Reverse().TakeWhile(one => Name(one).StartsWith("bookmark", StringComparison.Ordinal));
        foreach (var one in before.Concat(element.Descendants()))
        {
            if (Mark(one) is not { } mark) continue;

            row.Section ??= RowMark.SectionIn(mark);
            if (RowMark.HashIn(mark) is not { } hash) continue;

            (Name(one) == "tag" || RowMark.IsCopy(mark) ? row.Tags : row.Bookmarks).Add(hash);
            row.Marks.Add(mark);
        }
    }

    private static string? Mark(XElement one) => Name(one) switch
    {
        "bookmarkStart" => Value(one, "name"),
        "tag" => Value(one, "val"),
        _ => null,
    };

    private IEnumerable<DraftComment> Remarks(XElement element) => element.DescendantsAndSelf()
        .Where(one => Name(one) == "commentReference")
        .Select(one => Value(one, "id"))
        .Distinct()
        .Where(id => id is not null && comments.ContainsKey(id))
        .Select(id => comments[id!]);

    private bool IsHead(List<XElement> cells) =>
        cells.Count == names.Count + 1 && cells.Skip(1).Select(TextOf).ToHashSet(StringComparer.Ordinal).SetEquals(names.Keys);

    private static bool IsContinued(XElement cell) =>
        Child(cell, "tcPr") is { } properties && Child(properties, "vMerge") is { } merge && Value(merge, "val") is null or "continue";

    private static string TextOf(XElement cell) => EditedText.Of(cell, out _).Trim();

    private static IEnumerable<XElement> Rows(XElement table) => Blocks(table).Where(one => Name(one) == "tr");

    private static List<XElement> Cells(XElement row) =>
        [.. Blocks(row).Where(one => Name(one) == "tc" && Child(one, "tcPr")?.Elements().Any(part => Name(part) == "cellDel") != true)];

    /// <summary>The children, and those within what only wraps them.</summary>
    private static IEnumerable<XElement> Blocks(XElement element) => element.Elements().SelectMany(child => Name(child) switch
    {
        "sdt" => Child(child, "sdtContent") is { } content ? Blocks(content) : [],
        "customXml" or "ins" or "moveTo" or "smartTag" => Blocks(child),
        "AlternateContent" => child.Elements().Where(one => Name(one) == "Choice").Take(1).SelectMany(Blocks),
        _ => [child],
    });

    private static Dictionary<string, DraftComment> CommentsOf(XElement? part)
    {
        var comments = new Dictionary<string, DraftComment>(StringComparer.Ordinal);
        foreach (var comment in part?.Elements().Where(one => Name(one) == "comment") ?? [])
        {
            var text = EditedText.Of(comment, out _).Trim();
            if (Value(comment, "id") is { } id && text.Length > 0) comments[id] = new(Value(comment, "author")?.Trim() ?? "", text);
        }

        return comments;
    }

    internal static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= 60 ? line : line[..(char.IsHighSurrogate(line[59]) ? 59 : 60)] + "…";
    }

    private static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(one => Name(one) == name);

    private static string? Value(XElement element, string name) => element.Attributes().FirstOrDefault(one => one.Name.LocalName == name)?.Value;

    private static string Name(XElement element) => element.Name.LocalName;
}
