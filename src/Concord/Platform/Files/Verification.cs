using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Concord.Domain.Files;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Files;

/// <param name="Wrong">missing or changed; null: it is as it was stored.</param>
/// <param name="Names">Of the files that have this content, each with the key of its record.</param>
internal sealed record Verified(string Hash, long Size, string? Wrong, IReadOnlyList<string> Names);

/// <summary>Reads all content again and compares it with its hash. Works for whoever holds the installation, behind every audience.</summary>
internal sealed class Verification(Db db, Me me, IFileStore store)
{
    /// <summary>In the order of hashes, so that it can go on where it stopped.</summary>
    /// <param name="after">Leaves out this hash and all before it; null: nothing.</param>
    public async IAsyncEnumerable<Verified> VerifyAsync(string? after, [EnumeratorCancellation] CancellationToken stop)
    {
        me.IsTheProgram("files");
        var all = await db.Contents.AsNoTracking().ToListAsync(stop);
        foreach (var content in all.Where(one => string.CompareOrdinal(one.Hash, after ?? "") > 0).OrderBy(one => one.Hash, StringComparer.Ordinal))
        {
            var wrong = await WrongAsync(content, stop);
            yield return new(content.Hash, content.Size, wrong, wrong is null ? [] : await NamesOfAsync(content.Hash, stop));
        }
    }

    /// <summary>The files of all records, also of withdrawn ones.</summary>
    public IAsyncEnumerable<StoredFile> ListAsync()
    {
        me.IsTheProgram("files");
        return db.Files.IgnoreQueryFilters().AsNoTracking().Include(file => file.Commitment).Include(file => file.Paper).OrderBy(file => file.Id).AsAsyncEnumerable();
    }

    private async Task<string?> WrongAsync(StoredContent content, CancellationToken stop)
    {
        if (await store.OpenAsync(content.Hash, stop) is not { } stream) return "missing";

        await using (stream)
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, stop)) == content.Hash ? null : "changed";
        }
    }

    private async Task<List<string>> NamesOfAsync(string hash, CancellationToken stop) =>
        [.. (await db.Files.IgnoreQueryFilters().Where(file => file.Hash == hash || file.Thumbnail == hash).OrderBy(file => file.Id).Select(file => new { Key = file.Commitment != null ? file.Commitment.Key : file.Paper!.Key, file.Name }).ToListAsync(stop)).Select(file => $"{file.Key} {file.Name}")];
}
