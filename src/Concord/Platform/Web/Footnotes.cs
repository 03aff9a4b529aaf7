using System.Globalization;
using Concord.Domain.Common;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Html;

namespace Concord.Platform.Web;

/// <summary>The sources of a page that quotes many: each is listed once, at the foot, and referred to by its number.</summary>
internal sealed class Footnotes(Words words)
{
    /// <summary>In the order of first mention: for the partial _Sources, printed last.</summary>
    public Items<Source> Sources { get; } = [];

    /// <summary>The numbers of these sources as links to the foot of the page.</summary>
    public IHtmlContent To(IEnumerable<Source> sources)
    {
        var html = new HtmlContentBuilder();
        foreach (var source in sources)
        {
            var index = Sources.IndexOf(source);
            if (index < 0)
            {
                index = Sources.Count;
                Sources.Add(source);
            }

            var number = (index + 1).ToString(CultureInfo.InvariantCulture);
            html.AppendHtml($"<sup><a href=\"#source-{number}\" aria-label=\"").Append(words["Source.Number", number]).AppendHtml($"\">{number}</a></sup>");
        }

        return html;
    }
}
