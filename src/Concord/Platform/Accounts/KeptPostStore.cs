using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Accounts;

/// <summary>A kept post whose owner is away at their identity provider. Whoever reads the table cannot open it: the key is in their browser.</summary>
internal sealed class KeptPostRow
{
    public static readonly Duration Lasts = Duration.FromHours(1);

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid Account { get; init; }

    /// <summary>Base64 of nonce, tag and what AES-256-GCM made of it.</summary>
    public required string Sealed { get; init; }

    public required Instant MadeAt { get; init; }

    public bool IsOver(Instant now) => now - MadeAt >= Lasts;
}

/// <summary>
/// Keeps what somebody had sent while they go through an identity provider: no form of ours goes along there. It is opened by the browser
/// it was sent from, which alone holds the key, and for the account that sent it. Kept is only what has a known owner whom a provider may
/// bring back, and of each no more than a few, so that nobody fills the table.
/// </summary>
internal sealed class KeptPostStore(Db db, IClock clock)
{
    public const int PerAccount = 5;
    private const int KeyLength = 32;

    private static readonly int NonceLength = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagLength = AesGcm.TagByteSizes.MaxSize;

    /// <returns>Its ticket; null when it is not kept.</returns>
    public async Task<Guid?> KeepAsync(HttpContext http, KeptPost post)
    {
        if (post.Owner is not { } owner || !await db.Logins.AnyAsync(one => one.UserId == owner)) return null;

        var (id, key, now) = (Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(KeyLength), clock.GetCurrentInstant());
        var row = new KeptPostRow { Id = id, Account = owner, Sealed = Seal(post.ToJson(), key, id), MadeAt = now };
        await db.InOneTransaction(async () =>
        {
            var before = await db.KeptPosts.Where(one => one.Account == owner).OrderByDescending(one => one.Id).Select(one => one.Id).ToListAsync();
            foreach (var old in before.Skip(PerAccount - 1))
            {
                await db.KeptPosts.Where(one => one.Id == old).ExecuteDeleteAsync();
                http.Response.Cookies.Delete(CookieOf(old));
            }

            db.KeptPosts.Add(row);
            await db.SaveChangesAsync();
        });
        http.Response.Cookies.Append(CookieOf(id), Base64Url.EncodeToString(key), new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax, // asked for on the way back from another site
            Secure = http.Request.IsHttps,
            MaxAge = KeptPostRow.Lasts.ToTimeSpan(),
        });
        return id;
    }

    /// <summary>Whether this browser holds the key of something kept. What it is, and whether it can still be opened, its owner learns.</summary>
    public static bool IsHeld(HttpContext http, Guid ticket) => http.Request.Cookies.ContainsKey(CookieOf(ticket));

    /// <summary>What is kept under this ticket, for this account in this browser; null for everybody else, and when its hour is over.</summary>
    public async Task<KeptPost?> OpenAsync(HttpContext http, Guid ticket, Guid account)
    {
        if (KeyIn(http.Request.Cookies[CookieOf(ticket)]) is not { } key) return null;
        if (await db.KeptPosts.AsNoTracking().SingleOrDefaultAsync(one => one.Id == ticket && one.Account == account) is not { } row || row.IsOver(clock.GetCurrentInstant())) return null;

        try
        {
            return KeptPost.FromJson(Open(row.Sealed, key, ticket));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null; // another's key
        }
    }

    private static string Seal(string json, byte[] key, Guid id)
    {
        var plain = Encoding.UTF8.GetBytes(json);
        var (nonce, tag, cipher) = (RandomNumberGenerator.GetBytes(NonceLength), new byte[TagLength], new byte[plain.Length]);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, cipher, tag, id.ToByteArray());
        return Convert.ToBase64String([.. nonce, .. tag, .. cipher]);
    }

    private static string Open(string sealedPost, byte[] key, Guid id)
    {
        var bytes = Convert.FromBase64String(sealedPost).AsSpan();
        var plain = new byte[bytes.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(bytes[..NonceLength], bytes[(NonceLength + TagLength)..], bytes.Slice(NonceLength, TagLength), plain, id.ToByteArray());
        return Encoding.UTF8.GetString(plain);
    }

    private static byte[]? KeyIn(string? cookie)
    {
        var key = new byte[KeyLength];
        return cookie is not null && Base64Url.IsValid(cookie, out var length) && length == KeyLength && Base64Url.TryDecodeFromChars(cookie, key, out _) ? key : null;
    }

    private static string CookieOf(Guid ticket) => $"concord-kept-{ticket:n}";
}
