namespace Concord.Records.Drafts;

/// <summary>One row of the table as it came back.</summary>
internal sealed class EditedRow
{
    /// <summary>Hashes of keys in the bookmarks of the row. A bookmark goes with a row that is moved, and stays where it is when a row is
    /// copied.</summary>
    public List<string> Bookmarks { get; } = [];

    /// <summary>Hashes of keys that are copied with a row: in its content controls, and in bookmarks that say they are copies.</summary>
    public List<string> Tags { get; } = [];

    /// <summary>The marks themselves, which name a version too.</summary>
    public List<string> Marks { get; } = [];

    /// <summary>Which section begins here, if its mark was kept.</summary>
    public int? Section { get; set; }

    /// <summary>Whether it has a single cell over the whole width.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Whether a tracked change deleted it: it stands here only for the comments in it.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Language and text; a text may be empty.</summary>
    public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    /// <summary>Text of a row over the whole width.</summary>
    public string Heading { get; set; } = "";

    /// <summary>What its style says it is.</summary>
    public ParagraphKind Kind { get; set; } = ParagraphKind.Text;

    /// <summary>What is remarked in it, old and new.</summary>
    public List<DraftComment> Comments { get; } = [];

    /// <summary>The section it stands in, by its place among the draft's; -1: before the first heading.</summary>
    public int In { get; set; } = -1;

    public bool IsEmpty => Texts.Values.All(string.IsNullOrWhiteSpace);

    public string Begins => Texts.Values.FirstOrDefault(text => text.Length > 0) ?? Heading;
}
