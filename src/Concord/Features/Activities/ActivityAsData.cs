using System.Text.Json.Nodes;
using Concord.Domain.Activities;
using Concord.Platform.Web.LinkedData;

namespace Concord.Features.Activities;

/// <summary>An activity as an event of schema.org.</summary>
internal static class ActivityAsData
{
    public static JsonObject Of(Activity one, IEnumerable<ActivityPartner> partners, IEnumerable<string> places, Linked linked) => new()
    {
        ["@type"] = "Event",
        ["identifier"] = one.Key,
        ["name"] = Linked.Said(one.Name),
        ["url"] = linked.To("/activities/" + one.Key),
        ["startDate"] = one.Start?.ToString(),
        ["endDate"] = one.End?.ToString(),
        ["eventStatus"] = one.State switch
        {
            ActivityState.Cancelled => "https://schema.org/EventCancelled",
            ActivityState.Postponed => "https://schema.org/EventPostponed",
            ActivityState.Unknown => null,
            _ => "https://schema.org/EventScheduled",
        },
        ["location"] = Linked.List(places.Concat(one.Countries).Distinct().Select(linked.Place)),
        ["about"] = linked.Area(one.Pillar),
        ["contributor"] = Linked.List(partners.Select(partner => partner.Organisation is { } organisation
            ? new JsonObject { ["@type"] = "Organization", ["name"] = Linked.Said(organisation.Name), ["url"] = linked.To("/partners/" + organisation.Key) }
            : new JsonObject { ["@type"] = "Organization", ["name"] = Linked.Said(partner.Words) })),
    };
}
