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
        output.Content.AppendHtml(Editing());
        output.Content.AppendHtml(Hidden("Version", page.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        output.Content.AppendHtml(Hidden("Seen", page.Seen));
        if (page.Conflict is not { } conflict)
        {
            if (page.FormType.GetProperties().Any(property => property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(System.Collections.IList)))) output.Content.AppendHtml(SaveOnEnter());
            return;
        }

        output.Content.AppendHtml(Hidden("Reason", page.Reason));
        ((IViewContextAware)html).Contextualize(View);
        var form = metadata.GetMetadataForType(page.FormType);
        var view = new ViewDataDictionary<Conflict>(metadata, View.ViewData.ModelState)
        {
            ["Page"] = page,
            ["Labels"] = (Func<string, string>)(path => LabelOf(form, path)),
        };
        view.Model = conflict;
        output.Content.AppendHtml(await html.PartialAsync("/Features/Shared/_Conflict.cshtml", conflict, view));
    }

    private static string LabelOf(ModelMetadata form, string path)
    {
        var found = form;
        foreach (var part in path.Split('.'))
        {
            if ((found.ElementMetadata ?? found).Properties[part] is not { } property) break;
            found = property;
        }

        return found.GetDisplayName();
    }

    /// <summary>The Enter key presses the first button of a form, which would be one that takes a row out of a list: this one saves.</summary>
    private static TagBuilder SaveOnEnter()
    {
        var button = new TagBuilder("button");
        button.AddCssClass("skip");
        button.Attributes["tabindex"] = "-1";
        button.Attributes["aria-hidden"] = "true";
        return button;
    }

    /// <summary>Tells the script of live pages that a record is being changed here.</summary>
    private TagBuilder Editing()
    {
        // Only the form of the record itself says who has it open: forms that add to it do not collide, and may hold what a side keeps to itself.
        var parts = (View.HttpContext.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var kind = parts is [_, var folder, not Domain.Common.Entity.New, "edit"] ? Database.AllRecords.KindAt(folder) : null;
        var mark = new TagBuilder("span");
        mark.Attributes["data-editing"] = kind is null ? "" : $"{kind.ToLowerInvariant()}/{parts[2]}";
        mark.Attributes["hidden"] = "";
        return mark;
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

    /// <summary>What may be chosen in a field; null where its value says itself.</summary>
    IEnumerable<SelectListItem>? ChoicesFor(string field) => null;
}
