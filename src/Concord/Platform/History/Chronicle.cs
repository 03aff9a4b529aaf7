using System.Text.Json;
using Concord.Bilingual;
using Concord.Domain.Activities;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Files;
using Concord.Domain.Glossary;
using Concord.Domain.Organisations;
using Concord.Domain.Programmes;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Files;
using Concord.Platform.Languages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime;
using NodaTime.Text;

namespace Concord.Platform.History;

/// <summary>Words with the language they are in.</summary>
internal sealed record Said(string Words, string Language);

/// <summary>What became of one field, or of one wording of a text.</summary>
/// <param name="Field">Name of the property, as the audit keeps it.</param>
/// <param name="Pieces">Both wordings in one, where they can be compared word by word.</param>
internal sealed record Line(string Field, string Label, Said? From, Said? To, IReadOnlyList<Difference>? Pieces = null);

/// <summary>One audit entry, as a reader may read it.</summary>
/// <param name="Record">Null when it is none of the kinds of records, or not his to read.</param>
/// <param name="Part">What part of the record it is about; null: the record itself.</param>
internal sealed record Reading(AuditEntry Entry, RecordName? Record, string Kind, string? Part, Said Who, IReadOnlyList<Line> Lines);

/// <summary>
/// Turns audit entries into what people read: names instead of keys, dates, wordings compared word by word. What an entry refers to is
/// asked of the filtered sets; what the reader may not see there is left out as if it had never stood in the entry.
/// </summary>
internal sealed class Chronicle(Db db, Me me, Words words, AllRecords records)
{
    // Say nothing to people: positions, moments kept elsewhere in the entry, and the mark of the demonstration.
    private const string Translator = "Translator";

    /// <summary>When a link to a file ends: an instant that is no column of anything.</summary>
    private const string LinkEnds = "Until";

    private static readonly string[] Unsaid = [nameof(StatusEntry.Order), nameof(StatusEntry.EnteredAt), Db.PartId, nameof(Entity.WithdrawnAt), nameof(Entity.Fictitious)];

    // Names of the accounts that the entries at hand tell of.
    private Dictionary<Guid, Text> accounts = [];

    /// <param name="withdrawnToo">Whether names of withdrawn records are told.</param>
    /// <param name="strict">Whether an entry about a record that is not to be read falls away altogether.</param>
    public async Task<List<Reading>> ReadAsync(IReadOnlyList<AuditEntry> entries, bool withdrawnToo, bool strict, CancellationToken stop = default)
    {
        var people = entries.Select(entry => entry.Account).OfType<Guid>().Concat(entries.SelectMany(TranslatorsIn)).Distinct().ToList();
        accounts = me.IsMember ? await db.Accounts.AsNoTracking().Where(one => people.Contains(one.Id)).ToDictionaryAsync(one => one.Id, one => one.Name, stop) : [];
        var opened = entries.Where(entry => records.MaySee(KindOf(entry))).Select(entry => (Entry: entry, Changes: Changes(entry), Type: Model(entry))).ToList();
        var names = await NamesOf(opened, withdrawnToo, stop);

        var readings = new List<Reading>();
        foreach (var (entry, changes, type) in opened)
        {
            var record = names.GetValueOrDefault((KindOf(entry), entry.Record));
            if (strict && record is null) continue;
            if (Lines(changes, type, names, PartOf(entry)) is not { } lines) continue;
            if (lines.Count == 0 && (entry.Action == "changed" || PartOf(entry) is not null)) continue;
            readings.Add(new(entry, record, KindOf(entry), PartOf(entry), Who(entry), lines));
        }

        return readings;
    }

    public static string KindOf(AuditEntry entry) => entry.Kind.Split('.')[0];

    /// <summary>What sides have said or done is taken back by them alone, and what follows from the texts follows them.</summary>
    private static readonly string[] Lasting =
    [
        nameof(Domain.Records.Paragraph.Clearings), nameof(Domain.Records.Paragraph.Waivers), nameof(Domain.Records.Paragraph.Statements), nameof(Domain.Records.Paragraph.Stale), nameof(Domain.Records.JointRecord.Number),
        nameof(Domain.Records.JointRecord.SealedAt), nameof(Domain.Records.Proposal.TabledAt),
    ];

