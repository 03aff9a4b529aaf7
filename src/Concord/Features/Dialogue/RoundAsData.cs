using System.Text.Json.Nodes;
using Concord.Domain.Programmes;
using Concord.Domain.Rounds;
using Concord.Platform.Languages;
using Concord.Platform.Web.LinkedData;

namespace Concord.Features.Dialogue;

/// <summary>A round as an event of schema.org.</summary>
internal static class RoundAsData
{
    public static JsonObject Of(Round one, Words words, Linked linked) => new()
    {
        ["@type"] = "Event",
        ["identifier"] = one.Key,
        ["name"] = Linked.Said(one.Name),
        ["description"] = Linked.Said(one.Summary),
        ["url"] = linked.To("/dialogue/" + one.Key),
        ["startDate"] = one.Start?.ToString(),
        ["endDate"] = one.End?.ToString(),
        ["location"] = one.Place is null ? null : linked.Place(one.Place),
        ["superEvent"] = new JsonObject { ["@type"] = "EventSeries", ["name"] = Linked.Said(words.Programme.Track(one.Track).Name) },
        ["about"] = Linked.List(one.Pillars.Select(linked.Area)),
    };
}
