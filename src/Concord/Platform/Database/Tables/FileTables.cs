using Concord.Domain.Files;
using Concord.Platform.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Concord.Platform.Database.Tables;

internal sealed class FileTables : IEntityTypeConfiguration<StoredFile>, IEntityTypeConfiguration<StoredContent>, IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<StoredFile> table)
    {
        table.ToTable("file").HasKey(file => file.Id);
        table.Property(file => file.Id).ValueGeneratedNever();
        table.HasOne(file => file.Commitment).WithMany().HasForeignKey(file => file.CommitmentId);
        table.HasOne(file => file.StatusEntry).WithMany(entry => entry.Files).HasForeignKey(file => file.StatusEntryId);
        table.HasOne(file => file.Paper).WithMany(paper => paper.Files).HasForeignKey(file => file.PaperId);
        table.Ignore(file => file.Whole).Ignore(file => file.PartOf).Ignore(file => file.IsErased).Ignore(file => file.IsServed);
    }

    public void Configure(EntityTypeBuilder<StoredContent> table) => table.ToTable("content").HasKey(content => content.Hash);

    public void Configure(EntityTypeBuilder<Upload> table)
    {
        table.ToTable("upload").HasKey(upload => upload.Id);
        table.Property(upload => upload.Id).ValueGeneratedNever();
        table.Ignore(upload => upload.IsComplete);
    }
}