    /// <summary>Whether a field of a record may be set back to what it was, with the old value.</summary>
    public IProperty? Settable(AuditEntry entry, string field) =>
        entry.Action == "changed" && PartOf(entry) is null && Model(entry)?.FindProperty(field) is { } property
            && !Lasting.Contains(field) && field is not (nameof(Entity.Audience) or nameof(Entity.WithdrawnAt) or nameof(Entity.WithdrawnReason) or nameof(Entity.Fictitious) or nameof(Domain.Rounds.AgendaItem.Stands) or nameof(IReleasable.Releases)) && Db.IsAudited(property)
            ? property
            : null;

    public static Dictionary<string, string?[]> Changes(AuditEntry entry) => JsonSerializer.Deserialize<Dictionary<string, string?[]>>(entry.Changes, Stored.Json) ?? [];

    /// <summary>A value of a property, from the form in which the audit keeps it.</summary>
    public static object? FromStored(IProperty property, string? stored)
    {
        if (stored is null) return null;
        var converter = property.GetTypeMapping().Converter;
        var provider = converter?.ProviderClrType ?? Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        object value = provider == typeof(string) ? stored
            : provider == typeof(Guid) ? Guid.Parse(stored)
            : provider == typeof(bool) ? bool.Parse(stored)
            : provider == typeof(DateOnly) ? DateOnly.Parse(stored, System.Globalization.CultureInfo.InvariantCulture)
            : provider == typeof(DateTime) ? DateTime.Parse(stored, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.RoundtripKind)
            : Convert.ChangeType(stored, provider, System.Globalization.CultureInfo.InvariantCulture);
        return converter is null ? value : converter.ConvertFromProvider(value);
    }

    public string Label(string field)
    {
        // Settings of the programme name the part they stand in: pillar:2:Title.
        if (field.Split(':') is [var part, var key, var property]) return words["Field.InPart", words.Knows("Part." + part) ? words["Part." + part] : part, key, Label(property)];
        var name = field.Split(' ')[0];
        return words.Knows("Field." + name) ? words["Field." + name] + field[name.Length..] : field;
    }

    private static string? PartOf(AuditEntry entry) => entry.Kind.Split('.') is [_, var part] ? part : null;

    private IEntityType? Model(AuditEntry entry)
    {
        var name = PartOf(entry) ?? entry.Kind;
        return name == nameof(Account) ? null : db.Model.GetEntityTypes().FirstOrDefault(type => type.ClrType.Name == name);
    }

    /// <summary>The accounts of the translators that an entry tells of.</summary>
    private static IEnumerable<Guid> TranslatorsIn(AuditEntry entry) =>
        entry.Changes.Contains(Translator, StringComparison.Ordinal) && Changes(entry).TryGetValue(Translator, out var values) ? values.Where(value => Guid.TryParse(value, out _)).Select(value => Guid.Parse(value!)) : [];

    private Said Who(AuditEntry entry)
    {
        if (entry.Account is not { } account) return new(words["History.Program", entry.Origin is { } origin && words.Knows("History.Origin." + origin) ? words["History.Origin." + origin] : entry.Origin ?? ""], words.Code);
        return accounts.TryGetValue(account, out var name) && !name.IsEmpty ? new(words.Plain(name), words.LangOf(name)) : new(words["History.Somebody"], words.Code);
    }

    private async Task<Dictionary<(string Kind, Guid Id), RecordName>> NamesOf(List<(AuditEntry Entry, Dictionary<string, string?[]> Changes, IEntityType? Type)> opened, bool withdrawnToo, CancellationToken stop)
    {
        var wanted = new HashSet<(string Kind, Guid Id)>();
        foreach (var (entry, changes, type) in opened)
        {
            wanted.Add((KindOf(entry), entry.Record));
            foreach (var (field, values) in changes.Where(change => Reference(type, change.Key) is not null))
            {
                foreach (var value in values.OfType<string>()) wanted.Add((Reference(type, field)!, Guid.Parse(value)));
            }
        }

        var names = new Dictionary<(string, Guid), RecordName>();
        foreach (var kind in wanted.GroupBy(one => one.Kind, one => one.Id))
        {
            foreach (var name in await records.NamesAsync(kind.Key, [.. kind], withdrawnToo, stop)) names[(kind.Key, name.Id)] = name;
        }

        return names;
    }

