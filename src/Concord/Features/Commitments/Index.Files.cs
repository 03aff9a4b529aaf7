using System.Text.Json;
using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Printing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Commitments;

/// <summary>The ledger as a document for a meeting and as data for programs; both hold what its filters leave.</summary>
internal sealed partial class IndexModel
{
    /// <summary>Matters arising: of what is filtered, that of which something is still expected; what has ended only when it is asked for.</summary>
    public async Task<IActionResult> OnGetDocxAsync(CancellationToken stop)
    {
        await ReadChoicesAsync(stop);
        var asked = string.IsNullOrEmpty(State) ? Filtered().StillExpected(words.Programme) : Filtered();
        var found = await Whole(asked.OrderBy(one => one.DueLatest == null).ThenBy(one => one.DueLatest).ThenBy(one => one.Key)).ToListAsync(stop);
        var document = new ArisingDocument(
            [words, .. words.Programme.Languages.Where(one => one.Code != words.Code).Select(words.In)],
            today.Date,
            me.IsSignedIn ? me.Clearance.Audiences : [Audience.Public],
            [.. Filters()]);
        NotKept();
        return File(document.Write(found), WordDocument.Type, "matters-arising.docx");
    }

    public async Task<IActionResult> OnGetJsonAsync(CancellationToken stop)
    {
        var found = await Whole(Sorted(Filtered())).ToListAsync(stop);
        NotKept();
        return File(LedgerData.Write(found, words, today.Now, me.IsSignedIn, $"{Request.Scheme}://{Request.Host}"), "application/json", "commitments.json");
    }

    private static IQueryable<Commitment> Whole(IQueryable<Commitment> commitments) => commitments
        .Include(one => one.Round)
        .Include(one => one.Trail).ThenInclude(entry => entry.Replies)
        .Include(one => one.Trail).ThenInclude(entry => entry.ShownBy).ThenInclude(link => link.Activity)
        .Include(one => one.Responsible).ThenInclude(link => link.Organisation)
        .Include(one => one.Links).ThenInclude(link => link.To)
        .Include(one => one.Activities).ThenInclude(link => link.Activity)
        .AsSplitQuery();

    private IEnumerable<(string Label, string Value)> Filters() =>
        new (string Label, string? Value)[]
        {
            ("Commitment.Pillar", PillarName(Pillar)),
            ("Commitment.Owner", Owner == "both" ? words["Commitment.Both"] : words.Plain(words.Programme.Parties.FirstOrDefault(party => party.Key == Owner)?.Short)),
            ("Commitment.Round", RoundName),
            ("Commitment.Responsible", OrganisationName),
            ("Commitment.State", words.Knows("Commitment.Group." + State) ? words["Commitment.Group." + State] : null),
            ("List.Words", Q),
        }.Where(one => !string.IsNullOrWhiteSpace(one.Value)).Select(one => (words[one.Label], one.Value!.Trim()));

    /// <summary>A member's file holds what is not public: nobody between keeps it.</summary>
    private void NotKept()
    {
        if (me.IsSignedIn) Response.Headers.CacheControl = "private, no-store";
    }
}

/// <summary>Commitments as JSON: codes as they are stored, texts with every wording and its state, dates as precise as they are known (ISO 8601).</summary>
internal static class LedgerData
{
    /// <param name="forMembers">Says beside each record and statement who may read it.</param>
    /// <param name="site">Address of the installation.</param>
    public static byte[] Write(IEnumerable<Commitment> commitments, Words words, NodaTime.Instant at, bool forMembers, string site)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("programme", words.Programme.Key);
            json.WriteString("madeAt", NodaTime.Text.InstantPattern.ExtendedIso.Format(at));
            json.WriteStartArray("commitments");
            foreach (var one in commitments) Write(json, one, words, forMembers, site);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return memory.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Commitment one, Words words, bool forMembers, string site)
    {
        json.WriteStartObject();
        json.WriteString("number", one.Key);
        json.WriteString("address", site + words.To("/commitments/" + one.Key));
        Text(json, "text", one.Name);
        Text(json, "origin", one.Origin);
        Maybe(json, "record", one.RecordNo);
        Maybe(json, "paragraph", one.ParagraphNo);
        Maybe(json, "round", one.Round?.Key);
        Maybe(json, "pillar", one.Pillar);
        Strings(json, "owners", one.Owner is { } owner ? [owner] : words.Programme.Parties.Select(party => party.Key));
        Strings(json, "responsible", one.Responsible.Select(link => link.Organisation.Key).Order(StringComparer.Ordinal));
        Maybe(json, "made", one.Made?.ToString());
        Maybe(json, "due", one.Due?.ToString());
        json.WriteBoolean("continuous", one.IsContinuous);
        Maybe(json, "roadmapPhase", one.RoadmapPhase);
        json.WriteStartArray("milestones");
        foreach (var step in one.Milestones)
        {
            json.WriteStartObject();
            Text(json, "what", step.What);
            Maybe(json, "due", step.Due?.ToString());
            Maybe(json, "doneOn", step.DoneOn?.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("trail");
        foreach (var entry in one.Trail.OrderBy(entry => entry.Order).ThenBy(entry => entry.Id)) Write(json, entry, forMembers);
        json.WriteEndArray();
        json.WriteStartArray("links");
        foreach (var link in one.Links.OrderBy(link => link.To.Key, StringComparer.Ordinal).ThenBy(link => link.Kind))
        {
            json.WriteStartObject();
            json.WriteString("kind", Stored.Kebab(link.Kind.ToString()));
            json.WriteString("to", link.To.Key);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Strings(json, "activities", one.Activities.Select(link => link.Activity.Key).Order(StringComparer.Ordinal));
        Strings(json, "sources", one.Sources.Select(source => source.Address).OfType<string>());
        json.WriteBoolean("fictitious", one.Fictitious);
        if (forMembers) json.WriteString("audience", one.Audience.Code);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, StatusEntry entry, bool forMembers)
    {
        json.WriteStartObject();
        json.WriteString("status", entry.Status);
        Maybe(json, "on", entry.On?.ToString());
        json.WriteString("statedBy", entry.Party ?? Stored.Kebab(entry.Asserter.ToString()));
        Text(json, "words", entry.Words);
        Text(json, "note", entry.Note);
        Maybe(json, "evidence", entry.Evidence);
        Strings(json, "activities", entry.ShownBy.Select(link => link.Activity.Key).Order(StringComparer.Ordinal));
        json.WriteStartArray("replies");
        foreach (var reply in entry.Replies.OrderBy(reply => reply.At).ThenBy(reply => reply.Id))
        {
            json.WriteStartObject();
            json.WriteString("by", reply.Party);
            json.WriteString("says", Stored.Kebab(reply.Says.ToString()));
            Text(json, "note", reply.Note);
            if (forMembers) json.WriteString("audience", reply.Audience.Code);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (forMembers) json.WriteString("audience", entry.Audience.Code);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, Text? text)
    {
        if (text is null || text.IsEmpty) return;

        json.WriteStartObject(name);
        foreach (var (language, wording) in text.Wordings)
        {
            json.WriteStartObject(language);
            json.WriteString("words", wording.Text);
            json.WriteString("state", Stored.Kebab(wording.State.ToString()));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Maybe(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
