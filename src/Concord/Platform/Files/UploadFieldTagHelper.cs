using Concord.Platform.Languages;
using Concord.Platform.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Concord.Platform.Files;

/// <summary>
/// The field of a form that takes a file (see <see cref="FilesInForms"/>). A file that has come with a form which had to be corrected is
/// named and need not be sent again. A script shows how far it has come, and takes it up again after an interruption.
/// </summary>
[HtmlTargetElement("upload", Attributes = "for", TagStructure = TagStructure.WithoutEndTag)]
public sealed class UploadFieldTagHelper : TagHelper
{
    public ModelExpression For { get; set; } = null!;

    /// <summary>Key of a sentence that helps to fill it in.</summary>
    public string? Hint { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var services = View.HttpContext.RequestServices;
        var (words, name) = (services.GetRequiredService<Words>(), View.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name));
        var id = TagBuilder.CreateSanitizedId(name, "_");
        var problem = View.ViewData.ModelState.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;
        var here = For.Model is Guid upload ? await services.GetRequiredService<Uploads>().FindAsync(upload, View.HttpContext.RequestAborted) : null;

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", problem is null ? "field upload" : "field upload wrong");
        output.Attributes.SetAttribute("data-upload", Tus.Address);
        foreach (var key in (string[])["Progress", "Cancel", "Resume", "Broken", "Done", "Looking", "Remove"]) output.Attributes.SetAttribute("data-" + key.ToLowerInvariant(), words["File.Script." + key, "{0}", "{1}"]);

        var html = output.Content;
        html.AppendHtml(Tag("label", For.Metadata.GetDisplayName(), ("for", id)));
        html.AppendHtml(Tag("span", words["Form.Optional"], ("class", "optional")));
        html.AppendHtml(Tag("p", Hint is null ? words["File.Hint", words.Size(services.GetRequiredService<FileSettings>().Largest)] : words[Hint], ("class", "hint"), ("id", id + "-hint")));
        if (problem is not null) html.AppendHtml(Tag("p", problem, ("class", "error"), ("id", id + "-error")));
        if (here is { Hash: not null }) html.AppendHtml(Tag("p", words["File.Received", here.Name, words.Size(here.Received)], ("class", "received")));

        html.AppendHtml(Input(("type", "hidden"), ("name", name), ("value", here is { Hash: not null } ? here.Id.ToString() : "")));
        html.AppendHtml(Input(
            ("type", "file"),
            ("id", id),
            ("name", name + ".File"),
            ("accept", string.Join(',', FileType.All.SelectMany(type => type.Extensions).Select(extension => "." + extension))),
            ("aria-describedby", problem is null ? id + "-hint" : id + "-hint " + id + "-error"),
            ("aria-invalid", problem is null ? null : "true")));
        var script = new TagBuilder("script");
        script.Attributes["src"] = services.GetRequiredService<Assets>()["upload.js"];
        script.Attributes["defer"] = "defer";
        output.PostElement.AppendHtml(script);
    }

    private static TagBuilder Tag(string name, string content, params (string Name, string Value)[] attributes)
    {
        var tag = new TagBuilder(name);
        foreach (var (attribute, value) in attributes) tag.Attributes[attribute] = value;
        tag.InnerHtml.Append(content);
        return tag;
    }

    private static TagBuilder Input(params (string Name, string? Value)[] attributes)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        foreach (var (attribute, value) in attributes.Where(one => one.Value is not null)) input.Attributes[attribute] = value;
        return input;
    }
}
