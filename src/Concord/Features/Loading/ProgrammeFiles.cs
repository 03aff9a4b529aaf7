using System.Security.Cryptography;
using System.Text;
using Concord.Domain.Activities;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Glossary;
using Concord.Domain.Organisations;
using Concord.Domain.People;
using Concord.Domain.Programmes;
using Concord.Domain.Records;
using Concord.Domain.Rounds;

namespace Concord.Features.Loading;

/// <summary>An account that the demonstration opens.</summary>
internal sealed record DemoAccount(string Email, Concord.Domain.Common.Text Name, Platform.Accounts.Role Role, string? Party, string Language);

/// <summary>
/// A programme as its folder of files tells it: read and checked as a whole, before anything is written. The format is documented in
/// programmes/FORMAT.md.
/// </summary>
internal sealed partial class ProgrammeFiles
{
    private readonly ProgrammeFolder folder;
    private readonly bool withFictitious;
    private readonly Func<RuleBroken, string> say;
    private readonly HashSet<string> languages = [];
    private readonly Dictionary<string, HashSet<string>> seen = [];

    private ProgrammeFiles(ProgrammeFolder folder, bool withFictitious, Func<RuleBroken, string> say) =>
        (this.folder, this.withFictitious, this.say) = (folder, withFictitious, say);

    public Programme Programme { get; private set; } = null!;

    public List<Organisation> Organisations { get; } = [];

    public List<Person> People { get; } = [];

    public List<Round> Rounds { get; } = [];

    public List<AgendaItem> AgendaItems { get; } = [];

    public List<Paper> Papers { get; } = [];

    public List<Delegate> Delegates { get; } = [];

    public List<JointRecord> JointRecords { get; } = [];

    public List<Paragraph> Paragraphs { get; } = [];

    public List<Proposal> Proposals { get; } = [];

    public List<Commitment> Commitments { get; } = [];

    public List<Activity> Activities { get; } = [];

    public List<Term> Terms { get; } = [];

    public List<ProgrammeText> Texts { get; } = [];

    public List<DemoAccount> Accounts { get; } = [];

    /// <summary>Every record, those that others refer to first.</summary>
    public IEnumerable<Entity> Records =>
    [
        .. Organisations, .. People, .. Rounds, .. AgendaItems, .. Papers, .. Delegates, .. JointRecords, .. Paragraphs, .. Proposals, .. Commitments, .. Activities, .. Terms, .. Texts,
    ];

    /// <summary>Reads a folder.</summary>
    /// <param name="root">The programme's folder.</param>
    /// <param name="withFictitious">Whether the folder <c>fictitious</c> is read too.</param>
    /// <param name="problems">Receives what is wrong. When there is anything, nothing of the result may be used.</param>
    /// <param name="say">Puts a broken rule into words.</param>
    public static ProgrammeFiles Read(string root, bool withFictitious, Problems problems, Func<RuleBroken, string> say)
    {
        var files = new ProgrammeFiles(new(root, problems), withFictitious, say);
        files.ReadProgramme();
        if (files.Programme is not null) files.ReadRecords();
        return files;
    }

    /// <summary>The id of a loaded record: the same in every installation, so that a second load finds what the first brought.</summary>
    public static Guid IdOf(string programme, string kind, string key) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{programme}/{kind}/{key}")).AsSpan(0, 16));