    /// <summary>The kind of record that a field refers to; null for other fields.</summary>
    private static string? Reference(IEntityType? type, string field) =>
        type?.FindProperty(field)?.GetContainingForeignKeys().Where(key => key.Properties.Count == 1).Select(key => key.PrincipalEntityType.ClrType.Name).FirstOrDefault();

    /// <returns>Null when the entry is about a link whose other end is not to be seen.</returns>
    private List<Line>? Lines(Dictionary<string, string?[]> changes, IEntityType? type, Dictionary<(string, Guid), RecordName> names, string? part)
    {
        var lines = new List<Line>();
        foreach (var (field, values) in changes.Where(change => !Unsaid.Contains(change.Key)).OrderBy(change => change.Key != nameof(INamed.Name)))
        {
            var (before, after) = (values.ElementAtOrDefault(0), values.ElementAtOrDefault(1));
            if (Reference(type, field) is { } kind)
            {
                var (from, to) = (NameOf(kind, before), NameOf(kind, after));
                if (part is not null && ((before is not null && from is null) || (after is not null && to is null))) return null;
                if (from is not null || to is not null) lines.Add(new(field, Label(field), from, to));
            }
            else
            {
                lines.AddRange(Lines(field, type?.FindProperty(field), before, after));
            }
        }

        return lines;

        Said? NameOf(string kind, string? id) => id is not null && names.TryGetValue((kind, Guid.Parse(id)), out var name) ? Shown(name.Name) : null;
    }

    private IEnumerable<Line> Lines(string field, IProperty? property, string? before, string? after)
    {
        if (property?.ClrType == typeof(Text) || (property is null && IsText(before ?? after)))
        {
            var (old, fresh) = (before is null ? Text.Empty : Text.FromJson(before), after is null ? Text.Empty : Text.FromJson(after));
            return field == nameof(IBracketed.Name) && property?.DeclaringType.ClrType.IsAssignableTo(typeof(IBracketed)) == true ? OfText(field, words.Written(old), words.Written(fresh)) : OfText(field, old, fresh);
        }

        if (property?.ClrType == typeof(Items<ProgrammeParagraph>)) return OfParagraphs(field, Paragraphs(property, before), Paragraphs(property, after));
        if (property is null && field.Contains(':', StringComparison.Ordinal)) return [new(field, Label(field), Plain(before), Plain(after))];
        if (property is null && (before ?? after) is ['[' or '{', ..]) return [new(field, Label(field), null, new(words["History.Changed"], words.Code))];

        var (from, to) = (Values(field, property, before), Values(field, property, after));
        if (from.Count <= 1 && to.Count <= 1) return from.Count + to.Count == 0 ? [] : [new(field, Label(field), from.FirstOrDefault(), to.FirstOrDefault())];

        // Of a list: what was taken out, then what came in.
        return from.Except(to).Select(one => new Line(field, Label(field), one, null)).Concat(to.Except(from).Select(one => new Line(field, Label(field), null, one)));
    }

    private static Items<ProgrammeParagraph> Paragraphs(IProperty property, string? stored) => FromStored(property, stored) as Items<ProgrammeParagraph> ?? [];

