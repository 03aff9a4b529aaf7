using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Mail;
using Concord.Platform.Scheduled;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.People;

/// <summary>Data on people are kept longer than was said. No name stands in it.</summary>
internal sealed record RetentionOver : IMail;

internal sealed class WriteRetentionOver(Db db, Me me, Words words, Today today) : IWrite<RetentionOver>
{
    public MailSort Sort => MailSort.Reminder;

    public async Task<Letter?> WriteAsync(RetentionOver mail, Account reader, string? secret, CancellationToken stop)
    {
        if (!me.Can(Can.EditPeople)) return null;

        var past = (await db.PastRetentionAsync(today.Date, stop)).Count;
        return past == 0 ? null : Compose(past);
    }

    public Letter Example() => Compose(3);

    private Letter Compose(int count) => new Letter(words["RetentionOver.Subject", count]).Say(words["RetentionOver.What"]).Button(words["RetentionOver.Do"], words.To("/people"));
}

/// <summary>Reminds everybody who can do something about it, every Monday, while there is something to do.</summary>
internal sealed class RemindOfRetention(Db db, Today today, CurrentProgramme programme) : IRecur
{
    public Instant NextAfter(Instant now)
    {
        var next = Every.Day(now, programme.Now.Zone, 6);
        while (next.InZone(programme.Now.Zone).DayOfWeek != IsoDayOfWeek.Monday) next = Every.Day(next, programme.Now.Zone, 6);
        return next;
    }

    public async Task<int> DoAsync(CancellationToken stop)
    {
        if ((await db.PastRetentionAsync(today.Date, stop)).Count == 0) return 0;

        var roles = Permissions.Table.Single(row => row.Act == Can.EditPeople).Roles;
        var people = await db.Grants.AsNoTracking().InEffect().Where(one => roles.Contains(one.Role)).Select(one => one.Account).Distinct().ToListAsync(stop);
        var reminded = 0;
        foreach (var person in people)
        {
            if (await db.PostOnceAsync(person, new RetentionOver(), $"retention {today.Date:yyyy-MM-dd} {person:n}", stop)) reminded++;
        }

        return reminded;
    }
}
