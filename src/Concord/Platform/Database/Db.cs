using System.Linq.Expressions;
using Concord.Domain.Activities;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Files;
using Concord.Domain.Glossary;
using Concord.Domain.Organisations;
using Concord.Domain.People;
using Concord.Domain.Programmes;
using Concord.Domain.Records;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Mail;
using Concord.Records;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Database;

/// <summary>
/// The database as one reader sees it: every set already holds only what <see cref="Me"/> may read. A change is saved together with its
/// audit entry, sort keys and outbox rows, in one transaction.
/// </summary>
internal sealed partial class Db(DbContextOptions<Db> options, Me me, Languages.Languages languages, WriteGate gate, Once once, IClock clock, Live.Bus bus) : DbContext(options)
{
    /// <summary>Name of the filter that keeps withdrawn records out; pages that list them lift this one and no other.</summary>
    public const string Standing = "Standing";

    private const string AudienceFilter = "Audience";
    private const string Whole = "Whole";

    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<Round> Rounds => Set<Round>();

    public DbSet<AgendaItem> AgendaItems => Set<AgendaItem>();

    public DbSet<Paper> Papers => Set<Paper>();

    public DbSet<Delegate> Delegates => Set<Delegate>();

    public DbSet<Activity> Activities => Set<Activity>();

    public DbSet<Commitment> Commitments => Set<Commitment>();

    public DbSet<StatusEntry> StatusEntries => Set<StatusEntry>();

    public DbSet<StoredFile> Files => Set<StoredFile>();

    public DbSet<Term> Terms => Set<Term>();

    public DbSet<ProgrammeText> ProgrammeTexts => Set<ProgrammeText>();

    public DbSet<SortName> SortNames => Set<SortName>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<SearchEntry> SearchEntries => Set<SearchEntry>();

    public DbSet<ProgrammeDocument> ProgrammeDocuments => Set<ProgrammeDocument>();

    public DbSet<LoadedRecord> Loaded => Set<LoadedRecord>();

    public DbSet<Setting> Settings => Set<Setting>();

    public DbSet<Assignment> Assignments => Set<Assignment>();

    public DbSet<Live.Presence> Presences => Set<Live.Presence>();

    public DbSet<Submission> Submissions => Set<Submission>();

    public DbSet<StoredContent> Contents => Set<StoredContent>();

    public DbSet<Files.Upload> Uploads => Set<Files.Upload>();

    public DbSet<Account> Accounts => Set<Account>();

    /// <summary>Who an account is at identity providers: issuer (LoginProvider), subject (ProviderKey), our key of the provider (ProviderDisplayName).</summary>
    public DbSet<IdentityUserLogin<Guid>> Logins => Set<IdentityUserLogin<Guid>>();

    public DbSet<RoleGrant> Grants => Set<RoleGrant>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<SignIn> SignIns => Set<SignIn>();

    public DbSet<Passkey> Passkeys => Set<Passkey>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<KeptPostRow> KeptPosts => Set<KeptPostRow>();

    public DbSet<Sealing.SealKeyRow> SealKeys => Set<Sealing.SealKeyRow>();

