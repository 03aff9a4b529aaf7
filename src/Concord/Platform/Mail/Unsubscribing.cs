using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Concord.Platform.Mail;

/// <summary>The token with which the reader of a mail does without its sort, without signing in: it can do nothing else.</summary>
internal sealed class Unsubscribing(IDataProtectionProvider protection)
{
    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("unsubscribe").ToTimeLimitedDataProtector();

    public string TokenFor(Guid account, MailSort sort) => protector.Protect($"{account:n} {sort}", TimeSpan.FromDays(365));

    /// <returns>Null when it is no token of ours, or too old.</returns>
    public (Guid Account, MailSort Sort)? Read(string token)
    {
        try
        {
            return protector.Unprotect(token).Split(' ') is [var account, var sort] ? (Guid.Parse(account), Enum.Parse<MailSort>(sort)) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
