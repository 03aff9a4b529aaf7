using Concord.Domain.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Concord.Platform.Database.Tables;

internal sealed class RecordTables
    : IEntityTypeConfiguration<JointRecord>, IEntityTypeConfiguration<Paragraph>, IEntityTypeConfiguration<ParagraphVersion>, IEntityTypeConfiguration<Proposal>, IEntityTypeConfiguration<Signature>, IEntityTypeConfiguration<SealedDocument>
{
    public void Configure(EntityTypeBuilder<JointRecord> table)
    {
        table.ToTable("joint_record").Ignore(record => record.Searched).Ignore(record => record.SearchedOn).Ignore(record => record.IsSealed);
        table.HasOne(record => record.Round).WithMany().HasForeignKey(record => record.RoundId);
        table.HasOne(record => record.Amends).WithMany().HasForeignKey(record => record.AmendsId);
    }

    public void Configure(EntityTypeBuilder<Paragraph> table)
    {
        table.ToTable("paragraph").Ignore(paragraph => paragraph.Searched).Ignore(paragraph => paragraph.SearchedOn).Ignore(paragraph => paragraph.AgreedTo)
            .Ignore(paragraph => paragraph.IsTabled).Ignore(paragraph => paragraph.IsContested).Ignore(paragraph => paragraph.Fingerprint);
        table.HasOne(paragraph => paragraph.Record).WithMany().HasForeignKey(paragraph => paragraph.RecordId);
        table.HasOne(paragraph => paragraph.AgendaItem).WithMany().HasForeignKey(paragraph => paragraph.AgendaItemId);
    }

    public void Configure(EntityTypeBuilder<ParagraphVersion> table)
    {
        table.ToTable("paragraph_version").HasKey(version => version.Id);
        table.Property(version => version.Id).ValueGeneratedNever();
        table.HasOne(version => version.Paragraph).WithMany().HasForeignKey(version => version.ParagraphId);
        table.HasOne<JointRecord>().WithMany().HasForeignKey(version => version.RecordId);
    }

    public void Configure(EntityTypeBuilder<Proposal> table)
    {
        table.ToTable("proposal").Ignore(proposal => proposal.IsTabled);
        table.HasOne(proposal => proposal.Paragraph).WithMany().HasForeignKey(proposal => proposal.ParagraphId);
        table.HasOne<JointRecord>().WithMany().HasForeignKey(proposal => proposal.RecordId);
    }

    public void Configure(EntityTypeBuilder<Signature> table)
    {
        table.ToTable("signature").HasKey(signature => signature.Id);
        table.Property(signature => signature.Id).ValueGeneratedNever();
        table.HasOne(signature => signature.Record).WithMany().HasForeignKey(signature => signature.RecordId);
    }

    public void Configure(EntityTypeBuilder<SealedDocument> table)
    {
        table.ToTable("sealed_file").HasKey(file => new { file.RecordId, file.Name });
        table.HasOne(file => file.Record).WithMany().HasForeignKey(file => file.RecordId);
    }
}
