using System.Reflection;
using Concord.Domain.Activities;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Languages;

/// <summary>What a wording may still want.</summary>
internal enum Want
{
    /// <summary>There is none in the language.</summary>
    Missing,
    Draft,

    /// <summary>Ours or unconfirmed.</summary>
    Translated,

    /// <summary>Recorded from general knowledge.</summary>
    ToVerify,

    /// <summary>The text was changed later in another language.</summary>
    Stale,
}

/// <summary>
/// Finds the records of which a text is still to be translated, over every property that is a text or a list of texts: a new kind of
/// record is covered without being named. The database decides, by the JSON that a text is stored as, so that pages and counts are exact.
/// </summary>
internal sealed class ToTranslate(Db db, AllRecords records)
{
    private static readonly MethodInfo QueryMethod = Generic(nameof(Query));
    private static readonly MethodInfo WholesMethod = Generic(nameof(Wholes));
    private static readonly MethodInfo LoadMethod = Generic(nameof(Load));

    /// <summary>The parts of records that hold wordings: the kind of record they stand under, and by which key.</summary>
    public static IReadOnlyList<(Type Part, Type Whole, string Key)> Parts { get; } =
    [
        (typeof(StatusEntry), typeof(Commitment), nameof(StatusEntry.CommitmentId)),
        (typeof(StatusReply), typeof(Commitment), nameof(StatusReply.CommitmentId)),
        (typeof(CommitmentLink), typeof(Commitment), nameof(CommitmentLink.FromId)),
        (typeof(ActivityPartner), typeof(Activity), nameof(ActivityPartner.ActivityId)),
        (typeof(ActivityCommitment), typeof(Activity), nameof(ActivityCommitment.ActivityId)),
    ];

    /// <summary>The properties of a kind of record, or of part, that hold wordings. Texts under negotiation have a desk of their own: none of them is
    /// the translation.</summary>
    public static IEnumerable<PropertyInfo> TextsOf(Type kind) =>
        kind == typeof(Domain.Records.Paragraph) || kind == typeof(Domain.Records.ParagraphVersion) || kind == typeof(Domain.Records.Proposal) ? [] : kind.GetProperties().Where(property => property.CanWrite && (property.PropertyType == typeof(Text) || property.PropertyType == typeof(Items<Text>) || property.PropertyType == typeof(Items<ProgrammeParagraph>))).OrderBy(property => property.MetadataToken);

    /// <summary>The records of one kind that want something in one of the languages.</summary>
    /// <param name="languages">Codes of languages of the programme.</param>
    /// <param name="want">Null: anything but <see cref="Want.Stale"/>, which history tells.</param>
    public IQueryable<Entity>? Of(string kind, IReadOnlyCollection<string> languages, Want? want) =>
        AllRecords.TypeOf(kind) is { } type && records.MaySee(type.Name) && TextsOf(type).Any()
            ? (IQueryable<Entity>)QueryMethod.MakeGenericMethod(type).Invoke(this, [languages, want])!
            : null;

    /// <summary>How many records of all kinds want anything in any of the languages.</summary>
    public async Task<int> CountAsync(IReadOnlyCollection<string> languages, CancellationToken stop)
    {
        var count = 0;
        foreach (var kind in records.Kinds)
        {
            if (Of(kind, languages, null) is { } wanting) count += await wanting.CountAsync(stop);
        }

        return count;
    }

    /// <summary>What one wording of a text wants; null when nothing.</summary>
    public static Want? WantOf(Wording? wording) =>
        wording is null ? Want.Missing
        : wording.ToVerify ? Want.ToVerify
        : wording.State switch { WordingState.Draft => Want.Draft, WordingState.Translated => Want.Translated, _ => null };

    /// <summary>The parts of records of one kind, as this reader may read them.</summary>
    /// <returns>Each with the record it belongs to, in a fixed order.</returns>
    public async Task<IReadOnlyList<(Guid Whole, string Id, object Part)>> PartsOfAsync(string kind, IReadOnlyCollection<Guid> records, CancellationToken stop)
    {
        var parts = new List<(Guid, string, object)>();
        foreach (var (part, _, key) in Parts.Where(one => one.Whole.Name == kind))
        {
            parts.AddRange(await (Task<List<(Guid, string, object)>>)LoadMethod.MakeGenericMethod(part).Invoke(this, [key, records, stop])!);
        }

        return parts;
    }

