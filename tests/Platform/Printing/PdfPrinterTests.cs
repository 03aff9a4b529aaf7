using System.Diagnostics;
using Concord.Platform.Printing;
using Concord.Records.Documents;
using Concord.Records.Sealing;
using Concord.Tests.Records;
using Microsoft.Extensions.Configuration;

namespace Concord.Tests.Platform.Printing;

/// <summary>Sealed records as PDF, printed by a real browser and read by others' tools.</summary>
public sealed class PdfPrinterTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    private readonly PdfPrinter printer = new(Settings());

    public void Dispose()
    {
        printer.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_sealed_record_is_a_tagged_PDF_that_is_searched_in_Chinese_and_bears_number_and_hash_on_every_page()
    {
        var record = SomeRecord.Text(paragraphs: 80);
        var pages = SealedFiles.Of(record, "7/2027", [SomeRecord.Statement(record: record)]).ToPrint;

        var printed = await printer.PrintAsync(pages.Select(one => one.Html));

        foreach (var (page, pdf) in pages.Zip(printed))
        {
            var file = Path.Combine(folder, page.Name);
            await File.WriteAllBytesAsync(file, pdf);
            var told = Run("pdfinfo", file);
            Assert.Matches(@"Tagged:\s+yes", told);
            Assert.Matches(@"Page size:\s+59[45]\.\d+ x 84[12]\.\d+ pts \(A4\)", told);
            Assert.Contains(record.Title.For(page.Name.Contains(".zh.", StringComparison.Ordinal) ? "zh" : "en"), told, StringComparison.Ordinal);
            Assert.DoesNotContain("JavaScript:      yes", told, StringComparison.Ordinal);

            var sheets = Run("pdftotext", file, "-").TrimEnd('\f').Split('\f');
            Assert.True(sheets.Length > 1, $"{page.Name} has {sheets.Length} pages");
            Assert.All(sheets, sheet => Assert.Contains("7/2027", sheet, StringComparison.Ordinal));
            Assert.All(sheets, sheet => Assert.Contains(record.Hash()[..16], sheet, StringComparison.Ordinal));
            var text = string.Concat(string.Concat(sheets).Split()); // lines break between any two characters of Chinese
            if (page.Name.Contains("zh", StringComparison.Ordinal)) Assert.Contains("双方将于2028年6月30日前举办12期培训班。", text, StringComparison.Ordinal);
            if (page.Name.Contains("en", StringComparison.Ordinal)) Assert.Contains("Thetwosideswillhold12trainingcoursesby30June2028.", text, StringComparison.Ordinal);
        }

        Assert.Matches(@"(?s)H1.*H3.*H2.*\bP\b", Run("pdfinfo", "-struct", Path.Combine(folder, "record-7.en.pdf")));
    }

    [Fact]
    public async Task Nothing_is_fetched_for_a_page_and_no_script_runs()
    {
        using var listener = new System.Net.HttpListener();
        var port = Random.Shared.Next(20_000, 30_000);
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        var asked = listener.GetContextAsync();

        var printed = await printer.PrintAsync([$"<!DOCTYPE html><title>x</title><p id=p>before</p><img src=\"http://127.0.0.1:{port}/a.png\"><link rel=stylesheet href=\"http://localhost:{port}/a.css\"><script>document.getElementById('p').textContent='after'</script>"]);

        Assert.False(asked.IsCompleted);
        var file = Path.Combine(folder, "x.pdf");
        await File.WriteAllBytesAsync(file, printed[0]);
        Assert.Contains("before", Run("pdftotext", file, "-"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_said()
    {
        using var nowhere = new PdfPrinter(Settings("/nowhere/chromium"));
        using var no = new PdfPrinter(Settings("/bin/false"));
        var missing = await Assert.ThrowsAsync<CannotPrintException>(() => nowhere.PrintAsync(["<p>x"]));
        Assert.Contains("/nowhere/chromium", missing.Message, StringComparison.Ordinal);

        var other = await Assert.ThrowsAsync<CannotPrintException>(() => no.PrintAsync(["<p>x"]));
        Assert.Contains("ended by itself", other.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Settings(string? chromium = null) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("chromium", chromium)]).Build();

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return said;
    }
}
