using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using Concord.Domain.Common;
using Concord.Domain.Files;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Files;

/// <summary>What became of a piece of an upload.</summary>
internal enum Piece
{
    Taken,

    /// <summary>It does not begin where the last one ended.</summary>
    Misplaced,

    /// <summary>Another request is writing.</summary>
    Locked,

    /// <summary>It is not what its sender says it is; nothing of it counts.</summary>
    WrongChecksum,
}

/// <summary>
/// Files on their way here, of whoever is asking. They come in pieces, to any node; what is safe of them is in the store, how much that is
/// in the database. When all is there it is looked at, and stored under its hash.
/// </summary>
internal sealed class Uploads(Db db, Me me, IFileStore store, FileSettings settings, IClock clock)
{
    /// <summary>How long an upload waits for its next piece, and for a record that takes it.</summary>
    public static readonly Duration Kept = Duration.FromDays(1);

    /// <summary>A request that says nothing for so long is no more: another may write.</summary>
    private static readonly Duration LockFor = Duration.FromSeconds(30);

    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private const int Buffer = 256 * 1024;
    private const int LongestName = 200;

    /// <summary>Announces a file.</summary>
    /// <param name="size">In bytes; null when the sender does not know yet.</param>
    /// <exception cref="RuleBroken">It is too large, or too much in one day, or the store is full.</exception>
    public async Task<Upload> BeginAsync(string name, long? size, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var upload = new Upload { Account = me.Id!.Value, Name = Cleaned(name), Size = size, StartedAt = now, ExpiresAt = now + Kept };
        MayBe(size ?? 0);
        if (await RoomAsync(stop) is { } room && (size ?? 1) > room.Bytes) throw room.Rule;

        db.Uploads.Add(upload);
        await db.SaveChangesAsync(stop);
        return upload;
    }

    /// <summary>One's own upload that has not expired; null when there is none.</summary>
    public async Task<Upload?> FindAsync(Guid id, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        return await db.Uploads.SingleOrDefaultAsync(one => one.Id == id && one.Account == me.Id && one.ExpiresAt > now, stop);
    }

    /// <summary>Adds a piece. When the sender breaks off, what has come of it counts.</summary>
    /// <param name="offset">Where the sender believes to go on.</param>
    /// <param name="size">The whole size, when the sender tells it only now; null: he does not.</param>
    /// <param name="checksum">Algorithm and value that the whole piece must have; null: none was told.</param>
    /// <param name="stop">The end of this node, not of the request: what has come is to be noted even when the sender has gone.</param>
    /// <exception cref="RuleBroken">It is larger than announced or allowed.</exception>
    public async Task<Piece> AddAsync(Upload upload, long offset, long? size, Stream content, (HashAlgorithmName Algorithm, byte[] Value)? checksum, CancellationToken gone, CancellationToken stop)
    {
        if (await LockAsync(upload, stop) is not { } key) return Piece.Locked;
        try
        {
            MayBe(size ?? 0);
            upload.Size ??= size;
            if (offset != upload.Received || upload.Hash is not null || upload.Refused is not null) return Piece.Misplaced;

            using var hash = offset == 0 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
            using var check = checksum is { } told ? IncrementalHash.CreateHash(told.Algorithm) : null;
            var whole = await ReceiveAsync(upload, key, content, hash, check, gone, stop);
            if (check is not null && !check.GetHashAndReset().AsSpan().SequenceEqual(checksum!.Value.Value)) return Piece.WrongChecksum;

            await SaveAsync(upload, key, whole, stop);
            if (upload.IsComplete) await CompleteAsync(upload, hash is null ? null : Convert.ToHexStringLower(hash.GetHashAndReset()), stop);
            return Piece.Taken;
        }
        finally
        {
            await db.InOneTransaction(() => db.Uploads.Where(one => one.Id == upload.Id && one.Lock == key).ExecuteUpdateAsync(set => set.SetProperty(one => one.LockedUntil, (Instant?)null).SetProperty(one => one.Lock, (Guid?)null), stop), CancellationToken.None);
        }
    }

