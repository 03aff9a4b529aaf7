using Concord.Platform.Scheduled;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Concord.Platform.Database.Tables;

internal sealed class ScheduledTables : IEntityTypeConfiguration<ScheduledWork>, IEntityTypeConfiguration<WorkRun>
{
    public void Configure(EntityTypeBuilder<ScheduledWork> table) => table.ToTable("scheduled_work").HasKey(work => work.Name);

    public void Configure(EntityTypeBuilder<WorkRun> table)
    {
        table.ToTable("work_run").HasKey(run => run.Id);
        table.Property(run => run.Id).ValueGeneratedNever();
    }
}