    private void ReadProgramme()
    {
        if (folder.ReadAll("programme.yaml") is not [var file])
        {
            if (!folder.Problems.Any) folder.Problems.Add("programme.yaml", 1, "there must be this file, and one programme in it");
            return;
        }

        var sideOrder = file.KeysByName("sideOrder").ToDictionary(pair => pair.Key, pair => pair.Value);
        Items<Language> spoken = [];
        foreach (var language in file.Children("languages"))
        {
            var code = language.Required("code");
            spoken.Add(new(code, language.Required("name"), CultureOf(language), sideOrder.GetValueOrDefault(code) ?? []));
            languages.Add(code);
            language.Done();
        }

        if (spoken.Count == 0) file.Problem("a programme has at least one language", "languages");
        else folder.Language = spoken[0].Code;

        var partyKeys = KeysOf("parties.yaml");
        foreach (var order in sideOrder.Values.SelectMany(keys => keys).Where(key => !partyKeys.Contains(key))) file.Problem($"there is no party '{order}'", "sideOrder");

        var zone = file.Required("timeZone");
        MustBeZone(file, zone, "timeZone");

        var organisations = KeysOf("organisations.yaml");
        var places = KeysOf("places.yaml");
        Programme = new()
        {
            Key = file.Required("key"),
            Name = file.RequiredText("name"),
            Short = file.RequiredText("short"),
            Headline = file.RequiredText("headline"),
            Lead = file.RequiredText("lead"),
            Languages = spoken,
            TimeZone = zone,
            Contact = file.Optional("contact"),
            Sources = file.Sources(),
            Sections = [.. file.Children("sections").Select(one => Done(one, new Section(one.Required("key"), one.RequiredText("title"), one.Texts("paragraphs"), one.Sources())))],
            Phases = All("phases.yaml", one => new Phase(
                one.Required("key"),
                one.RequiredText("name"),
                one.Date("start"),
                one.Date("end"),
                one.Flag("predecessor"),
                one.Keys("implementers", organisations, "organisation"),
                one.Keys("donors", organisations, "organisation"),
                one.Keys("partners", organisations, "organisation"),
                one.Text("funding"),
                one.Text("disclaimer"),
                one.Text("budget"),
                one.Text("note"),
                one.Sources())),
            Pillars = All("pillars.yaml", one => new Pillar(one.Required("key"), one.RequiredText("title"), one.RequiredText("short"), one.Text("description"), one.Sources(), one.Flag("safeguarded"))),
            Outcomes = All("outcomes.yaml", one => new Outcome(one.Required("key"), one.RequiredText("text"), one.Sources())),
            Parties = All("parties.yaml", one => new Party(one.Required("key"), one.RequiredText("name"), one.RequiredText("short"), one.Text("adjective"), one.KeyIn("organisation", organisations, "organisation"), TintOf(one), one.Sources())),
            Places = All("places.yaml", one => new Place(one.Required("key"), one.RequiredText("name"), one.Required("kind") == "city", one.KeyIn("country", places, "place"), one.Sources(), ZoneIn(one))),
            OrganisationTypes = All("organisation-types.yaml", KindOf),
            ActivityTypes = All("activity-types.yaml", KindOf),
            Statuses = All("statuses.yaml", one => new Status(one.Required("key"), one.RequiredText("name"), one.Word("group", StatusGroup.Open), one.Flag("final"))),
            Tracks = All("tracks.yaml", one => new Track(one.Required("key"), one.RequiredText("name"), [.. one.Children("names").Select(name => Done(name, new OfficialName(name.RequiredText("name"), name.KeyIn("party", partyKeys, "party"), name.Date("from"), name.Date("to"), name.SourceIn("source"))))], one.Sources())),
            TermDomains = All("term-domains.yaml", KindOf),
            Offices = All("offices.yaml", one => new Office(one.Required("key"), one.KeyIn("organisation", organisations, "organisation"), one.RequiredText("name"), one.RequiredText("address"), one.Optional("phone"), one.Optional("fax"), one.Optional("email"), one.Sources())),
            Interface = List("interface.yaml", one => new InterfaceText(one.Required("key"), one.RequiredKeyIn("language", languages, "language"), one.Optional("one"), one.Required("other"))),
        };
        file.Done();
    }

