using System.Text;

namespace Concord.Bilingual.Exchange;

/// <summary>Glossaries as tables: a row for a concept, a column term_en, term_zh … for the term to use in a language, also_en, also_zh …
/// for the others that may be used, separated by ；.</summary>
/// <remarks>Further columns, each of them optional: id, domain, definition_en …, source, note. Any order; others are passed over.
/// Format: RFC 4180. Formulas: OWASP, CSV injection.</remarks>
public static class GlossaryCsv
{
    private const char separator = '；';
    private const char escape = '\\';
    private const string harmless = "'";
    private static readonly UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Reads a table.</summary>
    /// <param name="text">The file. A byte order mark is passed over.</param>
    /// <returns>A concept for each row that is not empty: terms of term_ columns are preferred, those of also_ columns admitted. Blanks
    /// around a cell are dropped, and so is the apostrophe that keeps a spreadsheet from taking a cell for a formula. In an also_ cell
    /// \； stands for a ； that is part of a term, and \\ for \.</returns>
    /// <exception cref="ExchangeException">The file is not a table of this kind, a row has more or fewer cells than the heading, or it
    /// has no term at all.</exception>
    public static Glossary Read(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var rows = new CsvRows(text).Read().GetEnumerator();
        var columns = rows.MoveNext() ? Columns(rows.Current) : Columns(new(1, []));
        var entries = new List<GlossaryEntry>();
        while (rows.MoveNext())
        {
            if (rows.Current.Cells.All(string.IsNullOrWhiteSpace)) continue;

            entries.Add(Entry(rows.Current, columns));
        }

        return new(entries);
    }

    /// <summary>Writes a table that <see cref="Read"/> takes back and that spreadsheets open rightly: UTF-8 with a byte order mark, and no
    /// cell that they take for a formula.</summary>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="glossary">The concepts. A table does not hold everything. In each language the first preferred term, else the first
    /// whose status is not stated, becomes the one to use. Of the terms, their sources, notes and sides are left out, and so are
    /// deprecated and superseded terms, the order of the languages within a concept, further definitions in one language, the sources of definitions, and concepts that have no other
    /// terms.</param>
    public static void Write(Stream stream, Glossary glossary)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(glossary);
        var entries = glossary.Entries.Where(entry => entry.Terms.Any(term => term.IsUsable)).ToList();
        var columns = new List<(string Heading, Func<GlossaryEntry, string?> Cell)>();
        // The fullest entry gives the order, as the columns of a table that was read did.
        var languages = entries.OrderByDescending(entry => entry.Languages.Count).SelectMany(entry => entry.Languages).Distinct().ToList();
        if (languages.Count == 0) languages = ["en", "zh"]; // a table without terms can be read back, too
        Optional("id", entry => entry.Id);
        foreach (var language in languages) columns.Add(($"term_{language}", entry => Main(entry, language)));
        foreach (var language in languages) Optional($"also_{language}", entry => Also(entry, language));
        columns.Add(("domain", entry => entry.SubjectField));
        foreach (var language in languages.Union(entries.SelectMany(entry => entry.Definitions).Select(one => one.Language).OfType<string>()))
            Optional($"definition_{language}", entry => entry.Definitions.FirstOrDefault(one => one.Language == language)?.Text);
        columns.Add(("source", entry => entry.Source));
        Optional("note", entry => entry.Note);

        using var writer = new StreamWriter(stream, utf8, leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine(string.Join(',', columns.Select(column => Cell(column.Heading))));
        foreach (var entry in entries) writer.WriteLine(string.Join(',', columns.Select(column => Cell(column.Cell(entry)))));

        void Optional(string heading, Func<GlossaryEntry, string?> cell)
        {
            if (entries.Any(entry => !string.IsNullOrWhiteSpace(cell(entry)))) columns.Add((heading, cell));
        }
    }

    private static List<Column> Columns(CsvRow heading)
    {
        var columns = heading.Cells.Select(cell => Column.Of(cell.Trim())).ToList();
        foreach (var twice in columns.Where(column => column.Kind != "").GroupBy(column => column).Where(group => group.Count() > 1))
            throw new ExchangeException(heading.Line, $"The column {twice.Key} is there twice.", $"{twice.Key}列出现两次。");
        if (!columns.Exists(column => column.Kind == "term"))
        {
            throw new ExchangeException(heading.Line, "There is no column of terms, such as term_en or term_zh. Columns are separated by commas.",
                "缺少术语列，例如term_en、term_zh。各列以英文逗号分隔。");
        }

        return columns;
    }

