using System.Globalization;
using System.Net;
using System.Text;
using Concord.Domain.Rounds;
using Concord.Platform.Languages;

namespace Concord.Features.Delegations;

/// <summary>The protocol list as a page that is printed as PDF: the same columns as in the Word document, with its style in it.</summary>
internal static class ProtocolPrint
{
    private const string Style = """
        @page { size: A4 landscape; margin: 16mm 18mm }
        body { margin: 0; font: 10pt/1.45 "Noto Sans", Arial, sans-serif; color: #000 }
        [lang|=zh] { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; line-height: 1.6; line-break: strict }
        h1 { font-size: 18pt; margin: 0 0 2mm } h2 { font-size: 13pt; margin: 7mm 0 2mm; break-after: avoid } h1 span, h2 span { margin-right: 1em }
        p { margin: 0 0 1mm } table { border-collapse: collapse; width: 100%; table-layout: fixed } thead { display: table-header-group } tr { break-inside: avoid }
        th, td { text-align: left; vertical-align: top; padding: 1.5mm 2mm; border-bottom: .5pt solid #8a8a8a } .no { width: 10mm; text-align: right } td p { margin: 0 } .role { color: #333 }
        """;

    /// <param name="tongues">The languages, in the order of the columns.</param>
    public static string Html(Round round, IReadOnlyList<Delegation> delegations, IReadOnlyList<Words> tongues)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"{tongues[0].Code}\"><head><meta charset=\"utf-8\"><title>{Text(tongues[0]["Protocol.Of", tongues[0].Plain(round.Name)])}</title><style>{Style}</style></head><body><h1>");
        foreach (var tongue in tongues) html.Append(In("span", tongue.Code, tongue["Protocol.Title"]));
        html.Append("</h1>");
        foreach (var tongue in tongues)
        {
            var facts = ProtocolModel.WhenAndWhere(tongue, round);
            html.Append(In("p", tongue.LangOf(round.Name), tongue.Plain(round.Name) + (facts == "" ? "" : tongue["Feed.Between"] + facts)));
            if (round.Fictitious) html.Append(In("p", tongue.Code, tongue["Protocol.Fictitious"]));
        }

        foreach (var side in delegations) Write(html, side, tongues);
        return html.Append("</body></html>").ToString();
    }

    private static void Write(StringBuilder html, Delegation side, IReadOnlyList<Words> tongues)
    {
        html.Append("<h2>");
        foreach (var tongue in tongues) html.Append(In("span", tongue.Code, ProtocolModel.NameOf(tongue, side)));
        html.Append(CultureInfo.InvariantCulture, $"</h2><table><thead><tr><th scope=\"col\" class=\"no\">{Text(tongues[0]["Delegation.Number"])}</th>");
        foreach (var tongue in tongues) html.Append(In("th scope=\"col\"", tongue.Code, tongue["Delegate.Name"])).Append(In("th scope=\"col\"", tongue.Code, tongue["Delegate.Position"]));
        html.Append("</tr></thead><tbody>");
        foreach (var (index, one) in side.Delegates.Index())
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"no\">{index + 1}</td>");
            foreach (var tongue in tongues)
            {
                var role = tongue["Value.DelegateRole." + one.Role];
                html.Append("<td>").Append(In("strong", tongue.LangOf(one.Name), tongue.Plain(one.Name))).Append(In("p class=\"role\"", tongue.Code, one.IsTabled ? role : tongue["Protocol.Marked", role, tongue["Delegation.Draft"]])).Append("</td><td>");
                foreach (var (words, language) in ProtocolModel.Office(tongue, one)) html.Append(In("p", language, words));
                html.Append("</td>");
            }

            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
    }

    /// <param name="tag">With its attributes.</param>
    private static string In(string tag, string language, string words) => $"<{tag} lang=\"{language}\">{Text(words)}</{tag.Split(' ')[0]}>";

    private static string Text(string words) => WebUtility.HtmlEncode(words);
}
