using System.Text.Json.Nodes;
using Concord.Domain.Organisations;
using Concord.Platform.Web.LinkedData;

namespace Concord.Features.Partners;

/// <summary>An organisation of schema.org. Which of them are authorities is for their own law to say: all are organisations here.</summary>
internal static class OrganisationAsData
{
    public static JsonObject Of(Organisation one, Linked linked) => new()
    {
        ["@type"] = "Organization",
        ["name"] = Linked.Said(one.Name),
        ["alternateName"] = Linked.List([.. one.Abbreviation is null ? [] : new JsonNode[] { one.Abbreviation }, .. one.FormerNames.SelectMany(name => name.Wordings.Select(pair => new JsonObject { ["@language"] = pair.Key, ["@value"] = pair.Value.Text }))]),
        ["url"] = one.Url ?? linked.To("/partners/" + one.Key),
        ["foundingDate"] = one.ValidFrom?.ToString(),
        ["dissolutionDate"] = one.ValidTo?.ToString(),
        ["parentOrganization"] = one.Parent is { } parent ? new JsonObject { ["@type"] = "Organization", ["name"] = Linked.Said(parent.Name), ["url"] = linked.To("/partners/" + parent.Key) } : null,
    };
}
