using NodaTime;

namespace Concord.Domain.Rounds;

/// <summary>When an item of the agenda is up, in the time of the venue.</summary>
/// <param name="Sitting">In which it is discussed.</param>
/// <param name="From">When the items before it are through.</param>
/// <param name="Until">The same as <paramref name="From"/> when its length is not set.</param>
/// <param name="Over">Minutes by which it goes beyond the end of the sitting; 0: it does not.</param>
internal sealed record Slot(Sitting Sitting, LocalTime From, LocalTime Until, int Over);

/// <summary>
/// The items of an agenda laid into the sittings of a round, in their order. An item is not broken: what no longer fits into a sitting is taken
/// up in the next one. What does not fit into the last goes beyond its end, and that is said.
/// </summary>
internal static class Timetable
{
    /// <returns>As many as there are items; none when the round has no sittings.</returns>
    public static IReadOnlyList<Slot> Of(IReadOnlyList<AgendaItem> items, IEnumerable<Sitting> sittings)
    {
        var all = sittings.OrderBy(sitting => sitting.Day).ThenBy(sitting => sitting.From).ToList();
        if (all.Count == 0) return [];

        var slots = new List<Slot>();
        var (at, used) = (0, 0);
        foreach (var length in items.Select(item => item.Minutes ?? 0))
        {
            if (used > 0 && used + length > all[at].Length && at + 1 < all.Count) (at, used) = (at + 1, 0);

            var sitting = all[at];
            slots.Add(new(sitting, sitting.From.PlusMinutes(used), sitting.From.PlusMinutes(used + length), Math.Max(0, used + length - sitting.Length)));
            used += length;
        }

        return slots;
    }
}