    private static GlossaryEntry Entry(CsvRow row, List<Column> columns)
    {
        if (row.Cells.Count != columns.Count)
        {
            throw new ExchangeException(row.Line, $"This row has {row.Cells.Count} cells, but the heading has {columns.Count}.",
                $"该行有{row.Cells.Count}个单元格，而标题行有{columns.Count}个。");
        }

        var cells = columns.Zip(row.Cells.Select(Plain)).Where(pair => pair.Second.Length > 0)
            .ToLookup(pair => pair.First.Kind, pair => (pair.First.Language, Text: pair.Second));
        // The terms to use come first in each language, whatever the order of the columns.
        var terms = cells["term"].Select(cell => new GlossaryTerm(cell.Language, cell.Text, TermStatus.Preferred))
            .Concat(cells["also"].SelectMany(cell => Split(cell.Text).Select(one => new GlossaryTerm(cell.Language, one, TermStatus.Admitted))))
            .DistinctBy(term => (term.Language, term.Text)).ToList();
        if (terms.Count == 0) throw new ExchangeException(row.Line, "This row has no term in any language.", "该行没有任何语言的术语。");

        return new()
        {
            Id = Only("id"),
            Terms = terms,
            SubjectField = Only("domain"),
            Definitions = [.. cells["definition"].Select(cell => new GlossaryDefinition(cell.Language, cell.Text))],
            Source = Only("source"),
            Note = Only("note"),
        };

        string? Only(string kind) => cells[kind].Select(cell => cell.Text).FirstOrDefault();
    }

    // An admitted term alone does not become the one to use.
    private static string? Main(GlossaryEntry entry, string language) => entry.Terms
        .Where(term => term.Language == language && term.Status is TermStatus.Preferred or TermStatus.NotStated)
        .MaxBy(term => term.IsPreferred)?.Text.Trim();

    private static string Also(GlossaryEntry entry, string language)
    {
        var main = Main(entry, language);
        return string.Join(separator, entry.Terms.Where(term => term.Language == language && term.IsUsable)
            .Select(term => term.Text.Trim()).Distinct().Where(term => term != main)
            .Select(term => term.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("；", @"\；", StringComparison.Ordinal)));
    }

    private static List<string> Split(string cell)
    {
        var (terms, term) = (new List<string>(), new StringBuilder());
        for (var at = 0; at < cell.Length; at++)
        {
            if (cell[at] == escape && at + 1 < cell.Length && cell[at + 1] is separator or escape)
            {
                term.Append(cell[++at]);
            }
            else if (cell[at] == separator)
            {
                terms.Add(term.ToString().Trim());
                term.Clear();
            }
            else
            {
                term.Append(cell[at]);
            }
        }

        terms.Add(term.ToString().Trim());
        terms.RemoveAll(one => one.Length == 0);
        return terms;
    }

    private static string Cell(string? value)
    {
        var cell = value?.Trim() ?? "";
        if (IsFormula(cell)) cell = harmless + cell;
        return cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }

    private static string Plain(string cell)
    {
        var value = cell.Trim();
        return value.StartsWith(harmless, StringComparison.Ordinal) && IsFormula(value) ? value[1..].Trim() : value;
    }

    // Apostrophes before the sign count too, so that one is put before each and taken from each: what is written comes back.
    private static bool IsFormula(string cell) => cell.TrimStart('\'') is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..];

    /// <summary>What a column holds; the kind is empty when it is not known.</summary>
    private readonly record struct Column(string Kind, string Language)
    {
        public static Column Of(string heading)
        {
            var parts = heading.ToLowerInvariant().Split('_', 2);
            if (parts is [var only]) return new(only is "id" or "domain" or "source" or "note" ? only : "", "");

            return parts[0] is "term" or "also" or "definition" && LanguageTag.TryCanonical(parts[1], out var language)
                ? new(parts[0], language)
                : new("", "");
        }

        public override string ToString() => Language.Length == 0 ? Kind : $"{Kind}_{Language}";
    }
}
