using System.Text.Json;
using Concord.Records;
using Concord.Records.Drafts;
using Concord.Tests.Support;

namespace Concord.Tests.Records.Drafts;

/// <summary>Our document, really edited and saved by LibreOffice (tests/peers/edit_document.py), says exactly what was done to it.</summary>
public sealed class LibreOfficeTests(LibreOfficeTests.Edited edited) : IClassFixture<LibreOfficeTests.Edited>
{
    private static readonly Wordings added = Wordings.Of("A new paragraph on researchers.", "关于研究人员的新段落。");

    // Rows of the table: 0 heads, 1 preamble, 2 first section, 3 visas, 4 centres, 5 students, 6 second section, 7 views, 8 next, 9 —, 10 closing.
    private static readonly object delete = new { @do = "delete_row", row = 8 };
    private static readonly object insert = new { @do = "insert_row", after = 5, texts = new { B = added["en"], C = added["zh"] } };
    private static readonly object move = new { @do = "move_row", row = 5, before = 3 };
    private static readonly object split = new { @do = "split", row = 7, at = new { B = "migrants;", C = "意见，" } };
    private static readonly object merge = new { @do = "merge", row = 7, columns = new[] { "B", "C" } };
    private static readonly object reword = new { @do = "replace", old = "15 cities", @new = "14 cities" };

    [Fact]
    public void Saved_and_not_touched_nothing_is_changed() => Assert.Empty(edited.Read("saved"));

    [Theory]
    [InlineData("reword"), InlineData("reword-tracked")]
    public void A_word_is_changed(string file) => Assert.Equivalent(
        new Reworded("centres", 4, new([new("en", "Both sides [shall|eu:may|china:could] open visa centres in 14 cities without a consulate.")]), []),
        Assert.Single(edited.Read(file)), strict: true);

    [Theory]
    [InlineData("delete"), InlineData("delete-tracked")]
    public void A_row_is_deleted(string file) => Assert.Equivalent(new Removed("next", 1, []), Assert.Single(edited.Read(file)), strict: true);

    [Theory]
    [InlineData("insert"), InlineData("insert-tracked")]
    public void A_row_is_inserted(string file) =>
        Assert.Equivalent(new Added("students", ParagraphKind.Commitment, added, [], Drafted.First), Assert.Single(edited.Read(file)), strict: true);

    [Theory]
    [InlineData("move"), InlineData("move-tracked")]
    public void A_row_is_moved(string file) =>
        Assert.Equivalent(new Moved("students", 2, "preamble", [], Drafted.First), Assert.Single(edited.Read(file)), strict: true);

    [Fact]
    public void A_row_is_moved_to_another_section() => Assert.Equivalent(
        new Moved("students", 2, "views", [], Drafted.Second), Assert.Single(edited.Read("move-far")), strict: true);

    [Theory]
    [InlineData("split"), InlineData("split-tracked")]
    public void A_row_is_split(string file)
    {
        var change = Assert.IsType<Split>(Assert.Single(edited.Read(file)));
        Assert.Equal(("views", 1), (change.Key, change.Version));
        Assert.Equal(
            [
                Wordings.Of("The sides exchanged views on the identification of irregular migrants;", "双方就非正常移民身份核查问题交换了意见，"),
                Wordings.Of("they noted the results of the expert missions of 2026.", "并注意到2026年专家工作组的成果。"),
            ],
            change.Parts);
    }

    [Theory]
    [InlineData("merge", " "), InlineData("merge-tracked", " "), InlineData("merge-cells", "\n")]
    public void Two_rows_are_merged(string file, string between)
    {
        var change = Assert.IsType<Merged>(Assert.Single(edited.Read(file)));
        Assert.Equal(["views", "next"], change.Keys);
        var (first, second) = (Drafted.Record.Paragraphs[4].Text, Drafted.Record.Paragraphs[5].Text);
        Assert.Equal(Wordings.Of(first["en"] + between + second["en"], first["zh"] + (between == " " ? "" : between) + second["zh"]), change.Text);
    }

    [Fact]
    public void A_copied_row_is_a_new_paragraph() => Assert.Equivalent(
        new Added("preamble", ParagraphKind.Commitment, Drafted.Record.Paragraphs[3].Text, [], Drafted.First), Assert.Single(edited.Read("copy")), strict: true);

