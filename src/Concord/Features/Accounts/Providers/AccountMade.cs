using Concord.Platform.Accounts;
using Concord.Platform.Accounts.Providers;
using Concord.Platform.Languages;
using Concord.Platform.Mail;
using NodaTime;

namespace Concord.Features.Accounts.Providers;

/// <summary>An account was made when its owner first came through an identity provider: nobody had invited them.</summary>
/// <param name="Provider">Its key.</param>
/// <param name="Second">When: Unix time in seconds.</param>
/// <param name="Granted">The roles that the provider gave.</param>
/// <param name="Party">Key of the party whose roles they are, which wait for its desk; null: of no party, in effect.</param>
internal sealed record AccountMade(string Provider, long Second, IReadOnlyList<Role> Granted, string? Party) : IMail;

/// <summary>Welcomes the owner, and tells them what to do if they know nothing of it.</summary>
internal sealed class WriteAccountMade(Words words, IdentityProviders providers) : IWrite<AccountMade>
{
    public MailSort Sort => MailSort.Account;

    public Task<Letter?> WriteAsync(AccountMade mail, Account reader, string? secret, CancellationToken stop) => Task.FromResult<Letter?>(Compose(mail, reader.Email));

    public Letter Example() => Compose(new(providers.Count > 0 ? providers[0].Key : "example", Instant.FromUtc(2026, 11, 23, 8, 0).ToUnixTimeSeconds(), [Role.Reader], null), "name@example.org");

    private Letter Compose(AccountMade mail, string? address)
    {
        var provider = providers[mail.Provider] is { } known ? Phrase.Of(words, known.Name) : mail.Provider; // gone from the installation since
        var letter = new Letter(words["MadeMail.Subject", words.Plain(words.Programme.Short)])
            .Say(words["MadeMail.What", words.Plain(words.Programme.Name)])
            .Fact(words["Provider.Provider"], provider)
            .Fact(words["Account.Email"], address ?? "")
            .Fact(words["SecurityMail.At"], words.Moment(Instant.FromUnixTimeSeconds(mail.Second)));
        foreach (var role in mail.Granted) letter.Fact(words["Account.Role"], words.RoleName(role, mail.Party));
        return letter.Say(words[mail.Party is null ? "MadeMail.InEffect" : "MadeMail.Waits"]).Say(words["MadeMail.NotYou"]).Button(words["Mine.Title"], words.To("/me"));
    }
}
