using System.Text.Json;
using Concord.Domain.Activities;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Loading;

/// <summary>What a load did, or why it did nothing.</summary>
/// <param name="Errors">One line each, file:line: message. When there is any, nothing was changed.</param>
/// <param name="Differences">Fields that people changed in the application and that the files tell otherwise: kept as they are.</param>
/// <param name="Accounts">The accounts that the files propose for a demonstration.</param>
internal sealed record LoadReport(IReadOnlyList<string> Errors, int Added, int Changed, int Unchanged, IReadOnlyList<string> Differences, IReadOnlyList<DemoAccount> Accounts);

/// <summary>
/// Brings a programme's files into the database: checked as a whole, applied in one transaction, idempotent. Each field is compared
/// three ways (the files now, the files at the last load, the database), so that what people have edited since is kept, and said.
/// </summary>
internal sealed class LoadProgramme(Db db, Me me, CurrentProgramme current, Words words)
{
    private readonly List<string> differences = [];
    private int added;
    private int changed;
    private int unchanged;

    public async Task<LoadReport> LoadAsync(string folder, bool withFictitious, CancellationToken stop = default)
    {
        var problems = new Problems();
        var files = ProgrammeFiles.Read(folder, withFictitious, problems, words.Of);
        if (problems.Any) return new([.. problems.Lines], 0, 0, 0, [], []);

        me.IsTheProgram("load");
        await db.InOneTransaction(() => Apply(files, stop), stop);
        await current.ReadAsync(db, stop);
        return new([], added, changed, unchanged, differences, files.Accounts);
    }

    private async Task Apply(ProgrammeFiles files, CancellationToken stop)
    {
        await ApplyProgramme(files, stop);

        var loaded = await db.Loaded.ToDictionaryAsync(one => one.Record, stop);
        var kept = await Existing(stop);
        var fresh = new List<Entity>();
        foreach (var record in files.Records)
        {
            if (kept.TryGetValue(record.Id, out var existing)) Compare(existing, record, loaded.GetValueOrDefault(record.Id));
            else if (loaded.ContainsKey(record.Id)) differences.Add($"{record.GetType().Name} {record.Key}: was erased here and is not brought back; take it out of the files");
            else fresh.Add(record);
        }

        // Organisations refer to one another: EF Core orders what it can see, so all are added at once.
        foreach (var record in fresh)
        {
            db.Add(record);
            db.Loaded.Add(new() { Record = record.Id, Kind = record.GetType().Name, Fields = Json(FieldsOf(record)) });
            added++;
        }

        await db.SaveChangesAsync(stop);

        var known = files.Records.Select(record => record.Id).ToHashSet();
        differences.AddRange(kept.Values.Where(record => loaded.ContainsKey(record.Id) && !known.Contains(record.Id) && !record.IsWithdrawn && (files.Accounts.Count > 0 || !record.Fictitious)).Select(record => $"{record.GetType().Name} {record.Key}: no longer in the files; kept"));
    }

    private async Task ApplyProgramme(ProgrammeFiles files, CancellationToken stop)
    {
        var id = ProgrammeFiles.IdOf(files.Programme.Key, "Programme", files.Programme.Key);
        var row = await db.ProgrammeDocuments.SingleOrDefaultAsync(stop);
        if (row is not null && row.Id != id) throw new RuleBroken("Load.OtherProgramme", files.Programme.Key);

        var document = Whole(Parts(JsonSerializer.Serialize(files.Programme, Stored.Json))); // its parts in the order in which a merge leaves them
        if (row is null)
        {
            row = new() { Id = id, Document = document };
            db.ProgrammeDocuments.Add(row);
            db.Loaded.Add(new() { Record = id, Kind = "Programme", Fields = document });
            db.Enter("Programme", id, files.Programme.Key, Audience.Public, "added", new Dictionary<string, string?[]>());
            added++;
        }
        else
        {
            var baseline = await db.Loaded.SingleAsync(one => one.Record == id, stop);
            var merged = Merge("Programme " + files.Programme.Key, Parts(document), Parts(baseline.Fields), Parts(row.Document), out var changes);
            baseline.Fields = Whole(merged.Baseline);
            if (changes.Count == 0)
            {
                unchanged++;
            }
            else
            {
                row.Document = Whole(merged.Now);
                row.Version++;
                db.Enter("Programme", id, files.Programme.Key, Audience.Public, "changed", changes, row.Version);
                changed++;
            }
        }

        // What follows is sorted and shown in the languages of the programme as it is now.
        current.Becomes(JsonSerializer.Deserialize<Domain.Programmes.Programme>(row.Document, Stored.Json)!);
        await db.SaveChangesAsync(stop);
    }

