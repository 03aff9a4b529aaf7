using System.Security.Cryptography;
using System.Text;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.DataProtection;
using QRCoder;

namespace Concord.Features.Accounts;

/// <summary>The secret of an authenticator that is being set up. It travels with the form, sealed, so that nothing is stored before it works.</summary>
internal sealed class NewAuthenticator(IDataProtectionProvider protection, CurrentProgramme programme)
{
    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("authenticator").ToTimeLimitedDataProtector();

    /// <param name="account">For whom the form is: a sealed secret of another form is no use.</param>
    public string Seal(string secret, Guid account) => protector.Protect(account + "\n" + secret, TimeSpan.FromHours(2));

    /// <summary>What was sealed for this account; a new secret when nothing was, or too long ago.</summary>
    public string Open(string? sealedSecret, Guid account)
    {
        try
        {
            if (sealedSecret is not null && protector.Unprotect(sealedSecret).Split('\n') is [var owner, var secret] && owner == account.ToString()) return secret;
        }
        catch (CryptographicException)
        {
            // Falls through: the form shows a new secret, and the code of the old one is wrong.
        }

        return Totp.NewSecret();
    }

    public AuthenticatorSetup Show(string secret, Guid account, string? email)
    {
        var issuer = programme.Now.Short.Wordings.Select(pair => pair.Value.Text).FirstOrDefault() ?? "Concord";
        return new(secret, Seal(secret, account), Totp.Address(secret, issuer, email ?? ""));
    }
}

/// <param name="Sealed">For a hidden field.</param>
/// <param name="Address">otpauth://…</param>
internal sealed record AuthenticatorSetup(string Secret, string Sealed, string Address)
{
    /// <summary>In groups of four, to be typed.</summary>
    public string Grouped => string.Join(' ', Secret.Chunk(4).Select(part => new string(part)));

    /// <summary>The picture of the address: side length, with its quiet zone, and an SVG path of its dark squares.</summary>
    public (int Side, string Path) Picture()
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(Address, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            for (var x = 0; x < code.ModuleMatrix.Count; x++)
            {
                if (code.ModuleMatrix[y][x]) path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        return (code.ModuleMatrix.Count, path.ToString());
    }
}
