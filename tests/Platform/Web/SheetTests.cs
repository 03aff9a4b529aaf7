using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Web.Lists;
using Concord.Tests.House;
using Concord.Tests.Support;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Platform.Web;

/// <summary>Lists as spreadsheets: held against Microsoft's validator, and read by openpyxl, which others wrote.</summary>
public sealed class SheetTests
{
    private static readonly string[] Lists = ["activities", "commitments", "partners", "glossary", "people", "audit"];

    [Theory, Databases]
    public async Task Every_list_is_a_sound_workbook_in_both_languages(Database database)
    {
        await using var app = await App.On(database);
        using var desk = await app.As(Role.DialogueDesk, "eu");
        foreach (var language in new[] { "en", "zh" })
        {
            foreach (var list in Lists)
            {
                var bytes = await Download(desk, $"/{language}/{list}?handler=xlsx");
                Nothing.In(Faults(bytes).Select(fault => $"{language}/{list}: {fault}"));

                // As many rows as the CSV has records, and the same words at the head of what both have.
                var book = Read(bytes);
                var csv = await desk.Http.GetStringAsync($"/{language}/{list}?handler=csv");
                Assert.Equal(Records(csv), book.Sheets[0].Rows.Count);
                Assert.Equal("A2", book.Sheets[0].Freeze);
                Assert.StartsWith("A1:", book.Sheets[0].Filter, StringComparison.Ordinal);
                Assert.True(book.Sheets[0].Rows.Count > 1, list);
                Assert.True(csv.Split("\r\n")[0].Split(',').All(heading => book.Sheets[0].Rows[0].Any(cell => cell.Value == heading.Trim('\uFEFF', '"'))), list);
                Assert.Equal(language == "en" ? "About this file" : "文件说明", book.Sheets[1].Name);
            }
        }
    }

    [Fact]
    public async Task What_is_known_has_its_own_type()
    {
        await using var app = await App.On(Database.Sqlite, App.Tiny);
        var (day, month) = (Some.Activity(), Some.Activity());
        day.IsPlannedFor(PartialDate.Parse("2016-05-09"), PartialDate.Parse("2016-05-11"));
        month.IsPlannedFor(PartialDate.Parse("2016-02"), null);
        await app.Has(day);
        await app.Has(month);

        var sheet = Read(await Download(app.AsVisitor(), "/en/activities?handler=xlsx")).Sheets[0];

        var (from, first, until, last) = (Column(sheet, "Planned from"), Column(sheet, "Planned from: first possible day"), Column(sheet, "Planned until"), Column(sheet, "Planned until: last possible day"));
        var row = RowOf(sheet, day);
        Assert.Equal(("date", "2016-05-09"), (row[from].Type, row[from].Value));
        Assert.Equal(("date", "2016-05-11"), (row[until].Type, row[until].Value));
        row = RowOf(sheet, month);
        Assert.Equal(("text", "2016-02"), (row[from].Type, row[from].Value));
        Assert.Equal(("date", "2016-02-01"), (row[first].Type, row[first].Value));
        Assert.Equal("empty", row[until].Type);
        Assert.Equal("empty", row[last].Type);
        Assert.Equal($"{app.Address}en/activities/{month.Key}", row[Column(sheet, "Address")].Link);
    }

