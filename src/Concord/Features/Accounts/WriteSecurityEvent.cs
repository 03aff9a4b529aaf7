using Concord.Platform.Accounts;
using Concord.Platform.Accounts.Providers;
using Concord.Platform.Languages;
using Concord.Platform.Mail;
using NodaTime;

namespace Concord.Features.Accounts;

/// <summary>Tells the owner of an account what happened to it, and what to do if it was not them.</summary>
internal sealed class WriteSecurityEvent(Words words, IdentityProviders providers) : IWrite<SecurityEvent>
{
    public MailSort Sort => MailSort.Account;

    public Task<Letter?> WriteAsync(SecurityEvent mail, Account reader, string? secret, CancellationToken stop) => Task.FromResult<Letter?>(Compose(mail));

    public Letter Example() => Compose(new("signed-in", Instant.FromUtc(2026, 11, 23, 8, 0).ToUnixTimeSeconds(), null, null, "firefox", "windows"));

    private Letter Compose(SecurityEvent mail)
    {
        var about = mail.Role is { } role ? words.RoleName(role, mail.Party) : mail.Party is { } party ? words.PartyName(party) : "";
        var letter = new Letter(words["SecurityMail.Subject", words["AccountEvent." + mail.What, about]])
            .Say(words["SecurityMail.What"])
            .Fact(words["SecurityMail.Event"], words["AccountEvent." + mail.What, about])
            .Fact(words["SecurityMail.At"], words.Moment(mail.At()));
        if (mail.Provider is { } provider) letter.Fact(words["Provider.Provider"], providers[provider] is { } known ? Phrase.Of(words, known.Name) : provider);
        if (mail.Browser is not null || mail.System is not null) letter.Fact(words["Device.Title"], words.DeviceName(mail.Browser, mail.System));
        if (mail.What is "reset-done" or "reset-confirmed") letter.Say(words["SecurityMail.ResetEnded"]);
        return letter.Say(words["SecurityMail.NotYou"]).Button(words["Mine.Title"], words.To("/me"));
    }
}
