using Concord.Platform.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Concord.Platform.Database.Tables;

internal sealed class AccountTables
    : IEntityTypeConfiguration<Account>, IEntityTypeConfiguration<IdentityUserToken<Guid>>, IEntityTypeConfiguration<IdentityUserLogin<Guid>>, IEntityTypeConfiguration<RoleGrant>,
        IEntityTypeConfiguration<Invitation>, IEntityTypeConfiguration<SignIn>, IEntityTypeConfiguration<Passkey>, IEntityTypeConfiguration<RecoveryCode>, IEntityTypeConfiguration<KeptPostRow>
{
    public void Configure(EntityTypeBuilder<Account> table)
    {
        table.ToTable("account").HasKey(account => account.Id);
        table.Property(account => account.Id).ValueGeneratedNever();
        table.Ignore(account => account.IsOpen);
        table.Property(account => account.ConcurrencyStamp).IsConcurrencyToken();
        table.Property(account => account.LockoutEnd).HasConversion(end => end == null ? (DateTime?)null : end.Value.UtcDateTime, end => end == null ? null : new DateTimeOffset(DateTime.SpecifyKind(end.Value, DateTimeKind.Utc)));
    }

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> table) =>
        table.ToTable("account_token").HasKey(token => new { token.UserId, token.LoginProvider, token.Name });

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> table) =>
        table.ToTable("account_login").HasKey(login => new { login.LoginProvider, login.ProviderKey });

    public void Configure(EntityTypeBuilder<RoleGrant> table)
    {
        table.ToTable("role_grant").HasKey(grant => grant.Id);
        table.Property(grant => grant.Id).ValueGeneratedNever();
        table.Ignore(grant => grant.IsInEffect).Ignore(grant => grant.Side).Ignore(grant => grant.IsPending);
    }

    public void Configure(EntityTypeBuilder<Invitation> table)
    {
        table.ToTable("invitation").HasKey(invitation => invitation.Id);
        table.Property(invitation => invitation.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<Passkey> table)
    {
        table.ToTable("passkey").HasKey(passkey => passkey.Id);
        table.Property(passkey => passkey.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<RecoveryCode> table)
    {
        table.ToTable("recovery_code").HasKey(code => code.Id);
        table.Property(code => code.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<KeptPostRow> table)
    {
        table.ToTable("kept_post").HasKey(kept => kept.Id);
        table.Property(kept => kept.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<SignIn> table)
    {
        table.ToTable("sign_in").HasKey(signIn => signIn.Id);
        table.Property(signIn => signIn.Id).ValueGeneratedNever();
    }
}
