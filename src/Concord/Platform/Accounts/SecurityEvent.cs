using Concord.Platform.Mail;
using NodaTime;

namespace Concord.Platform.Accounts;

/// <summary>Something happened to an account that its owner must hear of.</summary>
/// <param name="What">As in the key of its sentence, AccountEvent.….</param>
/// <param name="Second">When: Unix time in seconds.</param>
/// <param name="Role">Kind of role it concerns; null: none.</param>
/// <param name="Party">Key of the party it concerns.</param>
/// <param name="Browser">Of the device that its owner did it on, as in <see cref="SignIn"/>; null: somebody else did it, or not known.</param>
/// <param name="Provider">Key of the identity provider it concerns; null: none.</param>
internal sealed record SecurityEvent(string What, long Second, Role? Role = null, string? Party = null, string? Browser = null, string? System = null, string? Provider = null) : IMail
{
    public static SecurityEvent NewDevice(SignIn signIn) => new("signed-in", signIn.MadeAt.ToUnixTimeSeconds(), null, null, signIn.Browser, signIn.System);

    public Instant At() => Instant.FromUnixTimeSeconds(Second);
}
