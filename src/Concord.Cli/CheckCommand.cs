using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Concord.Bilingual.Concordance;
using Concord.Bilingual.Exchange;

namespace Concord.Cli;

/// <summary>Compares an English and a Chinese text of one agreement. Needs no database and starts no application.</summary>
internal static class CheckCommand
{
    public static readonly Command Command = new(
        "check",
        "--en FILE --zh FILE | --tsv FILE [--glossary FILE] [--format text|json|sarif]",
        """
        Compare an English and a Chinese text of one agreement: numbers, dates, money, units, references, terms, modality, polarity, form.
        --en and --zh are text files of one paragraph a line; --tsv is a table with the columns id, en and zh.
        --glossary takes a CSV (term_en, term_zh, also_zh) or a TBX file; without it terms are not checked.
        A table is answered with one JSON object a pair; texts as text, JSON or SARIF.
        Exit code: 0 no error was found; 1 at least one; 2 the input cannot be used, the line and the reason are printed.
        """,
        (arguments, output, errors) => Task.FromResult(Run(arguments, output, errors)));

    private static readonly JsonWriterOptions readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static int Run(Arguments arguments, TextWriter output, TextWriter errors)
    {
        var (english, chinese, table) = (arguments.Option("--en"), arguments.Option("--zh"), arguments.Option("--tsv"));
        var (glossaryFile, format) = (arguments.Option("--glossary"), arguments.Option("--format"));
        arguments.Done();
        if (table is null == (english is null || chinese is null)) throw new WrongUsage("give either --en and --zh, or --tsv");
        if (table is not null && format is not (null or "json")) throw new WrongUsage("a table is always answered as JSON");
        if (format is not (null or "text" or "json" or "sarif")) throw new WrongUsage($"'{format}' is no format: text, json, sarif");

        try
        {
            var checker = ConcordanceChecker.For("en", "zh", glossaryFile is null ? null : ReadGlossary(glossaryFile));
            return table is not null ? CheckTable(checker, table, output, errors) : CheckTexts(checker, english!, chinese!, format ?? "text", output);
        }
        catch (CannotBeUsed cannot)
        {
            errors.WriteLine($"concord check: {cannot.Message}");
            return Commands.Misused;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"concord check: {failure.Message}");
            return Commands.Misused;
        }
    }

    private static Glossary ReadGlossary(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            if (Path.GetExtension(file).ToLowerInvariant() is ".tbx" or ".xml") return Tbx.Read(stream);
            using var reader = new StreamReader(stream, new UTF8Encoding(false, true));
            return GlossaryCsv.Read(reader);
        }
        catch (ExchangeException wrong)
        {
            throw new CannotBeUsed($"{file}:{wrong.Line}: {wrong.English}");
        }
        catch (DecoderFallbackException)
        {
            throw new CannotBeUsed($"{file}: not UTF-8");
        }
    }

    private static int CheckTexts(ConcordanceChecker checker, string englishFile, string chineseFile, string format, TextWriter output)
    {
        var english = ParagraphsOf(englishFile);
        var chinese = ParagraphsOf(chineseFile);
        if (english.Count != chinese.Count)
        {
            // Which one has no counterpart is seen by what the paragraphs hold, not by where the shorter text ends.
            var alone = Paragraphs.Align("en", "zh", [.. english.Select(one => one.Text)], [.. chinese.Select(one => one.Text)]).First(pair => pair.First is null || pair.Second is null);
            var (first, name) = alone.First is { } one ? (english[one], englishFile) : (chinese[alone.Second!.Value], chineseFile);
            throw new CannotBeUsed($"{englishFile} has {english.Count} paragraphs, {chineseFile} has {chinese.Count}; the first without a counterpart is {name}:{first.Line}: {Beginning(first.Text)}");
        }

        var pairs = english.Zip(chinese, (one, other) => (one, other, checker.Check(one.Text, other.Text).Findings)).ToList();
        if (format == "text") WriteText(pairs, englishFile, chineseFile, output);
        else if (format == "sarif") WriteSarif(pairs, englishFile, chineseFile, output);
        else foreach (var (one, other, findings) in pairs) WriteJson(one.Line.ToString(CultureInfo.InvariantCulture), findings, output);
        return pairs.Any(pair => pair.Findings.Any(finding => finding.Severity == Severity.Error)) ? Commands.Refused : Commands.Done;
    }

    private static string Beginning(string text) => text.Length > 60 ? text[..60] + "…" : text;

    private static List<(int Line, string Text)> ParagraphsOf(string file)
    {
        var paragraphs = new List<(int, string)>();
        var number = 0;
        foreach (var line in Lines(file))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line)) paragraphs.Add((number, line));
        }

        return paragraphs;
    }

    /// <summary>The lines of a file that must be UTF-8.</summary>
    private static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(file, new UTF8Encoding(false, true));
        var number = 0;
        while (true)
        {
            string? line;
            try
            {
                line = reader.ReadLine();
            }
            catch (DecoderFallbackException)
            {
                throw new CannotBeUsed($"{file}:{number + 1}: not UTF-8");
            }

            if (line is null) yield break;
            number++;
            yield return line;
        }
    }

    private static int CheckTable(ConcordanceChecker checker, string file, TextWriter output, TextWriter errors)
    {
        int[]? columns = null;
        var (number, pairs, wrong) = (0, 0, false);
        var told = Stopwatch.StartNew();
        var tells = !Console.IsErrorRedirected;
        using var lines = new StringWriter(); // the console is asked once for many lines
        foreach (var line in Lines(file))
        {
            number++;
            var cells = line.Split('\t');
            if (columns is null)
            {
                columns = [Array.IndexOf(cells, "id"), Array.IndexOf(cells, "en"), Array.IndexOf(cells, "zh")];
                if (columns.Min() < 0) throw new CannotBeUsed($"{file}:1: the heading must name the columns id, en and zh, separated by tabs");
                continue;
            }

            if (line.Length == 0) continue;
            if (cells.Length <= columns.Max()) throw new CannotBeUsed($"{file}:{number}: {cells.Length} columns where the heading has more");

            var findings = checker.Check(cells[columns[1]], cells[columns[2]]).Findings;
            wrong |= findings.Any(finding => finding.Severity == Severity.Error);
            WriteJson(cells[columns[0]], findings, lines);
            if (lines.GetStringBuilder().Length > 60_000) Flush();
            pairs++;
            if (tells && told.ElapsedMilliseconds > 1000)
            {
                errors.Write($"\r{pairs} pairs");
                told.Restart();
            }
        }

        Flush();
        if (columns is null) throw new CannotBeUsed($"{file}: empty; the heading must name the columns id, en and zh");
        if (tells && pairs > 0) errors.WriteLine($"\r{pairs} pairs");
        return wrong ? Commands.Refused : Commands.Done;

        void Flush()
        {
            output.Write(lines.GetStringBuilder());
            lines.GetStringBuilder().Clear();
        }
    }

    private static void WriteJson(string id, IReadOnlyList<Finding> findings, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, readable))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteStartArray("findings");
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("rule", finding.Rule);
                json.WriteString("severity", SeverityOf(finding));
                WritePassage(json, "en", finding.First);
                WritePassage(json, "zh", finding.Second);
                json.WriteStartObject("message");
                json.WriteString("en", finding.Explanation.English);
                json.WriteString("zh", finding.Explanation.Chinese);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        output.Write('\n');
    }

    private static string SeverityOf(Finding finding) => finding.Severity.ToString().ToLowerInvariant();

    private static void WritePassage(Utf8JsonWriter json, string name, Passage? passage)
    {
        if (passage is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("start", passage.Start);
        json.WriteNumber("end", passage.End);
        json.WriteString("text", passage.Text);
        json.WriteString("value", passage.Value);
        json.WriteEndObject();
    }

    private static void WriteText(List<((int Line, string Text) One, (int Line, string Text) Other, IReadOnlyList<Finding> Findings)> pairs, string englishFile, string chineseFile, TextWriter output)
    {
        foreach (var (one, other, findings) in pairs)
        {
            foreach (var finding in findings)
            {
                var where = finding.First is { } first ? $"{englishFile}:{one.Line}:{first.Start + 1}" : $"{chineseFile}:{other.Line}:{finding.Second!.Start + 1}";
                output.WriteLine($"{where}: {SeverityOf(finding)}: {finding.Explanation.English} [{finding.Rule}]");
                output.WriteLine($"    {finding.Explanation.Chinese}");
            }
        }

        var all = pairs.SelectMany(pair => pair.Findings).ToList();
        output.WriteLine($"{pairs.Count} paragraphs: {all.Count(one => one.Severity == Severity.Error)} errors, {all.Count(one => one.Severity == Severity.Warning)} warnings, {all.Count(one => one.Severity == Severity.Info)} remarks");
    }

    /// <summary>SARIF 2.1.0 (OASIS): what editors and code hosts show beside a text.</summary>
    private static void WriteSarif(List<((int Line, string Text) One, (int Line, string Text) Other, IReadOnlyList<Finding> Findings)> pairs, string englishFile, string chineseFile, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, readable with { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            json.WriteStartObject("tool");
            json.WriteStartObject("driver");
            json.WriteString("name", "Concord");
            json.WriteStartArray("rules");
            foreach (var rule in pairs.SelectMany(pair => pair.Findings).Select(finding => finding.Rule).Distinct().Order(StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("id", rule);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("results");
            foreach (var (one, other, findings) in pairs)
            {
                foreach (var finding in findings)
                {
                    json.WriteStartObject();
                    json.WriteString("ruleId", finding.Rule);
                    json.WriteString("level", finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" });
                    json.WriteStartObject("message");
                    json.WriteString("text", finding.Explanation.English + " " + finding.Explanation.Chinese);
                    json.WriteEndObject();
                    json.WriteStartArray("locations");
                    if (finding.First is { } first) WriteLocation(json, englishFile, one.Line, first);
                    if (finding.Second is { } second) WriteLocation(json, chineseFile, other.Line, second);
                    json.WriteEndArray();
                    json.WriteEndObject();
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static void WriteLocation(Utf8JsonWriter json, string file, int line, Passage passage)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", new Uri(file, UriKind.RelativeOrAbsolute) is { IsAbsoluteUri: true } absolute ? absolute.AbsoluteUri : Uri.EscapeDataString(file).Replace("%2F", "/", StringComparison.Ordinal));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", line);
        json.WriteNumber("startColumn", passage.Start + 1);
        json.WriteNumber("endColumn", passage.End + 1);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The input cannot be used; the message says where and why.</summary>
    private sealed class CannotBeUsed(string message) : Exception(message);
}
