using System.Security.Cryptography;

namespace Concord.Records;

/// <summary>SHA-256 as it is written here: 64 digits of lower-case hexadecimal.</summary>
internal static class Hashes
{
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static bool IsHash(string text) => text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigitLower);
}
