using Concord.Domain.Activities;
using Concord.Domain.Commitments;
using Concord.Domain.Glossary;
using Concord.Domain.Organisations;
using Concord.Domain.People;
using Concord.Domain.Programmes;
using Concord.Domain.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Concord.Platform.Database.Tables;

internal sealed class OrganisationTable : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> table)
    {
        table.ToTable("organisation").Ignore(organisation => organisation.Searched).Ignore(organisation => organisation.SearchedOn);
        table.HasOne(organisation => organisation.Parent).WithMany().HasForeignKey(organisation => organisation.ParentId);
        table.HasOne(organisation => organisation.Successor).WithMany().HasForeignKey(organisation => organisation.SuccessorId);
    }
}

internal sealed class PersonTable : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> table)
    {
        table.ToTable("person").Ignore(person => person.Searched).Ignore(person => person.SearchedOn);
        table.HasOne(person => person.Organisation).WithMany().HasForeignKey(person => person.OrganisationId);
    }
}

internal sealed class RoundTable : IEntityTypeConfiguration<Round>
{
    public void Configure(EntityTypeBuilder<Round> table) =>
        table.ToTable("round").Ignore(round => round.Searched).Ignore(round => round.SearchedOn).Ignore(round => round.FirstDay);
}

internal sealed class AgendaItemTable : IEntityTypeConfiguration<AgendaItem>
{
    public void Configure(EntityTypeBuilder<AgendaItem> table)
    {
        table.ToTable("agenda_item").Ignore(item => item.Searched).Ignore(item => item.SearchedOn).Ignore(item => item.IsTabled).Ignore(item => item.AgreedTo);
        table.HasOne(item => item.Round).WithMany().HasForeignKey(item => item.RoundId);
        table.HasOne(item => item.Lead).WithMany().HasForeignKey(item => item.LeadId);
        table.HasOne<AgendaItem>().WithMany().HasForeignKey(item => item.CarriedFromId);
    }
}

internal sealed class PaperTable : IEntityTypeConfiguration<Paper>
{
    public void Configure(EntityTypeBuilder<Paper> table)
    {
        table.ToTable("paper").Ignore(paper => paper.Searched).Ignore(paper => paper.SearchedOn).Ignore(paper => paper.IsTabled).Ignore(paper => paper.StaysWithSide);
        table.HasOne(paper => paper.Round).WithMany().HasForeignKey(paper => paper.RoundId);
        table.HasOne(paper => paper.AgendaItem).WithMany().HasForeignKey(paper => paper.AgendaItemId);
    }
}

internal sealed class DelegateTable : IEntityTypeConfiguration<Delegate>
{
    public void Configure(EntityTypeBuilder<Delegate> table)
    {
        table.ToTable("delegate").Ignore(one => one.Searched).Ignore(one => one.SearchedOn).Ignore(one => one.IsTabled);
        table.HasOne(one => one.Round).WithMany().HasForeignKey(one => one.RoundId);
        table.HasOne(one => one.Person).WithMany().HasForeignKey(one => one.PersonId);
        table.HasOne(one => one.Organisation).WithMany().HasForeignKey(one => one.OrganisationId);
    }
}

internal sealed class ProgrammeTextTable : IEntityTypeConfiguration<ProgrammeText>
{
    public void Configure(EntityTypeBuilder<ProgrammeText> table) => table.ToTable("programme_text").Ignore(text => text.Searched).Ignore(text => text.SearchedOn);
}

internal sealed class TermTable : IEntityTypeConfiguration<Term>
{
    public void Configure(EntityTypeBuilder<Term> table) => table.ToTable("term").Ignore(term => term.Searched).Ignore(term => term.SearchedOn);
}

internal sealed class ActivityTable
    : IEntityTypeConfiguration<Activity>, IEntityTypeConfiguration<ActivityPartner>, IEntityTypeConfiguration<ActivityPlace>, IEntityTypeConfiguration<ActivityCommitment>
{
    public void Configure(EntityTypeBuilder<Activity> table)
    {
        table.ToTable("activity").Ignore(activity => activity.Searched).Ignore(activity => activity.SearchedOn);
        table.Ignore(activity => activity.Start).Ignore(activity => activity.End);
        table.Property(activity => activity.FirstDay).UsePropertyAccessMode(PropertyAccessMode.Property);
        table.Property(activity => activity.LastDay).UsePropertyAccessMode(PropertyAccessMode.Property);
        table.HasMany(activity => activity.Partners).WithOne(partner => partner.Activity).HasForeignKey(partner => partner.ActivityId);
        table.HasMany(activity => activity.Places).WithOne(place => place.Activity).HasForeignKey(place => place.ActivityId);
        table.HasMany(activity => activity.Commitments).WithOne(link => link.Activity).HasForeignKey(link => link.ActivityId);
    }

    public void Configure(EntityTypeBuilder<ActivityPartner> table)
    {
        table.ToTable("activity_partner").HasKey(partner => partner.Id);
        table.Property(partner => partner.Id).ValueGeneratedNever();
        table.HasOne(partner => partner.Organisation).WithMany().HasForeignKey(partner => partner.OrganisationId);
    }

    public void Configure(EntityTypeBuilder<ActivityPlace> table) => table.ToTable("activity_place").HasKey(place => new { place.ActivityId, place.Place });

    public void Configure(EntityTypeBuilder<ActivityCommitment> table)
    {
        table.ToTable("activity_commitment").HasKey(link => new { link.ActivityId, link.CommitmentId });
        table.HasOne(link => link.Commitment).WithMany(commitment => commitment.Activities).HasForeignKey(link => link.CommitmentId);
    }
}

