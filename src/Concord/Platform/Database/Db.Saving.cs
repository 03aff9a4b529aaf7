using System.Text.Json;
using Concord.Bilingual;
using Concord.Domain.Activities;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime;

namespace Concord.Platform.Database;

/// <summary>Saving: one transaction for the change, its audit entry, its sort keys and what must happen later.</summary>
internal sealed partial class Db
{
    // Follow from other fields, or are told by the entry itself.
    private static readonly string[] NotAudited =
        [nameof(Entity.Id), nameof(Entity.Key), nameof(Entity.Version), nameof(Activity.FirstDay), nameof(Activity.LastDay), nameof(Commitment.DueLatest), "ActivityId", "CommitmentId", "FromId"];

    private Dictionary<Guid, Entity> tracked = [];
    private string? reason;

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
        var written = await Write(acceptAllChangesOnSuccess, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return written;
    }

    /// <summary>Several saves as one: all or nothing.</summary>
    public async Task InOneTransaction(Func<Task> work, CancellationToken stop = default)
    {
        using var pass = await gate.EnterAsync(stop);
        await using var transaction = await Database.BeginTransactionAsync(stop);
        await work();
        await transaction.CommitAsync(stop);
    }

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

    public static bool IsAudited(IProperty property) => !NotAudited.Contains(property.Name);

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

        foreach (var entry in ChangeTracker.Entries<Entity>().Where(IsChanged).ToList())
        {
            var record = entry.Entity;
            var before = entry.State == EntityState.Added ? record.Audience : entry.Property(one => one.Audience).OriginalValue;
            if (before != record.Audience)
            {
                if (!before.MayBecome(record.Audience)) throw new RuleBroken("Audience.NotBetweenSides");
                moved.Add((record, before));
            }

            if (entry.State == EntityState.Modified) entry.Property(one => one.Version).CurrentValue++;
            wasPublic |= before == Audience.Public || record.Audience == Audience.Public;
            Enter(record.GetType().Name, record.Id, record.Key, Audience.NarrowerOf(before, record.Audience), ActionOf(entry), Changes(entry), record.Version);
            if (record is INamed named) await NameSorts(record.Id, named.Name, entry.State == EntityState.Added, stop);
            Later(new IndexRecord(record.GetType().Name, record.Id));
        }

        foreach (var part in ChangeTracker.Entries().Where(entry => IsChanged(entry) && entry.Entity is StatusEntry or CommitmentLink or ActivityCommitment or ActivityPartner or ActivityPlace).ToList())
        {
            wasPublic |= await EnterPart(part, stop);
        }

        // A visitor's pages may be cached; whatever a visitor could see before or after must be dropped from there.
        if (wasPublic || ChangeTracker.Entries<ProgrammeDocument>().Any(IsChanged)) Later(new DropCachedPages());

        foreach (var record in ChangeTracker.Entries<Entity>().Select(entry => entry.Entity)) record.Told();
        var written = await base.SaveChangesAsync(accept, stop);
        foreach (var (record, before) in moved) await FollowAudience(record, before, stop);
        foreach (var withdrawn in ChangeTracker.Entries<Entity>().Where(entry => entry.Entity.IsWithdrawn)) await Unsearch(withdrawn.Entity.Id, stop);
        reason = null;
        return written;
    }

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

    /// <summary>
    /// A part of a record, or a link between two, has an audit entry of its own: it may be known to fewer people than the record, and
    /// must not show in the record's version either.
    /// </summary>
    /// <returns>Whether a visitor could see it.</returns>
    private async Task<bool> EnterPart(EntityEntry part, CancellationToken stop)
    {
        var (kind, record, others) = part.Entity switch
        {
            StatusEntry entry => (nameof(Commitment), entry.CommitmentId, Array.Empty<(string, Guid)>()),
            CommitmentLink link => (nameof(Commitment), link.FromId, [(nameof(Commitment), link.ToId)]),
            ActivityCommitment link => (nameof(Activity), link.ActivityId, [(nameof(Commitment), link.CommitmentId)]),
            ActivityPartner { OrganisationId: { } organisation } partner => (nameof(Activity), partner.ActivityId, [("Organisation", organisation)]),
            ActivityPartner partner => (nameof(Activity), partner.ActivityId, []),
            ActivityPlace place => (nameof(Activity), place.ActivityId, []),
            _ => throw new InvalidOperationException($"{part.Entity.GetType().Name} is no part of a record."),
        };

        var whole = (await Behind(kind, record, stop))!;
        var audience = whole.Audience;
        foreach (var (otherKind, other) in others) audience = Audience.NarrowerOf(audience, (await Behind(otherKind, other, stop))!.Audience);
        if (part.Entity is StatusEntry status) audience = Audience.NarrowerOf(audience, status.Audience);

        var action = part.State == EntityState.Added ? "added" : part.State == EntityState.Deleted ? "removed" : "changed";
        Enter(kind + "." + part.Entity.GetType().Name, record, whole.Key, audience, action, Changes(part), whole.Version);
        return audience == Audience.Public;
    }

    /// <summary>A record whoever may read it: only to learn its audience.</summary>
    private async Task<Entity?> Behind(string kind, Guid id, CancellationToken stop)
    {
        return tracked.GetValueOrDefault(id) ?? kind switch
        {
            nameof(Commitment) => await Commitments.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop),
            nameof(Activity) => await Activities.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop),
            _ => await Organisations.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop),
        };
    }

    private async Task NameSorts(Guid record, Text name, bool isNew, CancellationToken stop)
    {
        var kept = isNew ? [] : await SortNames.Where(one => one.Record == record).ToDictionaryAsync(one => one.Language, stop);
        foreach (var language in languages.All)
        {
            var shown = name.For(language.Code, languages.Codes);
            var key = shown is { } words ? SortKey.For(words.Wording.Text, languages[words.Language]?.Culture ?? "", words.Wording.Reading) : "";
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
        }
    }

    private Task Unsearch(Guid record, CancellationToken stop) =>
        SearchEntries.IgnoreQueryFilters().Where(entry => entry.Record == record).ExecuteDeleteAsync(stop);
}
