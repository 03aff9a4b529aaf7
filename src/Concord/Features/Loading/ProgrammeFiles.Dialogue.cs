using Concord.Domain.Common;
using Concord.Domain.Records;
using Concord.Domain.Rounds;
using Concord.Records;
using NodaTime;

namespace Concord.Features.Loading;

/// <summary>What belongs to rounds.</summary>
internal sealed partial class ProgrammeFiles
{
    /// <summary>What belongs to rounds: the items of their agendas, papers, and who comes.</summary>
    private void ReadAgendas(HashSet<string> parties, HashSet<string> organisations, HashSet<string> rounds)
    {
        var (items, people) = (KeysOf("agenda-items.yaml"), KeysOf("people.yaml"));
        Each("agenda-items.yaml", (one, fictitious) =>
        {
            var (key, round) = (one.Required("key"), one.RequiredKeyIn("round", rounds, "round"));
            var name = one.RequiredText("title");
            var item = new AgendaItem(Id("Round", round), one.KeyIn("proposer", parties, "party"), name)
            {
                Id = Id("AgendaItem", key),
                Key = key,
                Fictitious = fictitious,
                Audience = AudienceOf(one, parties),
                Sources = SourcesOf(one, fictitious),
                Sequence = AgendaItems.Count(other => other.RoundId == Id("Round", round)),
            };
            Try(one, () => item.Says(name, one.Text("aim"), Reference("Organisation", one.KeyIn("lead", organisations, "organisation")), one.Optional("minutes") is null ? null : one.Number("minutes")));
            foreach (var party in one.Keys("agreed", parties, "party")) Try(one, () => item.Answer(party, Consent.Agreed, null));
            foreach (var reserved in one.Children("reserved")) Try(reserved, () => item.Answer(reserved.RequiredKeyIn("party", parties, "party"), Consent.Reserved, Done(reserved, reserved.Text("why"))));
            AgendaItems.Add(item);
        });

        Each("papers.yaml", (one, fictitious) =>
        {
            var (key, round, party) = (one.Required("key"), one.RequiredKeyIn("round", rounds, "round"), one.KeyIn("party", parties, "party"));
            var (name, isNote) = (one.RequiredText("title"), one.Flag("note"));
            if (isNote && party is null) one.Problem("a position note is a side's: 'party' is missing", "note");
            var paper = new Paper(Id("Round", round), party, name, isNote && party is not null)
            {
                Id = Id("Paper", key),
                Key = key,
                Fictitious = fictitious,
                Sources = SourcesOf(one, fictitious),
            };
            Try(one, () => paper.Says(name, one.Text("text"), Reference("AgendaItem", one.KeyIn("item", items, "agenda item")), hasFile: false));
            if (!isNote) paper.IsFor(AudienceOf(one, parties));
            Papers.Add(paper);
        });

        Each("delegates.yaml", (one, fictitious) =>
        {
            var (key, round, party) = (one.Required("key"), one.RequiredKeyIn("round", rounds, "round"), one.KeyIn("party", parties, "party"));
            var others = Delegates.Where(other => other.RoundId == Id("Round", round) && other.Party == party).ToList();
            var member = new Delegate(Id("Round", round), party, one.RequiredText("name"), one.Date("retention") ?? Missing(one, "retention", new PartialDate(2000)))
            {
                Id = Id("Delegate", key),
                Key = key,
                Fictitious = fictitious,
                Sources = one.Sources(),
                Sequence = others.Count,
                Position = one.Text("position"),
                OrganisationId = Reference("Organisation", one.KeyIn("organisation", organisations, "organisation")),
                PersonId = Reference("Person", one.KeyIn("person", people, "person")),
            };
            Try(one, () => member.ComesAs(one.Word("role", DelegateRole.Member), others));
            if (one.Flag("tabled")) member.Table(Audience.Parties);
            Delegates.Add(member);
        });
    }

