using Concord.Domain.Files;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Files;

/// <summary>The list of what is in the store.</summary>
internal static class Contents
{
    /// <summary>Notes that content is being stored now, in one transaction with what refers to it: from then on it is not collected.</summary>
    /// <param name="refer">Makes the change that refers to it.</param>
    public static Task SeenAsync(Db db, string hash, long size, Instant now, Action refer, CancellationToken stop) =>
        db.InOneTransaction(
            async () =>
            {
                var at = now.ToDateTimeUtc();
                await db.Database.ExecuteSqlAsync($"insert into content (hash, size, seen_at) values ({hash}, {size}, {at}) on conflict (hash) do update set seen_at = excluded.seen_at", stop);
                refer();
                await db.SaveChangesAsync(stop);
            },
            stop);

    /// <summary>Bytes of the files that an account has sent since then, whoever may read them: it sent them.</summary>
    public static async Task<long> SentAsync(Db db, Guid account, Instant since, CancellationToken stop) =>
        await db.Files.IgnoreQueryFilters().Where(file => file.UploadedBy == account && file.UploadedAt > since).SumAsync(file => file.Size, stop);
}
