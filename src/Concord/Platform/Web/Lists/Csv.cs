using System.Globalization;
using System.Text;

namespace Concord.Platform.Web.Lists;

/// <summary>A table as CSV (RFC 4180) that spreadsheets open rightly: UTF-8 with a byte order mark, and no cell that they take for a formula.</summary>
internal static class Csv
{
    public const string Type = "text/csv; charset=utf-8";

    /// <param name="rows">Read one after another: never all in memory.</param>
    public static async Task WriteAsync(Stream to, IEnumerable<string> headings, IAsyncEnumerable<IEnumerable<Cell?>> rows, CancellationToken stop)
    {
        await using var text = new StreamWriter(to, new UTF8Encoding(true), leaveOpen: true) { NewLine = "\r\n" };
        await text.WriteLineAsync(string.Join(',', headings.Select(heading => Written(Cell.Of(heading)))));
        await foreach (var row in rows.WithCancellation(stop)) await text.WriteLineAsync(string.Join(',', row.Select(Written)));
    }

    private static string Written(Cell? cell) => cell switch
    {
        Cell.Words words => Quoted(words.LooksLikeFormula ? "'" + words.Value : words.Value),
        Cell.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        Cell.Day day => Iso(day.Value),
        Cell.Bound bound => Iso(bound.Value),
        Cell.Moment moment => moment.Value.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        Cell.Address address => Quoted(address.Value.AbsoluteUri),
        _ => "",
    };

    private static string Iso(NodaTime.LocalDate day) => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    private static string Quoted(string value) => value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
