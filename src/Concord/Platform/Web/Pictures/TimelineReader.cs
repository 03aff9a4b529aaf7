using Concord.Domain.Activities;
using Concord.Domain.Common;
using Concord.Domain.Rounds;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Web.Pictures;

/// <summary>Reads what the picture of the period shows: only what the reader may see, since the sets hold nothing else.</summary>
internal static class TimelineReader
{
    /// <summary>More marks than this say nothing to the eye: then the activities of a year and lane are one mark.</summary>
    public const int Most = 300;

    private const string Dialogue = "dialogue", NoPillar = "";

    /// <param name="activities">Those to draw; null: none, and no lanes for them.</param>
    /// <param name="withRounds">Whether the rounds of the dialogue have a lane.</param>
    /// <param name="pillar">Draws the lane of this focus area alone; null: all.</param>
    public static async Task<Timeline> ReadTimelineAsync(this Db db, Words words, IQueryable<Activity>? activities, bool withRounds, CancellationToken stop, string? pillar = null)
    {
        var programme = words.Programme;
        var marks = new List<TimeMark>();
        var undated = 0;
        var lanes = new List<Lane>();
        if (withRounds)
        {
            var rounds = await db.Rounds.AsNoTracking().ToListAsync(stop);
            marks.AddRange(rounds.Where(round => round.Start is not null).Select(round => Of(round, words)));
            lanes.Add(new(Dialogue, words["Layout.Dialogue"], words.Code));
        }

        if (activities is not null)
        {
            foreach (var one in programme.Pillars.Where(one => pillar is null || one.Key == pillar)) lanes.Add(new(one.Key, words.Plain(one.Short), words.LangOf(one.Short)));

            undated = await activities.CountAsync(activity => activity.FirstDay == Activity.Unknown, stop);
            var dated = activities.AsNoTracking().Where(activity => activity.FirstDay != Activity.Unknown);
            if (await dated.CountAsync(stop) <= Most)
            {
                var rows = await dated
                    .Select(one => new Dated(one.Key, one.Name, one.Pillar, one.State, one.PlannedStart, one.PlannedEnd, one.HeldStart, one.HeldEnd, one.Fictitious))
                    .ToListAsync(stop);
                marks.AddRange(rows.Select(row => Of(row, words)));
            }
            else
            {
                var days = await dated.Select(one => new { one.Pillar, one.FirstDay }).ToListAsync(stop);
                marks.AddRange(days.GroupBy(one => (one.Pillar, one.FirstDay.Year)).Select(group => Of(group.Key.Pillar, group.Key.Year, group.Count(), words)));
            }

            if (marks.Any(mark => mark.Lane == NoPillar)) lanes.Add(new(NoPillar, words["Picture.NoPillar"], words.Code));
        }

        return new(lanes, [.. Bands(words)], [.. marks.OrderBy(mark => mark.From).ThenBy(mark => mark.To).ThenBy(mark => mark.Path, StringComparer.Ordinal)], undated);
    }

    /// <summary>Phases whose beginning and end are known. The others have no place on an axis.</summary>
    private static IEnumerable<Band> Bands(Words words) =>
        words.Programme.Phases.Where(phase => phase is { Start: not null, End: not null }).Select(phase => new Band(words.Plain(phase.Name), phase.Start!.Earliest, phase.End!.Latest));

    private static TimeMark Of(Round round, Words words)
    {
        var end = round.End ?? round.Start!;
        return Mark(words, Dialogue, round.Start!, end, round.Name, "/dialogue/" + round.Key, true, round.Status >= RoundStatus.Held, round.Fictitious);
    }

    private static TimeMark Of(Dated activity, Words words)
    {
        var held = activity.HeldStart is not null;
        var start = activity.HeldStart ?? activity.PlannedStart!;
        var end = (held ? activity.HeldEnd : activity.PlannedEnd) ?? start;
        return Mark(words, activity.Pillar ?? NoPillar, start, end, activity.Name, "/activities/" + activity.Key, false, activity.State == ActivityState.Held, activity.Fictitious);
    }

    private static TimeMark Of(string? pillar, int year, int count, Words words)
    {
        var when = new PartialDate(year);
        var path = FormattableString.Invariant($"/activities?{(pillar is null ? "" : "pillar=" + Uri.EscapeDataString(pillar) + "&")}year={year}");
        return new(pillar ?? NoPillar, when.Earliest, when.Latest, words.Date(when), null, words["Picture.Many", count, when], words.Code, path, false, true, true, false);
    }

    private static TimeMark Mark(Words words, string lane, PartialDate start, PartialDate end, Text name, string path, bool isRound, bool isFirm, bool fictitious)
    {
        var when = words.Dates(start, end);
        var title = words[fictitious ? "Picture.FictitiousMark" : "Picture.Mark", when, name];
        var last = end.Latest < start.Earliest ? start.Latest : end.Latest;
        return new(lane, start.Earliest, last, when, name, title, words.LangOf(name), path, isRound, start.Day is not null && end.Day is not null, isFirm, fictitious);
    }

    private sealed record Dated(
        string Key, Text Name, string? Pillar, ActivityState State, PartialDate? PlannedStart, PartialDate? PlannedEnd, PartialDate? HeldStart, PartialDate? HeldEnd, bool Fictitious);
}
