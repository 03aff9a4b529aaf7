using System.Collections;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Concord.Domain.Common;
using Concord.Domain.Records;
using Concord.Domain.Files;
using Concord.Domain.Programmes;
using Concord.Platform.Database;
using Concord.Records;
using Concord.Records.Sealing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime;
using Text = Concord.Domain.Common.Text;

namespace Concord.Tests.Secrets;

/// <summary>What somebody may read, as DESIGN says it: written down here a second time, on purpose.</summary>
internal sealed record Sight(IReadOnlySet<string> Audiences, IReadOnlySet<Guid> Assigned)
{
    public static Sight OfEverything { get; } = new(new HashSet<string>(["*"]), new HashSet<Guid>());

    public bool Of(Audience audience, Guid record) => Audiences.Contains("*") || Audiences.Contains(audience.Code) || Assigned.Contains(record);
}

/// <summary>What the crawl looks for: words that stand in one field of one record and nowhere else.</summary>
internal sealed record Secret(string Token, Seed Seed, string Where);

/// <summary>A record or part to be planted.</summary>
/// <param name="Rank">Its place in the order of creation and in every sort.</param>
/// <param name="Ends">The records it hangs on, for a part; empty for a record.</param>
internal sealed record Seed(string Name, Type Type, int Rank, Guid Id, Audience Audience, IReadOnlyDictionary<string, Guid?> Ends, bool Withdrawn = false, bool InCrowd = false);

/// <summary>
/// Fills a database with records of every kind and every audience, found in EF Core's model. A record's ids, words and dates follow from its
/// name alone, so that a world planted without what a reader may not see is the same in everything else.
/// </summary>
internal sealed class Planting
{
    /// <summary>Stands in every name in English, so that one search finds all records.</summary>
    public const string Common = "cryptonym";

    /// <summary>The same in Chinese: a word of two characters.</summary>
    public const string CommonInChinese = "密钥";

    /// <summary>As many as one page of a list holds: what a visitor must not see would make a second page.</summary>
    private const int PublicOfAKind = 50;

    private static readonly Audience[] Closed = [Audience.Programme, Audience.Parties, Audience.Party("eu"), Audience.Party("china"), Audience.Team];

    /// <summary>Written by the program: when records are saved, and then they hold the secrets of the records; or while a form is open.</summary>
    public static readonly Type[] Written = [typeof(AuditEntry), typeof(SearchEntry), typeof(Concord.Platform.Live.Presence)];

