using System.Buffers.Text;

namespace Concord.Records;

/// <summary>Bytes in base64url (RFC 4648, without padding), of which only one spelling is accepted.</summary>
internal static class Bytes
{
    public static string Spell(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <exception cref="UnreadableException">No base64url, padded, with blanks, or with bits that mean nothing.</exception>
    public static byte[] Read(string text)
    {
        byte[] bytes;
        try
        {
            bytes = Base64Url.DecodeFromChars(text);
        }
        catch (FormatException wrong)
        {
            throw new UnreadableException("Not base64url.", wrong);
        }

        return Spell(bytes) == text ? bytes : throw new UnreadableException("Not base64url in its one spelling.");
    }
}
