using System.Text.Json.Nodes;
using Concord.Domain.Common;
using Concord.Domain.Glossary;
using Concord.Platform.Languages;
using Concord.Platform.Web.LinkedData;

namespace Concord.Features.Glossary;

/// <summary>A term, and the glossary it stands in, as schema.org knows them.</summary>
internal static class TermAsData
{
    public static JsonObject Of(Term one, Words words, Linked linked) => new()
    {
        ["@type"] = "DefinedTerm",
        ["termCode"] = one.Key,
        ["name"] = Linked.Said(one.Name),
        ["alternateName"] = Linked.List(one.Variants.Select(variant => new JsonObject { ["@language"] = variant.Language, ["@value"] = variant.Words })),
        ["url"] = linked.To("/glossary/" + one.Key),
        ["inDefinedTermSet"] = Set(words, linked),
    };

    public static JsonObject Set(Words words, Linked linked) => new()
    {
        ["@type"] = "DefinedTermSet",
        ["name"] = new JsonObject { ["@language"] = words.Code, ["@value"] = words["Layout.Glossary"] },
        ["url"] = linked.To("/glossary"),
        ["publisher"] = new JsonObject { ["@type"] = "Project", ["name"] = Linked.Said(words.Programme.Name) },
    };
}
