using Concord.Domain.Common;
using Concord.Domain.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Concord.Platform.Database;

/// <summary>Joint records: what is sealed does not change, what changes voids the signatures under it, and every text is kept as it was.</summary>
internal sealed partial class Db
{
    /// <summary>What of a paragraph is signed.</summary>
    private static readonly string[] Signed = [nameof(Paragraph.Name), nameof(Paragraph.Kind), nameof(Paragraph.Sequence), nameof(Paragraph.AgendaItemId), nameof(Paragraph.Statements), nameof(Paragraph.WithdrawnAt)];

    public DbSet<JointRecord> JointRecords => Set<JointRecord>();

    public DbSet<Paragraph> Paragraphs => Set<Paragraph>();

    public DbSet<ParagraphVersion> ParagraphVersions => Set<ParagraphVersion>();

    public DbSet<Proposal> Proposals => Set<Proposal>();

    public DbSet<Signature> Signatures => Set<Signature>();

    public DbSet<SealedDocument> SealedDocuments => Set<SealedDocument>();

    private void RecordFilters(ModelBuilder model)
    {
        Records<JointRecord>(model);
        Records<Paragraph>(model);
        Records<Proposal>(model);

        // Translators are assigned to a record: they read its paragraphs with it.
        model.Entity<Paragraph>().HasQueryFilter(AudienceFilter, MayRead((Paragraph one) => one.Audience, one => one.RecordId));
        model.Entity<Proposal>().HasQueryFilter(AudienceFilter, MayRead((Proposal one) => one.Audience, one => one.RecordId));
        model.Entity<JointRecord>().HasQueryFilter(Whole, record => record.Round.WithdrawnAt == null);
        model.Entity<Paragraph>().HasQueryFilter(Whole, paragraph => paragraph.Record.WithdrawnAt == null);
        model.Entity<Proposal>().HasQueryFilter(Whole, proposal => proposal.Paragraph.WithdrawnAt == null);
        Parts<ParagraphVersion>(model, MayRead((ParagraphVersion one) => one.Audience, one => one.RecordId), version => version.Paragraph.Record.WithdrawnAt == null);
        Parts<SealedDocument>(model, file => file.Record.WithdrawnAt == null);
        Parts<Signature>(model, signature => signature.Record.WithdrawnAt == null);
    }

    /// <summary>Before a save: refuses changes to what is sealed, voids what was signed before a change.</summary>
    /// <exception cref="Domain.Common.RuleBroken">The record is sealed.</exception>
    private async Task GuardRecords(CancellationToken stop)
    {
        var touched = ChangeTracker.Entries<Paragraph>().Where(ChangesWhatIsSigned).Select(entry => entry.Entity.RecordId)
            .Concat(ChangeTracker.Entries<JointRecord>().Where(entry => entry.State == EntityState.Modified && (entry.Property(one => one.Name).IsModified || entry.Property(one => one.Authentic).IsModified || entry.Property(one => one.WithdrawnAt).IsModified)).Select(entry => entry.Entity.Id))
            .Distinct()
            .ToList();
        foreach (var id in touched)
        {
            if (await JointRecords.SingleOrDefaultAsync(one => one.Id == id, stop) is not { } record) continue;

            record.MustNotBeSealed();
            if (record.Canonical is null) continue;

            record.Unfix();
            Entry(record).DetectChanges();
            foreach (var signature in await Signatures.Where(one => one.RecordId == id && one.VoidedAt == null).ToListAsync(stop))
            {
                signature.Void(clock.GetCurrentInstant());
                Entry(signature).DetectChanges();
            }
        }
    }

    private static bool ChangesWhatIsSigned(EntityEntry<Paragraph> entry)
    {
        var isTabled = entry.Entity.IsTabled;
        if (entry.State == EntityState.Added) return isTabled;
        if (entry.State != EntityState.Modified) return false;

        return IsTabledNow(entry) || (isTabled && Signed.Any(name => entry.Property(name).IsModified));
    }

    /// <summary>Whether it becomes known to both sides, or ceases to be.</summary>
    private static bool IsTabledNow(EntityEntry entry) =>
        entry.Entity is Paragraph paragraph && paragraph.IsTabled != (((Audience)entry.Property(nameof(Paragraph.Audience)).OriginalValue!).PartyKey is null);

    /// <summary>Keeps a paragraph as it stands from now on.</summary>
    private void KeepVersion(EntityEntry entry)
    {
        if (entry.Entity is not Paragraph paragraph) return;
        if (entry.State == EntityState.Modified && !IsTabledNow(entry) && !new[] { nameof(Paragraph.Name), nameof(Paragraph.Sequence), nameof(Paragraph.WithdrawnAt) }.Any(name => entry.Property(name).IsModified)) return;

        ParagraphVersions.Add(new()
        {
            ParagraphId = paragraph.Id,
            RecordId = paragraph.RecordId,
            Number = paragraph.Version,
            Audience = paragraph.Audience,
            At = clock.GetCurrentInstant(),
            Account = me.Id,
            Party = me.Party,
            Name = paragraph.Name,
            Sequence = paragraph.Sequence,
            Withdrawn = paragraph.IsWithdrawn,
        });
    }
}
