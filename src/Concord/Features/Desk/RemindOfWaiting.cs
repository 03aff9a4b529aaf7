using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Mail;
using Concord.Platform.Scheduled;
using Concord.Platform.Waiting;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Desk;

/// <summary>All that waits for its reader: as much of the desk as stands there when the letter is written.</summary>
internal sealed record WhatWaits : IMail;

internal sealed class WriteWhatWaits(WaitingForMe waiting, Words words) : IWrite<WhatWaits>
{
    public MailSort Sort => MailSort.Reminder;

    public async Task<Letter?> WriteAsync(WhatWaits mail, Account reader, string? secret, CancellationToken stop)
    {
        var lines = await waiting.ReadAsync(stop);
        return lines.Count == 0 ? null : Compose(lines.Count, lines);
    }

    public Letter Example() => Compose(2, [new(2, null, words.To("/desk"), "Desk.BothSides", []), new(3, null, words.To("/desk"), "Desk.BothSides", [])]);

    private Letter Compose(int count, IEnumerable<Waiting> lines)
    {
        var letter = new Letter(words["WhatWaits.Subject", count]).Say(words["WhatWaits.What"]);
        foreach (var line in lines)
        {
            var sentence = words[line.Sentence, line.Values];
            letter.Item(line.About is null ? sentence : words["WhatWaits.Line", sentence, words.Plain(line.About)], line.Address);
        }

        return letter.Button(words["WhatWaits.Do"], words.To("/desk"));
    }
}

/// <summary>Sends everybody, every Monday, what waits for them; whoever has nothing to do gets no letter.</summary>
internal sealed class RemindOfWaiting(Db db, Today today, CurrentProgramme programme) : IRecur
{
    public Instant NextAfter(Instant now)
    {
        var next = Every.Day(now, programme.Now.Zone, 6);
        while (next.InZone(programme.Now.Zone).DayOfWeek != IsoDayOfWeek.Monday) next = Every.Day(next, programme.Now.Zone, 6);
        return next;
    }

    public async Task<int> DoAsync(CancellationToken stop)
    {
        var people = await db.Grants.AsNoTracking().InEffect().Select(one => one.Account).Distinct().ToListAsync(stop);
        var reminded = 0;
        foreach (var person in people)
        {
            if (await db.PostOnceAsync(person, new WhatWaits(), $"waits {today.Date:yyyy-MM-dd} {person:n}", stop)) reminded++;
        }

        return reminded;
    }
}
