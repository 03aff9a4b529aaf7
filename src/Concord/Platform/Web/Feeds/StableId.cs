using System.Security.Cryptography;
using System.Text;

namespace Concord.Platform.Web.Feeds;

internal static class StableId
{
    /// <summary>The same UUID for the same parts, always and on every node (RFC 9562, version 8): what programs recognise an entry by.</summary>
    public static Guid Of(params ReadOnlySpan<string> parts)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }
}
