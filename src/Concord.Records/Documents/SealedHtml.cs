using System.Globalization;
using System.Net;
using System.Text;

namespace Concord.Records.Documents;

/// <summary>A sealed record as a page for a browser to print: A4, tagged, number and hash at the foot of every page.</summary>
internal static class SealedHtml
{
    private const string Style = """
        html { font: 11pt/1.5 "Noto Serif", Charter, "Palatino Linotype", Georgia, serif; color: #000 }
        [lang|=zh] { font-family: "Noto Serif CJK SC", "Songti SC", SimSun, serif; line-height: 1.75; line-break: strict }
        body, h1, h2, h3, p { margin: 0 }
        h1 { font-size: 17pt; line-height: 1.35; text-align: center; margin: 2mm 8mm 3mm }
        h2 { font-size: 12.5pt; margin: 7mm 0 2.5mm; break-after: avoid }
        h3 { font-size: 11pt; margin: 4mm 0 2mm; break-after: avoid }
        .programme { text-align: center; font-size: 10pt; letter-spacing: .02em }
        .round { text-align: center; font-size: 9.5pt; padding-bottom: 5mm; border-bottom: .4pt solid; margin-bottom: 5mm }
        .text, .commitment, .statement { text-align: justify; margin-bottom: 2.5mm; orphans: 2; widows: 2; hyphens: auto }
        .text[lang|=zh] { text-indent: 2em }
        .commitment { border-left: 1.4pt solid; padding-left: 4mm; margin: 3.5mm 0 }
        .statement { padding-left: 8mm; font-size: .93em }
        b.label { font-weight: 600 }
        .signatures { display: flex; gap: 12mm; margin-top: 12mm; break-inside: avoid }
        .signatures > * { flex: 1 }
        .signature { border-top: .4pt solid; padding-top: 2mm; font-size: 10pt }
        .signature .label { display: block; margin-bottom: 1mm }
        .note { margin-top: 8mm; font-size: 9.5pt }
        table { width: 100%; table-layout: fixed; border-collapse: collapse; font-size: 10pt }
        tr { break-inside: avoid }
        th { font-size: 9pt; font-weight: 400; text-align: left; border-bottom: .4pt solid; padding: 0 0 1.5mm }
        td { vertical-align: top; padding: 0 }
        th + th, td + td { border-left: .4pt solid #888; padding-left: 5mm }
        th:first-child, td:first-child { padding-right: 5mm }
        tr:first-child td { padding-top: 3mm }
        td h1 { font-size: 14pt; margin: 1mm 0 2mm; text-align: left }
        td .programme, td .round { text-align: left; border: 0; padding: 0; margin-bottom: 2mm }
        td .signature { margin-top: 6mm; border: 0 }
        td h2 { font-size: 11pt; margin-top: 4mm } td h3 { font-size: 10pt }
        """;

    public static string Of(Printed printed, IReadOnlyList<string> languages)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{Text(languages[0])}\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<title>{Text(string.Join(" · ", languages.Select(printed.Title)))}</title>\n<style>\n{Style}\n{Page(printed, languages)}\n</style>\n</head>\n<body>\n");
        if (languages.Count == 1) WriteOne(printed, languages[0], html);
        else WriteColumns(printed, languages, html);
        return html.Append("</body>\n</html>\n").ToString();
    }

    /// <summary>The foot of every page.</summary>
    private static string Page(Printed printed, IReadOnlyList<string> languages)
    {
        var page = PrintedWords.Page(languages.Count == 1 ? languages[0] : "").Replace("{0}", "\" counter(page) \"", StringComparison.Ordinal).Replace("{1}", "\" counter(pages) \"", StringComparison.Ordinal);
        const string Font = "font: 8pt/1.3 \"Noto Serif\", \"Noto Serif CJK SC\", Georgia, \"Songti SC\", SimSun, serif";
        return $$"""
            @page {
              size: A4; margin: 24mm 26mm 26mm;
              @bottom-left { content: {{Quoted(printed.Foot(languages[0]))}}; {{Font}} }
              @bottom-right { content: "{{page}}"; {{Font}} }
            }
            """;
    }

    private static void WriteOne(Printed printed, string language, StringBuilder html)
    {
        var signatures = printed.Blocks().Where(one => one.Look == Look.Signature).ToList();
        foreach (var block in printed.Blocks().Where(one => one.Look is not (Look.Signature or Look.Note))) Write(block, language, html);
        html.Append("<div class=\"signatures\">\n");
        foreach (var block in signatures) Write(block, language, html);
        html.Append("</div>\n");
        foreach (var block in printed.Blocks().Where(one => one.Look == Look.Note)) Write(block, language, html);
    }

    private static void WriteColumns(Printed printed, IReadOnlyList<string> languages, StringBuilder html)
    {
        html.Append("<table>\n<thead><tr>");
        foreach (var language in languages) html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" lang=\"{Text(language)}\">{Text(PrintedWords.NameOf(language))}</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var block in printed.Blocks())
        {
            html.Append("<tr>");
            foreach (var language in languages)
            {
                html.Append(CultureInfo.InvariantCulture, $"<td lang=\"{Text(language)}\">");
                Write(block, language, html);
                html.Append("</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
    }

    private static void Write(Block block, string language, StringBuilder html)
    {
        var tag = block.Look switch { Look.Title => "h1", Look.Heading => "h2", Look.Subheading => "h3", _ => "p" };
        var said = block.Text(language);
        var label = block.Label is null ? "" : $"<b class=\"label\" lang=\"{Text(language)}\">{Text(block.Label(language))}</b>";
        html.Append(CultureInfo.InvariantCulture, $"<{tag} class=\"{block.Look.ToString().ToLowerInvariant()}\" lang=\"{Text(said.Language)}\">{label}{Text(said.Text).Replace("\n", "<br>", StringComparison.Ordinal)}</{tag}>\n");
    }

    private static string Text(string words) => WebUtility.HtmlEncode(words);

    /// <summary>A string of CSS. Within a style element, so that a less-than sign is written by its number too.</summary>
    private static string Quoted(string words)
    {
        var text = new StringBuilder("\"");
        foreach (var one in words)
        {
            if (one is '"' or '\\' or '<' or '\n') text.Append(CultureInfo.InvariantCulture, $"\\{(int)one:x6}");
            else text.Append(one);
        }

        return text.Append('"').ToString();
    }
}
