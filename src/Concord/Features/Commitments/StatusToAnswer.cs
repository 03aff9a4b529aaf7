using Concord.Domain.Commitments;
using Concord.Domain.Programmes;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Mail;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Commitments;

/// <summary>The other side has stated where a commitment stands: confirm it, or say how it differs.</summary>
internal sealed record StatusToAnswer(Guid Entry) : IMail
{
    /// <summary>Asks the people of the other sides, in the transaction that saves the statement. Who may not read it gets none: the letter is
    /// written with their eyes.</summary>
    public static async Task PostAsync(Db db, Me me, StatusEntry entry, CancellationToken stop)
    {
        if (entry.Asserter != Asserter.Party) return;

        var others = await db.Grants.AsNoTracking().OfThoseWhoAnswer()
            .Where(one => one.Party != entry.Party && one.Account != me.Id)
            .Select(one => one.Account)
            .Distinct()
            .ToListAsync(stop);
        foreach (var other in others) db.Post(other, new StatusToAnswer(entry.Id));
    }
}

internal sealed class WriteStatusToAnswer(Db db, Me me, Words words) : IWrite<StatusToAnswer>
{
    public MailSort Sort => MailSort.Request;

    public async Task<Letter?> WriteAsync(StatusToAnswer mail, Account reader, string? secret, CancellationToken stop)
    {
        var entry = await db.StatusEntries.AsNoTracking().Include(one => one.Commitment).Include(one => one.Replies).SingleOrDefaultAsync(one => one.Id == mail.Entry, stop);
        return entry is null || entry.Replies.Any(reply => reply.Party == me.Party)
            ? null
            : Compose(words.Plain(words.Programme.Party(entry.Party!).Short), Phrase.Of(words, entry.Commitment.Name), words.Plain(words.Programme.Status(entry.Status).Name), words.Date(entry.On), entry.Commitment.Key);
    }

    public Letter Example() => Compose(
        words.Plain(words.Programme.Parties[0].Short), words["Mail.ExampleRecord"], words.Plain(words.Programme.Statuses.MinBy(one => one.Group != StatusGroup.Moving)!.Name), words.Date(new Domain.Common.PartialDate(2026, 11, 30)), "example");

    private Letter Compose(string party, Phrase commitment, string status, string on, string key)
    {
        var letter = new Letter(words["StatusToAnswer.Subject", party]) { About = commitment }.Say(words["StatusToAnswer.What", party]).Fact(words["Commitment.Name"], commitment).Fact(words["Status.What"], status);
        if (on != "") letter.Fact(words["Status.On"], on);
        return letter.Button(words["StatusToAnswer.Do"], words.To("/commitments/" + key));
    }
}
