using System.IO.Compression;
using Concord.Platform.Web.Lists;
using Concord.Tests.Support;
using NodaTime;

namespace Concord.Tests.Platform.Web;

/// <summary>Measures the memory of the whole process.</summary>
[Collection(Alone.Name)]
public sealed class SheetMemoryTests
{
    [Fact]
    public async Task A_long_list_needs_little_memory()
    {
        const int rows = 200_000;
        var words = new string('字', 300);
        await using var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose });
        long most = 0;
        var before = GC.GetTotalMemory(true);
        using (var book = new Xlsx(file, "Long", "zh", Instant.FromUtc(2026, 11, 23, 8, 0)))
        {
            Assert.Equal(rows, await book.WriteListAsync("Long", [("A", 10), ("B", 10)], Many(), CancellationToken.None));
        }

        // 120 MB of words in the sheet.
        Assert.InRange(most - before, long.MinValue, 16 * 1024 * 1024);
        file.Position = 0;
        using var package = new ZipArchive(file);
        Assert.True(package.GetEntry("xl/worksheets/sheet1.xml")!.Length > 150_000_000);

        async IAsyncEnumerable<IEnumerable<Cell?>> Many()
        {
            for (var row = 0; row < rows; row++)
            {
                if (row % 20_000 == 0) most = Math.Max(most, GC.GetTotalMemory(true));
                if (row % 1000 == 0) await Task.Yield();
                yield return [new Cell.Number(row), Cell.Of(words)];
            }
        }
    }
}
