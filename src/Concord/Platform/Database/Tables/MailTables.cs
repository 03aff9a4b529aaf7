using Concord.Platform.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Concord.Platform.Database.Tables;

internal sealed class MailTables : IEntityTypeConfiguration<MailRow>, IEntityTypeConfiguration<MailPreference>
{
    public void Configure(EntityTypeBuilder<MailRow> table)
    {
        table.ToTable("mail").HasKey(mail => mail.Id);
        table.Property(mail => mail.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<MailPreference> table)
    {
        table.ToTable("mail_preference").HasKey(one => one.Account);
        table.Property(one => one.Account).ValueGeneratedNever();
        table.Property(one => one.Choices).HasConversion(
            new StoredJson<Dictionary<MailSort, MailChoice>>(),
            new ValueComparer<Dictionary<MailSort, MailChoice>>((one, other) => one!.OrderBy(pair => pair.Key).SequenceEqual(other!.OrderBy(pair => pair.Key)), one => one.Count, one => new(one)));
        table.Property(one => one.Version).IsConcurrencyToken();
    }
}
