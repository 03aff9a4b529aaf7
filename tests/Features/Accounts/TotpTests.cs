using Concord.Platform.Accounts;
using NodaTime;

namespace Concord.Tests.Features.Accounts;

public sealed class TotpTests
{
    // RFC 6238, appendix B: the secret "12345678901234567890" in base 32; the last six of the eight digits given there.
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void The_codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeAt(Secret, Totp.StepAt(Instant.FromUnixTimeSeconds(seconds))));

    [Fact]
    public void A_clock_may_be_half_a_minute_off_and_blanks_and_wide_digits_are_read()
    {
        var now = Instant.FromUnixTimeSeconds(1234567890);
        Assert.Equal(Totp.StepAt(now), Totp.StepOf(Secret, " 005 924", now));
        Assert.Equal(Totp.StepAt(now), Totp.StepOf(Secret, "００５９２４", now));
        Assert.Equal(Totp.StepAt(now), Totp.StepOf(Secret, "005924", now + Duration.FromSeconds(30)));
        Assert.Null(Totp.StepOf(Secret, "005924", now + Duration.FromSeconds(60)));
        Assert.Null(Totp.StepOf(Secret, "", now));
    }
}