    private void ReadRecords()
    {
        var parties = Programme.Parties.Select(party => party.Key).ToHashSet();
        var places = Programme.Places.Select(place => place.Key).ToHashSet();
        var pillars = Programme.Pillars.Select(pillar => pillar.Key).ToHashSet();
        var phases = Programme.Phases.Select(phase => phase.Key).ToHashSet();
        var types = Programme.ActivityTypes.Select(type => type.Key).ToHashSet();
        var organisationTypes = Programme.OrganisationTypes.Select(type => type.Key).ToHashSet();
        var statuses = Programme.Statuses.Select(status => status.Key).ToHashSet();
        var tracks = Programme.Tracks.Select(track => track.Key).ToHashSet();
        var domains = Programme.TermDomains.Select(domain => domain.Key).ToHashSet();
        var organisations = KeysOf("organisations.yaml");
        var rounds = KeysOf("rounds.yaml");
        var commitments = KeysOf("commitments.yaml");

        Each("organisations.yaml", (one, fictitious) =>
        {
            var key = one.Required("key");
            Organisations.Add(new(one.RequiredText("name"))
            {
                Id = Id("Organisation", key),
                Key = key,
                Fictitious = fictitious,
                Audience = AudienceOf(one, parties),
                Sources = SourcesOf(one, fictitious),
                Abbreviation = one.Optional("abbreviation"),
                Party = one.KeyIn("party", parties, "party"),
                Role = one.Word("role", OrganisationRole.Other),
                International = one.Flag("international"),
                Type = one.KeyIn("type", organisationTypes, "organisation type"),
                ParentId = Reference("Organisation", one.KeyIn("parent", organisations, "organisation")),
                ParentName = one.Text("parentName"),
                Country = one.KeyIn("country", places, "place"),
                ValidFrom = one.Date("from"),
                ValidTo = one.Date("to"),
                SuccessorId = Reference("Organisation", one.KeyIn("successor", organisations, "organisation")),
                FormerNames = one.Texts("formerNames"),
                Variants = VariantsOf(one, parties, "note"),
                Url = one.Address("url"),
                Note = one.Text("note"),
            });
        });

        Each("people.yaml", (one, fictitious) =>
        {
            var key = one.Required("key");
            People.Add(new(one.RequiredText("name"), one.RequiredText("purpose"), one.Date("retention") ?? Missing(one, "retention", new PartialDate(2000)))
            {
                Id = Id("Person", key),
                Key = key,
                Fictitious = fictitious,
                Audience = AudienceOf(one, parties),
                Sources = one.Sources(),
                Position = one.Text("position"),
                OrganisationId = Reference("Organisation", one.KeyIn("organisation", organisations, "organisation")),
                Language = one.KeyIn("language", languages, "language"),
            });
        });

        Each("rounds.yaml", (one, fictitious) =>
        {
            var key = one.Required("key");
            var round = new Round(one.RequiredText("title"), one.RequiredKeyIn("track", tracks, "track"))
            {
                Id = Id("Round", key),
                Key = key,
                Fictitious = fictitious,
                Audience = AudienceOf(one, parties),
                Sources = SourcesOf(one, fictitious),
                Start = one.Date("start"),
                End = one.Date("end"),
                Place = one.KeyIn("place", places, "place"),
                Host = one.KeyIn("host", parties, "party"),
                Status = one.Word("status", RoundStatus.Planned),
                Pillars = one.Keys("pillars", pillars, "pillar"),
                Chairs = one.Text("chairs"),
                CoChairs = [.. one.Children("coChairs").Select(chair => Done(chair, new CoChair(chair.RequiredKeyIn("party", parties, "party"), chair.RequiredText("name"))))],
                Summary = one.Text("summary"),
            };
            Try(one, () => round.Sits(SittingsOf(one)));
            Rounds.Add(round);
        });

        ReadAgendas(parties, organisations, rounds);
        ReadJointRecords(parties, rounds);

        Each("commitments.yaml", (one, fictitious) =>
        {
            var key = one.Required("key");
            var commitment = new Commitment(one.RequiredText("title"), AudienceOf(one, parties))
            {
                Id = Id("Commitment", key),
                Key = key,
                Fictitious = fictitious,
                Sources = SourcesOf(one, fictitious),
                RoundId = Reference("Round", one.KeyIn("round", rounds, "round")),
                Origin = one.Text("origin"),
                Made = one.Date("made"),
                Pillar = one.KeyIn("pillar", pillars, "pillar"),
                Owner = OneOf(one.Keys("owners", parties, "party")),
                RoadmapPhase = one.Optional("roadmapPhase"),
            };
            Try(one, () => commitment.Falls(one.Date("due"), one.Flag("continuous")));
            commitment.GoesBy(one.Children("milestones").Select(step => Done(step, new Milestone(step.RequiredText("what"), step.Date("due"), step.Date("done")))), new(9999, 12, 31));
            foreach (var organisation in one.Keys("responsible", organisations, "organisation").Distinct()) commitment.IsUpTo(Id("Organisation", organisation));
            foreach (var entry in one.Children("trail")) Try(entry, () => commitment.Record(StatusOf(entry, commitment, statuses, parties), new(9999, 12, 31)));
            foreach (var link in one.Children("links"))
            {
                var to = link.RequiredKeyIn("to", commitments, "commitment");
                Try(link, () => commitment.LinkTo(Id("Commitment", to), link.Word("kind", LinkKind.DependsOn), link.Text("note")));
                link.Done();
            }

            Commitments.Add(commitment);
        });

        Each("activities.yaml", (one, fictitious) =>
        {
            var key = one.Required("key");
            var planned = one.Child("planned");
            var held = one.Child("held");
            var activity = new Activity(one.RequiredText("title"), one.RequiredKeyIn("type", types, "activity type"))
            {
                Id = Id("Activity", key),
                Key = key,
                Fictitious = fictitious,
                Audience = AudienceOf(one, parties),
                Sources = SourcesOf(one, fictitious),
                Word = one.Text("word"),
                Pillar = one.KeyIn("pillar", pillars, "pillar"),
                Phase = one.KeyIn("phase", phases, "phase"),
                State = one.Word("state", ActivityState.Planned),
                PlannedStart = planned?.Date("start"),
                PlannedEnd = planned?.Date("end"),
                HeldStart = held?.Date("start"),
                HeldEnd = held?.Date("end"),
                DatesInferred = one.Flag("datesInferred"),
                DateNote = one.Text("dateNote"),
                Countries = one.Keys("countries", places, "place"),
                Participants = [.. one.Children("participants").Select(figure => Done(figure, new ParticipantFigure(figure.Number("number"), figure.KeyIn("qualifier", ParticipantFigure.Qualifiers.ToHashSet(), "qualifier"), figure.Optional("source"), figure.Text("note"))))],
                Note = one.Text("note"),
            };
            planned?.Done();
            held?.Done();
            activity.PlacesAre(one.Keys("places", places, "place"));
            activity.PartnersAre(one.KeysOrTexts("partners").Select((partner, order) =>
            {
                if (partner.Key is not null && !organisations.Contains(partner.Key)) folder.Problems.Add(one.File, partner.Line, $"there is no organisation '{partner.Key}'");
                return new ActivityPartner(Reference("Organisation", partner.Key), partner.Text, order);
            }).ToList());
            foreach (var service in one.Children("serves"))
            {
                var commitment = service.RequiredKeyIn("commitment", commitments, "commitment");
                Try(service, () => activity.Serves(Id("Commitment", commitment), service.Text("note"), service.Optional("source")));
                service.Done();
            }

            if (activity.State == ActivityState.Ready) Try(one, () => activity.Becomes(activity.State, activity.Pillar, Programme));
            Activities.Add(activity);
        });

        Each("terms.yaml", (one, fictitious) =>
        {
            var key = one.Required("key");
            Terms.Add(new(one.RequiredText("term"), one.RequiredKeyIn("domain", domains, "term domain"))
            {
                Id = Id("Term", key),
                Key = key,
                Fictitious = fictitious,
                Audience = AudienceOf(one, parties),
                Sources = SourcesOf(one, fictitious),
                Variants = VariantsOf(one, parties, "usage"),
            });
        });

        Each("texts.yaml", (one, fictitious) =>
        {
            var key = one.Required("key");
            var text = new ProgrammeText(one.RequiredText("title"))
            {
                Id = Id("ProgrammeText", key),
                Key = key,
                Fictitious = fictitious,
                Audience = AudienceOf(one, parties),
                Sources = SourcesOf(one, fictitious),
            };
            Try(one, () => text.Says(one.Children("paragraphs").Select(paragraph => Done(paragraph, new ProgrammeParagraph(paragraph.Word("kind", ProgrammeParagraphKind.Text), paragraph.RequiredText("text"))))));
            Texts.Add(text);
        });

        if (!withFictitious) return;
        foreach (var one in folder.ReadAll("fictitious/accounts.yaml"))
        {
            one.Optional("person");
            Accounts.Add(Done(one, new DemoAccount(one.Required("email"), one.RequiredText("name"), one.Word("role", Platform.Accounts.Role.Reader), one.KeyIn("party", parties, "party"), one.KeyIn("language", languages, "language") ?? languages.First())));
        }
    }

