using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Accounts.Providers;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Accounts.Providers;

/// <summary>
/// Decides whom an arrival belongs to, and lets them in. An account is found by (issuer, subject) alone. That link is made once: through
/// the one-time link of an invitation, or by somebody who is signed in to the account already, and in both cases only when the provider
/// vouches for the very e-mail address of the account. An address alone links nothing, or whoever can register it at a provider would
/// walk into the account of another.
/// </summary>
internal sealed class Arrivals(
    Db db, Me me, IdentityProviders providers, CurrentProgramme programme, AccountRoles roles, ProviderRoles providerRoles, Invitations invitations, AccountEvents events, Credentials credentials,
    ILookupNormalizer names, IClock clock)
{
    public async Task<Reception> ReceiveAsync(Arrival arrival)
    {
        if (providers[arrival.Provider] is not { } provider || (provider.Party is { } party && programme.Now.Parties.All(one => one.Key != party))) return Reception.Refused("unknown");
        if (await IsUsed(arrival)) return Reception.Refused("stale");

        if (await LinkedTo(arrival) is { } known) return await Known(known, provider, arrival);
        if (arrival.From.Proves is not null) return Reception.Refused("other-person");
        if (arrival.Email is null) return Reception.Refused("unverified");
        if (arrival.From.Invitation is { } token) return await ByInvitation(token, provider, arrival);
        if (arrival.From.LinkTo is not null) return await BySignIn(provider, arrival);
        return provider.Admission == Admission.JustInTime ? await New(arrival) : Reception.Refused("uninvited");
    }

    public Task<bool> HasPasskeyAsync(Account account, CancellationToken stop) => db.Passkeys.AnyAsync(one => one.Account == account.Id, stop);

    /// <summary>Lets them in: makes the account or the link where there is none yet, and follows the roles, all or nothing.</summary>
    /// <param name="newSecret">Of an authenticator that was set up just now, and the step of the code that proved it; null: none was.</param>
    /// <returns>The account; null when the arrival, or what it rests on, has been used or has changed meanwhile.</returns>
    public async Task<Account?> LetInAsync(Arrival arrival, (string Secret, long Step)? newSecret = null)
    {
        Account? account = null;
        await roles.Alone(async () =>
        {
            db.ChangeTracker.Clear();
            var reception = await ReceiveAsync(arrival);
            if (reception.Why is not null) return;

            var provider = providers[arrival.Provider]!;
            var isNew = reception.Account is null;
            account = reception.Account ?? Make(arrival);
            if (isNew) await db.SaveChangesAsync();
            if (!reception.IsLinked) await Link(account, provider, arrival, told: !isNew);
            if (newSecret is { } made)
            {
                await credentials.SetAsync(account, null, made.Secret);
                account.TotpStep = made.Step;
            }

            var granted = await providerRoles.FollowAsync(account, provider, arrival.Roles, told: !isNew);
            if (isNew) db.Post(account.Id, new AccountMade(provider.Key, clock.GetCurrentInstant().ToUnixTimeSeconds(), granted, provider.Party));
            db.Submissions.Add(new() { Token = TokenOf(arrival), At = clock.GetCurrentInstant() });
            await db.SaveChangesAsync();
        });
        return account;
    }

    private async Task<Reception> Known(Account account, IdentityProvider provider, Arrival arrival)
    {
        if (arrival.From.LinkTo is { } other && other != account.Id) return Reception.Refused("linked");
        if (arrival.From.Proves is { } owner && (owner != account.Id || (me.IsSignedIn && me.Id != owner))) return Reception.Refused("other-person");
        return await MayBeBroughtIn(account, provider) ? new(account, true) : Reception.Refused("other-side");
    }

    private async Task<Reception> ByInvitation(string token, IdentityProvider provider, Arrival arrival)
    {
        if (await invitations.FindAsync(token) is not { Account: var account } || account.IsOpen) return Reception.Refused("invitation");
        return await MayLink(account, provider, arrival);
    }

    private async Task<Reception> BySignIn(IdentityProvider provider, Arrival arrival)
    {
        if (me.Id != arrival.From.LinkTo) return Reception.Refused("stale");
        return await MayLink(await db.Accounts.SingleAsync(one => one.Id == me.Id), provider, arrival);
    }

    private async Task<Reception> MayLink(Account account, IdentityProvider provider, Arrival arrival)
    {
        if (account.NormalizedEmail is null || account.NormalizedEmail != names.NormalizeEmail(arrival.Email)) return Reception.Refused("other-address");
        return await MayBeBroughtIn(account, provider) ? new(account, false) : Reception.Refused("other-side");
    }

    /// <summary>Somebody new. Whoever has an account with this address is told no more than whoever has none and gets no role.</summary>
    private async Task<Reception> New(Arrival arrival) =>
        arrival.Roles.Count > 0 && !await invitations.IsTaken(arrival.Email) ? new(null, false) : Reception.Refused("uninvited");

    private async Task<bool> MayBeBroughtIn(Account account, IdentityProvider provider) =>
        provider.MayBringIn(await db.Grants.Where(one => one.Account == account.Id && one.EndedAt == null).ToListAsync());

    private async Task<Account?> LinkedTo(Arrival arrival)
    {
        var login = await db.Logins.SingleOrDefaultAsync(one => one.LoginProvider == arrival.Issuer && one.ProviderKey == arrival.Subject);
        return login is null ? null : await db.Accounts.SingleAsync(one => one.Id == login.UserId);
    }

    private Account Make(Arrival arrival)
    {
        var name = arrival.Name is { Length: > 0 } said ? said[..Math.Min(said.Length, 100)] : arrival.Email!;
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            Name = Text.In(arrival.From.Language, name),
            Language = arrival.From.Language,
            Email = arrival.Email,
            UserName = arrival.Email,
            NormalizedEmail = names.NormalizeEmail(arrival.Email),
            NormalizedUserName = names.NormalizeEmail(arrival.Email),
        };
        db.Accounts.Add(account);
        events.Enter(account, "provider-made", provider: arrival.Provider, told: false); // of it AccountMade tells
        return account;
    }

    /// <summary>The link is a new way in: sign-ins end, and what a desk compares follows from it.</summary>
    private async Task Link(Account account, IdentityProvider provider, Arrival arrival, bool told)
    {
        await credentials.SetAsync(account, null, null);
        account.EmailConfirmed = true;
        db.Logins.Add(new() { LoginProvider = arrival.Issuer, ProviderKey = arrival.Subject, ProviderDisplayName = provider.Key, UserId = account.Id });
        if (!me.IsSignedIn) me.Is(account, [], []); // what follows is entered as theirs
        events.Enter(account, "provider-linked", provider: provider.Key, told: told);
        if (arrival.From.Invitation is { } token) await invitations.UseAsync(token);
    }

    private Task<bool> IsUsed(Arrival arrival)
    {
        var token = TokenOf(arrival);
        return db.Submissions.AnyAsync(one => one.Token == token);
    }

    private static string TokenOf(Arrival arrival) => "arrival " + arrival.Id;
}

/// <summary>How an arrival is received.</summary>
/// <param name="Account">Whose it is; null: somebody's who has none yet.</param>
/// <param name="IsLinked">Whether the account knows the provider's subject already.</param>
/// <param name="Why">Why nobody is let in, as in the key of its sentence, ProviderProblem.…; null: they may come in.</param>
internal sealed record Reception(Account? Account, bool IsLinked, string? Why = null)
{
    public static Reception Refused(string why) => new(null, false, why);
}
