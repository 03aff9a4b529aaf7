using Concord.Domain.Activities;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Web.Feeds;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Feeds;

/// <summary>The feed of the activities that were entered or changed last.</summary>
internal static class NewActivities
{
    private const int Most = 50;

    public static async Task<byte[]> WriteAsync(Db db, Words words, Uri site, Today today, CancellationToken stop)
    {
        var latest = await db.Activities.AsNoTracking()
            .Join(Changes.Of<Activity>(db), one => one.Id, change => change.Record, (one, change) => new { one, change.First, change.Last })
            .OrderByDescending(pair => pair.Last).ThenByDescending(pair => pair.one.FirstDay).ThenBy(pair => pair.one.Key)
            .Take(Most)
            .ToListAsync(stop);
        var head = new AtomHead(
            StableId.Of(words.Programme.Key, "activities", words.Code),
            words["Feed.Activities", words.Programme.Short],
            words["Feed.ActivitiesAre"],
            new(site, words.To("/activities.atom")),
            new(site, words.To("/activities")),
            words.Plain(words.Programme.Name));
        return Atom.Write(head, [.. latest.Select(pair => Entry(pair.one, new() { Record = pair.one.Id, First = pair.First, Last = pair.Last }, words, site))], words, today.Now);
    }

    private static AtomEntry Entry(Activity one, Changed change, Words words, Uri site)
    {
        var pillar = words.Programme.Pillars.FirstOrDefault(pillar => pillar.Key == one.Pillar);
        return new(
            StableId.Of(one.Id.ToString(), words.Code),
            Marked.Title(words, one.Fictitious, words.Plain(one.Name)),
            words.LangOf(one.Name),
            new(site, words.To("/activities/" + one.Key)),
            change.First,
            change.Last,
            string.Join(words["Feed.Between"], Facts(one, words)),
            pillar is null ? null : (pillar.Key, words.Plain(pillar.Title)));
    }

    private static IEnumerable<string> Facts(Activity one, Words words)
    {
        yield return one.Start is null ? words["Feed.NoDate"] : words.Dates(one.Start, one.End);
        if (words.Programme.ActivityTypes.FirstOrDefault(type => type.Key == one.Type) is { } type) yield return words.Plain(type.Name);
        yield return words["Activity.State." + one.State];
        if (words.Programme.Pillars.FirstOrDefault(pillar => pillar.Key == one.Pillar) is { } pillar) yield return words.Plain(pillar.Title);
    }
}

internal static class Marked
{
    /// <summary>What is invented says so wherever it goes.</summary>
    public static string Title(Words words, bool fictitious, string title) => fictitious ? words["Feed.Fictitious", title] : title;
}
