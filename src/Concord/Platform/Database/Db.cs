using System.Linq.Expressions;
using Concord.Domain.Activities;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Glossary;
using Concord.Domain.Organisations;
using Concord.Domain.People;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Database;

/// <summary>
/// The database as one reader sees it: every set already holds only what <see cref="Me"/> may read. A change is saved together with its
/// audit entry, sort keys and outbox rows, in one transaction.
/// </summary>
internal sealed partial class Db(DbContextOptions<Db> options, Me me, Languages.Languages languages, WriteGate gate, IClock clock) : DbContext(options)
{
    /// <summary>Name of the filter that keeps withdrawn records out; pages that list them lift this one and no other.</summary>
    public const string Standing = "Standing";

    private const string AudienceFilter = "Audience";

    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<Round> Rounds => Set<Round>();

    public DbSet<Activity> Activities => Set<Activity>();

    public DbSet<Commitment> Commitments => Set<Commitment>();

    public DbSet<StatusEntry> StatusEntries => Set<StatusEntry>();

    public DbSet<Term> Terms => Set<Term>();

    public DbSet<SortName> SortNames => Set<SortName>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<SearchEntry> SearchEntries => Set<SearchEntry>();

    public DbSet<ProgrammeDocument> ProgrammeDocuments => Set<ProgrammeDocument>();

    public DbSet<LoadedRecord> Loaded => Set<LoadedRecord>();

    public DbSet<Setting> Settings => Set<Setting>();

    public DbSet<Assignment> Assignments => Set<Assignment>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<RoleGrant> Grants => Set<RoleGrant>();

    public bool IsSqlite => Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal);

    // What the filters ask. Members of the context, so that EF Core makes parameters of them and one plan serves all readers; single
    // values and not a list, for which EF Core would write the SQL anew at every query.
    private bool Everything => me.Clearance.Everything;

    private bool ReadsProgramme => me.Clearance.Audiences.Contains(Audience.Programme);

    private bool ReadsParties => me.Clearance.Audiences.Contains(Audience.Parties);

    private bool ReadsTeam => me.Clearance.Audiences.Contains(Audience.Team);

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
        builder.Properties<Items<ParticipantFigure>>().HaveConversion<StoredJson<Items<ParticipantFigure>>, ItemsCompared<ParticipantFigure>>();
        builder.Properties<OrganisationRole>().HaveConversion<StoredEnum<OrganisationRole>>();
        builder.Properties<RoundStatus>().HaveConversion<StoredEnum<RoundStatus>>();
        builder.Properties<ActivityState>().HaveConversion<StoredEnum<ActivityState>>();
        builder.Properties<Asserter>().HaveConversion<StoredEnum<Asserter>>();
        builder.Properties<Reply>().HaveConversion<StoredEnum<Reply>>();
        builder.Properties<LinkKind>().HaveConversion<StoredEnum<LinkKind>>();
        builder.Properties<Role>().HaveConversion<StoredEnum<Role>>();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.ApplyConfigurationsFromAssembly(typeof(Db).Assembly);

        Records<Organisation>(model);
        Records<Person>(model);
        Records<Round>(model);
        Records<Activity>(model);
        Records<Commitment>(model);
        Records<Term>(model);

        // Parts of a record are read by those who read the record; links by those who read both ends.
        Parts<StatusEntry>(model, MayRead((StatusEntry entry) => entry.Audience, entry => entry.CommitmentId), MayRead((StatusEntry entry) => entry.Commitment.Audience, entry => entry.CommitmentId));
        Parts<CommitmentLink>(model, MayRead((CommitmentLink link) => link.From.Audience, link => link.FromId), MayRead((CommitmentLink link) => link.To.Audience, link => link.ToId), link => link.From.WithdrawnAt == null && link.To.WithdrawnAt == null);
        Parts<ActivityPartner>(model, MayRead((ActivityPartner part) => part.Activity.Audience, part => part.ActivityId), part => part.OrganisationId == null || part.Organisation != null);
        Parts<ActivityPlace>(model, MayRead((ActivityPlace part) => part.Activity.Audience, part => part.ActivityId));
        Parts<ActivityCommitment>(model, MayRead((ActivityCommitment link) => link.Activity.Audience, link => link.ActivityId), MayRead((ActivityCommitment link) => link.Commitment.Audience, link => link.CommitmentId), link => link.Activity.WithdrawnAt == null && link.Commitment.WithdrawnAt == null);
        Parts<AuditEntry>(model, MayRead((AuditEntry entry) => entry.Audience, entry => entry.Record));
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
        Expression<Func<Audience, Guid, bool>> rule = (of, id) =>
            of == Audience.Public || Everything || (ReadsProgramme && of == Audience.Programme) || (ReadsParties && of == Audience.Parties) || (ReadsTeam && of == Audience.Team) || of == ReadsParty
            || (of == Audience.Parties && ByTeam.Contains(id)) || (of == OwnParty && ByParty.Contains(id));

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