    /// <summary>Paragraph by paragraph: one that went and the one that came in its place are one that was changed.</summary>
    private IEnumerable<Line> OfParagraphs(string field, Items<ProgrammeParagraph> before, Items<ProgrammeParagraph> after)
    {
        var (number, gone) = (0, new Queue<ProgrammeParagraph>());
        foreach (var (sort, paragraph) in WordDiff.Between<ProgrammeParagraph>(before, after).Append((0, new(ProgrammeParagraphKind.Text, Text.Empty))))
        {
            if (sort < 0) gone.Enqueue(paragraph);
            else number++;
            if (sort > 0) foreach (var line in Of(gone.TryDequeue(out var old) ? old : null, paragraph)) yield return line;
            while (sort == 0 && gone.TryDequeue(out var taken)) foreach (var line in Of(taken, null)) yield return line;
        }

        IEnumerable<Line> Of(ProgrammeParagraph? old, ProgrammeParagraph? fresh)
        {
            var label = words["Concordance.Pair", number];
            var lines = OfText(field, old?.Words ?? Text.Empty, fresh?.Words ?? Text.Empty, label);
            return old?.Kind == fresh?.Kind || old is null || fresh is null ? lines : lines.Append(new(field, label, Here(words["ProgrammeText.Kind." + old.Kind]), Here(words["ProgrammeText.Kind." + fresh.Kind])));
        }
    }

    private IEnumerable<Line> OfText(string field, Text before, Text after, string? of = null)
    {
        foreach (var language in words.Programme.Languages.Select(one => one.Code).Union(before.Languages).Union(after.Languages))
        {
            var (old, fresh) = (before[language], after[language]);
            var label = words["Field.InLanguage", of ?? Label(field), words.NameOf(language)];
            if (old?.Text != fresh?.Text)
            {
                var pieces = old is null || fresh is null ? null : WordDiff.Between(old.Text, fresh.Text);
                yield return new(field, label, old is null ? null : new(old.Text, language), fresh is null ? null : new(fresh.Text, language), pieces);
            }

            if (old is not null && fresh is not null && (old.State != fresh.State || old.ToVerify != fresh.ToVerify))
            {
                yield return new(field, words["Field.StateOf", label], State(old), State(fresh));
            }
        }

        Said State(Wording wording) => new(words["WordingState." + wording.State], words.Code);
    }

    private List<Said> Values(string field, IProperty? property, string? stored)
    {
        if (string.IsNullOrEmpty(stored)) return [];
        if (property is null) return [field == LinkEnds && InstantPattern.ExtendedIso.Parse(stored) is { Success: true, Value: var end } ? Here(words.Moment(end)) : Named(field, null, stored)];

        return FromStored(property, stored) switch
        {
            PartialDate date => [Here(words.Date(date))],
            LocalDate day => [Here(words.Date(day))],
            Instant at => [Here(words.Moment(at))],
            Audience audience => [Here(words.Audience(audience))],
            bool flag => flag ? [Here(words["Value.Yes"])] : [],
            Enum value => value is Reply.None ? [] : [Here(words[$"Value.{value.GetType().Name}.{value}"])],
            Items<Source> sources => [.. sources.Select(source => new Said(string.Join(' ', new[] { words.Plain(source.Note), source.Address }.Where(one => !string.IsNullOrEmpty(one))), source.Note is null ? words.Code : words.LangOf(source.Note)))],
            Items<Text> texts => [.. texts.Select(Shown)],
            Items<Variant> variants => [.. variants.Select(variant => new Said(variant.Words, variant.Language))],
            Items<ParticipantFigure> figures => [.. figures.Select(figure => Here(words.Number(figure.Number)))],
            Items<Domain.Rounds.CoChair> chairs => [.. chairs.Select(chair => new Said(words["Agenda.StandOf", words.Plain(words.Programme.Party(chair.Party).Short), words.Plain(chair.Name)], words.LangOf(chair.Name)))],
            Items<Domain.Rounds.Sitting> sittings => [.. sittings.Select(sitting => Here(words["Agenda.SittingOn", words.Date(sitting.Day), sitting.From.ToString("HH:mm", null), sitting.Until.ToString("HH:mm", null)]))],
            Items<Domain.Rounds.Stand> stands => [.. stands.Select(stand => Here(words["Agenda.StandOf", words.Plain(words.Programme.Party(stand.Party).Short), words["Agenda.Consent." + stand.Consent]] + (stand.Why is null ? "" : " " + words.Plain(stand.Why))))],
            Items<Milestone> milestones => [.. milestones.Select(step => Here(words.Plain(step.What) + (step.Due is null ? "" : " " + words["Commitment.By", words.Date(step.Due)]) + (step.DoneOn is null ? "" : " " + words["Commitment.DoneOn", words.Date(step.DoneOn)])))],
            Items<Release> releases => [.. releases.Select(word => Here(words["Release.WordOf", words.Plain(words.Programme.Party(word.Party).Short), words.Audience(word.To)]))],
            Items<Domain.Records.Cleared> cleared => [.. cleared.Select(one => Here(words["Agenda.StandOf", words.Plain(words.Programme.Party(one.Party).Short), words["Paragraph.Clearing." + one.Clearing]]))],
            Items<Domain.Records.SideStatement> statements => [.. statements.Select(one => Here(words["Agenda.StandOf", words.Plain(words.Programme.Party(one.Party).Short), words[one.Disagreement ? "Paragraph.Disagreement" : "Paragraph.Reservation"] + " " + words.Plain(one.Words)]))],
            Items<Domain.Records.Waiver> waivers => [.. waivers.Select(one => Here(words["Agenda.StandOf", words.Plain(words.Programme.Party(one.Party).Short), words.Plain(one.Why)]))],
            Items<string> keys => [.. keys.Select(key => Named(field, property, key))],
            string key => [Named(field, property, key)],
            int number => [Here(words.Number(number))],
            long number => [Here(words.Number(number))],
            _ => [Here(stored)],
        };
    }

