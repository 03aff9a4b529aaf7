using System.Text.Encodings.Web;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Concord.Platform.Web.Lists;

/// <summary>
/// The rows of a listing that is kept (<see cref="Database.Kept"/>) are drawn once and kept with it. Inside it nothing may stand that
/// depends on more than the listing's own name does: the reader's clearance, the language and the address of the list.
/// </summary>
[HtmlTargetElement("tbody", Attributes = "kept")]
public sealed class KeptTagHelper(HtmlEncoder encoder) : TagHelper
{
    private Words Words => View.HttpContext.RequestServices.GetRequiredService<Words>();

    /// <summary>The listing.</summary>
    public object? Kept { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var listing = (IListing)Kept!;
        if (listing.Drawn is not { } drawn)
        {
            var before = Words.Signs.ToList();
            Words.Signs.Clear();
            var rows = (await output.GetChildContentAsync(encoder)).GetContent(encoder);
            listing.Drawn = drawn = new(rows, [.. Words.Signs]);
            Words.Signs.UnionWith(before);
        }

        Words.Signs.UnionWith(drawn.Signs);
        output.Content.SetHtmlContent(new HtmlString(drawn.Html));
    }
}
