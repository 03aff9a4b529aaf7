using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.History;
using Concord.Platform.Languages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Mail;

/// <summary>Several mails as one, and what has changed.</summary>
/// <param name="Mails">In the order in which they were posted.</param>
/// <param name="Since">Changes since then are told; null: none are.</param>
internal sealed record Digest(IReadOnlyList<Guid> Mails, Instant? Since) : IMail;

internal sealed class WriteDigest(Db db, Me me, Letters letters, Chronicle chronicle, Words words) : IWrite<Digest>
{
    private const int MostChanges = 25;

    public MailSort Sort => MailSort.News;

    public async Task<Letter?> WriteAsync(Digest mail, Account reader, string? secret, CancellationToken stop)
    {
        var asked = new List<Letter>();
        foreach (var row in await db.Mail.AsNoTracking().Where(one => one.Account == reader.Id && mail.Mails.Contains(one.Id)).OrderBy(one => one.PostedAt).ThenBy(one => one.Id).ToListAsync(stop))
        {
            if (await letters.WriteAsync(row, reader, stop) is { } letter) asked.Add(letter);
        }

        var changed = mail.Since is { } since && me.IsMember ? await ChangedAsync(since, reader, stop) : [];
        return asked.Count + changed.Count == 0 ? null : Compose(asked, changed);
    }

    public Letter Example() => Compose([new Letter(words["Digest.Example"]).Button("", words.To("/desk"))], [new(words["Mail.ExampleRecord"], null)]);

    private Letter Compose(IReadOnlyList<Letter> asked, IReadOnlyList<Item> changed)
    {
        var letter = new Letter(words["Digest.Subject", asked.Count + changed.Count]);
        if (asked.Count > 0) letter.Say(words["Digest.Asked", asked.Count]);
        foreach (var one in asked) letter.Item(one.About is { } about ? words["Mail.Fact", one.Subject, about.Words] : one.Subject, one.Parts.OfType<Button>().FirstOrDefault()?.Path);
        if (changed.Count > 0) letter.Say(words["Digest.Changed", changed.Count]);
        foreach (var one in changed) letter.Item(one.Words, one.Path);
        return letter.Button(words["Digest.Desk"], words.To("/desk"));
    }

    private async Task<List<Item>> ChangedAsync(Instant since, Account reader, CancellationToken stop)
    {
        var entries = await db.Audit.AsNoTracking()
            .Where(entry => entry.At > since && entry.Account != null && entry.Account != reader.Id)
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id)
            .Take(400)
            .ToListAsync(stop);
        var readings = await chronicle.ReadAsync(entries, withdrawnToo: false, strict: true, stop);
        return [.. readings.GroupBy(reading => (reading.Kind, reading.Record!.Key)).Take(MostChanges).Select(group => new Item(Phrase.Of(words, group.First().Record!.Name), words.To(group.First().Record!.Address)))];
    }
}
