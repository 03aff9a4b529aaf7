using System.Text;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Concord.Platform.Web;
using MimeKit;
using MimeKit.Text;
using NodaTime;

namespace Concord.Platform.Mail;

/// <summary>Makes the message that a mail server takes: two bodies of one letter, and the headers that keep it out of loops and let its reader do without.</summary>
internal sealed class Envelope(MailServer server, PublicAddress address, Unsubscribing unsubscribing, Assets assets, Words words)
{
    public MimeMessage Of(MailRow mail, Letter letter, Account reader, MailSort sort, Instant now)
    {
        var message = new MimeMessage
        {
            Subject = letter.Subject,
            Date = now.ToDateTimeOffset(),

            // The same for the same mail however often it is handed over: whoever gets it twice can tell.
            MessageId = $"{mail.Id:n}@{server.From.Domain}",
        };
        message.From.Add(server.From);
        message.To.Add(new MailboxAddress(Encoding.UTF8, words.Plain(reader.Name), reader.Email!));
        message.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834: no holiday replies

        var path = sort == MailSort.Account ? null : words.To("/mail/unsubscribe/" + unsubscribing.TokenFor(reader.Id, sort));
        if (path is not null)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{address.Home}{path}>"); // RFC 2369
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"); // RFC 8058
        }

        var print = new LetterPrint(words, address.Home, assets);
        message.Body = new MultipartAlternative
        {
            new TextPart(TextFormat.Plain) { Text = print.AsText(letter, reader, sort, path) },
            new TextPart(TextFormat.Html) { Text = print.AsHtml(letter, reader, sort, path) },
        };
        message.Body.Headers.Add(HeaderId.ContentLanguage, words.Code);
        return message;
    }
}
