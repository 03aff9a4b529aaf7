using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Platform.Web.Lists;

/// <summary>A table as CSV (RFC 4180) that spreadsheets open rightly: UTF-8 with a byte order mark, and no cell that they take for a formula
/// (OWASP, CSV injection).</summary>
internal static class Csv
{
    public static FileContentResult File(string name, IEnumerable<string> headings, IEnumerable<IEnumerable<string?>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(headings)) text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return new([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())], "text/csv; charset=utf-8") { FileDownloadName = name };
    }

    public static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        if (value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '＝' or '＋' or '－' or '＠') value = "'" + value;
        return value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }
}