    private static IEnumerable<Sitting> SittingsOf(YamlRecord one)
    {
        foreach (var written in one.Keys("sittings"))
        {
            if (Sitting.TryParse(written) is { } sitting) yield return sitting;
            else one.Problem($"'{written}' is no sitting such as 2027-04-13T09:30/12:30", "sittings");
        }
    }

    private StatusEntry StatusOf(YamlRecord one, Commitment commitment, HashSet<string> statuses, HashSet<string> parties)
    {
        var status = one.RequiredKeyIn("status", statuses, "status");
        var on = one.Date("on");
        var by = one.Keys("by", parties, "party");
        var asserter = by.Count == 1 ? Asserter.Party : by.Count == 0 ? Asserter.Team : Asserter.Both;
        var audience = one.Optional("audience") is null ? commitment.Audience : AudienceOf(one, parties);
        var entry = new StatusEntry(status, asserter, OneOf(by), on, audience)
        {
            Id = Id("StatusEntry", $"{commitment.Key}/{status}/{on}/{string.Join(",", by)}"),
            Words = one.Text("words"),
            Note = one.Text("note"),
            Evidence = one.Address("source"),
            Order = commitment.Trail.Count,
        };
        one.Done();
        return entry;
    }

    private Items<Variant> VariantsOf(YamlRecord one, HashSet<string> parties, string usage) =>
        [.. one.Children("variants").Select(variant => Done(variant, new Variant(variant.RequiredKeyIn("language", languages, "language"), variant.Required("text"), variant.KeyIn("party", parties, "party"), variant.Text(usage), variant.SourceIn("source"))))];