    [Fact]
    public void A_new_comment_is_told_and_old_ones_are_not() =>
        Assert.Equivalent(new Remarked("views", [new("王芳", "请再核对。")]), Assert.Single(edited.Read("comment")), strict: true);

    [Fact]
    public void A_comment_goes_with_the_change_beside_it()
    {
        var change = Assert.IsType<Reworded>(Assert.Single(edited.Read("reword-comment")));
        Assert.Equal([new DraftComment("王芳", "十四个。")], change.Comments);
    }

    [Fact]
    public void A_link_changes_no_words() => Assert.Empty(edited.Read("link"));

    [Fact]
    public void Much_at_once_is_told_in_the_order_of_the_document()
    {
        var changes = edited.Read("much");
        Assert.Equal(["Reworded centres", "Added", "Split views", "Removed next"], changes.Select(Name));
    }

    [Fact]
    public void Text_below_the_table_is_refused()
    {
        var refused = Assert.Throws<DraftRefusedException>(() => edited.Read("below"));
        Assert.Equal("One more thing.", refused.Begins);
        Assert.Contains("belongs to no paragraph", refused.English, StringComparison.Ordinal);
        Assert.Contains("不属于任何段落", refused.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_table_nothing_can_be_read() =>
        Assert.Contains("The table", Assert.Throws<DraftRefusedException>(() => edited.Read("no-table")).English, StringComparison.Ordinal);

    [Fact]
    public void Open_brackets_are_refused_with_the_paragraph()
    {
        var refused = Assert.Throws<DraftRefusedException>(() => edited.Read("brackets"));
        Assert.Equal("next", refused.Key);
        Assert.StartsWith("They agreed to [hold", refused.Begins, StringComparison.Ordinal);
    }

    private static string Name(DraftChange change) => change switch
    {
        Reworded one => "Reworded " + one.Key,
        Split one => "Split " + one.Key,
        Removed one => "Removed " + one.Key,
        _ => change.GetType().Name,
    };

    /// <summary>All documents, edited in one run of LibreOffice.</summary>
    public sealed class Edited : IDisposable
    {
        private static readonly Dictionary<string, object[]> edits = new()
        {
            ["saved"] = [],
            ["reword"] = [reword],
            ["delete"] = [delete],
            ["insert"] = [insert],
            ["move"] = [move],
            ["move-far"] = [new { @do = "move_row", row = 5, before = 8 }],
            ["split"] = [split],
            ["merge"] = [merge],
            ["merge-cells"] = [new { @do = "merge_cells", row = 7, columns = new[] { "A", "B", "C" } }],
            ["copy"] = [new { @do = "copy_row", row = 5, before = 3 }],
            ["comment"] = [new { @do = "comment", row = 7, column = "C", author = "王芳", text = "请再核对。" }],
            ["reword-comment"] = [reword, new { @do = "comment", row = 4, column = "B", author = "王芳", text = "十四个。" }],
            ["link"] = [new { @do = "link", old = "next meeting", target = "https://example.org/" }],
            ["much"] = [split, new { @do = "delete_row", row = 9 }, insert, reword],
            ["below"] = [new { @do = "append", text = "One more thing." }],
            ["no-table"] = [new { @do = "delete_table" }],
            ["brackets"] = [new { @do = "replace", old = "hold the", @new = "[hold the" }],
        };

        private readonly string folder = Directory.CreateTempSubdirectory("concord").FullName;

        public Edited()
        {
            var source = Path.Combine(folder, "source.docx");
            File.WriteAllBytes(source, Drafted.Document());
            foreach (var name in new[] { "reword", "delete", "insert", "move", "split", "merge" })
                edits[name + "-tracked"] = [new { @do = "track" }, .. edits[name]];
            var jobs = edits.Select(job => new { from = source, to = Path.Combine(folder, job.Key + ".docx"), edits = job.Value });
            Peers.Python("edit_document.py", JsonSerializer.SerializeToUtf8Bytes(jobs));
        }

        public IReadOnlyList<DraftChange> Read(string file) => Drafted.Read(File.ReadAllBytes(Path.Combine(folder, file + ".docx")));

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
