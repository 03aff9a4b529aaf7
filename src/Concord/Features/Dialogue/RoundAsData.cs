using System.Text.Json.Nodes;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Domain.Rounds;
using Concord.Platform.Languages;
using Concord.Platform.Web.LinkedData;
using NodaTime;
using NodaTime.Text;

namespace Concord.Features.Dialogue;

/// <summary>A round as an event of schema.org; its sittings are events within it, and the items of its agenda what it is about.</summary>
internal static class RoundAsData
{
    /// <param name="items">Of its agenda, in order, as far as the reader may know.</param>
    public static JsonObject Of(Round one, IReadOnlyList<AgendaItem> items, Words words, Linked linked) => new()
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
        ["about"] = Linked.List([.. one.Pillars.Select(linked.Area), .. items.Select(item => new JsonObject { ["@type"] = "Thing", ["name"] = Linked.Said(item.Name), ["url"] = linked.To("/agenda/" + item.Key) })]),
        ["subEvent"] = Linked.List(SittingsOf(one, words, linked)),
    };

    private static IEnumerable<JsonObject> SittingsOf(Round one, Words words, Linked linked)
    {
        var zone = VenueTime.ZoneOf(words.Programme, one.Place);
        return one.Sittings.Select((sitting, index) => new JsonObject
        {
            ["@type"] = "Event",
            ["name"] = Linked.Said(NameOf(one, index + 1, words)),
            ["startDate"] = At(sitting.Day, sitting.From, zone),
            ["endDate"] = At(sitting.Day, sitting.Until, zone),
            ["location"] = one.Place is null ? null : linked.Place(one.Place),
        });
    }

    private static Text NameOf(Round one, int number, Words words) =>
        new(words.Programme.Languages.Select(language => KeyValuePair.Create(language.Code, new Wording(words.In(language)["Feed.Sitting", one.Name, number]))));

    /// <summary>A moment with the offset of its place.</summary>
    private static string At(LocalDate day, LocalTime time, DateTimeZone zone) => OffsetDateTimePattern.Rfc3339.Format(zone.AtLeniently(day + time).ToOffsetDateTime());
}
