using System.Text;

namespace Concord.Bilingual.Exchange;

/// <summary>A row of a CSV file.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Cells">Its cells, as they stand.</param>
internal readonly record struct CsvRow(int Line, IReadOnlyList<string> Cells);

/// <summary>Reads comma-separated values (RFC 4180) row by row. Lines may end in CR LF, LF or CR; a byte order mark is passed over.</summary>
internal sealed class CsvRows(TextReader text)
{
    internal const int LongestCell = 1_000_000;
    internal const int MostCells = 1_000;
    private const int end = -1;

    private int line = 1;

    public IEnumerable<CsvRow> Read()
    {
        if (text.Peek() == '\uFEFF') text.Read();
        while (text.Peek() != end)
        {
            var first = line;
            yield return new(first, Row());
        }
    }

    private List<string> Row()
    {
        var cells = new List<string>();
        while (true)
        {
            cells.Add(text.Peek() == '"' ? Quoted() : Plain());
            if (cells.Count > MostCells)
                throw new ExchangeException(line, $"This row has more than {MostCells} cells.", $"该行超过{MostCells}个单元格。");
            if (text.Peek() == ',')
            {
                text.Read();
                continue;
            }

            if (text.Peek() != end) NextLine();
            return cells;
        }
    }

    private string Plain()
    {
        var cell = new StringBuilder();
        while (text.Peek() is not (end or ',' or '\r' or '\n'))
        {
            if (text.Peek() == '"')
            {
                throw new ExchangeException(line, "There is a quotation mark within a cell that is not in quotation marks.",
                    "未加引号的单元格中出现英文双引号。");
            }

            Add(cell, (char)text.Read());
        }

        return cell.ToString();
    }

    private string Quoted()
    {
        var (opened, cell) = (line, new StringBuilder());
        text.Read();
        while (true)
        {
            switch (text.Peek())
            {
                case end:
                    throw new ExchangeException(opened, "A quotation mark that opens here is never closed.", "此处的英文双引号没有闭合。");
                case '"':
                    text.Read();
                    if (text.Peek() == '"') goto default;
                    if (text.Peek() is end or ',' or '\r' or '\n') return cell.ToString();
                    throw new ExchangeException(line, "Something follows a closing quotation mark. A quotation mark within a cell is doubled.",
                        "闭合的英文双引号之后还有内容。单元格中的英文双引号应写成两个。");
                case '\r' or '\n':
                    Add(cell, NextLine());
                    break;
                default:
                    Add(cell, (char)text.Read());
                    break;
            }
        }
    }

    private string NextLine()
    {
        line++;
        if (text.Read() == '\n') return "\n";
        if (text.Peek() != '\n') return "\r";

        text.Read();
        return "\r\n";
    }

    private void Add(StringBuilder cell, string part)
    {
        foreach (var character in part) Add(cell, character);
    }

    private void Add(StringBuilder cell, char character)
    {
        if (cell.Append(character).Length > LongestCell)
            throw new ExchangeException(line, $"A cell is longer than {LongestCell} characters.", $"单元格超过{LongestCell}个字符。");
    }
}
