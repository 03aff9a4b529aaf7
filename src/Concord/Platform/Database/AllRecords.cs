using System.Reflection;
using Concord.Domain.Activities;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Glossary;
using Concord.Domain.Organisations;
using Concord.Domain.People;
using Concord.Domain.Programmes;
using Concord.Domain.Records;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Database;

/// <summary>A record as others refer to it.</summary>
internal sealed record RecordName(string Kind, Guid Id, string Key, Text Name, bool IsWithdrawn, bool Fictitious)
{
    /// <summary>Its page, without the language.</summary>
    public string Address => AllRecords.AddressOf(Kind, Key);
}

/// <summary>
/// The records of all kinds, for what is done with any of them alike: history, withdrawal, translation. Like every set of <see cref="Db"/>
/// it holds only what this reader may read.
/// </summary>
internal sealed class AllRecords(Db db, Me me, Words words)
{
    private static readonly MethodInfo FindMethod = Generic(nameof(FindOne));
    private static readonly MethodInfo NamesMethod = Generic(nameof(NamesOf));
    private static readonly MethodInfo AllMethod = Generic(nameof(AllOf));
    private static readonly MethodInfo WithdrawnMethod = Generic(nameof(WithdrawnOf));

    /// <summary>Where the records of a kind have their pages, who may edit them, and who may see them at all where not everybody may.</summary>
    private static readonly Dictionary<string, (string Path, string Edit, string? See)> Known = new()
    {
        [nameof(AgendaItem)] = ("/agenda/", Can.EditRounds, null),
        [nameof(Activity)] = ("/activities/", Can.EditActivities, null),
        [nameof(Commitment)] = ("/commitments/", Can.EditCommitments, null),
        [nameof(Paper)] = ("/papers/", Can.PrepareRounds, null),
        [nameof(Delegate)] = ("/delegates/", Can.PrepareRounds, null),
        [nameof(JointRecord)] = ("/records/", Can.EditRounds, null),
        [nameof(Paragraph)] = ("/paragraphs/", Can.DraftRecords, null),
        [nameof(Proposal)] = ("/proposals/", Can.NegotiateRecords, null),
        [nameof(Organisation)] = ("/partners/", Can.EditOrganisations, null),
        [nameof(Person)] = ("/people/", Can.EditPeople, Can.SeePeople),
        [nameof(Round)] = ("/dialogue/", Can.EditRounds, null),
        [nameof(Term)] = ("/glossary/", Can.EditTerms, null),
        [nameof(ProgrammeText)] = ("/texts/", Can.EditProgramme, null),
    };

