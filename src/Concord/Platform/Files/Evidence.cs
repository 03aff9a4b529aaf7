using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Files;
using Concord.Domain.Rounds;
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
        var sent = await FindAsync(upload, stop);
        var file = new StoredFile(entry, sent.Hash!, sent.Received, sent.Name, sent.Type!, Fresh, me.Id, clock.GetCurrentInstant());
        file.IsPartOf(commitment);
        Take(sent, file);
    }

    /// <summary>The upload belongs to the paper from now on.</summary>
    /// <param name="sent">As <see cref="FindAsync"/> found it.</param>
    public void Add(Paper paper, Upload sent) => Take(sent, new(paper, sent.Hash!, sent.Received, sent.Name, sent.Type!, Fresh, me.Id, clock.GetCurrentInstant()));

    /// <summary>One's own upload, which is all there.</summary>
    /// <exception cref="RuleBroken">There is no such upload, it is not all there, or it was refused.</exception>
    public async Task<Upload> FindAsync(Guid upload, CancellationToken stop)
    {
        if (await uploads.FindAsync(upload, stop) is not { } found) throw new RuleBroken("File.UploadGone");
        if (found.Refused is { } refused) throw new RuleBroken(refused.TextKey, [.. refused.Values]);
        return found is { Hash: not null, Type: not null } ? found : throw new RuleBroken("File.UploadUnfinished");
    }

    private FileState Fresh => scanner.IsThere ? FileState.Waiting : FileState.Ready;

    private void Take(Upload sent, StoredFile file)
    {
        db.Files.Add(file);
        db.Uploads.Remove(sent);
        db.Later(new LookAtFile(file.Id));
    }
}
