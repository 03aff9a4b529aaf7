using Concord.Domain.Common;
using Concord.Domain.Files;
using Concord.Platform.Database;
using Concord.Platform.Outbox;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Files;

/// <summary>Erases a file: its content, its small picture, its name wherever the history has kept it. What is left says that there was one.</summary>
internal sealed class Erasure(Db db, IFileStore store, IEnumerable<IReferToFiles> references, IClock clock)
{
    /// <exception cref="RuleBroken">The content is part of something signed: an official act stays as it was made.</exception>
    public async Task EraseAsync(StoredFile file, string why, CancellationToken stop)
    {
        var (hash, thumbnail, name) = (file.Hash, file.Thumbnail, file.Name);
        foreach (var signed in references.Where(reference => reference.IsSigned))
        {
            if (hash is not null && await signed.Of(db).ContainsAsync(hash, stop)) throw new RuleBroken("File.Signed");
        }

        await db.InOneTransaction(
            async () =>
            {
                file.Erase(why, clock.GetCurrentInstant());

                // Told without the old values: an entry of the usual kind would keep what is to be forgotten.
                db.Entry(file).State = EntityState.Detached;
                await db.Files.IgnoreQueryFilters().Where(one => one.Id == file.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(one => one.Hash, (string?)null).SetProperty(one => one.Thumbnail, (string?)null).SetProperty(one => one.Name, "").SetProperty(one => one.Finding, (string?)null)
                        .SetProperty(one => one.WithdrawnAt, file.WithdrawnAt).SetProperty(one => one.WithdrawnReason, file.WithdrawnReason),
                    stop);
                await ForgetInHistoryAsync(file, hash, name, stop);
                db.Because(why);
                db.Enter(file.PartOf.Kind + "." + nameof(StoredFile), file.Whole.Id, file.Whole.Key, Audience.NarrowerOf(file.Whole.Audience, file.Audience), "erased", new Dictionary<string, string?[]> { ["Size"] = [file.Size.ToString(System.Globalization.CultureInfo.InvariantCulture), null] }, file.Whole.Version);
                db.Later(new ForgetErased());
                if (file.Audience == Audience.Public) db.Later(new DropCachedPages());
                await db.SaveChangesAsync(stop);
                foreach (var gone in new[] { hash, thumbnail }.OfType<string>()) await RemoveAsync(gone, stop);
            },
            stop);
    }

    /// <summary>The name and the hash stand in the entries of this file alone; they may be known to fewer people than the writer is one of.</summary>
    private async Task ForgetInHistoryAsync(StoredFile file, string? hash, string name, CancellationToken stop)
    {
        var (kept, whole, kind) = (JsonName(name), file.PartOf.Id, file.PartOf.Kind + "." + nameof(StoredFile));
        await db.Audit.IgnoreQueryFilters()
            .Where(entry => entry.Record == whole && entry.Kind == kind && ((hash != null && entry.Changes.Contains(hash)) || entry.Changes.Contains(kept)))
            .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Changes, "{}").SetProperty(entry => entry.Reason, (string?)null), stop);
    }

    /// <summary>Content that another file has too stays with that one.</summary>
    private async Task RemoveAsync(string hash, CancellationToken stop)
    {
        foreach (var reference in references)
        {
            if (await reference.Of(db).ContainsAsync(hash, stop)) return;
        }

        if (await db.Contents.Where(content => content.Hash == hash).ExecuteDeleteAsync(stop) > 0) await store.RemoveAsync(hash, stop);
    }

    private static string JsonName(string name) => System.Text.Json.JsonSerializer.Serialize(name, Stored.Json);
}
