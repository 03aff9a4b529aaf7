using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Files;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Files;

/// <summary>Makes a file of a record out of an upload, in the transaction that saves the record.</summary>
internal sealed class Evidence(Db db, Me me, Uploads uploads, Scanner scanner, IClock clock)
{
    /// <summary>The upload belongs to the statement from now on.</summary>
    /// <exception cref="RuleBroken">There is no such upload, it is not all there, or it was refused.</exception>
    public async Task AddAsync(Commitment commitment, StatusEntry entry, Guid upload, CancellationToken stop)
    {
        if (await uploads.FindAsync(upload, stop) is not { } found) throw new RuleBroken("File.UploadGone");
        if (found.Refused is { } refused) throw new RuleBroken(refused.TextKey, [.. refused.Values]);
        if (found is not { Hash: { } hash, Type: { } type }) throw new RuleBroken("File.UploadUnfinished");

        var file = new StoredFile(entry, hash, found.Received, found.Name, type, scanner.IsThere ? FileState.Waiting : FileState.Ready, me.Id, clock.GetCurrentInstant());
        file.IsPartOf(commitment);
        db.Files.Add(file);
        db.Uploads.Remove(found);
        db.Later(new LookAtFile(file.Id));
    }
}
