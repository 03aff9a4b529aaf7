using System.Security.Cryptography;
using Concord.Domain.Files;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Files;

/// <summary>
/// Links to a file for somebody without an account. A link names the file and who made it, is sealed with the installation's keys, and
/// ends by itself. It never gives more than its maker may read at the moment it is used.
/// </summary>
internal sealed class SharedLinks(IDataProtectionProvider keys, IServiceScopeFactory scopes, IClock clock)
{
    public static readonly Duration Usual = Duration.FromDays(1);

    public static readonly Duration Longest = Duration.FromDays(14);

    private readonly IDataProtector protector = keys.CreateProtector("shared file");

    /// <summary>The address of a link, without the site.</summary>
    public string AddressOf(Guid file, Guid maker, Instant until)
    {
        var bytes = new byte[40];
        file.TryWriteBytes(bytes);
        maker.TryWriteBytes(bytes.AsSpan(16));
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), until.ToUnixTimeSeconds());
        return "/files/shared/" + Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode(protector.Protect(bytes));
    }

    /// <summary>The file, read as the link's maker; null when the link is not ours, has ended, or its maker may not read the file any more.</summary>
    public async Task<StoredFile?> RedeemAsync(string token, CancellationToken stop)
    {
        if (Open(token) is not { } link || link.Until <= clock.GetCurrentInstant()) return null;

        await using var scope = scopes.CreateAsyncScope();
        await using (var asking = scopes.CreateAsyncScope())
        {
            var db = asking.ServiceProvider.GetRequiredService<Db>();
            if (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(one => one.Id == link.Maker, stop) is not { } account) return null;

            var grants = await db.Grants.AsNoTracking().Where(one => one.Account == account.Id && one.EndedAt == null).ToListAsync(stop);
            scope.ServiceProvider.GetRequiredService<Me>().Is(account, grants, await db.Assignments.AsNoTracking().Where(one => one.Account == account.Id).ToListAsync(stop));
        }

        return await scope.ServiceProvider.GetRequiredService<Db>().Files.AsNoTracking().SingleOrDefaultAsync(one => one.Id == link.File, stop);
    }

    private (Guid File, Guid Maker, Instant Until)? Open(string token)
    {
        try
        {
            var bytes = protector.Unprotect(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(token));
            return (new(bytes.AsSpan(0, 16)), new(bytes.AsSpan(16, 16)), Instant.FromUnixTimeSeconds(System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(32))));
        }
        catch (Exception wrong) when (wrong is CryptographicException or FormatException or ArgumentException)
        {
            return null; // not made by this installation
        }
    }
}
