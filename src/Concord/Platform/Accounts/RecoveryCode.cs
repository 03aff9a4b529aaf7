using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Concord.Platform.Accounts;

/// <summary>One of ten codes that stand in for the authenticator, once each. Digits only, so that a phone's number pad can type them.</summary>
internal sealed class RecoveryCode
{
    public const int Many = 10;

    private const int Digits = 20;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid Account { get; init; }

    public required string Hash { get; init; }

    public Instant? UsedAt { get; set; }

    /// <summary>A new code, in groups of four as it is shown, and its row. The code stands nowhere else.</summary>
    public static (string Shown, RecoveryCode Row) For(Guid account)
    {
        var code = RandomNumberGenerator.GetString("0123456789", Digits);
        return (string.Join(' ', code.Chunk(4).Select(part => new string(part))), new() { Account = account, Hash = HashOf(account, code) });
    }

    /// <summary>The digits of what was typed in the place of an authenticator's code, if they may be a recovery code.</summary>
    public static string? Read(string typed)
    {
        var digits = string.Concat(typed.Normalize(NormalizationForm.FormKC).Where(char.IsAsciiDigit));
        return digits.Length == Digits ? digits : null;
    }

    // Random enough (66 bits) for a fast hash.
    public static string HashOf(Guid account, string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account} {code}")));
}
