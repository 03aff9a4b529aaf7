using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Concord.Platform.Mail;
using NodaTime;

namespace Concord.Features.Accounts;

/// <summary>A one-time link, to open an account or to find a new way in. The token is sealed with the mail and dropped when it is sent.</summary>
/// <param name="Resets">Whether the account is open already.</param>
/// <param name="Until">Unix time in seconds: when the link ends.</param>
internal sealed record OneTimeLink(bool Resets, long Until) : IMail;

internal sealed class WriteOneTimeLink(Words words, Me me) : IWrite<OneTimeLink>
{
    public MailSort Sort => MailSort.Account;

    public Task<Letter?> WriteAsync(OneTimeLink mail, Account reader, string? secret, CancellationToken stop)
    {
        // On their own page, in a browser that is signed in, nobody finds a link that gives the account a new key: it goes to the mailbox alone.
        var token = me.SignIn is null ? secret : null;
        return Task.FromResult<Letter?>(Compose(mail, token));
    }

    public Letter Example() => Compose(new(false, Instant.FromUtc(2026, 11, 30, 8, 0).ToUnixTimeSeconds()), null);

    private Letter Compose(OneTimeLink mail, string? token)
    {
        var name = words.Plain(words.Programme.Name);
        var letter = new Letter(words[mail.Resets ? "LinkMail.ResetSubject" : "LinkMail.Subject", words.Plain(words.Programme.Short)])
            .Say(words[mail.Resets ? "LinkMail.ResetWhat" : "LinkMail.What", name])
            .Say(words["LinkMail.Once", words.Moment(Instant.FromUnixTimeSeconds(mail.Until))]);
        if (mail.Resets) letter.Say(words["LinkMail.ResetEnds"]).Say(words["LinkMail.NotYou"]);
        return token is null ? letter.Say(words["LinkMail.Gone"]) : letter.Button(words[mail.Resets ? "LinkMail.ResetDo" : "LinkMail.Do"], words.To("/invitation/" + token));
    }
}