    /// <summary>Joint records that are still negotiated, as far as they have come: what is sealed is signed, and no file can sign.</summary>
    private void ReadJointRecords(HashSet<string> parties, HashSet<string> rounds)
    {
        var items = KeysOf("agenda-items.yaml");
        Each("joint-records.yaml", (one, fictitious) =>
        {
            var (key, round) = (one.Required("key"), one.RequiredKeyIn("round", rounds, "round"));
            var record = new JointRecord(Id("Round", round), one.RequiredText("title"))
            {
                Id = Id("JointRecord", key),
                Key = key,
                Fictitious = fictitious,
                Audience = Audience.NarrowerOf(Audience.Parties, Rounds.Find(other => other.Key == round)?.Audience ?? Audience.Parties),
                Sources = SourcesOf(one, fictitious),
            };
            if (JointRecords.Exists(other => other.RoundId == record.RoundId)) one.Problem($"the round '{round}' has a joint record already", "round");
            JointRecords.Add(record);
            var sequence = 0;
            foreach (var paragraph in one.Children("paragraphs")) Done(paragraph, ParagraphOf(paragraph, record, ++sequence * Paragraph.Step, parties, items));
        });
    }

    private Paragraph ParagraphOf(YamlRecord one, JointRecord record, long sequence, HashSet<string> parties, HashSet<string> items)
    {
        CheckKey(one, "paragraphs of joint records");
        var key = one.Required("key");
        var draftOf = one.KeyIn("draftOf", parties, "party");
        var paragraph = new Paragraph(record.Id, one.Word("kind", ParagraphKind.Text), BracketedTextOf(one, "text", parties))
        {
            Id = Id("Paragraph", key),
            Key = key,
            Fictitious = record.Fictitious,
            Audience = draftOf is null ? record.Audience : Audience.Party(draftOf),
        };
        paragraph.StandAt(sequence, Reference("AgendaItem", one.KeyIn("item", items, "agenda item")));
        foreach (var language in one.Keys("stale", languages, "language")) paragraph.BecomesStale(language);
        foreach (var said in one.Children("standings"))
        {
            Try(said, () => paragraph.Clear(said.RequiredKeyIn("party", parties, "party"), said.Word("standing", Clearing.Agreed), null, DayOf(said, "on"), languages));
            said.Done();
        }

        foreach (var stated in one.Children("statements"))
        {
            paragraph.State(stated.RequiredKeyIn("party", parties, "party"), stated.Flag("disagreement"), stated.RequiredText("text"));
            stated.Done();
        }

        foreach (var wanted in one.Children("drafts"))
        {
            var party = wanted.RequiredKeyIn("party", parties, "party");
            Proposals.Add(Done(wanted, new Proposal(paragraph, party, BracketedTextOf(wanted, "text", parties)) { Id = Id("Proposal", key + "/" + party), Key = key + "-" + party, Fictitious = record.Fictitious, Note = wanted.Text("note") }));
        }

        Paragraphs.Add(paragraph);
        return paragraph;
    }

    /// <summary>A text with contested words in brackets, the sides by their keys.</summary>
    private static Text BracketedTextOf(YamlRecord one, string field, HashSet<string> parties)
    {
        var text = one.RequiredText(field);
        foreach (var (language, wording) in text.Wordings)
        {
            try
            {
                text = text.With(language, wording with { Text = Bracketed.Parse(wording.Text, name => parties.Contains(name) ? name : null).ToString() });
            }
            catch (BracketException wrong)
            {
                one.Problem($"the brackets of '{language}' cannot be read ({wrong.Fault}): \"{wording.Text[wrong.Place..Math.Min(wording.Text.Length, wrong.Place + 20)]}\"", field);
            }
        }

        return text;
    }

    private static Instant DayOf(YamlRecord one, string field)
    {
        var date = one.Date(field);
        if (date?.Day is null) one.Problem($"'{field}' must be a day such as 2015-09-11", field);
        return (date ?? new PartialDate(2000)).Earliest.AtMidnight().InUtc().ToInstant();
    }
}