    private void Compare(Entity existing, Entity record, LoadedRecord? loaded)
    {
        var name = $"{record.GetType().Name} {record.Key}";
        var now = FieldsOf(record);
        var baseline = loaded is null ? [] : JsonSerializer.Deserialize<SortedDictionary<string, string?>>(loaded.Fields, Stored.Json)!;
        var merged = Merge(name, now, baseline, FieldsOf(existing), out var changes);
        if (changes.Count > 0 && existing is IMayBeSealed { IsSealed: true })
        {
            differences.Add($"{name}: is sealed, and stays as it was signed");
            unchanged++;
            return;
        }

        if (changes.Count == 0) unchanged++;
        else changed++;

        foreach (var field in changes.Keys) Take(existing, record, field);
        if (loaded is null) db.Loaded.Add(new() { Record = record.Id, Kind = record.GetType().Name, Fields = Json(merged.Baseline) });
        else loaded.Fields = Json(merged.Baseline);
    }

    /// <summary>Field by field: what the files changed is taken where nobody else changed it, and only reported where somebody did.</summary>
    private (SortedDictionary<string, string?> Now, SortedDictionary<string, string?> Baseline) Merge(
        string name,
        SortedDictionary<string, string?> files,
        SortedDictionary<string, string?> baseline,
        SortedDictionary<string, string?> current,
        out Dictionary<string, string?[]> changes)
    {
        changes = [];
        var now = new SortedDictionary<string, string?>(current, StringComparer.Ordinal);
        var next = new SortedDictionary<string, string?>(baseline, StringComparer.Ordinal);
        foreach (var (field, value) in files)
        {
            var here = current.GetValueOrDefault(field);
            var before = baseline.GetValueOrDefault(field);
            if (here == value)
            {
                next[field] = value;
            }
            else if (here == before)
            {
                changes[field] = [here, value];
                now[field] = next[field] = value;
            }
            else
            {
                differences.Add($"{name}: {field} was changed here and is kept; the files say otherwise");
            }
        }

        return (now, next);
    }

    private void Take(Entity existing, Entity record, string field)
    {
        switch (existing, record, field)
        {
            case (Commitment mine, Commitment theirs, nameof(Commitment.Trail)):
                foreach (var gone in mine.Trail.Where(entry => entry.EnteredAt is null && theirs.Trail.All(one => one.Id != entry.Id)).ToList()) db.Remove(gone);
                foreach (var entry in theirs.Trail)
                {
                    if (mine.Trail.FirstOrDefault(one => one.Id == entry.Id) is { } same)
                    {
                        foreach (var property in db.Entry(same).Properties.Where(property => property.Metadata.Name is nameof(StatusEntry.Words) or nameof(StatusEntry.Note) or nameof(StatusEntry.Evidence) or nameof(StatusEntry.Order) or nameof(StatusEntry.Audience)))
                        {
                            property.CurrentValue = db.Entry(entry).Property(property.Metadata.Name).CurrentValue;
                        }
                    }
                    else
                    {
                        mine.Record(entry, new(9999, 12, 31));
                        db.Entry(entry).State = EntityState.Added;
                    }
                }

                break;
            case (Commitment mine, Commitment theirs, nameof(Commitment.Links)):
                foreach (var link in mine.Links.ToList()) db.Remove(link);
                foreach (var link in theirs.Links) mine.LinkTo(link.ToId, link.Kind, link.Note);
                break;
            case (Commitment mine, Commitment theirs, nameof(Commitment.Responsible)):
                foreach (var link in mine.Responsible.ToList()) mine.IsNoLongerUpTo(link.OrganisationId);
                foreach (var link in theirs.Responsible) mine.IsUpTo(link.OrganisationId);
                break;
            case (Activity mine, Activity theirs, nameof(Activity.Partners)):
                mine.PartnersAre(theirs.Partners.Select(partner => new ActivityPartner(partner.OrganisationId, partner.Words, partner.Order)).ToList());
                foreach (var partner in mine.Partners.Where(partner => db.Entry(partner).State == EntityState.Detached)) db.Entry(partner).State = EntityState.Added;
                break;
            case (Activity mine, Activity theirs, nameof(Activity.Places)):
                mine.PlacesAre([.. theirs.Places.Select(place => place.Place)]);
                break;
            case (Activity mine, Activity theirs, nameof(Activity.Commitments)):
                foreach (var link in mine.Commitments.ToList()) mine.ServesNoLonger(link.CommitmentId);
                foreach (var link in theirs.Commitments) mine.Serves(link.CommitmentId, link.Note, link.Source);
                break;
            default:
                db.Entry(existing).Property(field).CurrentValue = db.Entry(record).Property(field).CurrentValue;
                break;
        }
    }

