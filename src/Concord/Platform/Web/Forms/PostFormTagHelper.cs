using Concord.Platform.Database;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Concord.Platform.Web.Forms;

/// <summary>Every form that posts carries an antiforgery token, also one whose action names another page (the framework adds it only to
/// forms without an action), and a value of its own by which it is saved once (see <see cref="OnceFilter"/>).</summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class PostFormTagHelper(IAntiforgery antiforgery) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (context.AllAttributes.ContainsName("action") && !context.AllAttributes.ContainsName("asp-antiforgery"))
        {
            var tokens = antiforgery.GetAndStoreTokens(View.HttpContext);
            output.PreContent.AppendHtml("<input type=\"hidden\" name=\"").Append(tokens.FormFieldName).AppendHtml("\" value=\"").Append(tokens.RequestToken!).AppendHtml("\">");
        }

        output.PreContent.AppendHtml("<input type=\"hidden\" name=\"" + Once.Field + "\" value=\"").Append(Guid.NewGuid().ToString("n")).AppendHtml("\">");
    }
}
