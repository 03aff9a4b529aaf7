using Concord.Platform.Database;
using Concord.Platform.Scheduled;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Files;

/// <summary>Removes uploads that nobody goes on with, and content that nothing refers to any more.</summary>
internal sealed class CollectFiles(Db db, IFileStore store, IEnumerable<IReferToFiles> references, IClock clock) : IRecur
{
    /// <summary>How long content stays that nothing refers to: an error of a person is found out within days.</summary>
    public static readonly Duration Grace = Duration.FromDays(7);

    private const int Batch = 500;

    public Instant NextAfter(Instant now) => Every.Day(now, DateTimeZone.Utc, 3);

    public async Task<int> DoAsync(CancellationToken stop) => await DropExpiredAsync(stop) + await RemoveUnusedAsync(stop) + await DropForgottenAsync(stop);

    private async Task<int> DropExpiredAsync(CancellationToken stop)
    {
        var (now, gone) = (clock.GetCurrentInstant(), 0);
        foreach (var upload in await db.Uploads.Where(one => one.ExpiresAt < now && (one.LockedUntil == null || one.LockedUntil < now)).Take(Batch).ToListAsync(stop))
        {
            await store.DropAsync(upload.Id, upload.Staged, stop);
            db.Uploads.Remove(upload);
            await db.SaveChangesAsync(stop);
            gone++;
        }

        return gone;
    }

    /// <summary>Row and content go in one transaction: whoever stores the same at this moment waits for its end, finds it gone, and stores it anew.</summary>
    private async Task<int> RemoveUnusedAsync(CancellationToken stop)
    {
        var (before, gone) = (clock.GetCurrentInstant() - Grace, 0);
        var unused = db.Contents.Where(content => content.SeenAt < before);
        foreach (var reference in references)
        {
            var used = reference.Of(db);
            unused = unused.Where(content => !used.Contains(content.Hash));
        }

        foreach (var hash in await unused.Select(content => content.Hash).Take(Batch).ToListAsync(stop))
        {
            await db.InOneTransaction(
                async () =>
                {
                    if (await unused.Where(content => content.Hash == hash).ExecuteDeleteAsync(stop) == 0) return;

                    await store.RemoveAsync(hash, stop);
                    gone++;
                },
                stop);
        }

        return gone;
    }

    /// <summary>What a process that ended in the middle has left in the store.</summary>
    private async Task<int> DropForgottenAsync(CancellationToken stop)
    {
        var (before, gone) = ((clock.GetCurrentInstant() - Grace).ToDateTimeOffset(), 0);
        await foreach (var staged in store.AllStagedAsync(stop))
        {
            if (staged.At >= before || await db.Uploads.AnyAsync(one => one.Id == staged.Upload, stop)) continue;

            await store.DropAsync(staged.Upload, new(0, staged.Multipart, []), stop);
            gone++;
        }

        await foreach (var lying in store.AllAsync(stop))
        {
            if (lying.At >= before || await db.Contents.AnyAsync(one => one.Hash == lying.Hash, stop)) continue;

            await store.RemoveAsync(lying.Hash, stop);
            gone++;
        }

        return gone;
    }
}
