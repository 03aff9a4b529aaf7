using NodaTime;

namespace Concord.Platform.Mail;

/// <summary>Where a mail stands.</summary>
internal enum MailState
{
    /// <summary>To be sent when it is due.</summary>
    Waiting,

    /// <summary>For its reader's next digest.</summary>
    Gathered,

    /// <summary>Told in a digest.</summary>
    Bundled,

    /// <summary>No mail server is set up: it stands on its reader's own page only.</summary>
    Kept,

    /// <summary>A mail server has taken it.</summary>
    Sent,

    /// <summary>Its reader does not want such mail, or there was nothing to tell.</summary>
    Dropped,

    /// <summary>Given up: it failed too often, or for good.</summary>
    Dead,

    /// <summary>A delivery report says that it did not arrive.</summary>
    Returned,
}

/// <summary>A mail that was promised in a transaction. It holds neither subject nor body.</summary>
internal sealed class MailRow
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid Account { get; init; }

    /// <summary>Name of the <see cref="IMail"/> type.</summary>
    public required string Kind { get; init; }

    public required string Data { get; init; }

    /// <summary>Sealed (see <see cref="MailSecret"/>); null when there is none, or none any more.</summary>
    public string? Secret { get; set; }

    /// <summary>A mail with the same value is posted once only; null: as often as it is asked for.</summary>
    public string? Once { get; init; }

    public MailState State { get; set; }

    public required Instant PostedAt { get; init; }

    public required Instant Due { get; set; }

    public int Attempts { get; set; }

    /// <summary>Taken by a node until then; null: free.</summary>
    public Instant? LeasedUntil { get; set; }

    /// <summary>Status code of the mail server, or name of the failure; never words of anybody.</summary>
    public string? Error { get; set; }

    public Instant? SettledAt { get; set; }

    public void Settle(MailState state, Instant now, string? error = null)
    {
        (State, SettledAt, LeasedUntil, Error) = (state, now, null, error);
        if (state is not MailState.Dead) Secret = null; // a dead mail may be sent again
    }
}

internal enum MailChoice
{
    AtOnce,
    Digest,
    Never,
}

/// <summary>What one account wants to be told, how and when.</summary>
internal sealed class MailPreference
{
    public required Guid Account { get; init; }

    public Dictionary<MailSort, MailChoice> Choices { get; set; } = [];

    /// <summary>Of the hours below: Europe/Brussels.</summary>
    public required string Zone { get; set; }

    /// <summary>Minute of the day from which nothing but mail about the account is sent; null: no quiet hours.</summary>
    public int? QuietFrom { get; set; }

    public int? QuietUntil { get; set; }

    /// <summary>Whether Saturday and Sunday are days like others.</summary>
    public bool Weekends { get; set; }

    /// <summary>Minute of the day at which the digest is sent.</summary>
    public int DigestAt { get; set; }

    /// <summary>Up to when a digest has told what changed; null: none has yet.</summary>
    public Instant? ToldUntil { get; set; }

    /// <summary>Since when the address returns mail for good; null: it does not.</summary>
    public Instant? ReturnedAt { get; set; }

    public int Version { get; set; }

    /// <summary>What holds for somebody who has chosen nothing: at 8 in the morning, not at night, not at weekends.</summary>
    public static MailPreference Usual(Guid account, string zone) => new() { Account = account, Zone = zone, QuietFrom = 20 * 60, QuietUntil = 7 * 60, DigestAt = 8 * 60 };

    public MailChoice For(MailSort sort) =>
        sort == MailSort.Account ? MailChoice.AtOnce
        : Choices.TryGetValue(sort, out var chosen) ? chosen
        : sort switch { MailSort.Request => MailChoice.AtOnce, MailSort.Reminder => MailChoice.Digest, _ => MailChoice.Never };

    /// <summary>When a mail that is ready now may go out: at once, or at the end of the quiet hours.</summary>
    public Instant NotBefore(Instant now)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) ?? DateTimeZone.Utc;
        var local = now.InZone(zone).LocalDateTime;
        if (IsQuiet(local))
        {
            // The next end of the quiet hours on a working day.
            var day = local.Date;
            var end = Time(QuietUntil ?? DigestAt);
            while (IsRest(day) || day + end <= local || IsQuiet(day + end)) day = day.PlusDays(1);
            return zone.AtLeniently(day + end).ToInstant();
        }

        return now;
    }

    /// <summary>The first time for a digest after a moment.</summary>
    public Instant NextDigest(Instant after)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) ?? DateTimeZone.Utc;
        var day = after.InZone(zone).Date;
        while (IsRest(day) || zone.AtLeniently(day + Time(DigestAt)).ToInstant() <= after) day = day.PlusDays(1);
        return zone.AtLeniently(day + Time(DigestAt)).ToInstant();
    }

    private bool IsQuiet(LocalDateTime at)
    {
        if (IsRest(at.Date)) return true;
        if (QuietFrom is not { } from || QuietUntil is not { } until || from == until) return false;

        var minute = (at.Hour * 60) + at.Minute;
        return from < until ? minute >= from && minute < until : minute >= from || minute < until;
    }

    private bool IsRest(LocalDate day) => !Weekends && day.DayOfWeek is (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday);

    private static LocalTime Time(int minute) => LocalTime.FromMinutesSinceMidnight(minute);
}