    /// <summary>What a key of the programme stands for; other words as they are.</summary>
    private Said Named(string field, IProperty? property, string key)
    {
        var programme = words.Programme;
        var owner = property?.DeclaringType.ClrType;
        var found = field switch
        {
            nameof(Activity.Pillar) or nameof(Domain.Rounds.Round.Pillars) => programme.Pillars.FirstOrDefault(one => one.Key == key)?.Title,
            nameof(Commitment.Owner) or nameof(StatusEntry.Party) or nameof(Domain.Rounds.Round.Host) or "ReplyBy" or nameof(Domain.Rounds.AgendaItem.Proposer) => programme.Parties.FirstOrDefault(one => one.Key == key)?.Short,
            nameof(StatusEntry.Status) => programme.Statuses.FirstOrDefault(one => one.Key == key)?.Name,
            nameof(Activity.Type) => (owner == typeof(Activity) ? programme.ActivityTypes : programme.OrganisationTypes).FirstOrDefault(one => one.Key == key)?.Name,
            nameof(Activity.Phase) => programme.Phases.FirstOrDefault(one => one.Key == key)?.Name,
            nameof(Domain.Records.JointRecord.Authentic) or nameof(Domain.Records.Paragraph.Stale) => programme.Languages.FirstOrDefault(one => one.Code == key) is { } language ? Text.In(language.Code, language.Name) : null,
            nameof(ActivityPlace.Place) or nameof(Organisation.Country) or nameof(Activity.Countries) => programme.Places.FirstOrDefault(one => one.Key == key)?.Name,
            nameof(Domain.Rounds.Round.Track) => programme.Tracks.FirstOrDefault(one => one.Key == key)?.Name,
            nameof(Term.Domain) => programme.TermDomains.FirstOrDefault(one => one.Key == key)?.Name,
            _ => null,
        };
        if (found is not null) return Shown(found);
        if (owner == typeof(StoredFile) && field == nameof(StoredFile.Type)) return Here(FileWords.TypeOf(key));
        if (field == Translator && Guid.TryParse(key, out var account)) return accounts.TryGetValue(account, out var translator) ? Shown(translator) : Here(words["History.Somebody"]);
        if (field == "Role" && Enum.TryParse<Role>(key.Replace("-", "", StringComparison.Ordinal), true, out var role) && words.Knows("Role." + role)) return Here(words["Role." + role]);
        if (field == "Event" && words.Knows("AccountEvent." + key)) return Here(words["AccountEvent." + key]);
        return Here(key);
    }

    private Said Shown(Text text) => new(words.Plain(text), words.LangOf(text));

    private Said Here(string shown) => new(shown, words.Code);

    private Said? Plain(string? shown) => string.IsNullOrEmpty(shown) ? null : Here(shown);

    private static bool IsText(string? stored)
    {
        if (stored is not ['{', ..]) return false;
        try
        {
            return Text.FromJson(stored).Wordings.Any();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
