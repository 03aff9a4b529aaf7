using Concord.Platform.Mail;
using NodaTime;

namespace Concord.Tests.Platform.Mail;

public sealed class MailPreferenceTests
{
    // 27 November 2026 is a Friday.
    [Theory]
    [InlineData("2026-11-26T12:00", "2026-11-26T12:00")] // a Thursday at noon: now
    [InlineData("2026-11-26T21:30", "2026-11-27T07:00")] // at night: in the morning
    [InlineData("2026-11-27T06:59", "2026-11-27T07:00")]
    [InlineData("2026-11-27T07:00", "2026-11-27T07:00")]
    [InlineData("2026-11-27T20:00", "2026-11-30T07:00")] // Friday night: on Monday
    [InlineData("2026-11-28T12:00", "2026-11-30T07:00")]
    public void What_is_ready_in_quiet_hours_waits_for_their_end(string ready, string sent) =>
        Assert.Equal(At(sent), MailPreference.Usual(Guid.Empty, "Europe/Brussels").NotBefore(At(ready)));

    [Theory]
    [InlineData("2026-11-26T07:59", "2026-11-26T08:00")]
    [InlineData("2026-11-26T08:00", "2026-11-27T08:00")]
    [InlineData("2026-11-27T09:00", "2026-11-30T08:00")]
    public void The_digest_comes_on_working_days(string after, string next) =>
        Assert.Equal(At(next), MailPreference.Usual(Guid.Empty, "Europe/Brussels").NextDigest(At(after)));

    [Fact]
    public void Hours_that_the_clock_leaves_out_end_an_hour_later()
    {
        var preference = new MailPreference { Account = Guid.Empty, Zone = "Europe/Brussels", Weekends = true, QuietFrom = 60, QuietUntil = 150 };

        Assert.Equal(Instant.FromUtc(2027, 3, 28, 1, 30), preference.NotBefore(Instant.FromUtc(2027, 3, 28, 0, 30)));
    }

    [Fact]
    public void Mail_about_the_account_cannot_be_put_off()
    {
        var preference = MailPreference.Usual(Guid.Empty, "Europe/Brussels");
        preference.Choices = new() { [MailSort.Account] = MailChoice.Never };

        Assert.Equal(MailChoice.AtOnce, preference.For(MailSort.Account));
    }

    private static Instant At(string local) => NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd'T'HH:mm").Parse(local).Value.InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Brussels"]).ToInstant();
}