    /// <summary>The sender has said that there is no more: what has come is all.</summary>
    public async Task EndAsync(Upload upload, CancellationToken stop)
    {
        upload.Size = upload.Received;
        await db.SaveChangesAsync(stop);
        await CompleteAsync(upload, null, stop);
    }

    /// <summary>Looks at a file that is all there, and stores it under its hash. May be called again when it did not come to its end.</summary>
    /// <param name="hash">As it was computed on the way; null: it has to be read once more.</param>
    public async Task CompleteAsync(Upload upload, string? hash, CancellationToken stop)
    {
        if (upload.Refused is not null) return;
        if (upload.Hash is null)
        {
            if (upload.Received > 0) await store.SealAsync(upload.Id, upload.Staged, stop);
            try
            {
                if (upload.Received == 0) throw new RuleBroken("File.Empty");
                await using var content = await store.OpenStagedAsync(upload.Id, upload.Staged, stop);
                var (type, name) = await Inspection.OfAsync(content, upload.Name, stop);
                hash ??= await HashOf(content, stop);
                (upload.Type, upload.Name) = (type.Media, name);
            }
            catch (RuleBroken rule)
            {
                await RefuseAsync(upload, rule, stop);
                return;
            }

            // First the row, which keeps the content from being collected, and then the content: whoever comes after a crash finds what is to be done.
            await Contents.SeenAsync(db, hash, upload.Received, clock.GetCurrentInstant(), () => upload.Hash = hash, stop);
        }

        await store.KeepAsync(upload.Id, upload.Staged, upload.Hash!, stop);
    }

    /// <summary>Refuses a file and drops what has come of it.</summary>
    public async Task RefuseAsync(Upload upload, RuleBroken rule, CancellationToken stop)
    {
        upload.Refused = new(rule.TextKey, [.. rule.Values.Select(value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "")]);
        await db.SaveChangesAsync(stop);
        await store.DropAsync(upload.Id, upload.Staged, stop);
    }

    public async Task DropAsync(Upload upload, CancellationToken stop)
    {
        db.Uploads.Remove(upload);
        await db.SaveChangesAsync(stop);
        if (upload.Hash is null) await store.DropAsync(upload.Id, upload.Staged, stop);
    }

    /// <summary>The name without folders and signs that no file name has; some browsers send the whole path.</summary>
    public static string Cleaned(string name)
    {
        var last = name.Split('/', '\\')[^1].Normalize();
        var clean = new string([.. last.Where(sign => !char.IsControl(sign) && !"<>:\"|?*\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069".Contains(sign, StringComparison.Ordinal))]).Trim(' ', '.');
        if (clean.Length > LongestName)
        {
            var extension = Path.GetExtension(clean);
            if (extension.Length > 10) extension = "";
            clean = clean[..(LongestName - extension.Length)].TrimEnd('\ud800', ' ') + extension;
            if (char.IsHighSurrogate(clean[LongestName - extension.Length - 1])) clean = clean.Remove(LongestName - extension.Length - 1, 1);
        }

        return clean.Length == 0 ? "file" : clean;
    }

    private void MayBe(long size)
    {
        if (size > settings.Largest) throw new RuleBroken("File.TooLarge", Megabytes(settings.Largest));
    }