    public bool IsSqlite => Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal);

    /// <summary>Whether single records are assigned to the reader: the filters then ask for them too (see <see cref="ModelPerReader"/>).</summary>
    public bool HasAssignments => me.Clearance.AssignedByTeam.Count + me.Clearance.AssignedByParty.Count > 0;

    // What the filters ask. Members of the context, so that EF Core makes parameters of them and one plan serves all readers; single
    // values and not a list, for which EF Core would write the SQL anew at every query. In place of what the reader may not read stands the public.
    private bool Everything => me.Clearance.Everything;

    private Audience ReadsProgramme => me.Clearance.OrPublic(Audience.Programme);

    private Audience ReadsParties => me.Clearance.OrPublic(Audience.Parties);

    private Audience ReadsTeam => me.Clearance.OrPublic(Audience.Team);

    private Audience ReadsParty => me.Clearance.ReadsParty;

    private IReadOnlyList<Guid> ByTeam => me.Clearance.AssignedByTeam;

    private IReadOnlyList<Guid> ByParty => me.Clearance.AssignedByParty;

    private Audience OwnParty => me.Clearance.PartyAudience;

    protected override void ConfigureConventions(ModelConfigurationBuilder builder)
    {
        builder.Properties<Text>().HaveConversion<StoredText>();
        builder.Properties<PartialDate>().HaveConversion<StoredPartialDate>();
        builder.Properties<Audience>().HaveConversion<StoredAudience>();
        builder.Properties<LocalDate>().HaveConversion<StoredDay>();
        builder.Properties<Instant>().HaveConversion<StoredInstant>();
        builder.Properties<Items<Source>>().HaveConversion<StoredJson<Items<Source>>, ItemsCompared<Source>>();
        builder.Properties<Items<Text>>().HaveConversion<StoredJson<Items<Text>>, ItemsCompared<Text>>();
        builder.Properties<Items<string>>().HaveConversion<StoredJson<Items<string>>, ItemsCompared<string>>();
        builder.Properties<Items<Variant>>().HaveConversion<StoredJson<Items<Variant>>, ItemsCompared<Variant>>();
        builder.Properties<Items<CoChair>>().HaveConversion<StoredJson<Items<CoChair>>, ItemsCompared<CoChair>>();
        builder.Properties<Items<Sitting>>().HaveConversion<StoredJson<Items<Sitting>>, ItemsCompared<Sitting>>();
        builder.Properties<Items<Stand>>().HaveConversion<StoredJson<Items<Stand>>, ItemsCompared<Stand>>();
        builder.Properties<Items<Milestone>>().HaveConversion<StoredJson<Items<Milestone>>, ItemsCompared<Milestone>>();
        builder.Properties<Items<ProgrammeParagraph>>().HaveConversion<StoredJson<Items<ProgrammeParagraph>>, ItemsCompared<ProgrammeParagraph>>();
        builder.Properties<Items<Release>>().HaveConversion<StoredJson<Items<Release>>, ItemsCompared<Release>>();
        builder.Properties<Items<ParticipantFigure>>().HaveConversion<StoredJson<Items<ParticipantFigure>>, ItemsCompared<ParticipantFigure>>();
        builder.Properties<Items<Cleared>>().HaveConversion<StoredJson<Items<Cleared>>, ItemsCompared<Cleared>>();
        builder.Properties<Items<SideStatement>>().HaveConversion<StoredJson<Items<SideStatement>>, ItemsCompared<SideStatement>>();
        builder.Properties<Items<Waiver>>().HaveConversion<StoredJson<Items<Waiver>>, ItemsCompared<Waiver>>();
        builder.Properties<ParagraphKind>().HaveConversion<StoredEnum<ParagraphKind>>();
        builder.Properties<OrganisationRole>().HaveConversion<StoredEnum<OrganisationRole>>();
        builder.Properties<DelegateRole>().HaveConversion<StoredEnum<DelegateRole>>();
        builder.Properties<RoundStatus>().HaveConversion<StoredEnum<RoundStatus>>();
        builder.Properties<ActivityState>().HaveConversion<StoredEnum<ActivityState>>();
        builder.Properties<Asserter>().HaveConversion<StoredEnum<Asserter>>();
        builder.Properties<Reply>().HaveConversion<StoredEnum<Reply>>();
        builder.Properties<FileState>().HaveConversion<StoredEnum<FileState>>();
        builder.Properties<Files.Staged>().HaveConversion<StoredJson<Files.Staged>>();
        builder.Properties<Files.Refusal>().HaveConversion<StoredJson<Files.Refusal>>();
        builder.Properties<LinkKind>().HaveConversion<StoredEnum<LinkKind>>();
        builder.Properties<Role>().HaveConversion<StoredEnum<Role>>();
        builder.Properties<SignInMethod>().HaveConversion<StoredEnum<SignInMethod>>();
        builder.Properties<MailState>().HaveConversion<StoredEnum<MailState>>();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.ApplyConfigurationsFromAssembly(typeof(Db).Assembly);

        Records<Organisation>(model);
        Records<Person>(model);
        Records<Round>(model);
        Records<AgendaItem>(model);
        Records<Paper>(model);
        Records<Delegate>(model);
        Records<Activity>(model);
        Records<Commitment>(model);
        Records<Term>(model);
        Records<ProgrammeText>(model);

        RecordFilters(model);

        // What belongs to a round is read by those who read the round too: walking to a record asks its own filter.
        model.Entity<AgendaItem>().HasQueryFilter(Whole, item => item.Round.WithdrawnAt == null);
        model.Entity<Paper>().HasQueryFilter(Whole, paper => paper.Round.WithdrawnAt == null);
        model.Entity<Delegate>().HasQueryFilter(Whole, one => one.Round.WithdrawnAt == null);

        // Parts of a record are read by those who read the record, links by those who read both ends: walking to a record asks its own filter,
        // so naming one field of it is enough.
        Parts<StatusEntry>(model, MayRead((StatusEntry entry) => entry.Audience, entry => entry.CommitmentId), entry => entry.Commitment.WithdrawnAt == null);
        Parts<StoredFile>(model, MayRead((StoredFile file) => file.Audience, file => (Guid)(file.CommitmentId ?? file.PaperId)!), file => (file.CommitmentId == null || file.Commitment != null) && (file.PaperId == null || file.Paper != null) && (file.StatusEntryId == null || file.StatusEntry != null));
        Parts<CommitmentLink>(model, link => link.From.WithdrawnAt == null && link.To.WithdrawnAt == null);
        Parts<StatusReply>(model, MayRead((StatusReply reply) => reply.Audience, reply => reply.CommitmentId), reply => reply.StatusEntry.CommitmentId == reply.CommitmentId);
        Parts<StatusActivity>(model, link => link.StatusEntry.CommitmentId == link.CommitmentId && link.Activity.WithdrawnAt == null);
        Parts<CommitmentOrganisation>(model, link => link.Commitment.WithdrawnAt == null && link.Organisation.WithdrawnAt == null);
        Parts<ActivityPartner>(model, part => part.Activity.WithdrawnAt == null && (part.OrganisationId == null || part.Organisation != null));
        Parts<ActivityPlace>(model, part => part.Activity.WithdrawnAt == null);
        Parts<ActivityCommitment>(model, link => link.Activity.WithdrawnAt == null && link.Commitment.WithdrawnAt == null);
        Parts<AuditEntry>(model, MayRead((AuditEntry entry) => entry.Audience, entry => entry.Record));
        Parts<Live.Presence>(model, MayRead((Live.Presence one) => one.Audience, one => one.Record));
        Parts<SearchEntry>(model, MayRead((SearchEntry entry) => entry.Audience, entry => entry.Record));

        foreach (var property in model.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            property.SetColumnName(Stored.Snake(property.Name));
        }
    }

    private void Records<T>(ModelBuilder model)
        where T : Entity
    {
        var entity = model.Entity<T>();
        entity.HasKey(record => record.Id);
        entity.Property(record => record.Id).ValueGeneratedNever();
        entity.Property(record => record.Version).IsConcurrencyToken();
        entity.Ignore(record => record.Notices).Ignore(record => record.IsWithdrawn);
        entity.HasQueryFilter(AudienceFilter, MayRead((T record) => record.Audience, record => record.Id));
        entity.HasQueryFilter(Standing, record => record.WithdrawnAt == null);
    }

    private static void Parts<T>(ModelBuilder model, params Expression<Func<T, bool>>[] conditions)
        where T : class
    {
        var part = Expression.Parameter(typeof(T), "part");
        var all = conditions
            .Select(condition => new Swap(condition.Parameters[0], part).Visit(condition.Body)!)
            .Aggregate((both, next) => Expression.AndAlso(both, next));
        model.Entity<T>().HasQueryFilter(AudienceFilter, Expression.Lambda<Func<T, bool>>(all, part));
    }

    /// <summary>The one condition on which anything is read.</summary>
    private Expression<Func<T, bool>> MayRead<T>(Expression<Func<T, Audience>> audience, Expression<Func<T, Guid>> record)
    {
        Expression<Func<Audience, Guid, bool>> plain = (of, id) =>
            new[] { Audience.Public, ReadsProgramme, ReadsParties, ReadsTeam, ReadsParty }.Contains(of) || Everything;
        Expression<Func<Audience, Guid, bool>> withAssignments = (of, id) =>
            new[] { Audience.Public, ReadsProgramme, ReadsParties, ReadsTeam, ReadsParty }.Contains(of) || Everything
            || (of == Audience.Parties && ByTeam.Contains(id)) || (of == OwnParty && ByParty.Contains(id));
        var rule = HasAssignments ? withAssignments : plain;

        var part = audience.Parameters[0];
        var body = new Swap(rule.Parameters[0], audience.Body).Visit(rule.Body)!;
        body = new Swap(rule.Parameters[1], new Swap(record.Parameters[0], part).Visit(record.Body)!).Visit(body)!;
        return Expression.Lambda<Func<T, bool>>(body, part);
    }

    private sealed class Swap(Expression from, Expression to) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == from ? to : base.Visit(node);
    }
}
