using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Concord.Platform.Web.Forms;

/// <summary>What an <see cref="EditPage{TForm}"/> carries along: the version the form was opened on; and, when somebody else has saved
/// meanwhile, both versions side by side.</summary>
[HtmlTargetElement("edit-state", TagStructure = TagStructure.WithoutEndTag)]
public sealed class EditStateTagHelper(IHtmlHelper html, IModelMetadataProvider metadata) : TagHelper
{
    /// <summary>The page: an <see cref="IEditPage"/>.</summary>
    public object For { get; set; } = null!;

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        var page = (IEditPage)For;
        output.Content.AppendHtml(Hidden("Version", page.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        output.Content.AppendHtml(Hidden("Seen", page.Seen));
        if (page.Conflict is not { } conflict) return;

        output.Content.AppendHtml(Hidden("Reason", page.Reason));
        ((IViewContextAware)html).Contextualize(View);
        var form = metadata.GetMetadataForType(page.FormType);
        var view = new ViewDataDictionary<Conflict>(metadata, View.ViewData.ModelState)
        {
            ["Labels"] = (Func<string, string>)(name => form.Properties[name]?.GetDisplayName() ?? name),
        };
        view.Model = conflict;
        output.Content.AppendHtml(await html.PartialAsync("/Features/Shared/_Conflict.cshtml", conflict, view));
    }

    private static TagBuilder Hidden(string name, string? value)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["type"] = "hidden";
        input.Attributes["name"] = name;
        input.Attributes["value"] = value;
        return input;
    }
}

/// <summary>What the state of a form is read from, whatever the form.</summary>
internal interface IEditPage
{
    int Version { get; }

    string? Seen { get; }

    string? Reason { get; }

    Conflict? Conflict { get; }

    Type FormType { get; }
}
