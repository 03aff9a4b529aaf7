using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Concord.Platform.Accounts;

/// <summary>
/// Codes of an authenticator (RFC 6238: HMAC-SHA-1, six digits, thirty seconds). Our own, since a code must be good for one use and the
/// framework's does not say which step of the clock a code belongs to.
/// </summary>
internal static class Totp
{
    public const int StepSeconds = 30;

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // base 32, RFC 4648

    /// <summary>160 random bits, in base 32.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetString(Letters, 32);

    public static long StepAt(Instant time) => time.ToUnixTimeSeconds() / StepSeconds;

    /// <param name="secret">In base 32; blanks are passed over.</param>
    public static string CodeAt(string secret, long step)
    {
        var message = BitConverter.GetBytes(step);
        if (BitConverter.IsLittleEndian) Array.Reverse(message);

        // The algorithm is the standard's, and every authenticator's.
#pragma warning disable CA5350
        var hash = HMACSHA1.HashData(Bytes(secret), message);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xf;
        var number = ((hash[offset] & 0x7f) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3];
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    /// <summary>The step a code belongs to: this one, or a neighbour since clocks differ. Null for a wrong code. Takes the same time for all.</summary>
    public static long? StepOf(string secret, string code, Instant now)
    {
        var typed = Encoding.UTF8.GetBytes(string.Concat(code.Where(sign => !char.IsWhiteSpace(sign))).Normalize(NormalizationForm.FormKC));
        long? found = null;
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(CodeAt(secret, step)), typed)) found = step;
        }

        return found;
    }

    /// <summary>The address that authenticators read from the picture.</summary>
    public static string Address(string secret, string issuer, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={secret}&issuer={Uri.EscapeDataString(issuer)}";

    private static byte[] Bytes(string secret)
    {
        var bytes = new List<byte>();
        int buffer = 0, bits = 0;
        foreach (var letter in secret.ToUpperInvariant())
        {
            var value = Letters.IndexOf(letter);
            if (value < 0) continue;
            buffer = ((buffer << 5) | value) & 0xffff;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
        }

        return [.. bytes];
    }
}
