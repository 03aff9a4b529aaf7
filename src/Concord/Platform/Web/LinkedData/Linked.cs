using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Concord.Platform.Web.LinkedData;

/// <summary>
/// Says to programs what a public page is about, in the words of schema.org (JSON-LD 1.1), in all languages at once. Only on the pages of visitors:
/// nobody's own view is described, and nothing that was invented for a demonstration is told as a fact.
/// </summary>
internal sealed class Linked(Words words, Me me, IHttpContextAccessor http)
{
    /// <summary>Key of the page's ViewData.</summary>
    public const string Key = "LinkedData";

    // No < > & and no quotes of HTML leave this encoder: what stands in a title cannot end the element it is in.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The address of a page of this site, in the reader's language.</summary>
    public string To(string path) => $"{http.HttpContext!.Request.Scheme}://{http.HttpContext.Request.Host}{words.To(path)}";

    /// <summary>A text with every wording it has, each under its language.</summary>
    public static JsonNode? Said(Text? text)
    {
        if (text is null || text.IsEmpty) return null;
        return new JsonArray([.. text.Wordings.Select(pair => (JsonNode)new JsonObject { ["@language"] = pair.Key, ["@value"] = pair.Value.Text })]);
    }

    public static JsonNode? List(IEnumerable<JsonNode?> items)
    {
        var all = items.OfType<JsonNode>().ToArray();
        return all.Length == 0 ? null : new JsonArray(all);
    }

    public JsonObject Place(string key) => new() { ["@type"] = "Place", ["name"] = Said(words.Programme.Places.FirstOrDefault(place => place.Key == key)?.Name ?? Text.In(words.Code, key)) };

    /// <summary>A focus area.</summary>
    public JsonObject? Area(string? pillar) =>
        words.Programme.Pillars.FirstOrDefault(one => one.Key == pillar) is { } found ? new() { ["@type"] = "DefinedTerm", ["name"] = Said(found.Title), ["url"] = To("/pillars/" + found.Key) } : null;

    /// <summary>Puts the description of a page where the layout finds it.</summary>
    /// <param name="path">Of the page, without the language.</param>
    /// <param name="about">What the page is about.</param>
    /// <param name="trail">The pages above it, from the home page down: path and name.</param>
    public void Describe(ViewDataDictionary view, string path, JsonObject? about, bool fictitious, params IEnumerable<(string Path, string Name)> trail)
    {
        if (me.IsSignedIn || fictitious) return;
        if (about is not null) about["@id"] = To(path) + "#it";
        var steps = trail.Prepend(("/", words.Plain(words.Programme.Short))).Append((path, view["Title"] as string ?? ""));
        var page = new JsonObject
        {
            ["@type"] = "WebPage",
            ["@id"] = To(path),
            ["url"] = To(path),
            ["inLanguage"] = words.Code,
            ["name"] = view["Title"] as string,
            ["mainEntity"] = about is null ? null : new JsonObject { ["@id"] = To(path) + "#it" },
            ["breadcrumb"] = new JsonObject
            {
                ["@type"] = "BreadcrumbList",
                ["itemListElement"] = new JsonArray([.. steps.Select((step, index) => (JsonNode)new JsonObject { ["@type"] = "ListItem", ["position"] = index + 1, ["name"] = step.Item2, ["item"] = To(step.Item1) })]),
            },
        };
        view[Key] = Written(new() { ["@context"] = "https://schema.org", ["@graph"] = about is null ? new JsonArray(page) : new JsonArray(page, about) });
    }

    /// <summary>As an element of data: it is not executed, and the policy of the pages lets it stand.</summary>
    private static HtmlString Written(JsonObject data)
    {
        Prune(data);
        return new($"<script type=\"application/ld+json\">{data.ToJsonString(Json)}</script>");
    }

    /// <summary>What is not known is not said.</summary>
    private static void Prune(JsonNode node)
    {
        if (node is JsonObject thing)
        {
            foreach (var empty in thing.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList()) thing.Remove(empty);
            foreach (var (_, value) in thing) Prune(value!);
        }
        else if (node is JsonArray list)
        {
            foreach (var one in list) Prune(one!);
        }
    }
}
