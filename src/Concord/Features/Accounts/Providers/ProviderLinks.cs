using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Accounts.Providers;
using Concord.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Concord.Features.Accounts.Providers;

/// <summary>Which ways lead into an account, and the end of those through an identity provider.</summary>
internal sealed class ProviderLinks(Db db, IdentityProviders providers, AccountRoles roles, Credentials credentials, AccountEvents events)
{
    public async Task<WaysIn> OfAsync(Account account)
    {
        var open = await db.Grants.AsNoTracking().Where(one => one.Account == account.Id && one.EndedAt == null).ToListAsync();
        var linked = await db.Logins.Where(one => one.UserId == account.Id).Select(one => one.ProviderDisplayName ?? "").Distinct().Order().ToListAsync();
        return new(
            account.PasswordHash is not null,
            account.TwoFactorEnabled,
            await db.Passkeys.CountAsync(one => one.Account == account.Id),
            [.. linked.Select(key => new ProviderLink(key, providers[key], providers[key]?.MayBringIn(open) == true))]);
    }

    /// <summary>Ends an account's link with a provider, and every sign-in it has, since any may have come that way. Roles stay.</summary>
    /// <param name="mayBeLast">Whether the account may be left without a way in.</param>
    /// <returns>The account; null when there is no such link.</returns>
    /// <exception cref="RuleBroken">It is the last way in, and has to stay.</exception>
    public async Task<Account?> EndAsync(Guid id, string? provider, bool mayBeLast, string happened)
    {
        Account? changed = null;
        await roles.Alone(async () =>
        {
            var logins = await db.Logins.Where(one => one.UserId == id && one.ProviderDisplayName == provider).ToListAsync();
            if (logins.Count == 0) return;

            var account = await db.Accounts.SingleAsync(one => one.Id == id);
            if (!mayBeLast && (await OfAsync(account)).Without(provider!).IsNone) throw new RuleBroken("MyProviders.LastWayIn");

            changed = account;
            db.RemoveRange(logins);
            await credentials.SetAsync(account, null, null); // what a desk compares before it confirms a role follows from it
            events.Enter(account, happened, provider: provider);
            await db.SaveChangesAsync();
        });
        return changed;
    }
}

/// <param name="Links">With identity providers.</param>
internal sealed record WaysIn(bool HasPassword, bool HasAuthenticator, int Passkeys, IReadOnlyList<ProviderLink> Links)
{
    /// <summary>Whether nobody can sign in.</summary>
    public bool IsNone => !HasPassword && Passkeys == 0 && !Links.Any(one => one.Works);

    public WaysIn Without(string provider) => this with { Links = [.. Links.Where(one => one.Key != provider)] };
}

/// <param name="Provider">Null: the installation does not know it any more.</param>
/// <param name="Works">Whether the account can be entered by it now: it is known, and speaks for the side of the account's roles.</param>
internal sealed record ProviderLink(string Key, IdentityProvider? Provider, bool Works);
