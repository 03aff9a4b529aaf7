using System.Security.Cryptography;
using System.Text;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Records;
using Concord.Domain.Rounds;
using Concord.Platform.Database;
using Concord.Platform.Files;
using Concord.Platform.Languages;
using Concord.Platform.Outbox;
using Concord.Platform.Sealing;
using Concord.Records;
using Concord.Records.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Records;

/// <summary>Seal a record that every side has signed.</summary>
internal sealed record SealRecord(Guid Record) : IJob;

/// <summary>
/// Prints and seals, which takes seconds, and then keeps the seal, its files and what follows from it at once: nothing of it is ever half there.
/// When it fails the record stays signed and it is tried again.
/// </summary>
internal sealed class SealRecords(Db db, RecordTexts texts, Sealer sealer, IFileStore store, Words words, Today today, IClock clock) : IDo<SealRecord>
{
    public async Task DoAsync(IReadOnlyList<SealRecord> jobs, CancellationToken stop)
    {
        foreach (var job in jobs.DistinctBy(job => job.Record)) await SealAsync(job.Record, stop);
    }

    private async Task SealAsync(Guid id, CancellationToken stop)
    {
        if (await StandingAsync(id, stop) is not { Canonical: { } canonical } record) return;

        var signatures = await db.Signatures.AsNoTracking().Where(one => one.RecordId == id && one.VoidedAt == null).ToListAsync(stop);
        var parties = words.Programme.Parties.Select(party => party.Key).ToList();
        if (parties.Exists(party => signatures.TrueForAll(one => one.Party != party))) return;

        var last = await db.JointRecords.AsNoTracking().Where(one => one.Number != null).OrderByDescending(one => one.Number).FirstOrDefaultAsync(stop);
        var number = (last?.Number ?? 0) + 1;
        var proofs = signatures.OrderBy(one => parties.IndexOf(one.Party)).Select(one => Proof.Read(Encoding.UTF8.GetBytes(one.Proof))).ToList();
        var done = await sealer.SealAsync(RecordText.Read(Encoding.UTF8.GetBytes(canonical)), number.ToString(System.Globalization.CultureInfo.InvariantCulture), last?.Seal, proofs, stop);

        var files = new List<SealedDocument>();
        foreach (var (place, file) in done.Files.Index())
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(file.Content));
            await store.PutAsync(hash, file.Content, stop);
            await Contents.SeenAsync(db, hash, file.Content.Length, clock.GetCurrentInstant(), () => { }, stop);
            files.Add(new() { RecordId = id, Name = file.Name, Type = file.MediaType, Hash = hash, Size = file.Content.Length, Sequence = place });
        }

        await KeepAsync(record, canonical, number, done.Seal, files, stop);
    }

    private Task KeepAsync(JointRecord seen, string canonical, int number, string seal, List<SealedDocument> files, CancellationToken stop) => db.InOneTransaction(
        async () =>
        {
            await db.TakeTurnAsync(Turn.Seals, stop);
            db.ChangeTracker.Clear();
            if (await db.JointRecords.Include(one => one.Round).SingleOrDefaultAsync(one => one.Id == seen.Id, stop) is not { IsSealed: false } record || record.Canonical != canonical) return;
            if (await db.JointRecords.AnyAsync(one => one.Number >= number, stop)) throw new InvalidOperationException("Another record was sealed meanwhile: this one is sealed again, behind it.");

            record.BeSealed(number, clock.GetCurrentInstant(), seal);
            db.AddRange(files);
            foreach (var (index, paragraph) in (await texts.ParagraphsAsync(record.Id, stop)).Index())
            {
                if (paragraph.Kind != ParagraphKind.Commitment) continue;

                var lifted = Commitment.LiftedFrom(paragraph.Id, Plain(number), Plain(index + 1), Verified(paragraph.Name), record.RoundId, record.Audience, record.Fictitious);
                lifted.Made = PartialDate.On(today.Date);
                if (record.Round.Pillars is [var only]) lifted.Pillar = only;
                db.Add(lifted);
            }

            // What both have signed of a round that has begun, it has agreed, whether or not somebody wrote down that it was held.
            if (record.Round.Status < RoundStatus.RecordAgreed && !(record.Round.Start?.Earliest > today.Date)) record.Round.Becomes(RoundStatus.RecordAgreed, today.Date, [], [], null);
            await db.SaveChangesAsync(stop);
        },
        stop);

    private Task<JointRecord?> StandingAsync(Guid id, CancellationToken stop) => db.JointRecords.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id && one.SealedAt == null, stop);

    private static string Plain(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Signed by both sides: nothing attests a wording better.</summary>
    private static Text Verified(Text texts) => texts.Wordings.Aggregate(Text.Empty, (text, one) => text.With(one.Key, new(one.Value.Text)));
}

/// <summary>Files of sealed records are part of an official act.</summary>
internal sealed class FilesOfSeals : IReferToFiles
{
    public bool IsSigned => true;

    public IQueryable<string> Of(Db db) => db.SealedDocuments.IgnoreQueryFilters().Select(file => file.Hash);
}