    private static string Megabytes(long bytes) => (bytes / 1024 / 1024).ToString("0", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The bytes that may still come from this account, and the rule that they would break.</summary>
    private async Task<(long Bytes, RuleBroken Rule)?> RoomAsync(CancellationToken stop)
    {
        var since = clock.GetCurrentInstant() - Duration.FromDays(1);
        var waiting = await db.Uploads.Where(one => one.Account == me.Id && one.StartedAt > since && one.Refused == null).SumAsync(one => one.Hash == null && one.Size != null ? one.Size.Value : one.Received, stop);
        var taken = await Contents.SentAsync(db, me.Id!.Value, since, stop);
        var all = await db.Contents.SumAsync(one => one.Size, stop);
        var (today, total) = (settings.PerDay - waiting - taken, settings.Total - all);
        return today < total ? (today, new("File.TooMuchToday", Megabytes(settings.PerDay))) : (total, new("File.StoreFull"));
    }

    private async Task<Guid?> LockAsync(Upload upload, CancellationToken stop)
    {
        var (now, key, locked) = (clock.GetCurrentInstant(), Guid.NewGuid(), 0);
        await db.InOneTransaction(
            async () => locked = await db.Uploads.Where(one => one.Id == upload.Id && (one.LockedUntil == null || one.LockedUntil < now))
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.LockedUntil, now + LockFor).SetProperty(one => one.Lock, key), stop),
            stop);
        if (locked == 0) return null;

        await db.Entry(upload).ReloadAsync(stop);
        return key;
    }

    /// <summary>Writes what comes into the store; notes now and then how much of it is safe. While one piece is hashed and written, the next
    /// one is received.</summary>
    private async Task<Staged> ReceiveAsync(Upload upload, Guid key, Stream content, IncrementalHash? hash, IncrementalHash? check, CancellationToken gone, CancellationToken stop)
    {
        await using var writer = await store.StageAsync(upload.Id, upload.Staged, stop);
        var (coming, going) = (ArrayPool<byte>.Shared.Rent(Buffer), ArrayPool<byte>.Shared.Rent(Buffer));
        var (all, since, work) = (upload.Received, Stopwatch.StartNew(), Task.CompletedTask);
        try
        {
            while (await Next(content, coming.AsMemory(0, Buffer), gone) is > 0 and var read)
            {
                await work;
                all += read;
                if (all > (upload.Size ?? settings.Largest)) throw new RuleBroken("File.TooLarge", Megabytes(upload.Size ?? settings.Largest));

                // A piece with a checksum counts as a whole or not at all.
                if (since.Elapsed >= SaveEvery)
                {
                    await SaveAsync(upload, key, check is null ? writer.Safe : upload.Staged, stop);
                    since.Restart();
                }

                work = TakeAsync(coming.AsMemory(0, read));
                (coming, going) = (going, coming);
            }

            await work;
            return await writer.FlushAsync(stop);
        }
        finally
        {
            await work.ContinueWith(_ => { }, TaskScheduler.Default); // it still reads what is given back here
            ArrayPool<byte>.Shared.Return(coming);
            ArrayPool<byte>.Shared.Return(going);
        }

        Task TakeAsync(ReadOnlyMemory<byte> piece) =>
            Task.WhenAll(
                hash is null && check is null ? Task.CompletedTask : Task.Run(() => Add(piece), CancellationToken.None),
                Task.Run(() => writer.WriteAsync(piece, stop).AsTask(), CancellationToken.None));

        void Add(ReadOnlyMemory<byte> piece)
        {
            hash?.AppendData(piece.Span);
            check?.AppendData(piece.Span);
        }
    }

    /// <summary>Fills the memory, or as much of it as there is to come, or comes in a moment: what a slow sender sends is noted too. One who breaks
    /// off has sent what he has sent.</summary>
    private static async Task<int> Next(Stream content, Memory<byte> memory, CancellationToken gone)
    {
        var (filled, since) = (0, Stopwatch.StartNew());
        try
        {
            while (filled < memory.Length && since.Elapsed < Moment && await content.ReadAsync(memory[filled..], gone) is > 0 and var read) filled += read;
        }
        catch (Exception broken) when (broken is OperationCanceledException or IOException)
        {
            return filled;
        }

        return filled;
    }

    private async Task SaveAsync(Upload upload, Guid key, Staged so, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        (upload.Staged, upload.Received, upload.LockedUntil, upload.Lock, upload.ExpiresAt) = (so, so.Length, now + LockFor, key, now + Kept);
        await db.SaveChangesAsync(stop);
    }

    private static async Task<string> HashOf(Stream content, CancellationToken stop)
    {
        content.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop));
    }
}
