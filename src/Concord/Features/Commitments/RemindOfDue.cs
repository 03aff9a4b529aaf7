using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Mail;
using Concord.Platform.Scheduled;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Commitments;

/// <summary>A commitment falls due soon, or is overdue.</summary>
internal sealed record CommitmentDue(Guid Commitment, bool IsOverdue) : IMail;

internal sealed class WriteCommitmentDue(Db db, Words words, Today today) : IWrite<CommitmentDue>
{
    public MailSort Sort => MailSort.Reminder;

    public async Task<Letter?> WriteAsync(CommitmentDue mail, Account reader, string? secret, CancellationToken stop)
    {
        var commitment = await db.Commitments.AsNoTracking().Include(one => one.Trail).SingleOrDefaultAsync(one => one.Id == mail.Commitment, stop);
        if (commitment?.Due is not { } due || commitment.IsOver(words.Programme)) return null;

        return Compose(Phrase.Of(words, commitment.Name), words.Date(due), commitment.Owner, commitment.IsOverdue(words.Programme, today.Date), commitment.Key);
    }

    public Letter Example() => Compose(words["Mail.ExampleRecord"], words.Date(new LocalDate(2026, 11, 30)), words.Programme.Parties.FirstOrDefault()?.Key, false, "example");

    private Letter Compose(Phrase name, string due, string? owner, bool isOverdue, string key) =>
        new Letter(words[isOverdue ? "CommitmentDue.OverdueSubject" : "CommitmentDue.Subject", due]) { About = name }
            .Say(words[isOverdue ? "CommitmentDue.OverdueWhat" : "CommitmentDue.What"])
            .Fact(words["Commitment.Name"], name)
            .Fact(words["Commitment.Owner"], Owner.Name(owner, words))
            .Fact(words["Commitment.Due"], due)
            .Button(words["CommitmentDue.Do"], words.To("/commitments/" + key));
}

/// <summary>A step on the way to a commitment is due soon, or overdue.</summary>
/// <param name="Step">Its place among the milestones, from 0.</param>
/// <param name="Due">As it was when the mail was promised: a date that is moved is told anew.</param>
internal sealed record MilestoneDue(Guid Commitment, int Step, string Due) : IMail;

internal sealed class WriteMilestoneDue(Db db, Words words, Today today) : IWrite<MilestoneDue>
{
    public MailSort Sort => MailSort.Reminder;

    public async Task<Letter?> WriteAsync(MilestoneDue mail, Account reader, string? secret, CancellationToken stop)
    {
        var commitment = await db.Commitments.AsNoTracking().Include(one => one.Trail).SingleOrDefaultAsync(one => one.Id == mail.Commitment, stop);
        if (commitment is null || commitment.IsOver(words.Programme)) return null;
        if (commitment.Milestones.ElementAtOrDefault(mail.Step) is not { DoneOn: null, Due: { } due } step || due.ToString() != mail.Due) return null;

        return Compose(Phrase.Of(words, step.What), Phrase.Of(words, commitment.Name), words.Date(due), commitment.Owner, step.IsOverdue(today.Date), commitment.Key);
    }

    public Letter Example() => Compose(words["Commitment.Milestones"], words["Mail.ExampleRecord"], words.Date(new LocalDate(2026, 11, 30)), words.Programme.Parties.FirstOrDefault()?.Key, false, "example");

    private Letter Compose(Phrase what, Phrase name, string due, string? owner, bool isOverdue, string key) =>
        new Letter(words[isOverdue ? "MilestoneDue.OverdueSubject" : "MilestoneDue.Subject", due]) { About = what }
            .Say(words[isOverdue ? "MilestoneDue.OverdueWhat" : "MilestoneDue.What"])
            .Fact(words["Commitment.MilestoneWhat"], what)
            .Fact(words["Commitment.Name"], name)
            .Fact(words["Commitment.Owner"], Owner.Name(owner, words))
            .Fact(words["Commitment.Due"], due)
            .Button(words["CommitmentDue.Do"], words.To("/commitments/" + key));
}

/// <summary>Reminds the people of the side that owes a commitment, of it and of its steps: a month and a week before, when the day is over, a month
/// after, and then every quarter. Each is told once.</summary>
internal sealed class RemindOfDue(Db db, Today today, CurrentProgramme programme) : IRecur
{
    public Instant NextAfter(Instant now) => Every.Day(now, programme.Now.Zone, 6);

    public async Task<int> DoAsync(CancellationToken stop)
    {
        var open = await db.Commitments.AsNoTracking()
            .StillExpected(programme.Now)
            .Where(one => one.DueLatest != null || (string)(object)one.Milestones != "[]")
            .Select(one => new { one.Id, one.Owner, one.Due, one.Milestones })
            .ToListAsync(stop);
        var people = await db.Grants.AsNoTracking().OfThoseWhoAnswer()
            .Select(one => new { one.Account, one.Party })
            .Distinct()
            .ToListAsync(stop);
        var reminded = 0;
        foreach (var one in open)
        {
            foreach (var (mail, key) in Told(one.Id, one.Due, one.Milestones))
            {
                foreach (var person in people.Where(person => one.Owner is null || person.Party == one.Owner))
                {
                    if (await db.PostOnceAsync(person.Account, mail, $"{key} {person.Account:n}", stop)) reminded++;
                }
            }
        }

        return reminded;
    }

    /// <summary>What is to be told of one commitment today, each with a name by which it is told once. A date that is moved is told anew.</summary>
    private IEnumerable<(IMail Mail, string Key)> Told(Guid id, PartialDate? due, Items<Milestone> steps)
    {
        if (due is not null && StageOf(due.Latest) is { } stage) yield return (new CommitmentDue(id, due.Latest < today.Date), $"due {id} {due.Latest:yyyy-MM-dd} {stage}");
        foreach (var (place, step) in steps.Index())
        {
            if (step is { DoneOn: null, Due: { } by } && StageOf(by.Latest) is { } near) yield return (new MilestoneDue(id, place, by.ToString()), $"step {id} {place} {by} {near}");
        }
    }

    /// <summary>How near a day is, or how long over; null while it is far.</summary>
    private string? StageOf(LocalDate day) => Period.DaysBetween(today.Date, day) switch
    {
        > 30 => null,
        > 7 => "month",
        >= 0 => "week",
        > -30 => "over",
        > -90 => "over a month",
        var days => $"over {-days / 90} quarters",
    };
}
