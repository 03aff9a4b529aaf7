using System.ComponentModel.DataAnnotations;
using Concord.Domain.Common;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Concord.Platform.Web.Forms;

/// <summary>
/// One field of a form: label, hint, error, control, in this order. The control follows from the property's type: words, a choice
/// (with <c>items</c>), a tick, a date, or a text with its languages side by side.
/// </summary>
[HtmlTargetElement("field", Attributes = "for", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldTagHelper(IHtmlGenerator generator) : TagHelper
{
    // Razor finds public tag helpers only, and a public constructor cannot take an internal type.
    private Words Words => View.HttpContext.RequestServices.GetRequiredService<Words>();

    public ModelExpression For { get; set; } = null!;

    /// <summary>Key of the label where the property has none of its own: a row of a list of words.</summary>
    public string? Label { get; set; }

    /// <summary>Makes the field a choice among these.</summary>
    public IEnumerable<SelectListItem>? Items { get; set; }

    /// <summary>Key of a sentence that helps to fill it in.</summary>
    public string? Hint { get; set; }

    /// <summary>Tells it from another field of the same name on the page.</summary>
    public string? Apart { get; set; }

    /// <summary>Lines of the control: more than one makes it a text area.</summary>
    public int Lines { get; set; } = 1;

    /// <summary>HTML input type for words: text, email, password, url.</summary>
    public string Type { get; set; } = "text";

    public string? Autocomplete { get; set; }

    /// <summary>Which keyboard a phone shows: numeric, email.</summary>
    public string? Inputmode { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var label = Label is null ? For.Metadata.GetDisplayName() : Words[Label];
        output.TagName = For.ModelExplorer.ModelType == typeof(TextInput) ? "fieldset" : "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", HasError(Name) ? "field wrong" : "field");

        if (For.ModelExplorer.ModelType == typeof(TextInput)) TextField(output, label);
        else SimpleField(output, label);
    }

    private void SimpleField(TagHelperOutput output, string label)
    {
        var id = Id(Name) + (Apart is null ? "" : "-" + Apart);
        var isFlag = For.Metadata.UnderlyingOrModelType == typeof(bool);
        var control = isFlag ? Flag(id) : Items is not null ? Chosen(id) : Lines > 1 ? Area(id, Name, Value(), null) : Line(id);
        if (isFlag) output.Content.AppendHtml(control);
        output.Content.AppendHtml(Tag("label", label, ("for", id)));
        if (!isFlag && !IsRequired && !IsInRow) output.Content.AppendHtml(Tag("span", Words["Form.Optional"], ("class", "optional")));
        AppendHintAndError(output, id, Name);
        if (!isFlag) output.Content.AppendHtml(control);
    }

    private void TextField(TagHelperOutput output, string label)
    {
        var value = For.Model as TextInput ?? new TextInput();
        output.Content.AppendHtml(Tag("legend", label));
        AppendHintAndError(output, Id(Name), Name);
        var pair = new TagBuilder("div");
        pair.AddCssClass("wordings");
        foreach (var language in Words.Programme.Languages)
        {
            var name = $"{Name}.Words[{language.Code}]";
            var stateName = $"{Name}.States[{language.Code}]";
            var one = new TagBuilder("div");
            one.InnerHtml.AppendHtml(Tag("label", language.Name, ("for", Id(name)), ("lang", language.Code)));
            if (HasError(name)) one.InnerHtml.AppendHtml(Tag("p", Error(name), ("class", "error"), ("id", Id(name) + "-error")));
            one.InnerHtml.AppendHtml(Area(Id(name), name, Attempted(name) ?? value.Words.GetValueOrDefault(language.Code), language.Code));
            one.InnerHtml.AppendHtml(Tag("label", Words["Form.State"], ("for", Id(stateName)), ("class", "small")));

            var state = Enum.TryParse<WordingState>(Attempted(stateName), out var attempted) ? attempted : value.States.GetValueOrDefault(language.Code, WordingState.Draft);
            var select = new TagBuilder("select");
            select.Attributes["id"] = Id(stateName);
            select.Attributes["name"] = stateName;
            foreach (var each in Enum.GetValues<WordingState>())
            {
                var option = Tag("option", Words["WordingState." + each], ("value", each.ToString()));
                if (each == state) option.Attributes["selected"] = "selected";
                select.InnerHtml.AppendHtml(option);
            }

            one.InnerHtml.AppendHtml(select);
            pair.InnerHtml.AppendHtml(one);
        }

        output.Content.AppendHtml(pair);
    }

    private TagBuilder Line(string id)
    {
        var isDate = For.ModelExplorer.ModelType == typeof(PartialDate);
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["id"] = id;
        input.Attributes["name"] = Name;
        input.Attributes["type"] = Type;
        if (Type != "password") input.Attributes["value"] = Value();
        if (Autocomplete is not null) input.Attributes["autocomplete"] = Autocomplete;
        if (Inputmode is not null) input.Attributes["inputmode"] = Inputmode;
        if (isDate) input.Attributes["placeholder"] = "2026-11-23";
        if (isDate) input.AddCssClass("date");
        if (MaxLength() is { } length) input.Attributes["maxlength"] = length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Describe(input, id, Name);
        return input;
    }

    private TagBuilder Area(string id, string name, string? value, string? language)
    {
        var area = new TagBuilder("textarea");
        area.Attributes["id"] = id;
        area.Attributes["name"] = name;
        area.Attributes["rows"] = Math.Max(Lines, 2).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (language is not null) area.Attributes["lang"] = language;
        area.InnerHtml.Append("\n" + value); // HTML drops one line break after <textarea>: this one
        Describe(area, id, Name);
        return area;
    }

    private TagBuilder Flag(string id)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["id"] = id;
        input.Attributes["name"] = Name;
        input.Attributes["type"] = "checkbox";
        input.Attributes["value"] = "true";
        if (For.Model is true) input.Attributes["checked"] = "checked";
        Describe(input, id, Name);
        return input;
    }

    private TagBuilder Chosen(string id)
    {
        var value = Value();
        var select = new TagBuilder("select");
        select.Attributes["id"] = id;
        select.Attributes["name"] = Name;
        if (!IsRequired || string.IsNullOrEmpty(value)) select.InnerHtml.AppendHtml(Tag("option", Words["Form.NotChosen"], ("value", "")));
        foreach (var item in Items!)
        {
            var option = Tag("option", item.Text, ("value", item.Value));
            if (item is Choice { Language: { } language }) option.Attributes["lang"] = language;
            if (item.Value == value) option.Attributes["selected"] = "selected";
            select.InnerHtml.AppendHtml(option);
        }

        Describe(select, id, Name);
        return select;
    }

    private void AppendHintAndError(TagHelperOutput output, string id, string name)
    {
        var hint = Hint ?? (For.ModelExplorer.ModelType == typeof(PartialDate) ? "Form.DateHint" : null);
        if (hint is not null) output.Content.AppendHtml(Tag("p", Words[hint], ("class", "hint"), ("id", id + "-hint")));
        if (HasError(name)) output.Content.AppendHtml(Tag("p", Error(name), ("class", "error"), ("id", id + "-error")));
    }

    private void Describe(TagBuilder control, string id, string name)
    {
        var by = new List<string>();
        if (Hint is not null || For.ModelExplorer.ModelType == typeof(PartialDate)) by.Add(id + "-hint");
        if (HasError(name)) by.Add(id + "-error");
        if (by.Count > 0 && For.ModelExplorer.ModelType != typeof(TextInput)) control.Attributes["aria-describedby"] = string.Join(' ', by);
        if (HasError(name)) control.Attributes["aria-invalid"] = "true";
    }

    /// <summary>As the form posts it, also in a partial view that edits a part of the form.</summary>
    private string Name => View.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    private bool IsInRow => Name.Contains('[', StringComparison.Ordinal);

    private bool IsRequired => For.Metadata.ValidatorMetadata.Any(one => one is RequiredAttribute or SomeWordingAttribute);

    private int? MaxLength() => For.Metadata.ValidatorMetadata.OfType<StringLengthAttribute>().FirstOrDefault()?.MaximumLength;

    private string? Value() => Attempted(Name) ?? For.Model?.ToString();

    private string? Attempted(string name) => View.ViewData.ModelState.TryGetValue(name, out var entry) ? entry.AttemptedValue : null;

    private bool HasError(string name) => View.ViewData.ModelState.TryGetValue(name, out var entry) && entry.Errors.Count > 0;

    private string Error(string name) => View.ViewData.ModelState[name]!.Errors[0].ErrorMessage;

    private string Id(string name) => TagBuilder.CreateSanitizedId(name, generator.IdAttributeDotReplacement);

    private static TagBuilder Tag(string name, string content, params (string Name, string Value)[] attributes)
    {
        var tag = new TagBuilder(name);
        foreach (var (attribute, value) in attributes) tag.Attributes[attribute] = value;
        tag.InnerHtml.Append(content);
        return tag;
    }
}

