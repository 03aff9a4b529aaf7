using Concord.Domain.Common;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Concord.Platform.Web.Forms;

/// <summary>A choice of a form whose name may stand in another language than the reader's.</summary>
/// <param name="language">Of the text, for its lang attribute; null: the reader's.</param>
internal sealed class Choice(string text, string value, string? language) : SelectListItem(text, value)
{
    public string? Language { get; } = language;

    public static SelectListItem Of(Words words, Text? name, string value) => Of(words, name, value, words.Plain(name));

    /// <param name="shown">The name with what stands around it.</param>
    public static SelectListItem Of(Words words, Text? name, string value, string shown) => new Choice(shown, value, words.LangOf(name) is var code && code == words.Code ? null : code);
}