    private async Task<List<(Guid Whole, string Id, object Part)>> Load<T>(string key, IReadOnlyCollection<Guid> records, CancellationToken stop)
        where T : class
    {
        var identity = db.Model.FindEntityType(typeof(T))!.FindPrimaryKey()!.Properties;
        var found = await db.Set<T>().Where(part => records.Contains(EF.Property<Guid>(part, key))).ToListAsync(stop);
        return
        [
            .. found.Select(part => (
                    (Guid)db.Entry(part).Property(key).CurrentValue!,
                    typeof(T).Name + " " + string.Join(' ', identity.Select(property => db.Entry(part).Property(property.Name).CurrentValue)),
                    (object)part))
                .OrderBy(one => one.Item2, StringComparer.Ordinal),
        ];
    }

    private IQueryable<Entity> Query<T>(IReadOnlyCollection<string> languages, Want? want)
        where T : Entity
    {
        var own = Wanting<T>(languages, want);
        var wholes = Parts.Where(part => part.Whole == typeof(T))
            .Select(part => (IQueryable<Guid>)WholesMethod.MakeGenericMethod(part.Part).Invoke(this, [part.Key, languages, want])!)
            .Aggregate((IQueryable<Guid>?)null, (all, next) => all is null ? next : all.Concat(next));
        return wholes is null ? own : db.Set<T>().Where(one => own.Any(wanting => wanting.Id == one.Id) || wholes.Contains(one.Id));
    }

    /// <summary>The records of which a part wants something that this reader may read.</summary>
    private IQueryable<Guid> Wholes<T>(string key, IReadOnlyCollection<string> languages, Want? want)
        where T : class =>
        Wanting<T>(languages, want).Select(part => EF.Property<Guid>(part, key));

    private IQueryable<T> Wanting<T>(IReadOnlyCollection<string> languages, Want? want)
        where T : class
    {
        var table = db.Model.FindEntityType(typeof(T))!;
        var conditions = new List<string>();
        foreach (var property in TextsOf(typeof(T)))
        {
            var column = '"' + table.FindProperty(property.Name)!.GetColumnName() + '"';
            foreach (var language in languages.Where(IsCode))
            {
                conditions.Add(property.PropertyType == typeof(Text)
                    ? $"({column} is not null and {Condition(column, true, language, want)})"
                    : db.IsSqlite
                        ? $"exists (select 1 from json_each({column}) as one where {Condition(IsOfParagraphs(property) ? "json_extract(one.value, '$.words')" : "one.value", true, language, want)})"
                        : $"exists (select 1 from jsonb_array_elements({column}::jsonb) as one(value) where {Condition(IsOfParagraphs(property) ? "(one.value -> 'words')" : "one.value", false, language, want)})");
            }
        }

        // Names of tables, columns and languages only; nothing that anybody types.
        var any = conditions.Count == 0 ? "1 = 0" : string.Join(" or ", conditions);
#pragma warning disable EF1002
        return db.Set<T>().FromSqlRaw($"select * from \"{table.GetTableName()}\" where {any}");
#pragma warning restore EF1002
    }

    private static bool IsOfParagraphs(PropertyInfo property) => property.PropertyType == typeof(Items<ProgrammeParagraph>);

    private string Condition(string json, bool isText, string language, Want? want)
    {
        var text = At("text");
        var missing = $"{text} is null";
        var state = $"coalesce({At("state")}, 'draft')"; // a draft is stored without its state
        var verify = db.IsSqlite ? $"coalesce({At("toVerify")}, 0) = 1" : $"coalesce({At("toVerify")}, 'false') = 'true'";
        return want switch
        {
            Want.Missing => missing,
            Want.Draft => $"({text} is not null and {state} = 'draft' and not {verify})",
            Want.Translated => $"({state} = 'translated' and not {verify})",
            Want.ToVerify => verify,
            Want.Stale => "1 = 0",
            _ => $"({missing} or {state} <> 'verified' or {verify})",
        };

        string At(string name) => db.IsSqlite ? $"json_extract({json}, '$.{language}.{name}')" : $"({json}{(isText ? "::jsonb" : "")} -> '{language}' ->> '{name}')";
    }

    private static MethodInfo Generic(string name) => typeof(ToTranslate).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Instance)!;

    private static bool IsCode(string language) => language.Length is 2 or 3 && language.All(char.IsAsciiLetterLower);
}