/// <summary>What is wrong with a form, on top of it, each line leading to its field.</summary>
[HtmlTargetElement("problems", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ProblemsTagHelper(IHtmlGenerator generator) : TagHelper
{
    // Razor finds public tag helpers only, and a public constructor cannot take an internal type.
    private Words Words => View.HttpContext.RequestServices.GetRequiredService<Words>();

    /// <summary>Key of the heading, with the number of problems; a form that saves nothing has its own.</summary>
    public string Heading { get; set; } = "Form.Problems";

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var wrong = View.ViewData.ModelState.Where(entry => entry.Value is { Errors.Count: > 0 }).ToList();
        if (wrong.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "problems");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        var html = output.Content;
        html.AppendHtml("<h2>").Append(Words[Heading, wrong.Count]).AppendHtml("</h2><ul>");
        foreach (var (name, entry) in wrong)
        {
            foreach (var error in entry!.Errors)
            {
                if (name == "") html.AppendHtml("<li>").Append(error.ErrorMessage).AppendHtml("</li>");
                else html.AppendHtml("<li><a href=\"#").Append(TagBuilder.CreateSanitizedId(name, generator.IdAttributeDotReplacement)).AppendHtml("\">").Append(LabelOf(name)).Append(Words["Form.Colon"]).Append(error.ErrorMessage).AppendHtml("</a></li>");
            }
        }

        html.AppendHtml("</ul>");
    }

    private string LabelOf(string name)
    {
        var metadata = View.ViewData.ModelMetadata;
        foreach (var part in name.Split('.'))
        {
            var property = metadata.Properties[part.Split('[')[0]];
            if (property?.DisplayName is null && property?.ElementMetadata is null && property?.IsComplexType != true) break;
            metadata = part.EndsWith(']') && property.ElementMetadata is { IsComplexType: true } row ? row : property;
        }

        return metadata.GetDisplayName();
    }
}