internal sealed class CommitmentTable
    : IEntityTypeConfiguration<Commitment>, IEntityTypeConfiguration<CommitmentLink>, IEntityTypeConfiguration<CommitmentOrganisation>, IEntityTypeConfiguration<StatusEntry>, IEntityTypeConfiguration<StatusReply>, IEntityTypeConfiguration<StatusActivity>
{
    public void Configure(EntityTypeBuilder<Commitment> table)
    {
        table.ToTable("commitment").Ignore(commitment => commitment.Searched).Ignore(commitment => commitment.SearchedOn).Ignore(commitment => commitment.IsLifted).Ignore(commitment => commitment.Verbatim);
        table.Property(commitment => commitment.DueLatest).UsePropertyAccessMode(PropertyAccessMode.Property);
        table.HasOne(commitment => commitment.Round).WithMany().HasForeignKey(commitment => commitment.RoundId);
        table.HasMany(commitment => commitment.Trail).WithOne(entry => entry.Commitment).HasForeignKey(entry => entry.CommitmentId);
        table.HasMany(commitment => commitment.Responsible).WithOne(link => link.Commitment).HasForeignKey(link => link.CommitmentId);
        table.HasMany(commitment => commitment.Links).WithOne(link => link.From).HasForeignKey(link => link.FromId);
        table.HasMany(commitment => commitment.LinkedFrom).WithOne(link => link.To).HasForeignKey(link => link.ToId);
    }

    public void Configure(EntityTypeBuilder<CommitmentLink> table) =>
        table.ToTable("commitment_link").HasKey(link => new { link.FromId, link.ToId, link.Kind });

    public void Configure(EntityTypeBuilder<CommitmentOrganisation> table)
    {
        table.ToTable("commitment_organisation").HasKey(link => new { link.CommitmentId, link.OrganisationId });
        table.HasOne(link => link.Organisation).WithMany().HasForeignKey(link => link.OrganisationId);
    }

    public void Configure(EntityTypeBuilder<StatusEntry> table)
    {
        table.ToTable("status_entry").Ignore(entry => entry.Statement).HasKey(entry => entry.Id);
        table.Property(entry => entry.Id).ValueGeneratedNever();
        table.HasMany(entry => entry.Replies).WithOne(reply => reply.StatusEntry).HasForeignKey(reply => reply.StatusEntryId);
        table.HasMany(entry => entry.ShownBy).WithOne(link => link.StatusEntry).HasForeignKey(link => link.StatusEntryId);

        // As the version before had them: see 0132_replies.sql.
        table.Property<Reply>("Reply");
        table.Property<string?>("ReplyBy");
        table.Property<Domain.Common.Text?>("ReplyNote");
    }

    public void Configure(EntityTypeBuilder<StatusReply> table)
    {
        table.ToTable("status_reply").HasKey(reply => reply.Id);
        table.Property(reply => reply.Id).ValueGeneratedNever();
        table.HasOne(reply => reply.Commitment).WithMany().HasForeignKey(reply => reply.CommitmentId);
    }

    public void Configure(EntityTypeBuilder<StatusActivity> table)
    {
        table.ToTable("status_activity").HasKey(link => new { link.StatusEntryId, link.ActivityId });
        table.HasOne(link => link.Commitment).WithMany().HasForeignKey(link => link.CommitmentId);
        table.HasOne(link => link.Activity).WithMany().HasForeignKey(link => link.ActivityId);
    }
}

internal sealed class PlatformTables
    : IEntityTypeConfiguration<SortName>, IEntityTypeConfiguration<AuditEntry>, IEntityTypeConfiguration<OutboxRow>, IEntityTypeConfiguration<SearchEntry>,
        IEntityTypeConfiguration<ProgrammeDocument>, IEntityTypeConfiguration<LoadedRecord>, IEntityTypeConfiguration<Setting>, IEntityTypeConfiguration<Assignment>, IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<SortName> table) => table.ToTable("sort_name").HasKey(name => new { name.Record, name.Language });

    public void Configure(EntityTypeBuilder<AuditEntry> table)
    {
        table.ToTable("audit_entry").HasKey(entry => entry.Id);
        table.Property(entry => entry.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<OutboxRow> table) => table.ToTable("outbox").HasKey(row => row.Id);

    public void Configure(EntityTypeBuilder<SearchEntry> table) => table.ToTable("search_entry").HasKey(entry => entry.Id);

    public void Configure(EntityTypeBuilder<ProgrammeDocument> table)
    {
        table.ToTable("programme").HasKey(programme => programme.Id);
        table.Property(programme => programme.Id).ValueGeneratedNever();
        table.Property(programme => programme.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<LoadedRecord> table) => table.ToTable("loaded").HasKey(loaded => loaded.Record);

    public void Configure(EntityTypeBuilder<Setting> table) => table.ToTable("setting").HasKey(setting => setting.Name);

    public void Configure(EntityTypeBuilder<Assignment> table) => table.ToTable("assignment").HasKey(assignment => new { assignment.Record, assignment.Account });

    public void Configure(EntityTypeBuilder<Submission> table) => table.ToTable("submission").HasKey(one => one.Token);
}