    /// <summary>Fields that cannot hold a secret, each with the reason and with what they hold instead.</summary>
    public static readonly IReadOnlyDictionary<string, (string Reason, Func<Programme, int, string> Value)> WithoutSecret =
        new Dictionary<string, (string, Func<Programme, int, string>)>
        {
            ["Organisation.Party"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n).Key),
            ["Organisation.Type"] = ("key of an organisation type of the programme", (programme, n) => Of(programme.OrganisationTypes, n).Key),
            ["Organisation.Country"] = ("key of a place of the programme", (programme, n) => Of(programme.Places, n).Key),
            ["Person.Language"] = ("code of a language of the programme", (programme, n) => Of(programme.Languages, n).Code),
            ["Round.Track"] = ("key of a track of the programme", (programme, n) => Of(programme.Tracks, n).Key),
            ["Round.Place"] = ("key of a place of the programme", (programme, n) => Of(programme.Places, n).Key),
            ["Round.Host"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n).Key),
            ["Round.Pillars"] = ("keys of pillars of the programme", (programme, n) => Of(programme.Pillars, n).Key),
            ["AgendaItem.Proposer"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n).Key),
            ["Stand.Party"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n).Key),
            ["Cleared.Party"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n).Key),
            ["SideStatement.Party"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n).Key),
            ["Waiver.Party"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n).Key),
            ["Proposal.Party"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n).Key),
            ["ParagraphVersion.Party"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n).Key),
            ["Signature.Party"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n).Key),
            ["JointRecord.Authentic"] = ("code of a language of the programme", (programme, n) => Of(programme.Languages, n).Code),
            ["Paragraph.Stale"] = ("code of a language of the programme", (programme, n) => Of(programme.Languages, n).Code),
            ["Paper.Party"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n).Key),
            ["Release.Party"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n).Key),
            ["Delegate.Party"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n).Key),
            ["CoChair.Party"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n).Key),
            ["Commitment.Pillar"] = ("key of a pillar of the programme", (programme, n) => Of(programme.Pillars, n).Key),
            ["Commitment.Owner"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n).Key),
            ["StatusEntry.Status"] = ("key of a status of the programme", (programme, n) => Of(programme.Statuses, n).Key),
            ["StatusEntry.Party"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n).Key),
            ["StatusReply.Party"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n + 1).Key),
            ["Activity.Type"] = ("key of an activity type of the programme", (programme, n) => Of(programme.ActivityTypes, n).Key),
            ["Activity.Pillar"] = ("key of a pillar of the programme", (programme, n) => Of(programme.Pillars, n).Key),
            ["Activity.Phase"] = ("key of a phase of the programme", (programme, n) => Of(programme.Phases, n).Key),
            ["Activity.Countries"] = ("keys of places of the programme", (programme, n) => Of(programme.Places, n).Key),
            ["ActivityPlace.Place"] = ("key of a place of the programme", (programme, n) => Of(programme.Places, n).Key),
            ["Term.Domain"] = ("key of a domain of terms of the programme", (programme, n) => Of(programme.TermDomains, n).Key),
            ["StoredFile.Type"] = ("a media type", (_, _) => "application/pdf"),
            ["Variant.Language"] = ("code of a language of the programme", (programme, n) => Of(programme.Languages, n).Code),
            ["Variant.Party"] = ("key of a party of the programme", (programme, n) => Of(programme.Parties, n).Key),
            ["ParticipantFigure.Qualifier"] = ("one of three words", (_, _) => "over"),
            ["Wording.Reading"] = ("only sorts; set, it would take the record out of its place in the order", (_, _) => ""),
        };

    private static readonly string[] Han = ["阿", "八", "擦", "搭", "鹅", "发", "噶", "哈", "击", "喀", "垃", "妈", "拿", "哦", "啪", "期", "然", "撒", "塌", "挖", "昔", "压", "匝"];

    private static readonly Audience[] Foreign = [.. Closed, Audience.Nobody];

    private readonly IModel model;
    private readonly Programme programme;
    private readonly Dictionary<string, Secret> secrets = [];
    private readonly List<Seed> seeds = [];
    private readonly Dictionary<Guid, Seed> byId = [];
    private readonly HashSet<string> used = [];
    private readonly HashSet<Guid> isSealed = [];

    public Planting(IModel model, Programme programme)
    {
        (this.model, this.programme) = (model, programme);
        Kinds = [.. model.GetEntityTypes().Where(type => type.ClrType.IsAssignableTo(typeof(Entity)) && !type.ClrType.IsAbstract).OrderBy(type => type.ClrType.Name, StringComparer.Ordinal)];
        Parts = [.. Guarded(model).Where(type => !type.ClrType.IsAssignableTo(typeof(Entity)) && !Written.Contains(type.ClrType)).OrderBy(type => type.ClrType.Name, StringComparer.Ordinal)];
        Plan();
    }

    public IReadOnlyList<IEntityType> Kinds { get; }

    public IReadOnlyList<IEntityType> Parts { get; }

    /// <summary>A joint record that is sealed and released to everybody, with paragraphs of every audience.</summary>
    private Guid SealedShared { get; set; }

    public IReadOnlyList<Seed> Seeds => seeds;

    /// <summary>By token. Complete once a world of everything is planted.</summary>
    public IReadOnlyDictionary<string, Secret> Secrets => secrets;

    /// <summary>The fields of <see cref="WithoutSecret"/> that the model has.</summary>
    public IReadOnlySet<string> Used => used;

    /// <summary>The tables whose rows are filtered by an audience.</summary>
    public static IEnumerable<IEntityType> Guarded(IModel model) => model.GetEntityTypes().Where(type => type.GetDeclaredQueryFilters().Any(filter => filter.Key == "Audience"));

    /// <summary>The planted files: content has to be in the store before they can be had.</summary>
    public IEnumerable<Seed> Files => seeds.Where(seed => seed.Type == typeof(StoredFile) || seed.Type == typeof(SealedDocument));

    /// <summary>Under which names a file's content and its small picture lie, and what is in them: all of it secret.</summary>
    public IEnumerable<(string Hash, string Content)> ContentOf(Seed file) =>
        (file.Type == typeof(StoredFile) ? new[] { nameof(StoredFile.Hash), nameof(StoredFile.Thumbnail) } : [nameof(SealedDocument.Hash)])
            .Select(field => (Token(file, $"{file.Type.Name}.{field}"), Token(file, $"{file.Type.Name}.{field}.Content")));

    public static string KeyOf(Seed seed) => seed.Name;

    /// <summary>Of one kind a few of every audience, the shared one first: what addresses are filled with.</summary>
    public IReadOnlyList<Seed> SamplesOf(Type kind)
    {
        var all = seeds.Where(seed => seed.Type == kind && !seed.InCrowd).ToList();
        return
        [
            .. new[]
            {
                all.FirstOrDefault(),
                all.FirstOrDefault(seed => seed.Audience == Audience.Public && seed.Rank > 0),
                all.LastOrDefault(seed => seed.Audience == Audience.Public && !seed.Withdrawn),
                all.FirstOrDefault(seed => seed.Audience == Audience.Public && seed.Withdrawn),
                all.FirstOrDefault(seed => seed.Audience == Audience.Team && seed.Withdrawn),
            }
            .Concat(Foreign.Select(audience => all.FirstOrDefault(seed => seed.Audience == audience)))
            .OfType<Seed>()
            .Distinct(),
        ];
    }

    /// <summary>What is given to a translator: one record of every kind.</summary>
    public IEnumerable<Seed> Assigned(Audience audience) => Kinds.Select(kind => SamplesOf(kind.ClrType).First(seed => seed.Audience == audience));

    public Seed? Find(Guid id) => byId.GetValueOrDefault(id) ?? seeds.FirstOrDefault(seed => seed.Id == id);

    /// <summary>Plants what somebody sees, in the order of creation.</summary>
    /// <param name="inCrowd">Only the crowd, or all but it.</param>
    /// <param name="advance">Called before each rank: lets the clock go on.</param>
    public async Task PlantAsync(Db db, Sight sight, bool inCrowd, Action<int> advance)
    {
        // Worlds are planted side by side from one planting: where this one has come to is its own.
        var now = 0;
        db.SavingChanges += (_, _) => FixIds(db, now);
        foreach (var rank in seeds.Where(seed => seed.InCrowd == inCrowd).GroupBy(seed => seed.Rank).OrderBy(group => group.Key))
        {
            advance(rank.Key);
            foreach (var seed in rank.Where(seed => IsSeen(seed, sight)))
            {
                db.Add(Make(seed, sight));
            }

            var reasonOf = rank.First();
            db.Because(Token(reasonOf, "Reason"));
            now = rank.Key;
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Seals what is planted as sealed: what is sealed takes nothing any more, so it comes last.</summary>
    public async Task SealAsync(Db db, Sight sight)
    {
        foreach (var seed in seeds.Where(seed => isSealed.Contains(seed.Id) && IsSeen(seed, sight)))
        {
            await db.JointRecords.IgnoreQueryFilters().Where(record => record.Id == seed.Id).ExecuteUpdateAsync(record => record
                .SetProperty(one => one.Number, seed.Rank + 1)
                .SetProperty(one => one.SealedAt, Instant.FromUtc(2026, 10, 1, 0, 0) + Duration.FromMinutes(seed.Rank))
                .SetProperty(one => one.Canonical, Token(seed, "JointRecord.Canonical"))
                .SetProperty(one => one.Seal, Token(seed, "JointRecord.Seal")));
            db.Later(new Concord.Platform.Outbox.IndexRecord(nameof(JointRecord), seed.Id)); // found by the day of its seal, which it may have been indexed without
        }

        await db.SaveChangesAsync();
    }

    public bool IsSeen(Seed seed, Sight sight) =>
        IsPart(seed)
            ? seed.Ends.Values.All(end => end is null || SeenById(end.Value, sight)) && (!HasOwnAudience(seed) || sight.Of(seed.Audience, seed.Ends.Values.First(end => end is not null)!.Value))
            : sight.Of(seed.Audience, seed.Id);

    /// <summary>A link has none: whoever reads both its ends reads it.</summary>
    private static bool HasOwnAudience(Seed seed) => seed.Type.GetProperty(nameof(Entity.Audience)) is not null;

    private static bool IsPart(Seed seed) => !seed.Type.IsAssignableTo(typeof(Entity));

    private bool SeenById(Guid id, Sight sight) => byId[id] is var end && sight.Of(end.Audience, end.Id);

    private void Plan()
    {
        // Nobody's stand at both ends and in the middle, so that every reader has foreign records before, between and after his own.
        Audience[] order = [Audience.Nobody, .. Closed, Audience.Public, Audience.Nobody, Audience.Public, .. Closed.Reverse(), Audience.Nobody];

        foreach (var kind in Kinds) Record(kind, "shared", 0, Audience.Public);
        var (joint, paragraph) = (Kinds.Single(kind => kind.ClrType == typeof(JointRecord)), Kinds.Single(kind => kind.ClrType == typeof(Paragraph)));
        Record(joint, "sealed", 0, Audience.Public);
        SealedShared = seeds[^1].Id;
        for (var place = 0; place < order.Length; place++)
        {
            foreach (var kind in Kinds) Record(kind, "", place + 1, order[place]);
        }

        // Paragraphs of everybody in a record that is sealed and released, and sealed records of everybody.
        for (var place = 0; place < order.Length; place++) Record(paragraph, "sealed", place + 1, order[place], new() { [nameof(Paragraph.RecordId)] = SealedShared });
        isSealed.Add(SealedShared);
        foreach (var seed in seeds.Where(seed => seed.Type == typeof(JointRecord) && seed.Rank > order.Length / 2)) isSealed.Add(seed.Id);

        // What other parts hang on is there first.
        foreach (var part in Parts.Where(part => Parts.Any(other => other != part && other.GetForeignKeys().Any(link => link.PrincipalEntityType == part && !link.Properties[0].IsNullable))))
        {
            Part(part, 0, Audience.Public, EndsOf(part).ToDictionary(Column, one => (Guid?)Shared(one.PrincipalEntityType.ClrType)));
        }

        // Under the same parents: parts of everybody hang on the shared record, and each record hangs on the shared one.
        foreach (var (part, ends) in Parts.SelectMany(part => AlternativesOf(part).Select(ends => (part, ends))))
        {
            foreach (var record in seeds.Where(seed => !IsPart(seed) && seed.Rank > 0).ToList())
            {
                foreach (var end in ends.Where(end => end.PrincipalEntityType.ClrType == record.Type))
                {
                    Part(part, record.Rank, record.Audience, ends.ToDictionary(one => Column(one), one => (Guid?)(one == end ? record.Id : Shared(one.PrincipalEntityType.ClrType))));
                }
            }

            if (part.FindProperty("Audience") is null) continue;
            for (var place = 0; place < order.Length; place++)
            {
                Part(part, place + 1, order[place], ends.ToDictionary(Column, one => (Guid?)Shared(one.PrincipalEntityType.ClrType)));
            }
        }

        // Public records that hang on what not everybody may see.
        var rank = order.Length + 1;
        foreach (var kind in Kinds)
        {
            foreach (var link in kind.GetForeignKeys().Where(link => IsKind(link.PrincipalEntityType) && !link.IsRequired))
            {
                foreach (var audience in Closed)
                {
                    var parent = seeds.Last(seed => seed.Type == link.PrincipalEntityType.ClrType && seed.Audience == audience && !IsPart(seed));
                    Record(kind, Column(link).ToLowerInvariant(), rank, Audience.Public, new Dictionary<string, Guid?> { [Column(link)] = parent.Id });
                }
            }
        }

        foreach (var audience in Closed.Prepend(Audience.Public))
        {
            rank++;
            foreach (var kind in Kinds) Record(kind, "withdrawn", rank, audience, withdrawn: true);
        }

        rank++;
        foreach (var kind in Kinds)
        {
            var standing = seeds.Count(seed => seed.Type == kind.ClrType && seed.Audience == Audience.Public && !seed.Withdrawn);
            for (var one = standing; one < PublicOfAKind; one++) Record(kind, "crowd", rank, Audience.Public, inCrowd: true);
        }
    }

    private void Record(IEntityType kind, string purpose, int rank, Audience audience, Dictionary<string, Guid?>? ends = null, bool withdrawn = false, bool inCrowd = false)
    {
        var number = seeds.Count(seed => seed.Type == kind.ClrType);
        var links = new Dictionary<string, Guid?>();
        foreach (var link in kind.GetForeignKeys().Where(link => IsKind(link.PrincipalEntityType) && (link.IsRequired || (rank > 0 && !inCrowd)))) links[Column(link)] = inCrowd ? FirstInCrowd(link.PrincipalEntityType.ClrType, rank) : Shared(link.PrincipalEntityType.ClrType);
        foreach (var (column, end) in ends ?? []) links[column] = end;
        var name = $"{Letters(rank)}-{kind.ClrType.Name.ToLowerInvariant()}-{number}-{(audience == Audience.Public ? purpose : "")}".TrimEnd('-');
        var seed = new Seed(name, kind.ClrType, rank, Id(rank, kind.ClrType.Name, number), audience, links, withdrawn, inCrowd);
        if (audience != Audience.Public)
        {
            // Its key stands in addresses, so it may be a secret too.
            var key = Letters(rank) + Token(seed, "Key");
            seed = seed with { Name = key };
        }

        seeds.Add(seed);
        byId.Add(seed.Id, seed);
    }

    private void Part(IEntityType part, int rank, Audience audience, Dictionary<string, Guid?> ends)
    {
        var number = seeds.Count(seed => seed.Type == part.ClrType);
        if (ends.Values.Distinct().Count() < ends.Count) return; // a link to itself
        seeds.Add(new($"{part.ClrType.Name}-{number}", part.ClrType, rank, Id(rank, part.ClrType.Name, number), audience, ends));
    }

    /// <summary>The part that a part hangs on: one of the same record, read by all who read that record.</summary>
    private Guid? HangsOn(Seed seed, IProperty property)
    {
        var principal = property.GetContainingForeignKeys().First().PrincipalEntityType.ClrType;
        var (record, ends) = seed.Ends.First(end => end.Key == nameof(Concord.Domain.Commitments.StatusReply.CommitmentId));
        var audience = ends == Shared(typeof(Concord.Domain.Commitments.Commitment)) ? Audience.Public : byId[ends!.Value].Audience;
        return seeds.First(one => one.Type == principal && one.Audience == audience && one.Ends.TryGetValue(record, out var end) && end == ends).Id;
    }

    private bool IsKind(IEntityType type) => Kinds.Contains(type);

    /// <summary>What a part hangs on, all at once; a file hangs on one of several.</summary>
    private IEnumerable<List<IForeignKey>> AlternativesOf(IEntityType part) => part.ClrType == typeof(StoredFile) ? EndsOf(part).Select(end => new List<IForeignKey> { end }) : [EndsOf(part)];

    private List<IForeignKey> EndsOf(IEntityType part) => [.. part.GetForeignKeys().Where(link => IsKind(link.PrincipalEntityType)).OrderBy(Column, StringComparer.Ordinal)];

    private static string Column(IForeignKey link) => link.Properties[0].Name;

    /// <summary>The crowd is planted by itself: what it needs is in it. It may be still to come.</summary>
    private Guid FirstInCrowd(Type type, int rank) => seeds.FirstOrDefault(seed => seed.Type == type && seed.InCrowd)?.Id ?? Id(rank, type.Name, seeds.Count(seed => seed.Type == type));

    /// <summary>The first of its kind; it may still be to come.</summary>
    private static Guid Shared(Type type) => Id(0, type.Name, 0);

    private object Make(Seed seed, Sight sight)
    {
        var type = model.FindEntityType(seed.Type)!;
        var thing = Activator.CreateInstance(seed.Type, nonPublic: true)!;
        foreach (var property in type.GetProperties())
        {
            if (property.PropertyInfo is null && property.FieldInfo is null) continue;
            var path = seed.Type.Name + "." + property.Name;
            object? value;
            if (property.Name == "Id") value = seed.Id;
            else if (property.Name == "Key") value = KeyOf(seed);
            else if (property.Name == "Audience") value = seed.Audience;
            else if (property.Name is "Version") continue;
            else if (property.Name == "Fictitious") value = false;
            else if (property.DeclaringType.ClrType == typeof(JointRecord) && property.Name is nameof(JointRecord.Number) or nameof(JointRecord.SealedAt) or nameof(JointRecord.Canonical) or nameof(JointRecord.Seal)) value = null; // still negotiated: see SealAsync
            else if (path == "Signature.VoidedAt" && IsUnderSealed(seed)) value = null;
            else if (path == "Signature.Proof" && IsUnderSealed(seed)) value = ProofFor(seed);
            else if (property.Name == "WithdrawnAt") value = seed.Withdrawn ? Instant.FromUtc(2026, 11, 1, 0, 0) + Duration.FromMinutes(seed.Rank) : null;
            else if (property.Name == "WithdrawnReason") value = seed.Withdrawn ? Token(seed, path) : null;
            else if (seed.Ends.TryGetValue(property.Name, out var end)) value = end is { } id && (IsPart(seed) || SeenById(id, sight)) ? end : null;
            else if (property.IsForeignKey() && property.IsNullable) value = null;
            else if (property.IsForeignKey() && HangsOn(seed, property) is { } on) value = on;
            else if (path == "Paper.IsNote") value = seed.Audience.PartyKey is not null; // a note never leaves its side
            else if (path == "Paper.Party" && seed.Audience.PartyKey is { } side) value = side;
            else if (path == "StoredFile.State") value = FileState.Ready; // what is not ready nobody can have
            else value = Value(property.ClrType, path, seed, 0);
            Set(property, thing, value);
        }

        return thing;
    }

    private bool IsUnderSealed(Seed signature) => signature.Ends.Values.Any(end => end is { } id && isSealed.Contains(id));

    /// <summary>A proof that a page can read, with secrets for names. It proves nothing: the crawl looks for words.</summary>
    private string ProofFor(Seed signature)
    {
        Wordings Named(string where) => new(programme.Languages.Select(language => KeyValuePair.Create(language.Code, Token(signature, $"Signature.Proof.{where}.{language.Code}"))));
        var statement = new SigningStatement(SigningStatement.ThisFormat, new string('0', 64), Of(programme.Parties, signature.Rank).Key, Named("Party"), Named("Person"), Named("Capacity"), Instant.FromUtc(2026, 10, 1, 0, 0), new string('A', 43));
        return Encoding.UTF8.GetString(new AttestedProof(statement, Token(signature, "Signature.Proof.Attestation")).ToJson());
    }

    private object? Value(Type type, string path, Seed seed, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            if (WithoutSecret.TryGetValue(path, out var exempt))
            {
                used.Add(path);
                return exempt.Value(programme, seed.Rank) is { Length: > 0 } given ? given : null;
            }

            var token = Token(seed, path);
            return path.Split('.')[^1] is "Url" or "Evidence" or "Address" or "Source" ? "https://secret.example/" + token : token;
        }

        if (type == typeof(Text)) return Words(path, seed);
        if (type == typeof(Audience)) return seed.Audience;
        if (type == typeof(bool)) return seed.Rank % 2 == 0;
        if (type == typeof(int)) return 1 + seed.Rank; // some count from one
        if (type == typeof(long)) return (long)seed.Rank;
        if (type == typeof(decimal)) return (decimal)seed.Rank;
        if (type == typeof(Guid)) return seed.Id;
        if (type == typeof(PartialDate)) return new PartialDate(2020 + seed.Rank / 12, seed.Rank % 12 + 1);
        if (type == typeof(LocalDate)) return new LocalDate(2020 + seed.Rank / 12, seed.Rank % 12 + 1, 1);
        if (type == typeof(Concord.Domain.Rounds.Sitting)) return new Concord.Domain.Rounds.Sitting(new(2027, 4, 1 + (seed.Rank % 30)), new(9, 30), new(12, 30));
        if (type == typeof(Instant)) return Instant.FromUtc(2026, 10, 1, 0, 0) + Duration.FromMinutes(seed.Rank);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(seed.Rank % Enum.GetValues(type).Length);
        if (type.IsGenericType && type.IsAssignableTo(typeof(IList)))
        {
            var list = (IList)Activator.CreateInstance(type)!;
            if (depth < 3 && Value(type.GetGenericArguments()[0], path, seed, depth + 1) is { } item) list.Add(item);
            return list;
        }

        var made = type.GetConstructors().OrderByDescending(constructor => constructor.GetParameters().Length).FirstOrDefault()
            ?? throw new InvalidOperationException($"The secrets crawl cannot fill {path}, a {type.Name}.");
        return made.Invoke([.. made.GetParameters().Select(parameter => Value(parameter.ParameterType, $"{type.Name}.{parameter.Name}", seed with { Name = seed.Name + "." + path }, depth + 1))]);
    }

    private Text Words(string path, Seed seed)
    {
        used.Add("Wording.Reading");
        var place = Letters(seed.Rank);
        return new(programme.Languages.Select(language => KeyValuePair.Create(
            language.Code,
            new Wording(
                language.Code == "zh" ? $"{Han[seed.Rank / Han.Length]}{Han[seed.Rank % Han.Length]}{CommonInChinese}{Token(seed, path + ".zh")}" : $"{place} {Common} {Token(seed, path + "." + language.Code)}",
                seed.Rank % 3 == 0 ? WordingState.Translated : WordingState.Verified,
                "https://secret.example/" + Token(seed, path + "." + language.Code + ".Source"),
                Token(seed, path + "." + language.Code + ".Note")))));
    }

    /// <summary>Letters only, the same on both sides of every encoding; of its own for every field of every record.</summary>
    private string Token(Seed seed, string where)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed.Type.Name}|{seed.Id}|{seed.Name}|{where}"));
        var token = "zq" + string.Concat(hash.Take(9).Select(one => (char)('a' + one % 26))) + "qz";
        lock (secrets) secrets.TryAdd(token, new(token, seed, where));
        return token;
    }

    /// <summary>Audit entries draw their ids at random, and lists use them to decide between equals: here they follow from what they tell.</summary>
    private static void FixIds(Db db, int now)
    {
        foreach (var entry in db.ChangeTracker.Entries<AuditEntry>().Where(entry => entry.State == EntityState.Added).ToList())
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{entry.Entity.Record}|{entry.Entity.Kind}|{entry.Entity.Changes}"));
            entry.State = EntityState.Detached;
            Set(entry.Metadata.FindProperty("Id")!, entry.Entity, new Guid(now, 0, 0x7000, [0x80, .. hash.Take(7)]));
            db.Add(entry.Entity);
        }
    }

    private static void Set(IProperty property, object thing, object? value)
    {
        var declared = property.PropertyInfo?.DeclaringType!.GetProperty(property.Name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        if (declared?.GetSetMethod(true) is { } set) set.Invoke(thing, [value]);
        else property.FieldInfo?.SetValue(thing, value);
    }

    private static string Letters(int rank) => $"{(char)('b' + rank / 20)}{(char)('b' + rank % 20)}";

    private static Guid Id(int rank, string kind, int number)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}|{number}"));
        return new Guid(rank + 1, 0, 0x7000, [0x80, .. hash.Take(7)]);
    }

    private static T Of<T>(IReadOnlyList<T> list, int number) => list[number % list.Count];
}