    [Fact]
    public async Task Words_that_look_like_a_formula_stay_words()
    {
        await using var app = await App.On(Database.Sqlite, App.Tiny);
        string[] dangerous = ["=HYPERLINK(\"http://evil.example\",\"x\")", "+1+1", "-2", "@SUM(A1)", "\t=1", "＝1+1", "_x0041_ & <b>", "a\u0001b\ud800c"];
        foreach (var name in dangerous) await app.Has(new Activity(Text.In("en", name), "workshop") { Audience = Audience.Public });

        var bytes = await Download(app.AsVisitor(), "/en/activities?handler=xlsx");

        Nothing.In(Faults(bytes));
        var sheet = Read(bytes).Sheets[0];
        var names = sheet.Rows.Skip(1).Select(row => row[Column(sheet, "Activity (English)")]).ToList();
        Assert.All(names, cell => Assert.Equal("text", cell.Type));
        foreach (var name in dangerous.SkipLast(2)) Assert.Contains(names, cell => cell.Value == name);
        Assert.Contains(names, cell => cell.Value == "a\ufffdb\ufffdc");
        using var package = new ZipArchive(new MemoryStream(bytes));
        using var part = new StreamReader(package.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var xml = await part.ReadToEndAsync();
        Assert.DoesNotContain("<f>", xml, StringComparison.Ordinal);
        Assert.Contains("_x005F_x0041_ &amp; &lt;b&gt;", xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_what_it_is_and_for_whom()
    {
        await using var app = await App.On(Database.Sqlite);

        var open = Read(await Download(app.AsVisitor(), "/en/activities?handler=xlsx&pillar=1&state=held&sort=name")).Sheets[1];
        Assert.Equal("Everyone: all of it is public.", Said(open, "Who may read it"));
        Assert.Equal($"{app.Address}en/activities?pillar=1&state=held&sort=name", Said(open, "Source"));
        Assert.Equal("2026-11-23 08:00:00", Said(open, "Made (UTC)"));
        Assert.Equal("Held", Said(open, "Filter: State"));
        Assert.Equal(app.Services.GetRequiredService<Concord.Platform.Languages.CurrentProgramme>().Now.Pillars[0].Title["en"]!.Text, Said(open, "Filter: Focus area"));

        using var desk = await app.As(Role.DialogueDesk, "china");
        var closed = Read(await Download(desk, "/en/activities?handler=xlsx"));
        Assert.Contains("Both parties and the team", Said(closed.Sheets[1], "Who may read it"), StringComparison.Ordinal);
        Assert.DoesNotContain("The team only", Said(closed.Sheets[1], "Who may read it"), StringComparison.Ordinal);
        Assert.Contains(closed.Sheets[0].Rows[0], cell => cell.Value == "Who may read it");
        Assert.Contains(closed.Sheets[0].Rows.Skip(1), row => row[Column(closed.Sheets[0], "Marked")].Value == "fictitious");
        Assert.Equal("None: the whole list.", Said(closed.Sheets[1], "Filters"));
    }

    [Fact]
    public async Task What_a_cell_cannot_hold_is_cut_and_it_says_so()
    {
        using var memory = new MemoryStream();
        using (var book = new Xlsx(memory, "Long", "en", Instant.FromUtc(2026, 11, 23, 8, 0)))
        {
            await book.WriteListAsync("A [long]: name/that is much too long for a sheet", [("A", 10)], new[] { (IEnumerable<Cell?>)[Cell.Of(new string('x', 40_000))], [new Cell.Day(new(1850, 2, 3))] }.ToAsyncEnumerable(), CancellationToken.None);
            Assert.True(book.HasCutWords);
            Assert.False(book.HasCutRows);
            book.WriteNotes("Notes", "Notes", [("a", Cell.Of("b"))]);
        }

        Nothing.In(Faults(memory.ToArray()));
        var sheet = Read(memory.ToArray()).Sheets[0];
        Assert.Equal(32_767, sheet.Rows[1][0].Value.Length);
        Assert.Equal(("text", "1850-02-03"), (sheet.Rows[2][0].Type, sheet.Rows[2][0].Value));
        Assert.Equal("A long namethat is much too lon", sheet.Name);
    }

    private static async Task<byte[]> Download(Browser browser, string address)
    {
        using var answer = await browser.Http.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Xlsx.Type, answer.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith(".xlsx", answer.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static List<string> Faults(byte[] bytes)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), false);
        return [.. new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(document).Select(error => $"{error.Part?.Uri}: {error.Description} {error.Path?.XPath}")];
    }

    private static int Records(string csv)
    {
        var (count, quoted) = (0, false);
        for (var at = 0; at < csv.Length; at++)
        {
            if (csv[at] == '"') quoted = !quoted;
            else if (csv[at] == '\n' && !quoted) count++;
        }

        return count;
    }

    private static int Column(Sheet sheet, string heading) => sheet.Rows[0].FindIndex(cell => cell.Value == heading);

    private static List<Found> RowOf(Sheet sheet, Activity activity) => sheet.Rows.Single(row => row[0].Value == activity.Key);

    private static string Said(Sheet sheet, string label) => sheet.Rows.Single(row => row[0].Value == label)[1].Value;

    private static Book Read(byte[] bytes) => JsonSerializer.Deserialize<Book>(Peers.Python("read_xlsx.py", bytes), JsonSerializerOptions.Web)!;

    private sealed record Book(List<Sheet> Sheets);

    private sealed record Sheet(string Name, string? Freeze, string? Filter, List<List<Found>> Rows);

    private sealed record Found(string Type, string Value, string? Link);
}