    private static Tint TintOf(YamlRecord party)
    {
        if (party.Child("tint") is not { } tint) return Missing(party, "tint", new Tint("", ""));
        return Done(tint, new Tint(Colour(tint, "light"), Colour(tint, "dark")));

        static string Colour(YamlRecord tint, string field)
        {
            var value = tint.Required(field);
            if (!System.Text.RegularExpressions.Regex.IsMatch(value, "^#[0-9a-f]{6}$")) tint.Problem($"'{value}' is not a colour such as #37468a", field);
            return value;
        }
    }

    private static string CultureOf(YamlRecord language)
    {
        var culture = language.Required("culture");
        try
        {
            _ = System.Globalization.CultureInfo.GetCultureInfo(culture, predefinedOnly: true);
        }
        catch (System.Globalization.CultureNotFoundException)
        {
            language.Problem($"'{culture}' is not a culture", "culture");
        }

        return culture;
    }

    private static string? ZoneIn(YamlRecord one)
    {
        var zone = one.Optional("zone");
        if (zone is not null) MustBeZone(one, zone, "zone");
        return zone;
    }

    private static void MustBeZone(YamlRecord one, string zone, string field)
    {
        if (NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null) one.Problem($"'{zone}' is not a time zone of the IANA database", field);
    }

    private static Kind KindOf(YamlRecord one) => new(one.Required("key"), one.RequiredText("name"));

    private static string? OneOf(Items<string> parties) => parties.Count == 1 ? parties[0] : null;

    private static T Missing<T>(YamlRecord one, string field, T otherwise)
    {
        one.Problem($"'{field}' is missing");
        return otherwise;
    }

    private static T Done<T>(YamlRecord record, T read)
    {
        record.Done();
        return read;
    }

    private void Try(YamlRecord record, Action act)
    {
        try
        {
            act();
        }
        catch (RuleBroken rule)
        {
            record.Problem(say(rule));
        }
    }

    private static Audience AudienceOf(YamlRecord one, HashSet<string> parties)
    {
        var code = one.Optional("audience");
        if (code is null) return Audience.Public;
        if (parties.Contains(code)) return Audience.Party(code);
        if (code is "public" or "programme" or "parties" or "team") return Audience.FromCode(code);

        one.Problem($"'{code}' is no audience: public, programme, parties, team or a party", "audience");
        return Audience.Team;
    }

    private Guid Id(string kind, string key) => IdOf(Programme.Key, kind, key);

    private Guid? Reference(string kind, string? key) => key is null ? null : Id(kind, key);

    private Items<T> All<T>(string name, Func<YamlRecord, T> read) =>
        List(name, one =>
        {
            CheckKey(one, name);
            return read(one);
        });

    private Items<T> List<T>(string name, Func<YamlRecord, T> read) => [.. folder.ReadAll(name).Select(one => Done(one, read(one)))];

    private void Each(string name, Action<YamlRecord, bool> read)
    {
        foreach (var file in Both(name))
        {
            foreach (var one in folder.ReadAll(file))
            {
                CheckKey(one, name);
                read(one, file != name);
                one.Done();
            }
        }
    }

    /// <summary>The keys of a file and its fictitious companion, to check references against.</summary>
    private HashSet<string> KeysOf(string name) =>
        [.. Both(name).SelectMany(folder.ReadAll).Select(one => one.Optional("key")).OfType<string>()];

    private string[] Both(string name) => withFictitious ? [name, "fictitious/" + name] : [name];

    private void CheckKey(YamlRecord one, string name)
    {
        if (one.Optional("key") is not { } key) return;
        if (!System.Text.RegularExpressions.Regex.IsMatch(key, "^[A-Za-z0-9-]{1,100}$")) one.Problem($"the key '{key}' may hold letters, digits and hyphens only", "key");
        if (key == Entity.New) one.Problem($"'{key}' cannot be a key: it stands in addresses for a record that is being entered", "key");
        if (!seen.TryGetValue(name, out var keys)) seen[name] = keys = [];
        if (!keys.Add(key)) one.Problem($"the key '{key}' is used twice", "key");
    }

    /// <summary>What is said as a fact must say where it was read; what is fictitious was read nowhere.</summary>
    private static Items<Source> SourcesOf(YamlRecord one, bool fictitious)
    {
        var sources = one.Sources();
        if (sources.Count == 0 && !fictitious) one.Problem("a fact has at least one source: 'sources' is missing", "sources");
        return sources;
    }
}
