using Concord.Domain.Programmes;
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
        if (commitment?.Due is not { } due || commitment.Trail.Any(entry => words.Programme.Status(entry.Status).IsFinal)) return null;

        return Compose(Phrase.Of(words, commitment.Name), words.Date(due), commitment.Owner, commitment.IsOverdue(words.Programme, today.Date), commitment.Key);
    }

    public Letter Example() => Compose(words["Mail.ExampleRecord"], words.Date(new LocalDate(2026, 11, 30)), words.Programme.Parties.FirstOrDefault()?.Key, false, "example");

    private Letter Compose(Phrase name, string due, string? owner, bool isOverdue, string key) =>
        new Letter(words[isOverdue ? "CommitmentDue.OverdueSubject" : "CommitmentDue.Subject", due]) { About = name }
            .Say(words[isOverdue ? "CommitmentDue.OverdueWhat" : "CommitmentDue.What"])
            .Fact(words["Commitment.Name"], name)
            .Fact(words["Commitment.Owner"], owner is null ? words["Desk.BothSides"] : words.Plain(words.Programme.Party(owner).Short))
            .Fact(words["Commitment.Due"], due)
            .Button(words["CommitmentDue.Do"], words.To("/commitments/" + key));
}

/// <summary>Reminds the side that owes a commitment, a month before it falls due and when it has: each of its people once of each.</summary>
internal sealed class RemindOfDue(Db db, Today today, CurrentProgramme programme) : IRecur
{
    private const int DaysAhead = 30;

    public Instant NextAfter(Instant now) => Every.Day(now, programme.Now.Zone, 6);

    public async Task<int> DoAsync(CancellationToken stop)
    {
        var (day, horizon) = (today.Date, today.Date.PlusDays(DaysAhead));
        var due = await db.Commitments.AsNoTracking()
            .StillExpected(programme.Now)
            .Where(one => one.DueLatest <= horizon)
            .Select(one => new { one.Id, one.Owner, one.DueLatest })
            .ToListAsync(stop);
        var people = await db.Grants.AsNoTracking().OfThoseWhoAnswer()
            .Select(one => new { one.Account, one.Party })
            .Distinct()
            .ToListAsync(stop);
        var reminded = 0;
        foreach (var one in due)
        {
            var isOverdue = one.DueLatest < day;
            foreach (var person in people.Where(person => one.Owner is null || person.Party == one.Owner))
            {
                // A date that is moved is told anew.
                if (await db.PostOnceAsync(person.Account, new CommitmentDue(one.Id, isOverdue), $"due {one.Id:n} {one.DueLatest:yyyy-MM-dd} {isOverdue} {person.Account:n}", stop)) reminded++;
            }
        }

        return reminded;
    }
}
