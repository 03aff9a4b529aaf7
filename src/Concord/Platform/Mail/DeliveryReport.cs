using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using NodaTime;

namespace Concord.Platform.Mail;

/// <summary>What a mail server says of one recipient in a delivery status notification (RFC 3464).</summary>
/// <param name="Mail">Id of the mail it is about; null when the report does not bring the mail's headers back.</param>
/// <param name="Recipient">Address; null when it is not told.</param>
/// <param name="HasFailed">Given up; false: delayed, relayed or delivered.</param>
/// <param name="Status">Enhanced status code (RFC 3463): 5.1.1.</param>
internal sealed record Returned(Guid? Mail, string? Recipient, bool HasFailed, string Status)
{
    /// <summary>Whether the mailbox itself does not exist or take mail any more, so that the next mail would come back too.</summary>
    public bool IsForGood => HasFailed && (Status.StartsWith("5.1.", StringComparison.Ordinal) || Status == "5.2.1");
}

/// <summary>Reads delivery reports and notes what came back.</summary>
internal sealed class DeliveryReports(Db db, Languages.CurrentProgramme programme, IClock clock)
{
    /// <summary>The recipients of a report.</summary>
    /// <returns>Empty when the message is no delivery report.</returns>
    /// <exception cref="FormatException">It is no message at all.</exception>
    public static async Task<IReadOnlyList<Returned>> ReadAsync(Stream message, CancellationToken stop)
    {
        var read = await MimeMessage.LoadAsync(message, stop);
        if (read.BodyParts.OfType<MessageDeliveryStatus>().FirstOrDefault() is not { } status) return [];

        // The first group is of the message, each further one of a recipient (RFC 3464, section 2.1).
        var mail = IdOf(read);
        return [.. status.StatusGroups.Skip(1).Select(group => new Returned(mail, AddressIn(group["Final-Recipient"] ?? group["Original-Recipient"]), "failed".Equals(group["Action"]?.Trim(), StringComparison.OrdinalIgnoreCase), Code(group["Status"])))];
    }

    /// <summary>Notes what came back; an address that is gone gets no more mail but that about its account until its owner says that it works.</summary>
    /// <returns>How many mails of ours came back.</returns>
    public async Task<int> NoteAsync(IReadOnlyList<Returned> report, CancellationToken stop)
    {
        var (now, noted) = (clock.GetCurrentInstant(), 0);
        foreach (var one in report.Where(one => one.HasFailed))
        {
            if (await Find(one, stop) is not { } mail) continue;

            mail.Settle(MailState.Returned, now, one.Status);
            if (one.IsForGood)
            {
                var preference = await db.MailPreferences.SingleOrDefaultAsync(kept => kept.Account == mail.Account, stop);
                if (preference is null) db.MailPreferences.Add(preference = MailPreference.Usual(mail.Account, programme.Now.TimeZone));
                preference.ReturnedAt ??= now;
            }

            noted++;
            await db.SaveChangesAsync(stop);
        }

        return noted;
    }

    private async Task<MailRow?> Find(Returned one, CancellationToken stop)
    {
        if (one.Mail is { } id) return await db.Mail.SingleOrDefaultAsync(mail => mail.Id == id && mail.State == MailState.Sent, stop);
        if (one.Recipient?.ToUpperInvariant() is not { } address) return null;

        return await db.Mail.Where(mail => mail.State == MailState.Sent && db.Accounts.Any(account => account.Id == mail.Account && account.NormalizedEmail == address)).OrderByDescending(mail => mail.SettledAt).FirstOrDefaultAsync(stop);
    }

    /// <summary>The id of the mail that came back, from its own headers, which the report brings along whole or in part.</summary>
    private static Guid? IdOf(MimeMessage report)
    {
        var headers = report.BodyParts.OfType<TextRfc822Headers>().Select(part => part.Message).Concat(Messages(report)).OfType<MimeMessage>();
        return headers.Select(message => message.MessageId?.Split('@')[0]).Select(id => Guid.TryParseExact(id, "N", out var parsed) ? parsed : (Guid?)null).FirstOrDefault(id => id is not null);
    }

    private static IEnumerable<MimeMessage?> Messages(MimeMessage report) =>
        report.Body is Multipart parts ? parts.OfType<MessagePart>().Select(part => part.Message) : [];

    // "rfc822; somebody@example.org"
    private static string? AddressIn(string? field) => field?.Split(';', 2).Last().Trim() is { Length: > 0 } address ? address : null;

    private static string Code(string? status)
    {
        var code = status?.Split(' ', '(')[0].Trim() ?? "";
        return System.Text.RegularExpressions.Regex.IsMatch(code, @"^[245]\.\d{1,3}\.\d{1,3}$") ? code : "5.0.0";
    }
}
