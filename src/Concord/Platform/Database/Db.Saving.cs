using System.Reflection;
using System.Text.Json;
using Concord.Bilingual;
using Concord.Domain.Activities;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Files;
using Concord.Domain.Organisations;
using Concord.Domain.People;
using Concord.Domain.Records;
using Concord.Domain.Rounds;
using Concord.Platform.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime;

namespace Concord.Platform.Database;

/// <summary>Saving: one transaction for the change, its audit entry, its sort keys and what must happen later.</summary>
internal sealed partial class Db
{
    // Follow from other fields, or are told by the entry itself; the order of parts would tell of those in between.
    private static readonly string[] NotAudited =
        [nameof(Entity.Id), nameof(Entity.Key), nameof(Entity.Version), nameof(Activity.FirstDay), nameof(Activity.LastDay), nameof(Commitment.DueLatest), nameof(ActivityPartner.Order), "ActivityId", "FromId", nameof(StoredFile.StatusEntryId), nameof(StoredFile.PaperId), nameof(StoredFile.Thumbnail), nameof(StoredFile.UploadedBy), nameof(StoredFile.UploadedAt), nameof(StatusEntry.ReleasedAt), nameof(Commitment.ParagraphId), nameof(StatusReply.At), "Reply", "ReplyBy", "ReplyNote", nameof(JointRecord.Canonical), nameof(JointRecord.Seal), nameof(Signature.Proof)];

    /// <summary>Stands in an audit entry about a part that has an audience of its own: which part it is. Says nothing to people.</summary>
    public const string PartId = "Part";