    /// <summary>All fields of a record and its parts as stored. Of the trail only what a load brought: what people said here is theirs.</summary>
    private SortedDictionary<string, string?> FieldsOf(Entity record)
    {
        var fields = db.Snapshot(record);
        if (record is Commitment commitment)
        {
            fields[nameof(Commitment.Trail)] = Json(commitment.Trail.Where(entry => entry.EnteredAt is null).OrderBy(entry => entry.Order).Select(entry => Without(db.Snapshot(entry), nameof(StatusEntry.Releases))));
            fields[nameof(Commitment.Responsible)] = Json(commitment.Responsible.Select(link => link.OrganisationId).Order());
            fields.Remove(nameof(Commitment.Releases)); // what the desks say is theirs
            fields[nameof(Commitment.Links)] = Json(commitment.Links.Select(db.Snapshot).Select(Json).Order(StringComparer.Ordinal));
        }
        else if (record is Activity activity)
        {
            fields[nameof(Activity.Partners)] = Json(activity.Partners.OrderBy(partner => partner.Order).Select(partner => new { partner.OrganisationId, Words = partner.Words?.ToJson() }));
            fields[nameof(Activity.Places)] = Json(activity.Places.OrderBy(place => place.Order).Select(place => place.Place));
            fields[nameof(Activity.Commitments)] = Json(activity.Commitments.Select(link => new { link.CommitmentId, Note = link.Note?.ToJson(), link.Source }).OrderBy(link => link.CommitmentId));
        }

        return fields;
    }

    private async Task<Dictionary<Guid, Entity>> Existing(CancellationToken stop)
    {
        List<Entity> all =
        [
            .. await db.Organisations.IgnoreQueryFilters().ToListAsync(stop),
            .. await db.People.IgnoreQueryFilters().ToListAsync(stop),
            .. await db.Rounds.IgnoreQueryFilters().ToListAsync(stop),
            .. await db.AgendaItems.IgnoreQueryFilters().ToListAsync(stop),
            .. await db.Papers.IgnoreQueryFilters().ToListAsync(stop),
            .. await db.Delegates.IgnoreQueryFilters().ToListAsync(stop),
            .. await db.JointRecords.IgnoreQueryFilters().ToListAsync(stop),
            .. await db.Paragraphs.IgnoreQueryFilters().ToListAsync(stop),
            .. await db.Proposals.IgnoreQueryFilters().ToListAsync(stop),
            .. await db.Commitments.IgnoreQueryFilters().Include(one => one.Trail).Include(one => one.Links).Include(one => one.Responsible).AsSplitQuery().ToListAsync(stop),
            .. await db.Activities.IgnoreQueryFilters().Include(one => one.Partners).Include(one => one.Places).Include(one => one.Commitments).AsSplitQuery().ToListAsync(stop),
            .. await db.Terms.IgnoreQueryFilters().ToListAsync(stop),
            .. await db.ProgrammeTexts.IgnoreQueryFilters().ToListAsync(stop),
        ];
        return all.ToDictionary(one => one.Id);
    }

    private static SortedDictionary<string, string?> Without(SortedDictionary<string, string?> fields, params string[] names)
    {
        foreach (var name in names) fields.Remove(name);
        return fields;
    }

    private static SortedDictionary<string, string?> Parts(string document) =>
        new(JsonDocument.Parse(document).RootElement.EnumerateObject().ToDictionary(part => part.Name, part => (string?)part.Value.GetRawText()), StringComparer.Ordinal);

    private static string Whole(SortedDictionary<string, string?> parts) => "{" + string.Join(",", parts.Select(part => JsonSerializer.Serialize(part.Key) + ":" + part.Value)) + "}";

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, Stored.Json);
}
