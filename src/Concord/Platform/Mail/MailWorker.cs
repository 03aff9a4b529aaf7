using Concord.Platform.Accounts;
using Concord.Platform.Database;
using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Mail;

/// <summary>
/// Sends what is due, each mail at least once. A mail is leased while it is worked on, so that several nodes share the work; one that fails is
/// tried again later and later and then given up, for an administrator to see.
/// </summary>
internal sealed class MailWorker(IServiceScopeFactory scopes, Postman postman, MailPace pace, Live.Bus bus, IClock clock, Operations.Pulse pulse, ILogger<MailWorker> log) : Live.Lookout(pace.Pause, log, bus, Live.Topic.Work)
{
    private const int Batch = 100;

    protected override async Task<bool> LookRoundAsync(CancellationToken stop)
    {
        if (await SendDueAsync(stop) > 0) return true;

        await postman.RestAsync();
        return false;
    }

    /// <summary>Sends what is due now, one batch.</summary>
    /// <returns>How many mails were taken.</returns>
    public async Task<int> SendDueAsync(CancellationToken stop)
    {
        var taken = await Take(stop);
        pace.Passed("taken");
        await Parallel.ForEachAsync(taken, new ParallelOptions { MaxDegreeOfParallelism = pace.Lanes, CancellationToken = stop }, async (mail, _) => await Send(mail, stop));
        return taken.Count;
    }

    private async Task<List<MailRow>> Take(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var now = clock.GetCurrentInstant();
        var rows = new List<MailRow>();
        if (!await Free(db, now).AnyAsync(stop)) return rows;

        await db.InOneTransaction(
            async () =>
            {
                var free = db.IsSqlite
                    ? Free(db, now).OrderBy(row => row.Due).Take(Batch)
                    : db.Mail.FromSql($"select * from mail where state = 'waiting' and due <= {now.ToDateTimeUtc()} and (leased_until is null or leased_until < {now.ToDateTimeUtc()}) order by due limit {Batch} for update skip locked");
                rows = await free.ToListAsync(stop);
                foreach (var row in rows) (row.LeasedUntil, row.Attempts) = (now + pace.Lease, row.Attempts + 1);
                await db.SaveChangesAsync(stop);
            },
            stop);
        return rows;
    }

    private static IQueryable<MailRow> Free(Db db, Instant now) =>
        db.Mail.Where(row => row.State == MailState.Waiting && row.Due <= now && (row.LeasedUntil == null || row.LeasedUntil < now));

    private async Task Send(MailRow mail, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetCurrentInstant();
        var delivery = scope.ServiceProvider.GetRequiredService<Delivery>();
        try
        {
            await delivery.DeliverAsync(mail, now, stop);
            if (mail.State == MailState.Sent) pulse.Mailed(true);
        }
        catch (SmtpCommandException refused) when ((int)refused.StatusCode >= 500 && refused.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted)
        {
            pulse.Mailed(false);
            mail.Settle(MailState.Dead, now, $"SMTP {(int)refused.StatusCode}"); // asking again would not help
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            pulse.Mailed(false);
            var error = failure is SmtpCommandException command ? $"SMTP {(int)command.StatusCode}" : failure.GetType().Name;
            Log.LogWarning("A mail of the kind {Kind} could not be sent ({Error}); attempt {Attempt}.", mail.Kind, error, mail.Attempts);
            if (MailPace.WaitAfter(mail.Attempts) is { } wait) (mail.Due, mail.LeasedUntil, mail.Error) = (now + wait, null, error);
            else mail.Settle(MailState.Dead, now, error);
        }

        await Keep(mail, stop);
        pace.Passed("settled");
    }

    /// <summary>What became of it. A mail whose lease has run out meanwhile may be another's; both say the same of it.</summary>
    private async Task Keep(MailRow mail, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await db.InOneTransaction(
            () => db.Mail.Where(row => row.Id == mail.Id).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, mail.State).SetProperty(row => row.Due, mail.Due).SetProperty(row => row.LeasedUntil, mail.LeasedUntil)
                    .SetProperty(row => row.Error, mail.Error).SetProperty(row => row.SettledAt, mail.SettledAt).SetProperty(row => row.Secret, mail.Secret),
                stop),
            stop);
    }
}

/// <summary>What is done with one mail that is due, in the eyes and language of its reader.</summary>
internal sealed class Delivery(
    IServiceProvider scope, Db db, Letters letters, Languages.Words words, Languages.Languages languages, Languages.CurrentProgramme programme, MailServer server, Postman postman, Envelope envelope, MailPace pace)
{
    /// <summary>Sends it, puts it off or lays it aside: the row says which.</summary>
    public async Task DeliverAsync(MailRow mail, Instant now, CancellationToken stop)
    {
        if (letters.WriterOf(mail.Kind) is not { } writer)
        {
            // A newer version, running beside this one, has promised it and will send it.
            (mail.Due, mail.LeasedUntil, mail.Attempts) = (now + Duration.FromMinutes(1), null, mail.Attempts - 1);
            return;
        }

        var reader = await Acting.AsAsync(scope, mail.Account, stop);
        if (reader?.Email is null)
        {
            mail.Settle(MailState.Dropped, now);
            return;
        }

        words.SpeakIn(languages[reader.Language] ?? languages.All[0]);
        var preference = await db.MailPreferences.AsNoTracking().SingleOrDefaultAsync(one => one.Account == reader.Id, stop) ?? MailPreference.Usual(reader.Id, programme.Now.TimeZone);
        if (!IsWantedNow(mail, writer.Sort, preference, now)) return;

        if (await letters.WriteAsync(mail, reader, stop) is not { } letter)
        {
            mail.Settle(MailState.Dropped, now);
            return;
        }

        if (!server.IsSetUp || (preference.ReturnedAt is not null && writer.Sort != MailSort.Account))
        {
            mail.Settle(MailState.Kept, now);
            return;
        }

        var message = envelope.Of(mail, letter, reader, writer.Sort, now);
        pace.Passed("written");
        await postman.HandOverAsync(message, stop);
        pace.Passed("accepted");
        mail.Settle(MailState.Sent, now);
    }

    private static bool IsWantedNow(MailRow mail, MailSort sort, MailPreference preference, Instant now)
    {
        if (sort == MailSort.Account) return true;

        var choice = preference.For(sort);
        if (mail.Kind == nameof(Digest)) return true; // put together at its reader's hour
        if (choice == MailChoice.Never) mail.Settle(MailState.Dropped, now);
        else if (choice == MailChoice.Digest) (mail.State, mail.LeasedUntil) = (MailState.Gathered, null);
        else if (preference.NotBefore(now) is var later && later > now) (mail.Due, mail.LeasedUntil, mail.Attempts) = (later, null, mail.Attempts - 1);
        else return true;
        return false;
    }
}