    private static readonly MethodInfo IsThereMethod = typeof(Db).GetMethod(nameof(IsThere), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly MethodInfo LockMethod = typeof(Db).GetMethod(nameof(Lock), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private Dictionary<Guid, Entity> tracked = [];
    private string? reason;
    private bool hasSaved;

    /// <summary>Says why, for the audit entries of the next save.</summary>
    public void Because(string? why) => reason = string.IsNullOrWhiteSpace(why) ? null : why.Trim();

    /// <summary>Promises work for after this transaction.</summary>
    public void Later(IJob job, Instant? at = null) =>
        Outbox.Add(new() { Job = job.GetType().Name, Data = JsonSerializer.Serialize(job, job.GetType(), Stored.Json), Due = at ?? clock.GetCurrentInstant() });

    /// <summary>Saves a change that was made to the version <paramref name="seen"/>.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else has saved the record since.</exception>
    public Task SaveAsync(Entity record, int seen, CancellationToken stop = default)
    {
        Entry(record).Property(one => one.Version).OriginalValue = seen;
        return SaveChangesAsync(stop);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Save with SaveChangesAsync: it waits for its turn.");

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is not null) return await Write(acceptAllChangesOnSuccess, cancellationToken);

        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await Database.BeginTransactionAsync(cancellationToken);
        ForgetNews();
        await Claim(cancellationToken);
        var written = await Write(acceptAllChangesOnSuccess, cancellationToken);
        await CommitAsync(transaction, cancellationToken);
        once.Done();
        return written;
    }

    /// <summary>Several saves as one: all or nothing.</summary>
    public async Task InOneTransaction(Func<Task> work, CancellationToken stop = default)
    {
        using var pass = await gate.EnterAsync(stop);
        await using var transaction = await Database.BeginTransactionAsync(stop);
        ForgetNews();
        await Claim(stop);
        await work();
        await CommitAsync(transaction, stop);
        once.Done();
    }

    /// <summary>Within a transaction: waits until no other, on any node, is about the same thing, and keeps others out until its end. What is
    /// read after it is what the one before has left.</summary>
    public async Task TakeTurnAsync(Turn turn, CancellationToken stop = default)
    {
        // SQLite lets in one writer at a time anyway.
        if (!IsSqlite) await Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({(long)turn})", stop);
    }

    /// <summary>Works on a record while everybody else who would do the same waits: what is read inside is what is changed. When nothing is
    /// saved inside, it is as if the form had not been sent.</summary>
    public async Task AloneWith(Entity record, Func<Task> work, CancellationToken stop = default)
    {
        using var pass = await gate.EnterAsync(stop);
        await using var transaction = await Database.BeginTransactionAsync(stop);
        ForgetNews();
        await Claim(stop);

        // SQLite lets in one writer at a time; PostgreSQL locks the row by this.
        if (!IsSqlite) await (Task<int>)LockMethod.MakeGenericMethod(record.GetType()).Invoke(this, [record.Id, stop])!;
        hasSaved = false;
        await work();
        if (!hasSaved) return;

        await CommitAsync(transaction, stop);
        once.Done();
    }

    private Task<int> Lock<T>(Guid record, CancellationToken stop)
        where T : Entity =>
        Set<T>().Where(one => one.Id == record).ExecuteUpdateAsync(set => set.SetProperty(one => one.Version, one => one.Version), stop);

    /// <summary>Leaves an audit entry for something that is not a record's field: a sign-in, a role, a setting.</summary>
    public void Enter(string kind, Guid record, string key, Audience audience, string action, IReadOnlyDictionary<string, string?[]> changes, int version = 0) =>
        Audit.Add(new()
        {
            At = clock.GetCurrentInstant(),
            Account = me.Id,
            Origin = me.Origin,
            Kind = kind,
            Record = record,
            RecordKey = key,
            Audience = audience,
            Action = action,
            Version = version,
            Reason = reason,
            Changes = JsonSerializer.Serialize(changes, Stored.Json),
        });

    /// <summary>The fields of a record as they are stored: what audit, conflict and load compare.</summary>
    public SortedDictionary<string, string?> Snapshot(object thing) =>
        new(Entry(thing).Properties.Where(property => IsAudited(property.Metadata)).ToDictionary(property => property.Metadata.Name, property => AsStored(property.Metadata, property.CurrentValue)), StringComparer.Ordinal);

    public static bool IsAudited(IProperty property) =>
        (!NotAudited.Contains(property.Name) || (property.Name == nameof(StatusActivity.ActivityId) && property.DeclaringType.ClrType == typeof(StatusActivity)))
        && !(property.Name == nameof(StatusEntry.CommitmentId) && property.DeclaringType.ClrType is var part && (part == typeof(StatusEntry) || part == typeof(StoredFile) || part == typeof(CommitmentOrganisation) || part == typeof(StatusReply) || part == typeof(StatusActivity)))
        && !(property.Name == nameof(StoredFile.State) && property.DeclaringType.ClrType == typeof(StoredFile));

    public static string? AsStored(IProperty property, object? value)
    {
        if (value is null) return null;
        var stored = property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
        return stored switch
        {
            DateTime time => time.ToString("O"),
            IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => stored?.ToString(),
        };
    }

    /// <summary>Marks the form that this request carries as saved, in the transaction that saves it: whoever comes second waits here.</summary>
    /// <exception cref="SentBefore">Another request has saved the same form.</exception>
    private async Task Claim(CancellationToken stop)
    {
        if (once.Token is not { } token || once.IsDone) return;

        var at = clock.GetCurrentInstant().ToDateTimeUtc();
        if (await Database.ExecuteSqlAsync($"insert into submission (token, at) values ({token}, {at}) on conflict (token) do nothing", stop) == 0) throw new SentBefore();
    }

    private async Task<int> Write(bool accept, CancellationToken stop)
    {
        // Once is enough: what follows only adds rows.
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return await WriteDetected(accept, stop);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    private async Task<int> WriteDetected(bool accept, CancellationToken stop)
    {
        var moved = new List<(Entity Record, Audience Before)>();
        tracked = ChangeTracker.Entries<Entity>().ToDictionary(entry => entry.Entity.Id, entry => entry.Entity);
        var wasPublic = false;
        if (!Everything) await MustSeeWhatIsLinked(stop);
        await GuardRecords(stop);
        var parts = ChangeTracker.Entries().Where(entry => IsChanged(entry) && entry.Entity is StatusEntry or StoredFile or StatusReply or StatusActivity or CommitmentLink or CommitmentOrganisation or Signature or ActivityCommitment or ActivityPartner or ActivityPlace).ToList();
        foreach (var part in parts.Where(part => part.Entity is ActivityPartner or ActivityPlace)) await Touch(part, stop);

        foreach (var entry in ChangeTracker.Entries<Entity>().Where(IsChanged).ToList())
        {
            var record = entry.Entity;
            var before = entry.State == EntityState.Added ? record.Audience : entry.Property(one => one.Audience).OriginalValue;
            if (!Everything) MayChange(record);
            if (record is IOfASide { StaysWithSide: true, Party: { } side } && record.Audience != Audience.Party(side)) throw new RuleBroken("Paper.NoteStays");
            if (before != record.Audience)
            {
                if (!before.MayBecome(record.Audience)) throw new RuleBroken("Audience.NotBetweenSides");
                moved.Add((record, before));
            }

            if (entry.State == EntityState.Modified)
            {
                if (record is IVerbatim verbatim && verbatim.Verbatim.Any(name => entry.Property(name).IsModified)) throw new RuleBroken("Record.Verbatim");
                entry.Property(one => one.Version).CurrentValue++;
                if (record is IAgreedTo agreed && agreed.AgreedTo.Any(name => entry.Property(name).IsModified))
                {
                    agreed.Reopen(me.Party);
                    entry.DetectChanges();
                }
            }

            KeepVersion(entry);
            wasPublic |= before == Audience.Public || record.Audience == Audience.Public;
            await EnterRecord(entry, OfItsDesks(entry, Audience.NarrowerOf(before, record.Audience)), stop);

            // Who reads it from now on is told since when, and of nothing that was before.
            if (record.Audience.IsWiderThan(before)) Enter(record.GetType().Name, record.Id, record.Key, record.Audience, "opened", new Dictionary<string, string?[]>(), record.Version);
            if (record is INamed named and not (Paragraph or Proposal)) await NameSorts(record.Id, named.Name, entry.State == EntityState.Added, stop);
            Later(new IndexRecord(record.GetType().Name, record.Id));
        }

        foreach (var part in parts)
        {
            wasPublic |= await EnterPart(part, stop);
        }

        // A visitor's pages may be cached; whatever a visitor could see before or after must be dropped from there.
        if (wasPublic || ChangeTracker.Entries<ProgrammeDocument>().Any(IsChanged)) Later(new DropCachedPages());

        foreach (var record in ChangeTracker.Entries<Entity>().Select(entry => entry.Entity)) record.Told();
        NoteNews();
        var written = await base.SaveChangesAsync(accept, stop);
        foreach (var (record, before) in moved) await FollowAudience(record, before, stop);
        foreach (var withdrawn in ChangeTracker.Entries<Entity>().Where(entry => entry.Entity.IsWithdrawn)) await Unsearch(withdrawn.Entity.Id, stop);
        reason = null;
        hasSaved = true;
        return written;
    }

    /// <summary>What one side has written no other changes. A translator whom the team has given a tabled one may.</summary>
    private void MayChange(Entity record)
    {
        if (record is IOfASide of && of.Party != me.Party && !me.Clearance.AssignedByTeam.Contains(record.Id)) throw new RuleBroken("Record.OfAnotherSide");
    }

    /// <summary>
    /// A record that the writer may not see is to him one that does not exist: he cannot link to it, and a link to it that his form could
    /// not show is not taken away by his form.
    /// </summary>
    private async Task MustSeeWhatIsLinked(CancellationToken stop)
    {
        foreach (var entry in ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified).ToList())
        {
            foreach (var link in entry.Metadata.GetForeignKeys().Where(link => link.PrincipalEntityType.ClrType.IsAssignableTo(typeof(Entity))))
            {
                var property = entry.Property(link.Properties[0].Name);
                var before = entry.State == EntityState.Added ? null : property.OriginalValue as Guid?;
                var after = property.CurrentValue as Guid?;
                if (before == after) continue;

                if (after is { } to && !await MaySee(link.PrincipalEntityType.ClrType, to, stop)) throw new RuleBroken("Form.Invalid", to);
                if (after is null && !await MaySee(link.PrincipalEntityType.ClrType, before!.Value, stop)) property.CurrentValue = before;
            }
        }
    }

    private Task<bool> MaySee(Type kind, Guid id, CancellationToken stop) =>
        tracked.ContainsKey(id) ? Task.FromResult(true) : (Task<bool>)IsThereMethod.MakeGenericMethod(kind).Invoke(this, [id, stop])!;

    private Task<bool> IsThere<T>(Guid id, CancellationToken stop)
        where T : Entity => Set<T>().AnyAsync(one => one.Id == id, stop);

    private static bool IsChanged(EntityEntry entry) => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    private static string ActionOf(EntityEntry<Entity> entry)
    {
        if (entry.State == EntityState.Added) return "added";
        var withdrawn = entry.Property(one => one.WithdrawnAt);
        if (withdrawn.OriginalValue is null && withdrawn.CurrentValue is not null) return "withdrawn";
        return withdrawn.OriginalValue is not null && withdrawn.CurrentValue is null ? "restored" : "changed";
    }

    private static Dictionary<string, string?[]> Changes(EntityEntry entry) =>
        entry.Properties
            .Where(property => IsAudited(property.Metadata))
            .Select(property => (
                property.Metadata.Name,
                Before: entry.State == EntityState.Added ? null : AsStored(property.Metadata, property.OriginalValue),
                After: entry.State == EntityState.Deleted ? null : AsStored(property.Metadata, property.CurrentValue)))
            .Where(change => change.Before != change.After)
            .ToDictionary(change => change.Name, change => new[] { change.Before, change.After });

    /// <summary>A record's entry. A reference to a record that fewer people may read has an entry of its own, for those alone.</summary>
    private async Task EnterRecord(EntityEntry<Entity> entry, Audience audience, CancellationToken stop)
    {
        var record = entry.Entity;
        var (kind, action, changes) = (record.GetType().Name, ActionOf(entry), Changes(entry));
        foreach (var reference in entry.Metadata.GetForeignKeys().Where(one => one.Properties.Count == 1 && changes.ContainsKey(one.Properties[0].Name)))
        {
            var field = reference.Properties[0].Name;
            var readers = audience;
            foreach (var id in changes[field].OfType<string>())
            {
                if (await Behind(reference.PrincipalEntityType.ClrType.Name, Guid.Parse(id), stop) is { } other) readers = Audience.NarrowerOf(readers, other.Audience);
            }

            if (readers == audience) continue;
            Enter(kind, record.Id, record.Key, readers, "changed", new Dictionary<string, string?[]> { [field] = changes[field] }, record.Version);
            changes.Remove(field);
        }

        if (changes.Count > 0 || action != "changed") Enter(kind, record.Id, record.Key, audience, action, changes, record.Version);
    }

    /// <summary>
    /// A part that everybody knows who knows the record belongs to the record: when it changes the record gets a new version, so that the
    /// second writer is told, and is indexed anew. Trails and links are added to and do not collide.
    /// </summary>
    private async Task Touch(EntityEntry part, CancellationToken stop)
    {
        var (_, whole, audience) = await WholeOf(part, stop);
        if (audience != whole.Audience || ChangeTracker.Entries<Entity>().FirstOrDefault(entry => entry.Entity.Id == whole.Id) is not { State: EntityState.Unchanged } record) return;

        record.Property(one => one.Version).IsModified = true;
    }

    /// <summary>
    /// A part of a record, or a link between two, has an audit entry of its own: it may be known to fewer people than the record, and
    /// must not show in the record's version either.
    /// </summary>
    /// <returns>Whether a visitor could see it.</returns>
    private async Task<bool> EnterPart(EntityEntry part, CancellationToken stop)
    {
        var (kind, whole, audience) = await WholeOf(part, stop);
        var action = part.State == EntityState.Added ? "added" : part.State == EntityState.Deleted ? "removed" : "changed";
        var changes = Changes(part);
        var name = kind + "." + part.Entity.GetType().Name;
        var before = AudienceBefore(part) is { } was ? Audience.NarrowerOf(whole.Audience, was) : audience;
        if (AudienceBefore(part) is not null && changes.Count > 0) changes[PartId] = [null, part.Property("Id").CurrentValue!.ToString()];
        if (changes.Count > 0 || part.State != EntityState.Modified) Enter(name, whole.Id, whole.Key, OfItsDesks(part, Audience.NarrowerOf(before, audience)), action, changes, whole.Version);

        // Who reads it from now on is told since when, and of nothing that was before.
        if (audience.IsWiderThan(before)) Enter(name, whole.Id, whole.Key, audience, "opened", Opened(part), whole.Version);
        if (before.IsWiderThan(audience)) await FollowPart(name, whole.Id, part.Property("Id").CurrentValue!.ToString()!, audience, stop);
        return audience == Audience.Public || before == Audience.Public;
    }

    /// <summary>The audience that a part had in the database; null when it has none of its own, or was not there.</summary>
    private static Audience? AudienceBefore(EntityEntry part) =>
        part.Metadata.FindProperty(nameof(Entity.Audience)) is null ? null : (Audience?)(part.State == EntityState.Added ? part.Property(nameof(Entity.Audience)).CurrentValue : part.Property(nameof(Entity.Audience)).OriginalValue);

    /// <summary>What a desk says of a release is between the sides, also when the thing has other readers already.</summary>
    private static Audience OfItsDesks(EntityEntry entry, Audience audience) =>
        entry.State == EntityState.Modified && entry.Entity is IReleasable && entry.Property(nameof(IReleasable.Releases)).IsModified ? Audience.NarrowerOf(audience, Audience.Parties) : audience;

    /// <summary>Which part has come in sight: by what its new readers know it.</summary>
    private static Dictionary<string, string?[]> Opened(EntityEntry part)
    {
        var (field, value) = part.Entity switch
        {
            StatusEntry entry => (nameof(StatusEntry.Status), entry.Status),
            StatusReply reply => (nameof(StatusReply.Says), Stored.Kebab(reply.Says.ToString())),
            _ => (nameof(StoredFile.Name), ((StoredFile)part.Entity).Name),
        };
        return new() { [PartId] = [null, part.Property("Id").CurrentValue!.ToString()], [field] = [null, value] };
    }

    /// <summary>The history of a part is never wider than the part.</summary>
    private Task FollowPart(string kind, Guid whole, string part, Audience audience, CancellationToken stop)
    {
        var wider = new[] { Audience.Public, Audience.Programme, Audience.Parties }.Where(one => one.IsWiderThan(audience)).ToList();
        return Audit.IgnoreQueryFilters().Where(entry => entry.Record == whole && entry.Kind == kind && entry.Changes.Contains(part) && wider.Contains(entry.Audience)).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Audience, audience), stop);
    }

    /// <summary>The record that a part belongs to, and who may know of the part: those who may read all that it names.</summary>
    private async Task<(string Kind, Entity Whole, Audience Audience)> WholeOf(EntityEntry part, CancellationToken stop)
    {
        var (kind, record, others) = part.Entity switch
        {
            StatusEntry entry => (nameof(Commitment), entry.CommitmentId, Array.Empty<(string, Guid)>()),
            StoredFile file => (file.PartOf.Kind, file.PartOf.Id, []),
            Signature signature => (nameof(JointRecord), signature.RecordId, []),
            CommitmentLink link => (nameof(Commitment), link.FromId, [(nameof(Commitment), link.ToId)]),
            StatusReply reply => (nameof(Commitment), reply.CommitmentId, []),
            StatusActivity link => (nameof(Commitment), link.CommitmentId, [(nameof(Activity), link.ActivityId)]),
            CommitmentOrganisation link => (nameof(Commitment), link.CommitmentId, [(nameof(Organisation), link.OrganisationId)]),
            ActivityCommitment link => (nameof(Activity), link.ActivityId, [(nameof(Commitment), link.CommitmentId)]),
            ActivityPartner { OrganisationId: { } organisation } partner => (nameof(Activity), partner.ActivityId, [("Organisation", organisation)]),
            ActivityPartner partner => (nameof(Activity), partner.ActivityId, []),
            ActivityPlace place => (nameof(Activity), place.ActivityId, []),
            _ => throw new InvalidOperationException($"{part.Entity.GetType().Name} is no part of a record."),
        };

        var whole = (await Behind(kind, record, stop))!;
        var audience = whole.Audience;
        foreach (var (otherKind, other) in others) audience = Audience.NarrowerOf(audience, (await Behind(otherKind, other, stop))!.Audience);
        if (part.Entity is StatusReply answer) audience = Audience.NarrowerOf(audience, answer.StatusEntry is { } answered ? Audience.NarrowerOf(answer.Audience, answered.Audience) : answer.Audience);
        if (part.Entity is StatusActivity { StatusEntry: { } shown }) audience = Audience.NarrowerOf(audience, shown.Audience);
        if (part.Entity is StatusEntry status) audience = Audience.NarrowerOf(audience, status.Audience);
        if (part.Entity is StoredFile stored) audience = Audience.NarrowerOf(audience, stored.Audience);
        return (kind, whole, audience);
    }

    /// <summary>A record whoever may read it: only to learn its audience.</summary>
    private async Task<Entity?> Behind(string kind, Guid id, CancellationToken stop)
    {
        return tracked.GetValueOrDefault(id) ?? kind switch
        {
            nameof(Commitment) => await Commitments.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop),
            nameof(Activity) => await Activities.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop),
            nameof(AgendaItem) => await AgendaItems.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop),
            nameof(Paper) => await Papers.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop),
            nameof(Person) => await People.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop),
            nameof(JointRecord) => await JointRecords.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop),
            nameof(Paragraph) => await Paragraphs.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop),
            nameof(Round) => await Rounds.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop),
            _ => await Organisations.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop),
        };
    }

    private async Task NameSorts(Guid record, Text name, bool isNew, CancellationToken stop)
    {
        var kept = isNew ? [] : await SortNames.Where(one => one.Record == record).ToDictionaryAsync(one => one.Language, stop);
        foreach (var language in languages.All)
        {
            var shown = name.For(language.Code, languages.Codes);

            // Sorted as the list's language sorts, whatever language the name is in: keys of two languages cannot be compared.
            var key = shown is { } words ? SortKey.For(words.Wording.Text, language.Culture, words.Language == language.Code ? words.Wording.Reading : null) : "";
            if (kept.TryGetValue(language.Code, out var sort)) sort.SortKey = key;
            else SortNames.Add(new() { Record = record, Language = language.Code, SortKey = key });
        }
    }

    /// <summary>The index and old history follow a record's audience in the same transaction: neither is ever wider than the record.</summary>
    private async Task FollowAudience(Entity record, Audience before, CancellationToken stop)
    {
        await SearchEntries.IgnoreQueryFilters().Where(entry => entry.Record == record.Id).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Audience, record.Audience), stop);
        if (!record.Audience.IsWiderThan(before))
        {
            await Audit.IgnoreQueryFilters().Where(entry => entry.Record == record.Id && entry.Audience == before).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Audience, record.Audience), stop);

            // Entries of links that name it stand with the record at the other end.
            var named = record.Id.ToString();
            var wider = await Audit.IgnoreQueryFilters().Where(entry => entry.Record != record.Id && EF.Functions.Like(entry.Kind, "%.%") && entry.Changes.Contains(named)).Select(entry => entry.Audience).Distinct().ToListAsync(stop);
            foreach (var audience in wider.Where(one => Audience.NarrowerOf(one, record.Audience) != one))
            {
                var narrower = Audience.NarrowerOf(audience, record.Audience);
                await Audit.IgnoreQueryFilters().Where(entry => entry.Record != record.Id && EF.Functions.Like(entry.Kind, "%.%") && entry.Changes.Contains(named) && entry.Audience == audience).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Audience, narrower), stop);
            }
        }
    }

    private Task Unsearch(Guid record, CancellationToken stop) =>
        SearchEntries.IgnoreQueryFilters().Where(entry => entry.Record == record).ExecuteDeleteAsync(stop);
}
