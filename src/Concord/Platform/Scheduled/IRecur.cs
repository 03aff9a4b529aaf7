using NodaTime;

namespace Concord.Platform.Scheduled;

/// <summary>Work that is done again and again, by one node at a time. Found by reflection; its type's name is its name. May be cut off and done again.</summary>
internal interface IRecur
{
    /// <summary>When it is to be done the next time after a moment.</summary>
    Instant NextAfter(Instant now);

    /// <returns>How many things it did: removed, sent, reminded.</returns>
    Task<int> DoAsync(CancellationToken stop);
}

/// <summary>Common times.</summary>
internal static class Every
{
    /// <summary>Every day at an hour of a zone.</summary>
    public static Instant Day(Instant now, DateTimeZone zone, int hour)
    {
        var day = now.InZone(zone).Date;
        var next = zone.AtLeniently(day.At(new LocalTime(hour, 0))).ToInstant();
        return next > now ? next : zone.AtLeniently(day.PlusDays(1).At(new LocalTime(hour, 0))).ToInstant();
    }
}
