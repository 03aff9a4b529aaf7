using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Concord.Platform.Mail;

/// <summary>Seals what a mail must carry and nobody may read in the database: the token of a one-time link. It is dropped when the mail is sent.</summary>
internal sealed class MailSecret(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("mail");

    public string Seal(string secret) => protector.Protect(secret);

    /// <returns>Null when there is nothing to open, or its keys are gone.</returns>
    public string? Open(string? sealedSecret)
    {
        if (sealedSecret is null) return null;
        try
        {
            return protector.Unprotect(sealedSecret);
        }
        catch (CryptographicException)
        {
            return null; // the letter says that a new link is to be asked for
        }
    }
}
