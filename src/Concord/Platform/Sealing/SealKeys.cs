using System.Security.Cryptography;
using Concord.Platform.Database;
using Concord.Records.Sealing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Sealing;

/// <summary>The keys with which the installation seals records and attests signatures. All nodes share them.</summary>
internal sealed class SealKeys(Db db, IDataProtectionProvider protection, IClock clock)
{
    private readonly IDataProtector protector = protection.CreateProtector("seal-key");

    /// <summary>All keys as they are published, the latest first.</summary>
    public async Task<PublishedKeys> PublishedAsync(CancellationToken stop = default) =>
        new([.. (await db.SealKeys.AsNoTracking().OrderByDescending(one => one.UsedFrom).ToListAsync(stop)).Select(one => one.ToPublished())]);

    /// <summary>The key in use, to sign with. Whoever asks disposes of it.</summary>
    /// <exception cref="SealKeyLostException">Its private half cannot be opened: the keys of data protection are gone.</exception>
    public async Task<SealingKey> CurrentAsync(CancellationToken stop = default)
    {
        var row = await db.SealKeys.AsNoTracking().SingleAsync(one => one.UsedUntil == null, stop);
        try
        {
            return SealingKey.Import(protector.Unprotect(Convert.FromBase64String(row.Secret!)), row.UsedFrom);
        }
        catch (CryptographicException gone)
        {
            throw new SealKeyLostException(row.Kid, gone);
        }
    }

    /// <summary>Makes the first key. It is made when the installation begins and not when it first seals: its time would tell when.</summary>
    public async Task PrepareAsync(CancellationToken stop = default)
    {
        if (await db.SealKeys.AnyAsync(stop)) return;

        var first = Make();
        await db.InOneTransaction(
            async () =>
            {
                await db.TakeTurnAsync(Turn.SealKeys, stop);
                if (await db.SealKeys.AnyAsync(stop)) return; // another node was quicker

                db.SealKeys.Add(first);
                await db.SaveChangesAsync(stop);
            },
            stop);
    }

    /// <summary>Takes a new key into use. What was sealed stays as it is and is checked with the old key, whose private half is thrown away.</summary>
    /// <returns>Names of the old key and of the new one.</returns>
    public async Task<(string Old, string New)> RotateAsync(CancellationToken stop = default)
    {
        var (old, next) = ("", Make());
        await db.InOneTransaction(
            async () =>
            {
                await db.TakeTurnAsync(Turn.SealKeys, stop);
                var current = await db.SealKeys.SingleAsync(one => one.UsedUntil == null, stop);
                next.UsedFrom = Instant.Max(next.UsedFrom, current.UsedFrom + Duration.FromSeconds(1)); // seals count in seconds
                (current.Secret, current.UsedUntil) = (null, next.UsedFrom);
                old = current.Kid;
                db.SealKeys.Add(next);
                await db.SaveChangesAsync(stop);
            },
            stop);
        return (old, next.Kid);
    }

    /// <summary>Outside of a transaction: protecting the secret may make a key of data protection, which is a row too.</summary>
    private SealKeyRow Make()
    {
        using var key = SealingKey.New(clock.GetCurrentInstant());
        return new()
        {
            Kid = key.Public.Kid,
            X = key.Public.X,
            Y = key.Public.Y,
            Secret = Convert.ToBase64String(protector.Protect(key.Export())),
            UsedFrom = key.Public.From!.Value,
        };
    }
}

/// <summary>The installation cannot seal any more until it has a new key; old seals can be checked as before.</summary>
internal sealed class SealKeyLostException(string kid, Exception inner)
    : Exception($"The private half of the seal key {kid} cannot be opened: the keys of data protection it was sealed with are gone. Take a new one into use: concord seal rotate-key", inner);
