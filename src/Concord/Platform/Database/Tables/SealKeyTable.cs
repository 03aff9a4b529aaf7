using Concord.Platform.Sealing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Concord.Platform.Database.Tables;

internal sealed class SealKeyTable : IEntityTypeConfiguration<SealKeyRow>
{
    public void Configure(EntityTypeBuilder<SealKeyRow> table) => table.ToTable("seal_key").HasKey(one => one.Kid);
}
