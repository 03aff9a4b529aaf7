using Concord.Platform.Languages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Concord.Platform.Web.Lists;

/// <summary>The heading of a column that sorts: a link that sorts by it, and when it does, turns the order round.</summary>
[HtmlTargetElement("th", Attributes = "sort")]
public sealed class SortTagHelper : TagHelper
{
    // Razor finds public tag helpers only, and a public constructor cannot take an internal type.
    private Words Words => View.HttpContext.RequestServices.GetRequiredService<Words>();

    /// <summary>Value of <c>sort</c> in the address; a leading minus turns the order.</summary>
    public string Sort { get; set; } = "";

    /// <summary>Key of the heading's words.</summary>
    public string Label { get; set; } = "";

    /// <summary>The column by which the list is sorted when the address does not say.</summary>
    public bool First { get; set; }

    /// <summary>As <see cref="First"/>, with the last on top: newest first.</summary>
    public bool FirstDown { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var now = View.HttpContext.Request.Query["sort"].ToString();
        if (now == "" && First) now = Sort;
        if (now == "" && FirstDown) now = "-" + Sort;
        var (up, down) = (now == Sort, now == "-" + Sort);
        output.Attributes.SetAttribute("scope", "col");
        output.Attributes.SetAttribute("aria-sort", up ? "ascending" : down ? "descending" : "none");
        var link = new TagBuilder("a");
        link.Attributes["href"] = Here.With(View.HttpContext, "sort", up ? "-" + Sort : Sort);
        link.InnerHtml.Append(Words[Label]);
        if (up || down) link.InnerHtml.AppendHtml(up ? " <span aria-hidden=\"true\">↑</span>" : " <span aria-hidden=\"true\">↓</span>");
        output.Content.AppendHtml(link);
    }
}
