using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Feeds;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Feeds;

/// <summary>The feed of what was last stated of the commitments.</summary>
internal static class NewStatements
{
    private const int Most = 50;

    public static async Task<byte[]> WriteAsync(Db db, Words words, Uri site, Today today, CancellationToken stop)
    {
        // What the programme's data brought has no time of its own: it is as old here as its commitment.
        var latest = await db.StatusEntries.AsNoTracking()
            .Join(Changes.Of<Commitment>(db), entry => entry.CommitmentId, change => change.Record, (entry, change) => new { entry, change.First })
            .Join(db.Commitments.AsNoTracking(), pair => pair.entry.CommitmentId, one => one.Id, (pair, one) => new { pair.entry, pair.First, one.Key, one.Name, one.Pillar, one.Fictitious })
            .OrderByDescending(row => row.entry.ReleasedAt ?? row.entry.EnteredAt ?? row.First).ThenByDescending(row => (string)(object)row.entry.On!).ThenBy(row => row.Key).ThenByDescending(row => row.entry.Order).ThenBy(row => row.entry.Id)
            .Take(Most)
            .ToListAsync(stop);
        var head = new AtomHead(
            StableId.Of(words.Programme.Key, "commitments", words.Code),
            words["Feed.Statements", words.Programme.Short],
            words["Feed.StatementsAre"],
            new(site, words.To("/commitments.atom")),
            new(site, words.To("/commitments")),
            words.Plain(words.Programme.Name));
        return Atom.Write(head, [.. latest.Select(row => Entry(row.entry, row.Key, row.Name, row.Pillar, row.Fictitious, row.entry.ReleasedAt ?? row.entry.EnteredAt ?? row.First, words, site))], words, today.Now);
    }

    private static AtomEntry Entry(StatusEntry entry, string key, Text name, string? pillar, bool fictitious, Instant at, Words words, Uri site)
    {
        var area = words.Programme.Pillars.FirstOrDefault(one => one.Key == pillar);
        return new(
            StableId.Of(entry.Id.ToString(), words.Code),
            Marked.Title(words, fictitious, words["Feed.Statement", words.Programme.Status(entry.Status).Name, name]),
            words.Code,
            new(site, words.To("/commitments/" + key)),
            at,
            at,
            string.Join(words["Feed.Between"], Facts(entry, key, words)),
            area is null ? null : (area.Key, words.Plain(area.Title)));
    }

    private static IEnumerable<string> Facts(StatusEntry entry, string key, Words words)
    {
        yield return key;
        yield return entry.On is null ? words["Commitment.NotStated"] : words.Date(entry.On);
        yield return entry.Party is { } party ? words.Plain(words.Programme.Party(party).Name) : words[entry.Asserter == Asserter.Both ? "Status.By.Both" : "Status.By.Team"];
        if (words.Plain(entry.Note) is { Length: > 0 } note) yield return note;
    }
}
