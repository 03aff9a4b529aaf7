using Concord.Domain.Files;
using Concord.Platform.Database;
using Concord.Platform.Outbox;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Files;

/// <summary>Have a file scanned, and make a small picture of it if it is one.</summary>
/// <param name="Times">How often the scanner was not there.</param>
internal sealed record LookAtFile(Guid File, int Times = 0) : IJob;

internal sealed class LookAtFiles(Db db, IFileStore store, Scanner scanner, IClock clock, ILogger<LookAtFiles> log) : IDo<LookAtFile>
{
    private static readonly Duration LongestWait = Duration.FromMinutes(15);

    public async Task DoAsync(IReadOnlyList<LookAtFile> jobs, CancellationToken stop)
    {
        foreach (var job in jobs) await LookAsync(job, stop);
    }

    private async Task LookAsync(LookAtFile job, CancellationToken stop)
    {
        // A file of a withdrawn record is looked at too: the record may come back.
        if (await db.Files.IgnoreQueryFilters().SingleOrDefaultAsync(one => one.Id == job.File, stop) is not { IsErased: false } file) return;

        if (file.State == FileState.Waiting && !await ScanAsync(file, job, stop)) return;
        if (file is { State: FileState.Ready, Thumbnail: null } && FileType.Pictures.Contains(FileType.OfMedia(file.Type)!)) await DrawAsync(file, stop);
    }

    /// <returns>Whether the scanner has answered.</returns>
    private async Task<bool> ScanAsync(StoredFile file, LookAtFile job, CancellationToken stop)
    {
        try
        {
            file.Scanned(scanner.IsThere ? await scanner.FindingAsync(await OpenAsync(file, stop), stop) : null);
        }
        catch (ScannerAway away)
        {
            // Not lost: it waits, longer each time, until the scanner is back.
            log.LogWarning(away, "The scanner cannot be asked; the file {File} waits.", file.Id);
            db.Later(job with { Times = job.Times + 1 }, clock.GetCurrentInstant() + Duration.Min(LongestWait, Duration.FromSeconds(Math.Pow(2, Math.Min(job.Times, 20)))));
            await db.SaveChangesAsync(stop);
            return false;
        }

        await db.SaveChangesAsync(stop);
        return true;
    }

    private async Task DrawAsync(StoredFile file, CancellationToken stop)
    {
        if (file.Size > Thumbnails.Largest) return;

        var bytes = new byte[file.Size];
        await using (var content = await OpenAsync(file, stop)) await content.ReadExactlyAsync(bytes, stop);
        if (Thumbnails.Of(bytes) is not { } small) return;

        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(small));
        await Contents.SeenAsync(db, hash, small.Length, clock.GetCurrentInstant(), () => file.IsShownBy(hash), stop);
        await store.PutAsync(hash, small, stop);
    }

    private async Task<Stream> OpenAsync(StoredFile file, CancellationToken stop) =>
        await store.OpenAsync(file.Hash!, stop) ?? throw new FileNotFoundException($"The content of the file {file.Id} is not in the store.");
}