    public static IReadOnlyList<Type> Types { get; } =
        [.. typeof(Entity).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Entity)) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>The kinds this reader may see, in a fixed order.</summary>
    public IEnumerable<string> Kinds => Types.Select(type => type.Name).Where(MaySee);

    /// <summary>The type of a kind, as it stands in an address or in the audit; null when there is none.</summary>
    public static Type? TypeOf(string kind) => Types.FirstOrDefault(type => type.Name.Equals(kind, StringComparison.OrdinalIgnoreCase));

    public static string AddressOf(string kind, string key) => Known.TryGetValue(kind, out var known) ? known.Path + key : $"/{Stored.Kebab(kind)}/{key}";

    /// <summary>The kind of the records whose pages stand under this first part of an address; null when there is none.</summary>
    public static string? KindAt(string path) => Known.Where(one => one.Value.Path.Trim('/') == path).Select(one => one.Key).FirstOrDefault();

    public bool MaySee(string kind) => !Known.TryGetValue(kind, out var known) || known.See is null || me.Can(known.See);

    /// <summary>The act of the table of permissions that changing records of a kind asks for; null when they have no pages.</summary>
    public static string? EditOf(string kind) => Known.TryGetValue(kind, out var known) ? known.Edit : null;

    public bool MayEdit(string kind) => Known.TryGetValue(kind, out var known) && me.Can(known.Edit);

    /// <summary>Whether the reader may change this one: nothing that is sealed, of what belongs to a side only that side's, and what is tabled only whoever may table.</summary>
    public bool MayEdit(Entity record) =>
        MayEdit(record.GetType().Name) && record is not IMayBeSealed { IsSealed: true } && (record is not IOfASide of || (of.Party == me.Party && (record.Audience == Audience.Party(of.Party ?? "") || me.Can(Can.EditRounds))));

    /// <summary>Whether the reader may take this one out of every list: nothing that is sealed, and of what belongs to a side only that side's.</summary>
    public bool MayWithdraw(Entity record) =>
        me.Can(Can.Withdraw) && MaySee(record.GetType().Name) && record is not IMayBeSealed { IsSealed: true } && (record is not IOfASide of || of.Party == me.Party) && !IsOfOthersToo(record);

    /// <summary>Whether the reader acts for a side, and the record is not that side's alone to take away.</summary>
    public bool IsOfOthersToo(Entity record) => record is IOfAllSides all && me.Party is { } party && !all.IsOnlyOf(party);

    /// <summary>One record by its key; null when there is none that this reader may read.</summary>
    /// <param name="withdrawnToo">Whether a withdrawn one counts.</param>
    public Task<Entity?> FindAsync(string kind, string key, bool withdrawnToo, CancellationToken stop = default) =>
        TypeOf(kind) is { } type && MaySee(type.Name) ? (Task<Entity?>)FindMethod.MakeGenericMethod(type).Invoke(this, [key, withdrawnToo, stop])! : Task.FromResult<Entity?>(null);

    /// <summary>The names of those among these records that this reader may read.</summary>
    public Task<List<RecordName>> NamesAsync(string kind, IReadOnlyCollection<Guid> ids, bool withdrawnToo, CancellationToken stop = default) =>
        ids.Count > 0 && TypeOf(kind) is { } type && MaySee(type.Name)
            ? (Task<List<RecordName>>)NamesMethod.MakeGenericMethod(type).Invoke(this, [ids, withdrawnToo, stop])!
            : Task.FromResult<List<RecordName>>([]);

    /// <summary>What is withdrawn of one kind.</summary>
    public Task<List<Entity>> WithdrawnAsync(string kind, CancellationToken stop = default) =>
        TypeOf(kind) is { } type && MaySee(type.Name) ? (Task<List<Entity>>)WithdrawnMethod.MakeGenericMethod(type).Invoke(this, [stop])! : Task.FromResult<List<Entity>>([]);

    /// <summary>Those among these records of one kind that this reader may read, as a query.</summary>
    public IQueryable<Entity> All(string kind, IReadOnlyCollection<Guid> ids) => (IQueryable<Entity>)AllMethod.MakeGenericMethod(TypeOf(kind)!).Invoke(this, [ids])!;

    private IQueryable<Entity> AllOf<T>(IReadOnlyCollection<Guid> ids)
        where T : Entity =>
        db.Set<T>().Where(one => ids.Contains(one.Id));

    private IQueryable<T> Set<T>(bool withdrawnToo)
        where T : Entity =>
        withdrawnToo ? db.Set<T>().IgnoreQueryFilters([Db.Standing]) : db.Set<T>();

    private async Task<Entity?> FindOne<T>(string key, bool withdrawnToo, CancellationToken stop)
        where T : Entity =>
        await Set<T>(withdrawnToo).SingleOrDefaultAsync(one => one.Key == key, stop);

    private async Task<List<RecordName>> NamesOf<T>(IReadOnlyCollection<Guid> ids, bool withdrawnToo, CancellationToken stop)
        where T : Entity
    {
        var kind = typeof(T).Name;
        var found = await Set<T>(withdrawnToo).AsNoTracking()
            .Where(one => ids.Contains(one.Id))
            .Select(one => new { one.Id, one.Key, Name = EF.Property<Text>(one, nameof(INamed.Name)), one.WithdrawnAt, one.Fictitious })
            .ToListAsync(stop);
        return [.. found.Select(one => new RecordName(kind, one.Id, one.Key, typeof(T).IsAssignableTo(typeof(IBracketed)) ? words.Written(one.Name) : one.Name, one.WithdrawnAt is not null, one.Fictitious))];
    }

    private async Task<List<Entity>> WithdrawnOf<T>(CancellationToken stop)
        where T : Entity =>
        [.. await Set<T>(true).AsNoTracking().Where(one => one.WithdrawnAt != null).ToListAsync(stop)];

    private static MethodInfo Generic(string name) => typeof(AllRecords).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Instance)!;
}
