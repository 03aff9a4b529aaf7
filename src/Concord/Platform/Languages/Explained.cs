using System.Text.RegularExpressions;
using Concord.Bilingual.Concordance;
using Microsoft.AspNetCore.Html;

namespace Concord.Platform.Languages;

/// <summary>What the checker says, with the words that it quotes under their own lang.</summary>
internal static partial class Explained
{
    /// <summary>Explanations stand in English and Chinese; other readers get the English.</summary>
    public static IHtmlContent Explain(this Words words, Explanation said)
    {
        var (code, sentence, quoted, other) = words.Code == "zh" ? ("zh", said.Chinese, Latin(), "en") : ("en", said.English, Han(), "zh");
        var html = new HtmlContentBuilder();
        if (code != words.Code) html.AppendHtml("<span lang=\"").Append(code).AppendHtml("\">");
        var from = 0;
        foreach (var match in quoted.EnumerateMatches(sentence))
        {
            html.Append(sentence[from..match.Index]).AppendHtml("<span lang=\"").Append(other).AppendHtml("\">").Append(sentence.Substring(match.Index, match.Length)).AppendHtml("</span>");
            from = match.Index + match.Length;
        }

        html.Append(sentence[from..]);
        return code == words.Code ? html : html.AppendHtml("</span>");
    }

    [GeneratedRegex(@"[\u3400-\u9FFF\uF900-\uFAFF](?:[、，；：。《》（）0-9A-Za-z\u3400-\u9FFF\uF900-\uFAFF]*[\u3400-\u9FFF\uF900-\uFAFF》）])?")]
    private static partial Regex Han();

    [GeneratedRegex(@"[A-Za-z]{2,}(?:[ '’.,/&()0-9A-Za-z-]*[A-Za-z)])?")]
    private static partial Regex Latin();
}
