using Concord.Platform.Database;
using Concord.Platform.Languages;
using Concord.Platform.Scheduled;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Mail;

/// <summary>Puts together what was gathered for each reader whose hour has come, and what has changed for those who want to know.</summary>
internal sealed class SendDigests(Db db, CurrentProgramme programme, IClock clock) : IRecur
{
    public Instant NextAfter(Instant now) => now + Duration.FromMinutes(5);

    public async Task<int> DoAsync(CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var gathered = (await db.Mail.AsNoTracking().Where(mail => mail.State == MailState.Gathered).ToListAsync(stop)).ToLookup(mail => mail.Account);
        var preferences = await db.MailPreferences.AsNoTracking().ToDictionaryAsync(one => one.Account, stop);
        var readers = gathered.Select(group => group.Key).Union(preferences.Values.Where(one => one.For(MailSort.News) == MailChoice.Digest).Select(one => one.Account));
        var sent = 0;
        foreach (var reader in readers)
        {
            var preference = preferences.GetValueOrDefault(reader) ?? MailPreference.Usual(reader, programme.Now.TimeZone);
            if (await SendAsync(preference, [.. gathered[reader].OrderBy(mail => mail.PostedAt)], now, stop)) sent++;
        }

        return sent;
    }

    private async Task<bool> SendAsync(MailPreference preference, IReadOnlyList<MailRow> mails, Instant now, CancellationToken stop)
    {
        var wantsNews = preference.For(MailSort.News) == MailChoice.Digest;
        var since = wantsNews ? preference.ToldUntil ?? now - Duration.FromHours(25) : (Instant?)null; // the first time: a day, and what the day began with
        var waiting = Instant.Min(mails.Count > 0 ? mails[0].PostedAt : Instant.MaxValue, since ?? Instant.MaxValue);
        if (preference.NextDigest(waiting) > now) return false;

        var ids = mails.Select(mail => mail.Id).ToList();
        await db.InOneTransaction(
            async () =>
            {
                db.Post(preference.Account, new Digest(ids, since));
                await db.SaveChangesAsync(stop);
                await db.Mail.Where(mail => ids.Contains(mail.Id)).ExecuteUpdateAsync(set => set.SetProperty(mail => mail.State, MailState.Bundled).SetProperty(mail => mail.SettledAt, now), stop);
                if (wantsNews) await db.MailPreferences.Where(one => one.Account == preference.Account).ExecuteUpdateAsync(set => set.SetProperty(one => one.ToldUntil, now), stop);
            },
            stop);
        return true;
    }
}
